"""The versions of a page have the same sections, blocks, links and footnotes, in the same order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest

from ..content import Content, Page
from ..model import Block, Problem, Section
from .facts import facts
from .rows import groups, reference

_LINK = re.compile(r"\]\(([^)\s]*)\)")
_NOTE = re.compile(r"\[\^([\w-]+)\]")
_NAMES = {
    "paragraph": "A paragraph",
    "item": "A list item",
    "row": "A table row",
    "quotation": "A quotation",
}

Subjects = Mapping[str, str]
Found = tuple[int, str, str]


def check(content: Content) -> Iterator[Problem]:
    """Yield, for each version, the first place where it differs from the original.

    Where all translations agree with one another but not with the original, the error is there.
    """
    locales = [language.locale for language in content.languages]
    subjects = {
        address.replace("{lang}", code): link.id
        for link in content.links
        for _, address in link.addresses()
        for code in locales
    }
    for pages in groups(content):
        first = reference(
            [
                [(_heading(section), *(marks(block, subjects) for block in section.blocks))
                 for section in page.sections]
                for page in pages
            ]
        )  # fmt: skip
        for page in pages[:1] if first else pages[1:]:
            if found := next(_differences(page, pages[first], subjects), None):
                yield Problem(page.path, *found, "parity")


def _differences(page: Page, other: Page, subjects: Subjects) -> Iterator[Found]:
    """Yield line, message and remedy of each difference, in the order of the page."""
    ids = [[section.id for section in version.sections] for version in (page, other)]
    for ours, theirs in zip_longest(page.sections, other.sections):
        if ours and ours.id not in ids[1]:
            message = f"The section “{ours.id}” is not in {other.path}."
            yield ours.line, message, "Delete it, or add it to all languages."
        elif theirs and theirs.id not in ids[0]:
            line = ours.line if ours else page.body_line + page.source.rstrip("\n").count("\n")
            message = f"The section “{theirs.title}” of {other.path}:{theirs.line} is missing here."
            remedy = f"Translate it, with the id {{#{theirs.id}}}, or delete it in all languages."
            yield line, message, remedy
        elif not ours or not theirs or _heading(ours) != _heading(theirs):
            here, there = (f"“{_heading(item)}”" if item else "none" for item in (ours, theirs))
            message = f"The heading here is {here}; {other.path} has {there}."
            remedy = "Keep the headings, their ids and their order the same in all languages."
            yield (ours or page.sections[-1]).line, message, remedy
        elif len(ours.blocks) != len(theirs.blocks):
            yield from _counts(page, ours, other, theirs, subjects)
        else:
            yield from _order(ours, theirs, subjects)
            for mine, its in zip(ours.blocks, theirs.blocks, strict=True):
                yield from _marks(mine, its, f"{other.path}:{its.line}", subjects)


def _heading(section: Section) -> str:
    names = " ".join((f"#{section.id}", *(f".{name}" for name in section.classes)))
    return f"{'#' * section.level} … {{{names}}}"


def _counts(page: Page, ours: Section, other: Page, theirs: Section, subjects: Subjects) -> Iterator[Found]:
    """Yield the blocks that one of the two has alone; marks and facts tell which these are."""
    mine, his = (
        [(marks(block, subjects), frozenset(facts(block.text, version.locale))) for block in section.blocks]
        for version, section in ((page, ours), (other, theirs))
    )
    for _, start, end, own_start, own_end in SequenceMatcher(None, his, mine, False).get_opcodes():
        both = min(end - start, own_end - own_start)
        for block in theirs.blocks[start + both : end]:
            message = f"{_name(block)} is missing; {other.path}:{block.line} has it."
            line = _place(page, ours, own_start + both, block)
            yield line, message, "Translate it here, or delete it in all languages."
        for block in ours.blocks[own_start + both : own_end]:
            message = f"{_name(block)} is here that section “{theirs.id}” of {other.path} does not have."
            yield block.line, message, "Delete it, or add it to all languages."


def _place(page: Page, section: Section, index: int, missing: Block) -> int:
    """Return the line where a block is missing: of what follows in the section, else its end."""
    if index < len(section.blocks) or not section.blocks:
        return section.blocks[index].line if section.blocks else section.line
    last = section.blocks[-1]
    end = last.line + last.text.count("\n") + bool(last.classes)
    below = end + (1 if last.kind == missing.kind != "paragraph" else 2)
    return min(below, page.body_line + page.source.rstrip("\n").count("\n"))


def _order(ours: Section, theirs: Section, subjects: Subjects) -> Iterator[Found]:
    """Yield the first of two blocks that have changed places."""
    mine, his = ([marks(block, subjects) for block in section.blocks] for section in (ours, theirs))
    apart = [index for index, pair in enumerate(zip(mine, his, strict=True)) if pair[0] != pair[1]]
    if len(apart) == 2 and [mine[i] for i in apart] == [his[i] for i in reversed(apart)]:
        first, second = (ours.blocks[index].line for index in apart)
        message = f"This text and the one in line {second} have changed places."
        yield first, message, "Put them in the order of the other languages."


def marks(block: Block, subjects: Subjects) -> tuple[object, ...]:
    """Return what has to be equal in all versions of a block: kind, classes, links, footnotes."""
    links, notes = (tuple(sorted(found)) for found in _targets(block, subjects))
    return block.kind, block.label, block.cells, tuple(sorted(block.classes)), links, notes


def _targets(block: Block, subjects: Subjects) -> tuple[list[str], list[str]]:
    """Return the link targets, of a listed address its subject, and the footnotes of a text."""
    targets = (target.removeprefix("link:") for target in _LINK.findall(block.text))
    return [subjects.get(target, target) for target in targets], _NOTE.findall(block.text)


def _marks(mine: Block, other: Block, place: str, subjects: Subjects) -> Iterator[Found]:
    if (mine.kind, mine.label, mine.cells) != (other.kind, other.label, other.cells):
        message = f"{_name(mine)} is here where {place} has: {_name(other)}."
        remedy = "Keep the blocks, and the cells of a table, in the same order in all languages."
        yield mine.line, message, remedy
    if sorted(mine.classes) != sorted(other.classes):
        wanted = " ".join(sorted(other.classes)) or "none"
        message = f"The kind of list, box or mark of this text differs from {place}: {wanted}."
        yield mine.line, message, "Keep the marks the same in all languages."
    for what, ours, theirs in zip(
        ("link", "footnote"), _targets(mine, subjects), _targets(other, subjects), strict=True
    ):
        missing, extra = (next(iter(more), "") for more in (Counter(theirs) - Counter(ours),
                                                            Counter(ours) - Counter(theirs)))  # fmt: skip
        told = f"lacks the {what} “{missing}” of {place}" if missing else ""
        told += " and " if missing and extra else ""
        told += f"has the {what} “{extra}”, which {place} does not have" if extra else ""
        if told:
            yield mine.line, f"This text {told}.", f"Use the same {what}s in all languages."


def _name(block: Block) -> str:
    if block.number:
        return f"Paragraph {block.number} of the letter"
    if block.kind == "footnote":
        return f"The footnote “{block.label}”"
    name = _NAMES[block.kind]
    return f"{name} of {block.cells} cells" if block.kind == "row" else name
