"""How problems and the state of the translations are told: to a person, to GitHub, to a program."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from .model import Content, Problem, printable
from .status import outdated, state

FORMATS = ("text", "github", "json")


def write(
    form: str,
    content: Content,
    problems: Sequence[Problem],
    notes: Sequence[Problem],
    elsewhere: str = "",
) -> None:
    """Print problems and notes in one of FORMATS, and what is to be said of those `elsewhere`."""
    if elsewhere:
        print(elsewhere, file=sys.stderr)
    if form == "json":
        both = {"problems": problems, "notes": notes}
        # ASCII: a file name that is not UTF-8, or a control character, cannot break the output.
        print(json.dumps({key: [asdict(item) for item in group] for key, group in both.items()}))
        return
    if form == "github":
        for level, group in (("error", problems), ("notice", notes)):
            for problem in group:
                print(_annotation(level, problem))
        _summary(content, problems, notes, elsewhere)
        return
    write_problems([*problems, *notes])
    if not problems and not elsewhere:
        count = f"{len(content.pages)} pages in {len(content.languages)} languages"
        told = f"{len(notes)} translation(s) to be brought up to date" if notes else "no problem found"
        print(f"{count}: {told}.")


def write_problems(problems: Iterable[Problem]) -> None:
    """Print one problem a line."""
    for problem in problems:
        print(problem)


def _annotation(level: str, problem: Problem) -> str:
    """Return a GitHub workflow command that sets the message beside the line."""
    message = printable(f"{problem.message} {problem.remedy}").replace("%", "%25")
    path = printable(problem.path)
    for char, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        path = path.replace(char, code)
    return f"::{level} file={path},line={problem.line},title=Content check::{message}"


def _summary(
    content: Content, problems: Sequence[Problem], notes: Sequence[Problem], elsewhere: str
) -> None:
    """Write the job summary, in plain words, where GitHub asks for it; else to standard output."""
    lines = ["## Content check", ""]
    if problems:
        lines += [
            f"{len(problems)} place(s) must be mended before the change can be published. "
            "Each is marked beside its line under “Files changed”; you can correct it right there "
            "with the pencil.",
            "",
        ]
        lines += [_item(problem) for problem in problems]
    else:
        lines += [elsewhere or "All is well: the change can be published."]
    if notes:
        lines += ["", "Translations that are older than their original (no obstacle):", ""]
        lines += [_item(note) for note in notes]
    lines += ["", status_table(content), ""]
    text = "\n".join(lines)
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if place:
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(text)
    else:
        sys.stdout.write(text)


def _item(problem: Problem) -> str:
    place = printable(problem.path).replace("`", "'")
    return f"- `{place}:{problem.line}` {_plain(problem.message)} {_plain(problem.remedy)}"


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it stands."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~&" else char for char in printable(text))


def status_table(content: Content) -> str:
    """Return a Markdown table of the pages and the state of each language."""
    locales = [language.locale for language in content.languages]
    rows = [f"| page | {' | '.join(locales)} |", f"|---|{'---|' * len(locales)}"]
    for name in content.names:
        cells = []
        for locale in locales:
            word: str = state(content, locale, name)
            page = content.pages.get((locale, name))
            if word == "outdated" and page:
                word += f" ({len(outdated(content, page))})"
            cells.append(word)
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)
