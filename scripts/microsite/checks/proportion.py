"""A translation is about as long as its original, sentence for sentence: nothing lost, nothing added.

After Gale and Church (1993), “A program for aligning sentences in bilingual corpora”: the length of
a text predicts the length of its translation. A sentence that is split or joined changes the count
alone, so only a count and a length that change together are a problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from ..model import Block, Content, Page, Problem

_MARKS = re.compile(r"\]\([^)]*\)|\{[:#][^}]*\}|\[\^[\w-]+\]|[*\[\]]")
_SENTENCE_END = re.compile(r"[.!?。！？؟](?=[\"”»’)）》]*(?:\s|$|[一-鿿“《（A-Za-z]))")
# Points that end no sentence.
_POINTS = re.compile(r"\b(?:[A-Z]\.|Ms\.|Mr\.|см\.|т\. ?е\.|г\.|Sr\.|Sra\.|p\. ex\.|[\w-]+\.\w+)")
SHORT = 40
LOST, ADDED = 0.88, 1.14
FAR_LOW, FAR_HIGH = 0.45, 2.1

Pair = tuple[Page, Block, Page, Block]


def check(content: Content) -> Iterator[Problem]:
    """Yield each block that is too short or too long for its original."""
    pairs: dict[tuple[str, str], list[Pair]] = {}
    for page in content.pages.values():
        if original := content.original(page):
            for section, theirs in zip(page.sections, original.sections, strict=False):
                for block, other in zip(section.blocks, theirs.blocks, strict=False):
                    # Formulas of a letter's head and close follow the usage of each language.
                    if page.is_letter and block.classes:
                        continue
                    if len(plain(other.text)) >= SHORT or len(plain(block.text)) >= SHORT:
                        pairs.setdefault((page.locale, original.locale), []).append(
                            (page, block, original, other)
                        )
    for group in pairs.values():
        usual = median(_ratio(block, other) for _, block, _, other in group)
        for page, block, original, other in group:
            yield from _pair(page, block, original, other, _ratio(block, other) / usual)


def plain(text: str) -> str:
    """Return the text without links, marks and footnote signs."""
    return _MARKS.sub("", text)


def sentences(text: str) -> int:
    """Return the number of sentences of a text."""
    return len(_SENTENCE_END.findall(_POINTS.sub("x", plain(text))))


def _ratio(block: Block, other: Block) -> float:
    return len(plain(block.text)) / max(1, len(plain(other.text)))


def _pair(page: Page, block: Block, original: Page, other: Block, ratio: float) -> Iterator[Problem]:
    place = f"{original.path}:{other.line}"
    ours, theirs = sentences(block.text), sentences(other.text)
    if (ours < theirs and ratio < LOST) or (ours > theirs and ratio > ADDED):
        yield Problem(
            page.path,
            block.line,
            f"This text has {ours} sentence(s), {place} has {theirs}, "
            f"and it is {ratio:.0%} of the usual length.",
            "Translate the same sentences, no more and no less.",
            "proportion",
        )
    elif block.kind != "footnote" and "{: lang=" not in block.text and not FAR_LOW < ratio < FAR_HIGH:
        yield Problem(
            page.path,
            block.line,
            f"This text is {ratio:.0%} of the usual length of a translation of {place}.",
            "Check that it is the translation of that text and complete.",
            "proportion",
        )
