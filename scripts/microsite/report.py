"""Shows problems and the state of the translations, to a person or to GitHub."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from .content import Content
from .model import Problem, printable
from .status import state

FORMATS = ("text", "github")
_TO_FIX = (
    "This is the whole list of what to fix before the change can be published; under “Files changed” "
    "GitHub shows at most ten of them, where you can correct each with the pencil."
)


def write(
    form: str, content: Content, problems: Sequence[Problem], notes: Sequence[Problem], elsewhere: str
) -> None:
    """Print problems and notes in one of FORMATS, and what is to be said of those `elsewhere`."""
    if elsewhere:
        print(elsewhere, file=sys.stderr)
    for problem in (*problems, *notes):
        print(problem if form == "text" else _annotation(problem, "notice" if problem in notes else "error"))
    if form == "github" and (place := os.environ.get("GITHUB_STEP_SUMMARY")):
        result = _TO_FIX if problems else elsewhere or "All is well: the change can be published."
        # Indented: Markdown shows it as program code, whatever is in it.
        lists = ["\n".join(f"    {item}" for item in items) for items in (problems, notes)]
        old = ["Translations that are older than their original (no obstacle):"] if notes else []
        parts = ["## Content check", result, lists[0], *old, lists[1], status_table(content)]
        with Path(place).open("a", encoding="utf-8") as file:
            file.write("\n\n".join(filter(None, parts)) + "\n")
    elif not problems and not elsewhere:
        count = f"{len(content.pages)} pages in {len(content.languages)} languages"
        old = [f"{len(notes)} translation(s) older than their original"] if notes else ["no problem found"]
        print(f"{count}: {old[0]}.")


def _annotation(problem: Problem, level: str) -> str:
    """Return a GitHub workflow command that sets the message beside the line."""
    message = printable(f"{problem.message} {problem.remedy}").replace("%", "%25")
    path = printable(problem.path)
    for char, code in (("%", "%25"), (":", "%3A"), (",", "%2C")):
        path = path.replace(char, code)
    return f"::{level} file={path},line={problem.line},title=Content check::{message}"


def status_table(content: Content) -> str:
    """Return a Markdown table of the pages and the state of each language."""
    locales = [language.locale for language in content.languages]
    rows = [["page", *locales], ["---"] * (len(locales) + 1)]
    for name in content.names:
        rows.append([name, *(state(content, content.pages.get((code, name))) for code in locales)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
