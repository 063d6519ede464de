"""Translations whose original has changed: a note with the line to paste, not an error."""

from __future__ import annotations

from collections.abc import Iterator

from ..content import Content
from ..model import Problem
from ..status import outdated, sections_line


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
                f"`microsite accept {page.path}`, or put this line into its front matter: "
                f"{sections_line(original)}",
                "status",
            )
