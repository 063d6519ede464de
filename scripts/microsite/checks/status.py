"""Translations whose original has changed: a note with the line to paste, not an error."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Content, Problem
from ..status import hashes, outdated, sections_line


def check(content: Content) -> Iterator[Problem]:
    """Yield a section that no original has. (An editor typed it; `accept` never does.)"""
    for page in content.pages.values():
        original = content.original(page)
        line = page.meta.lines.get("sections", 2)
        unknown = page.meta.sections.keys() - (hashes(original).keys() if original else set())
        if unknown and original is None:
            yield Problem(page.path, line, "An original has no “sections”.", "Delete it.", "status")
        elif unknown and original:
            yield Problem(
                page.path,
                line,
                f"“sections” names {', '.join(sorted(unknown))}, which {original.path} does not have.",
                f"If the translation is up to date, write: {sections_line(original)}",
                "status",
            )


def notes(content: Content) -> Iterator[Problem]:
    """Yield, for each outdated translation, which sections and the line that settles it."""
    for page in content.pages.values():
        original = content.original(page)
        names = outdated(content, page)
        if original and names:
            yield Problem(
                page.path,
                page.meta.lines.get("sections", 2),
                f"{original.path} has changed since this translation: {', '.join(names)}.",
                "Readers see a notice there. Once the translation is up to date, run "
                f"`microsite accept {page.path}`, or put this line into its head: "
                f"{sections_line(original)}",
                "status",
            )
