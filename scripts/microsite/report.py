"""Shows problems and the state of the translations, to a person or to GitHub."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .content import Content
from .model import Problem, printable
from .status import outdated, state

FORMATS = ("text", "github")


def write(
    form: str, content: Content, problems: Sequence[Problem], notes: Sequence[Problem], elsewhere: str
) -> None:
    """Print problems and notes in one of FORMATS, and what is to be said of those `elsewhere`."""
    if elsewhere:
        print(elsewhere, file=sys.stderr)
    if form == "github":
        print(*(_annotation("error", problem) for problem in problems), sep="\n")
        print(*(_annotation("notice", problem) for problem in notes), sep="\n")
        summary = _summary(content, problems, notes, elsewhere)
        if place := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(place).open("a", encoding="utf-8") as file:
                file.write(summary)
        else:
            print(summary)
        return
    print(*problems, *notes, sep="\n" if problems or notes else "", end="\n" if problems or notes else "")
    if not problems and not elsewhere:
        count = f"{len(content.pages)} pages in {len(content.languages)} languages"
        old = f"{len(notes)} translation(s) older than their original"
        print(f"{count}: {old if notes else 'no problem found'}.")


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
            "under “Files changed” GitHub shows at most ten of them, where you can correct each with the "
            "pencil.",
            "",
            *map(_item, problems),
        ]
    else:
        lines += [elsewhere or "All is well: the change can be published."]
    if notes:
        lines += [
            "",
            "Translations that are older than their original (no obstacle):",
            "",
            *map(_item, notes),
        ]
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
            word, page = str(state(content, locale, name)), content.pages.get((locale, name))
            count = len(outdated(content, page)) if page else 0
            cells.append(f"{word} ({count})" if count else word)
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)
