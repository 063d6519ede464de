"""Numbers in words are the same in all languages, and a day of the week is that of its date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from babel.dates import get_day_names
from num2words import num2words

from ..blocks import MARKS
from ..model import Content, Problem
from .facts import HAN_DIGITS, facts
from .rows import Row, rows

# “One” is an article in most languages, but “first” is not.
_FIRST = {
    "ar": ("أول", "أولى"),
    "en": ("first",),
    "es": ("primer", "primero"),
    "fr": ("premier", "première"),
    "ru": ("перв",),
}
# «Двух», «двумя», «трех», «трем» without their ends.
_OBLIQUE = {"дву": 2, "тре": 3}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HAN_FIRST = re.compile("首[届次场]|第一")
_HAN_NUMBER = re.compile(rf"[{HAN_DIGITS}十两]+")
_DIGITS = re.compile(r"(?<![\d.,/-])\d{1,2}(?![\d.,/-])")
_HAN_DAYS = "一二三四五六日"


def check(content: Content) -> Iterator[Problem]:
    """Yield each number in words that no other language has, and each day of the week that is wrong."""
    for row in rows(content):
        yield from _numbers(row)
        for version in row.versions:
            strings = content.strings[version.page.locale]
            text = MARKS.sub("", version.block.text)
            days = [day for day in facts(text, version.page.locale, strings) if len(day) == 10]
            for message, remedy in _weekdays(text, version.page.locale, days) if days else ():
                yield Problem(version.page.path, version.block.line, message, remedy, "spelled")


def _numbers(row: Row) -> Iterator[Problem]:
    texts = [MARKS.sub("", version.block.text) for version in row.versions]
    words = [spelled(text, v.page.locale) for text, v in zip(texts, row.versions, strict=True)]
    every = [own | _parts(map(int, _DIGITS.findall(text))) for text, own in zip(texts, words, strict=True)]
    for index, version in enumerate(row.versions):
        others = words[:index] + words[index + 1 :]
        if len(others) < 2:
            return
        lost = frozenset.intersection(*others) - every[index]
        added = words[index] - frozenset.union(*others)
        # A number alone that is lost or added may be a matter of style.
        if lost and added:
            told = f"This text has {min(added)} in words, where the other languages have {min(lost)}."
            yield Problem(
                version.page.path, version.block.line, told, "Make the numbers the same.", "spelled"
            )


def spelled(text: str, locale: str) -> frozenset[int]:
    """Return the numbers up to 99 that a text has in words, tens and ones apart."""
    if locale == "zh":
        found = [value for part in _HAN_NUMBER.findall(text) if (value := _han(part)) > 1]
        return _parts(found + [1] * bool(_HAN_FIRST.search(text)))
    words = set(_WORD.findall(text.casefold().replace("ё", "е")))
    return _parts(value for word in words if (value := _value(word, locale)))


def _parts(numbers: Iterable[int]) -> frozenset[int]:
    parts = {part for n in numbers for part in ((n,) if n <= 20 else (n // 10 * 10, n % 10))}
    return frozenset(parts - {0})


def _han(text: str) -> int:
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    value = HAN_DIGITS.find(tens[-1:] or "一") * 10 if ten else 0
    return value + (HAN_DIGITS.find(ones[-1]) if ones else 0)


@cache
def _value(word: str, locale: str) -> int:
    """Return the number that a word stands for, or 0."""
    known = _words(locale)
    if locale == "ru":
        ways = [word[:-1], word[:-2], word[:-3]]
    elif locale == "ar":
        bare = re.sub(r"^[وفبلك]?(?:ال|لل)?(?=..)", "", word)
        ways = [word, bare, bare.removesuffix("ة")]
    else:
        ways = [word, word.removesuffix("s"), re.sub("a(s?)$", "o", word)]
    return next((known[way] for way in ways if way in known), 0)


@cache
def _words(locale: str) -> dict[str, int]:
    """Return the numbers of a language by their words, of Russian by what all their forms begin with."""
    words = dict.fromkeys(_FIRST[locale], 1)
    for number in range(99, 1, -1):
        for kind in ("cardinal", "ordinal"):
            word = str(num2words(number, lang=locale, to=kind)).casefold().replace("ё", "е")
            if locale == "ru":
                word = word[:-2] if len(word) > 4 else word[:3]
            words[word.removesuffix("ة") if locale == "ar" else word] = number
            if locale == "ar" and word.endswith("ون"):
                words[word.removesuffix("ون") + "ين"] = number
    return words | (_OBLIQUE if locale == "ru" else {})


def _weekdays(text: str, locale: str, days: list[str]) -> Iterator[tuple[str, str]]:
    """Yield message and remedy for each day of the week beside a day that is another one."""
    names = get_day_names("wide", "format", locale)
    for weekday, name in names.items():
        stem = re.escape(name[:-1]) + r"\w{1,2}" if locale == "ru" else re.escape(name)
        beside = rf"\b{stem}\W{{1,3}}(?:le |el |día )?(\d{{1,2}})(?!\d)"
        if locale == "zh":
            beside = rf"(\d{{1,2}})日[（(]?(?:星期|周){_HAN_DAYS[weekday]}"
        for match in re.finditer(beside, text, re.IGNORECASE):
            dates = [date.fromisoformat(day) for day in days if int(day[8:]) == int(match[1])]
            if dates and all(day.weekday() != weekday for day in dates):
                right = names[dates[0].weekday()]
                yield f"“{match[0]}” is not that day of the week.", f"Write {right}, or correct the date."
