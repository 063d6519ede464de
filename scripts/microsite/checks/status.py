"""Translations whose original has changed: a note with the line to paste, not an error."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Content, Problem
from ..status import outdated, sections_line


def check(content: Content) -> Iterator[Problem]:
    """Yield an original that has hashes of an original."""
    for page in content.pages.values():
        if page.meta.sections and not page.meta.original:
            line = page.meta.lines.get("sections", 2)
            yield Problem(page.path, line, "An original has no “sections”.", "Delete it.", "status")


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
