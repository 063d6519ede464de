"""The versions of a page have the same sections, blocks, links and footnotes, in the same order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, partial
from itertools import zip_longest
from typing import Any

from ..content import Content, Page
from ..model import Block, Problem, Section
from .glossary import concepts, recognisers
from .rows import groups, reference

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
    """Yield, for each version, the first place where it parts from the original.

    Where all translations agree with one another but not with the original, the error is there.
    """
    yield from _check(content, partial(concepts, recognisers(content.terms)))


def check_blocks(content: Content) -> Iterator[Problem]:
    """Yield the same by the kinds, links and notes of the blocks alone, without their words."""
    yield from _check(content, lambda text, locale: None)


def _check(content: Content, names: Callable[[str, str], object]) -> Iterator[Problem]:
    for pages in groups(content):
        said = cache(names)
        first = reference([_skeleton(page) for page in pages])
        for page in pages[:1] if first else pages[1:]:
            if found := next(_differences(page, pages[first], said), None):
                line, message, remedy = found
                yield Problem(page.path, line, message, remedy, "parity")


def _skeleton(page: Page) -> list[object]:
    return [(_heading(section), *map(marks, section.blocks)) for section in page.sections]


def _differences(
    page: Page, other: Page, said: Callable[[str, str], object]
) -> Iterator[tuple[int, str, str]]:
    """Yield line, message and remedy of each difference, in the order of the page."""
    for ours, theirs in zip_longest(page.sections, other.sections):
        if theirs is None:
            yield (
                ours.line,
                f"The section “{ours.id}” is not in {other.path}.",
                "Delete it, or add it to all languages.",
            )
        elif ours is None:
            yield (
                page.sections[-1].line,
                f"The section “{theirs.id}” is missing; {other.path}:{theirs.line} has it.",
                f"Translate it, with the id {{#{theirs.id}}}, or delete it in all languages.",
            )
        elif _heading(ours) != _heading(theirs):
            yield (
                ours.line,
                f"Here stands the heading {_heading(ours)}; "
                f"{other.path}:{theirs.line} has {_heading(theirs)}.",
                "Keep the headings, their ids and their order the same in all languages.",
            )
        else:
            mine, his = (
                [(marks(b), said(b.text, version.locale)) for b in section.blocks]
                for version, section in ((page, ours), (other, theirs))
            )
            yield from _counts(page, ours, theirs, other.path, SequenceMatcher(None, his, mine, False))
            yield from _order(ours, mine, his)
            for block, its in zip(ours.blocks, theirs.blocks, strict=True):
                yield from _marks(block, its, f"{other.path}:{its.line}")


def _heading(section: Section) -> str:
    marks = " ".join((f"#{section.id}", *(f".{name}" for name in section.classes)))
    return f"{'#' * section.level} … {{{marks}}}"


def _counts(
    page: Page, ours: Section, theirs: Section, path: str, matcher: SequenceMatcher[Any]
) -> Iterator[tuple[int, str, str]]:
    """Yield the blocks that one of the two has alone; what the rest says tells which these are."""
    if len(ours.blocks) == len(theirs.blocks):
        return
    for _, start, end, own_start, own_end in matcher.get_opcodes():
        both = min(end - start, own_end - own_start)
        for block in theirs.blocks[start + both : end]:
            message = f"{_name(block)} is missing; {path}:{block.line} has it."
            remedy = "Translate it here, or delete it in all languages."
            yield _place(page, ours, own_start + both, block), message, remedy
        for block in ours.blocks[own_start + both : own_end]:
            message = f"{_name(block)} stands here that section “{theirs.id}” of {path} does not have."
            yield block.line, message, "Delete it, or add it to all languages."


def _place(page: Page, section: Section, index: int, missing: Block) -> int:
    """Return the line where a block is missing: of what follows in the section, else its end."""
    if index < len(section.blocks):
        return section.blocks[index].line
    if not section.blocks:
        return section.line
    last = section.blocks[-1]
    end = last.line + last.text.count("\n") + bool(last.classes)
    below = end + (1 if last.kind == missing.kind != "paragraph" else 2)
    return min(below, page.body_line + page.source.rstrip("\n").count("\n"))


def _order(ours: Section, mine: Sequence[object], his: Sequence[object]) -> Iterator[tuple[int, str, str]]:
    """Yield the first of two blocks that have changed places."""
    apart = [index for index, pair in enumerate(zip(mine, his, strict=True)) if pair[0] != pair[1]]
    if len(apart) == 2 and [mine[i] for i in apart] == [his[i] for i in reversed(apart)]:
        first, second = (ours.blocks[index].line for index in apart)
        message = f"This text and the one in line {second} have changed places."
        yield first, message, "Put them in the order of the other languages."


def marks(block: Block) -> tuple[object, ...]:
    """Return what has to be equal in all versions of a block: kind, classes, links, footnotes."""
    targets = (tuple(sorted(found)) for found in _targets(block.text))
    return block.kind, block.label, block.cells, block.classes, *targets


def _targets(text: str) -> tuple[list[str], list[str]]:
    """Return the link targets, own language left out, and the footnotes of a text."""
    return (
        [_OWN_LANGUAGE.sub(r"\1", target) for target in _LINK.findall(text)],
        _NOTE.findall(text),
    )


def _marks(mine: Block, other: Block, place: str) -> Iterator[tuple[int, str, str]]:
    if (mine.kind, mine.label, mine.cells) != (other.kind, other.label, other.cells):
        yield (
            mine.line,
            f"{_name(mine)} stands where {place} has: {_name(other)}.",
            "Keep the blocks, and the cells of a table, in the same order in all languages.",
        )
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
            yield mine.line, f"This text {told}.", f"Use the same {what}s in all languages."


def _name(block: Block) -> str:
    if block.number:
        return f"Paragraph {block.number} of the letter"
    if block.kind == "footnote":
        return f"The footnote “{block.label}”"
    name = _NAMES[block.kind]
    return f"{name} of {block.cells} cells" if block.kind == "row" else name
