"""A text is about as long in each language, sentence for sentence: nothing lost, added or exchanged.

After Gale and Church (1993), “A program for aligning sentences in bilingual corpora”: the length of
a text predicts the length of its translation. A sentence that is split or joined changes the count
alone; one that is lost or added changes the length as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import exp, log, sqrt
from statistics import fmean, median, mode

from ..content import Content
from ..model import Problem
from ..parse import MARKS
from .facts import facts_of
from .glossary import Recognisers, concepts, recognisers
from .parity import marks
from .rows import Row, Version, rows

_MARKS = re.compile(rf"{MARKS.pattern}|[*\[\]]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SENTENCE = re.compile(
    r"[.!?؟][\"”»’)]*(?:\[\^[\w-]+\])*\s+(?=[\"“«(\[*]*\s?[^\Wa-zà-ÿа-яё_])"
    r"|[。！？][”》）]*(?:\[\^[\w-]+\])*(?=[^\]])"
)
# What other rules compare: a sentence that holds any of it is not lost unseen.
_ANCHOR = re.compile(r"\d|\]\(|\[\^")
# A quotation in its own language, and words that begin small: no names.
_QUOTED = re.compile(r"\[[^\[\]\n]+\]\{lang=\w+\}")
_WORD = re.compile(r"\b[^\W\dA-ZÀ-ÞА-Я_][^\W\d_]+|[\u3400-\u9fff]{2}")
# So many equal words are no coincidence.
ENOUGH = 5
# A Chinese character says as much as this many letters.
HAN = 3.5
# How many standard deviations from the other languages the length of a text may be.
FAR = 4.5
# Least difference of lengths that shows an exchange.
EXCHANGED = 0.035
# Costs of a sentence that is lost, of one that is added, and of two that stand for one.
LOST, ADDED, JOINED = 4.5, 6.0, 3.0


@dataclass(frozen=True)
class Sentence:
    """A sentence: its plain text, its width in columns, and whether other rules would miss it."""

    text: str
    width: float
    anchored: bool


def check(content: Content) -> Iterator[Problem]:
    """Yield each text too short, too long, repeated, untranslated, or as it seems in another's place."""
    every = [*rows(content)]
    for row in every:
        yield from _untranslated(row)
    blocks = [row for row in every if row.kind == "block" and len(row.versions) > 1]
    usual, known = _usual(blocks), recognisers(content.terms)
    sections: dict[tuple[str, str], list[tuple[Row, list[float]]]] = {}
    for row in blocks:
        for version in row.versions:
            yield from _repeated(version)
        # Formulas of a letter's head and close follow the usage of each language.
        if not (row.versions[0].page.is_letter and row.versions[0].block.classes):
            found = list(_lengths(row, usual))
            yield from found or _sentences(known, row, usual)
        logs = [log(max(1.0, width(v.block.text)) / usual[v.page.locale]) for v in row.versions]
        page = row.versions[0].page.name
        sections.setdefault((page, row.section), []).append((row, logs))
    for group in sections.values():
        yield from _exchanged(content, known, group)


def plain(text: str) -> str:
    """Return the text without links, marks and footnote signs."""
    return _MARKS.sub("", text)


def width(text: str) -> float:
    """Return the length of a Markdown text in columns, a Chinese character counted as several."""
    text = plain(text).strip()
    return len(text) + (HAN - 1) * len(_HAN.findall(text))


def sentences(text: str) -> list[str]:
    """Return a Markdown text cut into its sentences."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    return [part for a, b in pairwise(cuts) if (part := text[a:b].strip())]


def _usual(blocks: Sequence[Row]) -> dict[str, float]:
    """Return how long each language is as a rule, as a multiple of the mean of all."""
    ratios: dict[str, list[float]] = {}
    for row in blocks:
        widths = [max(1.0, width(version.block.text)) for version in row.versions]
        mean = exp(fmean(map(log, widths)))
        for version, own in zip(row.versions, widths, strict=True):
            ratios.setdefault(version.page.locale, []).append(own / mean)
    return {locale: median(values) for locale, values in ratios.items()}


def _repeated(version: Version) -> Iterator[Problem]:
    parts = [plain(part).rstrip(" .;,。") for part in sentences(version.block.text)]
    twice = next((part for part in parts if len(part) > 7 and parts.count(part) > 1), None)
    text = plain(version.block.text).strip()
    half = text[: len(text) // 2].strip()
    if not twice and len(half) > 4 and text[(len(text) + 1) // 2 :].strip() == half:
        twice = half
    if twice:
        yield _problem(version, f"“{_short(twice)}” stands here twice.", "Delete one of the two.")


def _untranslated(row: Row) -> Iterator[Problem]:
    """Look for a sentence that two versions share: it was copied and not translated."""
    seen: dict[str, Version] = {}
    for version in row.versions:
        for part in map(plain, sentences(_QUOTED.sub("", version.block.text))):
            other = seen.setdefault(part.rstrip(" .:;!?"), version)
            if other is not version and len(_WORD.findall(part)) >= ENOUGH:
                yield _problem(
                    version,
                    f"“{_short(part)}” stands in {other.place} in the same words.",
                    "Write each in its language.",
                )
                break


def _spread(width: float) -> float:
    """Return the standard deviation of the logarithm of a length, as measured on this site."""
    return sqrt(0.01 + 1 / max(width, 8))


def _lengths(row: Row, usual: dict[str, float]) -> Iterator[Problem]:
    # A title quoted in its own language is translated beside it in the other languages.
    if any("{lang=" in version.block.text for version in row.versions):
        return
    widths = [max(1.0, width(v.block.text)) / usual[v.page.locale] for v in row.versions]
    for index, version in enumerate(row.versions):
        others = median(widths[:index] + widths[index + 1 :])
        if abs(log(widths[index] / others)) > FAR * _spread(others):
            other = row.versions[0 if index else 1]
            share = f"{widths[index] / others:.0%}"
            yield _problem(
                version,
                f"This text is {share} of the usual length of a version of {other.place}.",
                "Check that it says the same, and all of it.",
            )
            return


def _cut(
    known: Recognisers, locale: str, parts: Sequence[str], usual: Mapping[str, float]
) -> list[Sentence]:
    named = [concepts(known, part, locale) for part in parts]
    counted = Counter(name for names in named for name in names)
    return [
        Sentence(
            plain(part),
            max(1.0, width(part)) / usual[locale],
            bool(_ANCHOR.search(part)) or any(counted[name] == 1 for name in names),
        )
        for part, names in zip(parts, named, strict=True)
    ]


def _sentences(known: Recognisers, row: Row, usual: dict[str, float]) -> Iterator[Problem]:
    """Compare versions with an uncommon number of sentences with the rest."""
    parts = [sentences(version.block.text) for version in row.versions]
    common = mode(map(len, parts))
    if all(len(own) == common for own in parts):
        return
    cut = [_cut(known, v.page.locale, own, usual) for v, own in zip(row.versions, parts, strict=True)]
    rest = [own for own in cut if len(own) == common]
    other = row.versions[cut.index(rest[0])]
    model = [
        Sentence(same[0].text, median(s.width for s in same), same[0].anchored)
        for same in zip(*rest, strict=True)
    ]
    for version, own in zip(row.versions, cut, strict=True):
        if len(own) == common:
            continue
        lost, added = align(own, model)
        if lost:
            yield _problem(
                version,
                f"“{_short(lost[0].text)}” of {other.place} seems to be missing here.",
                "Translate the same sentences, no more and no less.",
            )
        elif added:
            yield _problem(
                version,
                f"“{_short(added[0].text)}” seems to have no counterpart in {other.place}.",
                "Translate the same sentences, no more and no less.",
            )


Path = tuple[float, list[Sentence], list[Sentence]]


def align(own: Sequence[Sentence], model: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """Return the sentences of `model` that `own` lacks, and those that it has beyond it."""
    best: dict[tuple[int, int], Path] = {(0, 0): (0.0, [], [])}
    for i in range(len(own) + 1):
        for j in range(len(model) + 1):
            ways: list[Path] = [best[i, j]] if (i, j) in best else []
            for di, dj in ((1, 1), (2, 1), (1, 2), (0, 1), (1, 0)):
                if (i - di, j - dj) not in best:
                    continue
                cost, lost, added = best[i - di, j - dj]
                mine, theirs = own[i - di : i], model[j - dj : j]
                if di and dj:
                    ways.append((cost + _misfit(mine, theirs) + JOINED * (di + dj > 2), lost, added))
                elif not any(sentence.anchored for sentence in (*mine, *theirs)):
                    ways.append((cost + (LOST if dj else ADDED), [*lost, *theirs], [*added, *mine]))
            if ways:
                best[i, j] = min(ways, key=lambda way: way[0])
    _, lost, added = best.get((len(own), len(model)), (0.0, [], []))
    return lost, added


def _misfit(mine: Sequence[Sentence], theirs: Sequence[Sentence]) -> float:
    ours, other = sum(s.width for s in mine), sum(s.width for s in theirs)
    return min(20.0, (log(ours / other) / _spread(other)) ** 2 / 2)


def _exchanged(
    content: Content, known: Recognisers, group: Sequence[tuple[Row, list[float]]]
) -> Iterator[Problem]:
    """Compare the lengths of neighbours, where nothing else tells them apart."""
    for (row, logs), (next_row, next_logs) in combinations(group, 2):
        if row.versions[0].block.kind != next_row.versions[0].block.kind or len(logs) < 3:
            continue
        for index, version in enumerate(row.versions):
            if index >= len(next_logs):
                break
            ours = logs[index] - next_logs[index]
            theirs = median(logs[:index] + logs[index + 1 :]) - median(
                next_logs[:index] + next_logs[index + 1 :]
            )
            second = next_row.versions[index]
            if ours * theirs < -EXCHANGED and _signs(content, known, version) == _signs(
                content, known, second
            ):
                yield _problem(
                    version,
                    f"This text and the one in line {second.block.line} seem to have changed places.",
                    "Put them in the order of the other languages.",
                )


def _signs(content: Content, known: Recognisers, version: Version) -> object:
    """Return all by which other rules would notice that a text stands in another's place."""
    block, locale = version.block, version.page.locale
    return marks(block), facts_of(version, content), concepts(known, block.text, locale)


def _short(text: str) -> str:
    return text if len(text) < 50 else f"{text[:47]}…"


def _problem(version: Version, message: str, remedy: str) -> Problem:
    return Problem(version.page.path, version.block.line, message, remedy, "proportion")
