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
    for problem in (*problems, *notes):
        print(
            problem if form == "text" else _annotation(problem, "notice" if problem in notes else "error")
        )
    if form == "github" and (place := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(_summary(content, problems, notes, elsewhere))
    elif not problems and not elsewhere:
        count = f"{len(content.pages)} pages in {len(content.languages)} languages"
        old = f"{len(notes)} translation(s) older than their original"
        print(f"{count}: {old if notes else 'no problem found'}.")


def _annotation(problem: Problem, level: str) -> str:
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
    result = elsewhere or "All is well: the change can be published."
    if problems:
        result = (
            f"{len(problems)} place(s) to fix before the change can be published. This is the whole list; "
            "under “Files changed” GitHub shows at most ten, where you can correct each with the pencil."
        )
    old = "Translations that are older than their original (no obstacle):" if notes else ""
    lists = ("\n".join(f"    {item}" for item in items) for items in (problems, notes))
    first, second = lists  # indented: as Markdown shows program code, whatever is in it
    parts = ("## Content check", result, first, old, second, status_table(content))
    return "\n\n".join(filter(None, parts)) + "\n"


def status_table(content: Content) -> str:
    """Return a Markdown table of the pages and the state of each language."""
    locales = [language.locale for language in content.languages]
    rows = [f"| page | {' | '.join(locales)} |", f"|---|{'---|' * len(locales)}"]
    for name in content.names:
        cells = []
        for locale in locales:
            page = content.pages.get((locale, name))
            count = len(outdated(content, page)) if page else 0
            cells.append(state(content, locale, name) + (f" ({count})" if count else ""))
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)
