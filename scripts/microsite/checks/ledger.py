"""An address or id that was once published stays, or an alias leads from it to its successor."""

from __future__ import annotations

from collections.abc import Iterator

from ..content import Content
from ..model import Problem

PATH = "docs/_data/published.yml"


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
    yield from _struck(content)
    for name, published in content.published.items():
        if name in content.unread:
            continue
        if name not in content.names:
            if published.moved not in content.names:
                yield Problem(
                    PATH,
                    published.line,
                    f"The page “{name}” has been published and is gone.",
                    f"Put it back, or write here “{name}: {{moved: PAGE-THAT-TAKES-ITS-PLACE}}”.",
                    "ledger",
                )
            continue
        if published.moved:
            message = f"The ledger says that the page “{name}” has moved, but it is still there."
            yield Problem(PATH, published.line, message, "Write its “ids: […]” again.", "ledger")
        present = set(ids(content, name))
        for old in published.aliases.keys() & present:
            message = f"“{old}” of the page “{name}” is still a heading, so nothing can take its place."
            yield Problem(PATH, published.line, message, f"Delete the alias “{old}”.", "ledger")
        for old in published.ids:
            if old not in present and published.aliases.get(old) not in present:
                yield Problem(
                    PATH,
                    published.line,
                    f"The id “{old}” of the page “{name}” has been published and is gone.",
                    f"Put {{#{old}}} back, or add “{old}: NEW-ID” to the aliases of “{name}” here.",
                    "ledger",
                )


def _struck(content: Content) -> Iterator[Problem]:
    """Yield what was taken out of the ledger since the change in hand began."""
    for name, ids_ in ((entry.name, entry.ids) for entry in content.published_before):
        now = content.published.get(name)
        if now is None:
            message = f"The page “{name}” has been deleted from this list of what is published."
            yield Problem(PATH, 1, message, "Put it back; links in other places lead to it.", "ledger")
        elif not now.moved:
            for old in ids_:
                if old not in now.ids:
                    message = f"The id “{old}” of the page “{name}” has been deleted from this list."
                    remedy = "Put it back; links in other places lead to it."
                    yield Problem(PATH, now.line, message, remedy, "ledger")


def unlisted(content: Content) -> dict[str, list[str]]:
    """Return, by page, the ids that are not yet in the ledger."""
    known = content.published
    return {
        name: new
        for name in content.names
        if (new := [i for i in ids(content, name) if name not in known or i not in known[name].ids])
        or name not in known
    }
