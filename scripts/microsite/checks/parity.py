"""The versions of a page have the same sections, blocks, links and footnotes, in the same order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import islice, zip_longest
from typing import NamedTuple

from ..content import Content, Page
from ..model import Problem
from ..status import outdated, sections_line
from .facts import facts
from .rows import groups, reference

_LINK = re.compile(r"\]\(([^)\s]*)\)")
_NOTE = re.compile(r"\[\^([\w-]+)\]")
_NAMES = {
    "footnote": "The footnote “{0.label}”",
    "item": "A list item",
    "paragraph": "A paragraph",
    "quotation": "A quotation",
    "row": "A table row of {0.cells} cells",
}


class Unit(NamedTuple):
    """A heading or block: what has to be equal in all versions, and what helps to find its counterpart."""

    name: str
    line: int
    marks: tuple[object, ...]
    links: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()


def check(content: Content) -> Iterator[Problem]:
    """Yield, for each version, the first place where it differs from the original."""
    listed = [(url, link.id) for link in content.links for _, url in link.addresses()]
    locales = [language.locale for language in content.languages]
    subjects = {url.replace("{lang}", code): name for url, name in listed for code in locales}
    for pages in groups(content):
        units = [[*_units(page, subjects)] for page in pages]
        marks = [[unit.marks for unit in found] for found in units]
        first = reference(marks)
        for page, mine, own in zip(pages, units, marks, strict=True):
            if own != marks[first]:
                for found in islice(_differences(mine, units[first], pages[first].path), 1):
                    yield Problem(page.path, *found, "parity")


def notes(content: Content) -> Iterator[Problem]:
    """Yield, for each outdated translation, which sections changed and the line that settles it."""
    for page in content.pages.values():
        if (original := content.original(page)) and (names := outdated(content, page)):
            message = f"{original.path} has changed since this translation: {', '.join(names)}."
            remedy = (
                "Readers see a notice there. Once the translation is up to date, run `microsite accept "
                f"{page.path}`, or put this line into its front matter: {sections_line(original)}"
            )
            yield Problem(page.path, page.meta.lines.get("sections", 2), message, remedy, "status")


def _units(page: Page, subjects: Mapping[str, str]) -> Iterator[Unit]:
    for section in page.sections:
        yield Unit(f"The section “{section.id}”", section.line, ("section", section.level, section.id))
        for block in section.blocks:
            targets = [target.removeprefix("link:") for target in _LINK.findall(block.text)]
            links = [f"link “{subjects.get(target, target)}”" for target in targets]
            links += [f"footnote “{name}”" for name in _NOTE.findall(block.text)]
            name, found = _NAMES[block.kind].format(block), frozenset(facts(block.text, page.locale))
            marks = (name, *sorted(block.classes), *sorted(links))
            yield Unit(name, block.line, marks, tuple(links), found)


def _differences(mine: list[Unit], his: list[Unit], path: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and remedy of each difference, in the order of the page."""
    theirs, ours = ([(unit.marks, unit.facts) for unit in units] for units in (his, mine))
    for _, start, end, own_start, own_end in SequenceMatcher(None, theirs, ours, False).get_opcodes():
        for one, other in zip_longest(mine[own_start:own_end], his[start:end]):
            if not other:
                message = f"{one.name} is here and not in {path}."
                yield one.line, message, "Delete it, or add it to all languages."
            elif not one:
                message = f"{other.name} is missing; {path}:{other.line} has it."
                line = mine[min(own_end, len(mine) - 1)].line
                yield line, message, "Translate it here, or delete it in all languages."
            elif one.marks != other.marks:
                message = _told(one, other, f"{path}:{other.line}")
                yield one.line, message, "Keep it the same in all languages."


def _told(mine: Unit, his: Unit, place: str) -> str:
    if mine.name != his.name:
        return f"{mine.name} is here where {place} has: {his.name}."
    lost, added = Counter(his.links) - Counter(mine.links), Counter(mine.links) - Counter(his.links)
    parts = [f"lacks the {name} of {place}" for name in lost]
    parts += [f"has the {name}, which {place} does not have" for name in added]
    told = " and ".join(parts) or f"is of another kind of list, box, mark or level than {place}"
    return f"This text {told}."
