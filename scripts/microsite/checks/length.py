"""A text is as long in each language as Gale and Church (1993) expect, and neither copied nor repeated."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from math import inf, log, sqrt
from statistics import median

from ..content import Content
from ..model import Problem, Text
from ..parse import PHRASE, plain
from .rows import Row, rows, sentences

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(rf"{_HAN.pattern}{{2}}|\b[^\W\dA-ZÀ-ÞА-Я_][^\W\d_]+")
# A Chinese character says as much as this many letters.
HAN = 3.5
# How long a language is as a rule, as a multiple of the mean of all; measured on this site.
USUAL = {"ar": 0.88, "en": 0.94, "es": 1.09, "fr": 1.08, "ru": 1.06, "zh": 0.97}
# How many standard deviations from the other languages the length of a text may be.
FAR = 4.5
# By how much it has to be likelier that a sentence was lost than that two were joined.
LIKELIER = 3.6


def check(content: Content) -> Iterator[Problem]:
    """Yield each text too short, too long, repeated or untranslated, or without one of its sentences."""
    for row in rows(content):
        yield from _copied(row)
        # Formulas of a letter's head and close follow the usage of each language.
        formula = row.versions[0].status != "our-summary" and row.versions[0].classes
        if row.kind == "block" and len(row.versions) > 1 and not formula:
            yield from _lengths(row)


@cache
def width(text: str, locale: str) -> float:
    """Return how long a Markdown text would be in an average language, in columns."""
    text = plain(text)
    return max(1.0, len(text) + (HAN - 1) * len(_HAN.findall(text))) / USUAL.get(locale, 1.0)


def _copied(row: Row) -> Iterator[Problem]:
    """Look for a sentence that is twice in a version, or that two share as it was not translated."""
    seen: dict[str, Text] = {}
    for version in row.versions:
        for part in map(plain, sentences(PHRASE.sub("", version.text))):
            part = part.strip(" .:;!?。")
            half = len(part) // 2
            other = version if part[:half].strip() == part[half:].strip() else seen.get(part)
            # So many equal words are no coincidence.
            if other and len(_WORD.findall(part)) >= (2 if row.kind == "string" else 3):
                where = "here twice" if other is version else f"in {other.place} in the same words"
                message = f"“{part:.50}” is {where}."
                yield version.problem(message, "Write it once, in each language its own way.", "length")
                break
            seen.setdefault(part, version)


def _misfit(own: float, expected: float) -> float:
    """Return how many standard deviations a length is from the one expected, as measured on this site."""
    return log(own / expected) / sqrt(0.01 + 2 / max(expected, 8))


def _lengths(row: Row) -> Iterator[Problem]:
    """Yield each version of another length than the others, or with a sentence less or more than all."""
    cut = [[width(part, v.locale) for part in sentences(v.text)] for v in row.versions]
    # A title quoted in its own language is translated beside it in the other languages.
    far = inf if any(PHRASE.search(version.text) for version in row.versions) else FAR
    joints = [len(re.findall("[;；؛]", version.text)) for version in row.versions]
    for index, version in enumerate(row.versions):
        own, others, other = cut[index], cut[:index] + cut[index + 1 :], row.versions[0 if index else 1]
        usual, message = median(map(sum, others)), ""
        one_off = {*map(len, others)} in ({len(own) - 1}, {len(own) + 1})
        # Who joins two sentences writes a semicolon.
        joined = joints[index] > max((*joints[:index], *joints[index + 1 :]), default=0)
        if len(others) > 1 and far < inf and one_off and not joined:
            model = [*map(median, zip(*others, strict=True))]
            if (odd := odd_one(own, model)) is not None:
                having, lacking = (version, other) if len(own) > len(model) else (other, version)
                said = sentences(having.text)[odd]
                message = f"“{said:.50}” of {having.place} has no counterpart in {lacking.place}."
        if not message and abs(_misfit(sum(own), usual)) > far:
            message = f"This text has {sum(own) / usual:.0%} of the usual length of {other.place}."
        if message:
            yield version.problem(message, "Translate the same sentences, no more, no less.", "length")


def odd_one(one: Sequence[float], other: Sequence[float]) -> int | None:
    """Return which length of the longer list has no counterpart, None if two rather became one."""
    short, long = sorted((one, other), key=len)
    rests = [_misfit(sum(short), sum(long) - part) ** 2 for part in long]
    best = min(rests)
    return rests.index(best) if best + LIKELIER < _misfit(sum(short), sum(long)) ** 2 else None
