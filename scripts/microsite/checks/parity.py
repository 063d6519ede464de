"""The versions of a page have the same sections, blocks, links and footnotes, in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from ..content import Content, Page
from ..model import Problem
from ..status import outdated, sections_line
from .facts import facts
from .links import LINK, NOTE
from .rows import groups, reference

_NAMES = {
    "footnote": "the footnote “{0.label}”",
    "item": "a list item",
    "paragraph": "a paragraph",
    "quotation": "a quotation",
    "row": "a table row of {0.cells} cells",
}


class Unit(NamedTuple):
    """A heading or block: what has to be equal in all versions, and what helps to find its counterpart."""

    line: int
    marks: tuple[str, ...]
    facts: frozenset[str] = frozenset()


def check(content: Content) -> Iterator[Problem]:
    """Yield, for each version, the first place where it differs from the original."""
    for pages in groups(content):
        units = [[*_units(page)] for page in pages]
        marks = [[unit.marks for unit in found] for found in units]
        first = reference(marks)
        for page, mine, own in zip(pages, units, marks, strict=True):
            if own != marks[first]:
                line, message = next(_differences(mine, units[first], pages[first].path))
                yield Problem(page.path, line, message, "Keep it the same in all languages.", "parity")


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


def _units(page: Page) -> Iterator[Unit]:
    for section in page.sections:
        yield Unit(section.line, (f"the section “{section.id}” of level {section.level}",))
        for block in section.blocks:
            marks = [f"the link “{target}”" for _, target in LINK.findall(block.text)]
            marks += [f"the footnote “{name}”" for name in NOTE.findall(block.text)]
            marks += [f"the mark “{name}”" for name in block.classes]
            name, found = _NAMES[block.kind].format(block), frozenset(facts(block.text, page.locale))
            yield Unit(block.line, (name, *sorted(marks)), found)


def _differences(mine: list[Unit], his: list[Unit], path: str) -> Iterator[tuple[int, str]]:
    """Yield line and message of each difference, in the order of the page."""
    ours, theirs = ([(unit.marks, unit.facts) for unit in units] for units in (mine, his))
    for _, own_start, own_end, start, end in SequenceMatcher(None, ours, theirs, False).get_opcodes():
        for one, other in zip_longest(mine[own_start:own_end], his[start:end]):
            own, marks = (Counter(unit.marks if unit else ()) for unit in (one, other))
            place = f"{path}:{(other or his[min(end, len(his) - 1)]).line}"
            told = [f"lacks {', '.join(marks - own)} of {place}"] if marks - own else []
            told += [f"has {', '.join(own - marks)}, which {place} does not have"] if own - marks else []
            if told:
                line = (one or mine[min(own_end, len(mine) - 1)]).line
                yield line, f"This place {' and '.join(told)}."
