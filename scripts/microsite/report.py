"""Shows problems and the state of the translations: to a person, to GitHub, to a program."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from .content import Content
from .model import Problem, printable
from .status import outdated, state

FORMATS = ("text", "github", "json")


def write(
    form: str, content: Content, problems: Sequence[Problem], notes: Sequence[Problem], elsewhere: str = ""
) -> None:
    """Print problems and notes in one of FORMATS, and what is to be said of those `elsewhere`."""
    if elsewhere:
        print(elsewhere, file=sys.stderr)
    if form == "json":
        both = {"problems": problems, "notes": notes}
        # ASCII: a file name that is not UTF-8, or a control character, cannot break the output.
        print(json.dumps({key: [asdict(item) for item in group] for key, group in both.items()}))
    elif form == "github":
        for level, group in (("error", problems), ("notice", notes)):
            for problem in group:
                print(_annotation(level, problem))
        summary = _summary(content, problems, notes, elsewhere)
        if place := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(place).open("a", encoding="utf-8") as file:
                file.write(summary)
        else:
            print(summary)
    else:
        for problem in (*problems, *notes):
            print(problem)
        if not problems and not elsewhere:
            result = (
                f"{len(notes)} translation(s) older than their original" if notes else "no problem found"
            )
            print(f"{len(content.pages)} pages in {len(content.languages)} languages: {result}.")


def _annotation(level: str, problem: Problem) -> str:
    """Return a GitHub workflow command that sets the message beside the line."""
    message = printable(f"{problem.message} {problem.remedy}").replace("%", "%25")
    path = printable(problem.path)
    for char, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        path = path.replace(char, code)
    return f"::{level} file={path},line={problem.line},title=Content check::{message}"


def _summary(
    content: Content, problems: Sequence[Problem], notes: Sequence[Problem], elsewhere: str
) -> str:
    """Return the job summary in Markdown. GitHub marks ten lines at most; this has them all."""
    lines = ["## Content check", ""]
    if problems:
        lines += [
            f"{len(problems)} place(s) to fix before the change can be published. This is the whole list; "
            "under “Files changed” GitHub shows at most ten of them beside their lines. You can correct each "
            "there with the pencil.",
            "",
            *(_item(problem) for problem in problems),
        ]
    else:
        lines += [elsewhere or "All is well: the change can be published."]
    if notes:
        lines += ["", "Translations that are older than their original (no obstacle):", ""]
        lines += [_item(note) for note in notes]
    return "\n".join([*lines, "", status_table(content), ""])


def _item(problem: Problem) -> str:
    place = printable(problem.path).replace("`", "'")
    text = printable(f"{problem.message} {problem.remedy}")
    # As Markdown shows it: every sign that means something is escaped.
    text = "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~&" else char for char in text)
    return f"- `{place}:{problem.line}` {text}"


def status_table(content: Content) -> str:
    """Return a Markdown table of the pages and the state of each language."""
    locales = [language.locale for language in content.languages]
    rows = [f"| page | {' | '.join(locales)} |", f"|---|{'---|' * len(locales)}"]
    for name in content.names:
        cells = []
        for locale in locales:
            page, word = content.pages.get((locale, name)), str(state(content, locale, name))
            cells.append(
                f"{word} ({len(outdated(content, page))})" if page and word == "outdated" else word
            )
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)
