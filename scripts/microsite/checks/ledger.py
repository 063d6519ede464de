"""An address or id that was once published stays, or an alias leads from it to its successor."""

from __future__ import annotations

from collections.abc import Iterator

from ..content import Content
from ..dataset import LEDGER
from ..model import Problem

Found = tuple[int, str, str]


def ids(content: Content, name: str) -> list[str]:
    """Return the ids that a page offers, in its order, from its original."""
    page = next(page for page in content.pages.values() if page.name == name and not page.meta.original)
    found = [section.id for section in page.sections if section.id != "top"]
    found += [f"p{block.number}" for section in page.sections for block in section.blocks if block.number]
    if page.meta.template == "timeline.html":
        found += [event.id for event in content.events]
    if page.meta.template == "glossary.html":
        found += [term.id for term in content.terms if term.listed]
    return found


def check(content: Content) -> Iterator[Problem]:
    """Yield each published page or id that is gone without an alias, or gone from the ledger."""
    yield from (Problem(LEDGER, *found, "ledger") for found in (*_deleted(content), *_lost(content)))


def _lost(content: Content) -> Iterator[Found]:
    for name, entry in content.published.items():
        if name not in content.names:
            if entry.moved not in content.names and name not in content.unread:
                remedy = f"Put it back, or write here “{name}: {{moved: PAGE-THAT-TAKES-ITS-PLACE}}”."
                yield entry.line, f"The page “{name}” has been published and is gone.", remedy
            continue
        present = set(ids(content, name))
        if entry.moved or entry.aliases.keys() & present:
            message = f"“{name}”, or an id of it, has a successor here but is still in use."
            yield entry.line, message, "Delete “moved”, or the alias."
        for old in entry.ids:
            if old not in present and entry.aliases.get(old) not in present:
                message = f"The id “{old}” of the page “{name}” has been published and is gone."
                remedy = f"Put {{#{old}}} back, or add “{old}: NEW-ID” to the aliases of “{name}” here."
                yield entry.line, message, remedy


def _deleted(content: Content) -> Iterator[Found]:
    """Yield what was taken out of the ledger since the change in hand began."""
    for old in content.published_before:
        if entry := content.published.get(old.name):
            lost = () if entry.moved else sorted({*old.ids} - {*entry.ids})
            gone = [f"The id “{name}” of “{old.name}”" for name in lost]
        else:
            gone = [f"The page “{old.name}”"]
        for what in gone:
            message = f"{what} has been deleted from this list."
            yield entry.line if entry else 1, message, "Put it back; links in other places lead to it."
