"""The versions of a page have the same sections, blocks, links and footnotes, in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from ..model import Block, Content, Page, Problem, Section

_LINK = re.compile(r"\]\(([^)\s]*)\)")
_NOTE = re.compile(r"\[\^([\w-]+)\]")
_OWN_LANGUAGE = re.compile(r"(https://docs\.un\.org/)[a-z]{2}/")
_NAMES = {
    "paragraph": "A paragraph",
    "item": "A list item",
    "row": "A table row",
    "quotation": "A quotation",
}


def check(content: Content) -> Iterator[Problem]:
    """Yield, for each translation, the first place where it parts from its original."""
    for page in content.pages.values():
        original = content.original(page)
        if original and (found := next(_differences(page, original), None)):
            line, message, remedy = found
            yield Problem(page.path, line, message, remedy, "parity")


def _differences(page: Page, original: Page) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and remedy of each difference, in the order of the page."""
    for ours, theirs in zip_longest(page.sections, original.sections):
        if theirs is None:
            yield (
                ours.line,
                f"The section “{ours.id}” is not in the original, {original.path}.",
                "Delete it, or add it to all languages.",
            )
        elif ours is None:
            yield (
                page.sections[-1].line,
                f"The section “{theirs.id}” is missing; {original.path}:{theirs.line} has it.",
                f"Translate it, with the id {{#{theirs.id}}}.",
            )
        elif _heading(ours) != _heading(theirs):
            yield (
                ours.line,
                f"Here stands the heading {_heading(ours)}; "
                f"{original.path}:{theirs.line} has {_heading(theirs)}.",
                "Keep the headings, their ids and their order as in the original.",
            )
        else:
            yield from _blocks(ours, theirs, original.path)


def _heading(section: Section) -> str:
    marks = " ".join((f"#{section.id}", *(f".{name}" for name in section.classes)))
    return f"{'#' * section.level} … {{{marks}}}"


def _blocks(ours: Section, theirs: Section, path: str) -> Iterator[tuple[int, str, str]]:
    last = ours.line
    for mine, other in zip_longest(ours.blocks, theirs.blocks):
        if other is None:
            yield (
                mine.line,
                f"{_name(mine)} stands here that section “{theirs.id}” of {path} does not have.",
                "Delete it, or add it to all languages.",
            )
            return
        place = f"{path}:{other.line}"
        if mine is None:
            yield last, f"{_name(other)} is missing; {place} has it.", "Translate it here."
            return
        last = mine.line
        if (mine.kind, mine.label, mine.cells) != (other.kind, other.label, other.cells):
            yield (
                mine.line,
                f"{_name(mine)} stands where {place} has: {_name(other)}.",
                "Keep the blocks, and the cells of a table, in the order of the original.",
            )
            return
        yield from _marks(mine, other, place)


def marks(block: Block) -> tuple[object, ...]:
    """Return what has to be equal in all versions of a block: kind, classes, links, footnotes."""
    return block.kind, block.label, block.cells, block.classes, *map(sorted, _targets(block.text))


def _targets(text: str) -> tuple[list[str], list[str]]:
    """Return the link targets, own language left out, and the footnotes of a text."""
    return (
        [_OWN_LANGUAGE.sub(r"\1", target) for target in _LINK.findall(text)],
        _NOTE.findall(text),
    )


def _marks(mine: Block, other: Block, place: str) -> Iterator[tuple[int, str, str]]:
    if mine.classes != other.classes:
        theirs = " ".join(f".{name}" for name in other.classes)
        yield (
            mine.line,
            f"The mark below this text differs from {place}.",
            f"Write {{: {theirs} }} on the line below." if theirs else "Delete the mark.",
        )
    both = zip(("link", "footnote"), _targets(mine.text), _targets(other.text), strict=True)
    for what, ours, theirs_ in both:
        if sorted(ours) != sorted(theirs_):
            missing = next((t for t in theirs_ if theirs_.count(t) > ours.count(t)), None)
            extra = next((t for t in ours if ours.count(t) > theirs_.count(t)), None)
            told = f"lacks the {what} “{missing}” of {place}" if missing else ""
            told += " and " if missing and extra else ""
            told += f"has the {what} “{extra}”, which {place} does not have" if extra else ""
            yield mine.line, f"This text {told}.", f"Use the same {what}s as the original."


def _name(block: Block) -> str:
    if block.number:
        return f"Paragraph {block.number} of the letter"
    if block.kind == "footnote":
        return f"The footnote “{block.label}”"
    name = _NAMES[block.kind]
    return f"{name} of {block.cells} cells" if block.kind == "row" else name
