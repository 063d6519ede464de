"""The versions of a page have the same sections, blocks, links and footnotes, in the same order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from ..content import Content, Page
from ..model import Block, Problem
from .facts import facts
from .rows import groups, reference

_LINK = re.compile(r"\]\(([^)\s]*)\)")
_NOTE = re.compile(r"\[\^([\w-]+)\]")
_KINDS = {"item": "A list item", "row": "A table row", "quotation": "A quotation", "paragraph": "A paragraph"}
_ALL = "Keep it the same in all languages."


class Unit(NamedTuple):
    """A heading or block: what has to be equal in all versions, and what helps to find its counterpart."""

    name: str
    line: int
    kind: tuple[object, ...]
    links: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    facts: frozenset[str] = frozenset()

    @property
    def marks(self) -> tuple[object, ...]:
        """Return what has to be equal."""
        return self.kind, self.links, self.notes


def check(content: Content) -> Iterator[Problem]:
    """Yield, for each version, the first place where it differs from the original.

    Where all translations agree with one another but not with the original, the error is there.
    """
    locales = [language.locale for language in content.languages]
    listed = ((url, link.id) for link in content.links for _, url in link.addresses())
    subjects = {url.replace("{lang}", code): name for url, name in listed for code in locales}
    for pages in groups(content):
        units = [[*_units(page, subjects)] for page in pages]
        first = reference([[unit.marks for unit in found] for found in units])
        for page, mine in zip(pages, units, strict=True):
            if found := next(_differences(mine, units[first], pages[first].path), None):
                yield Problem(page.path, *found, "parity")


def _units(page: Page, subjects: Mapping[str, str]) -> Iterator[Unit]:
    for section in page.sections:
        yield Unit(f"The section “{section.id}”", section.line, ("section", section.level, section.id))
        for block in section.blocks:
            targets = (target.removeprefix("link:") for target in _LINK.findall(block.text))
            yield Unit(
                _name(block),
                block.line,
                (block.kind, block.label, block.cells, tuple(sorted(block.classes))),
                tuple(sorted(subjects.get(target, target) for target in targets)),
                tuple(sorted(_NOTE.findall(block.text))),
                frozenset(facts(block.text, page.locale)),
            )


def _name(block: Block) -> str:
    if block.number:
        return f"Paragraph {block.number} of the letter"
    if block.kind == "footnote":
        return f"The footnote “{block.label}”"
    return f"{_KINDS[block.kind]} of {block.cells} cells" if block.kind == "row" else _KINDS[block.kind]


def _differences(mine: list[Unit], his: list[Unit], path: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and remedy of each difference, in the order of the page."""
    if [unit.marks for unit in mine] == [unit.marks for unit in his]:
        return
    theirs, ours = ([(unit.marks, unit.facts) for unit in units] for units in (his, mine))
    for _, start, end, own_start, own_end in SequenceMatcher(None, theirs, ours, False).get_opcodes():
        both = min(end - start, own_end - own_start)
        for one, other in zip(mine[own_start:][:both], his[start:][:both], strict=True):
            if one.marks != other.marks:
                yield one.line, _told(one, other, f"{path}:{other.line}"), _ALL
        line = mine[min(own_start + both, len(mine) - 1)].line
        for other in his[start + both : end]:
            message = f"{other.name} is missing; {path}:{other.line} has it."
            yield line, message, "Translate it here, or delete it in all languages."
        for one in mine[own_start + both : own_end]:
            message = f"{one.name} is here and not in {path}."
            yield one.line, message, "Delete it, or add it to all languages."


def _told(mine: Unit, his: Unit, place: str) -> str:
    if mine.kind[:3] != his.kind[:3]:
        return f"{mine.name} is here where {place} has: {his.name}."
    for what, ours, theirs in (("link", mine.links, his.links), ("footnote", mine.notes, his.notes)):
        lost, added = Counter(theirs) - Counter(ours), Counter(ours) - Counter(theirs)
        if lost or added:
            parts = [f"lacks the {what} “{name}” of {place}" for name in lost]
            parts += [f"has the {what} “{name}”, which {place} does not have" for name in added]
            return f"This text {' and '.join(parts)}."
    return f"The kind of list, box or mark of this text differs from {place}."
