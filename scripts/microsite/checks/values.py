"""Finds dates and numbers in prose, in each language of the site. No text makes it raise."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import regex

from ..source import rules

WORDS: dict[str, Any] = rules(__file__)
# What joins two days of one month, in any of the languages.
_JOIN = r"\s?(?:[-–,]|,?\s?(?:and|or|to|et|ou|au|y|o|al|и|или|по|و|أو|إلى)(?![a-zа-я]))\s?"
_DAY = regex.compile(r"(?P<week>\D*)(?P<day>\d{1,2})")
_HAN_DAY = regex.compile(r"(?P<day>\d{1,2})[日号](?P<week>\D*)")
_NUMBER = regex.compile(
    r"(?<!\d)(?P<whole>\d{1,3}(?:[ .,]\d{3})+|\d+)(?!\d)(?:[.,](?P<decimals>\d{1,2})(?!\d))?"
    rf"(?:\s?(?P<power>(?i:{'|'.join(WORDS['powers'].values())})))?"
)
# 10:30, 10 h 30, 10 ч. 30 мин. and 10点30分 are read as 10.30.
_TIME = regex.compile(r"(?<![\d.,:])(\d{1,2})(?::| ?(?:h|ч\.?|时|点) ?)([0-5]\d)(?![.,]?\d)(?:分| мин\.?)?")


class Date(NamedTuple):
    """A date in a text, 0 where year or day is not given, and the day of the week, Monday 0."""

    year: int
    month: int
    day: int
    weekday: int | None

    def __str__(self) -> str:
        """Return `2026-07-06`, `07-06` or `2026-07`."""
        parts = (f"{self.year:04}", f"{self.month:02}", f"{self.day:02}")
        return "-".join(part for part in parts if part.strip("0"))


def fault(day: Date) -> str:
    """Return what is wrong: no calendar has the day, or it is another day of the week; else nothing."""
    try:
        real = date(day.year or 2024, day.month, day.day or 1)
    except ValueError:
        return f"There is no day {day}."
    return f"{day} is a {real:%A}." if day.year and day.weekday not in (None, real.weekday()) else ""


@cache
def find(text: str, locale: str) -> tuple[list[Date], str]:
    """Return the dates of a text in their order, and the text without them."""
    found: list[Date] = []

    def take(match: regex.Match[str]) -> str:
        year, month = int(match["year"] or 0), (_index(locale, "months", match["month"]) or 0) + 1
        days = (_HAN_DAY if locale == "zh" else _DAY).finditer(match["days"] or "")
        given = [Date(year, month, int(day["day"]), _index(locale, "weekdays", day["week"])) for day in days]
        found.extend(given or [Date(year, month, 0, None)])
        return " \n "

    return found, _pattern(locale).sub(take, text)


@cache
def _index(locale: str, kind: str, text: str) -> int | None:
    patterns = WORDS[locale][kind]
    found = (n for n, name in enumerate(patterns) if regex.search(rf"(?i)\b(?:{name})\b", text))
    return next(found, None)


@cache
def _pattern(locale: str) -> regex.Pattern[str]:
    week, months = ("|".join(WORDS[locale][key]) for key in ("weekdays", "months"))
    month = f"(?P<month>{months})"
    if locale == "zh":
        day = rf"\d{{1,2}}[日号](?:\(?(?:{week})\)?)?"
        days = f"(?P<days>{day}(?:[至和、到或及与-]{day})*)?"
        return regex.compile(rf"(?<!\d)(?:(?P<year>\d{{4}})年)?(?<!\d){month}{days}")
    day = rf"(?:(?i:{week})\W{{1,3}}(?:le |el |the |día )?)?(?<!\d)\d{{1,2}}(?!\d)(?:er|st|nd|rd|th)?"
    # Case counts: “May” is a month, “may” is not; nor is it one in “May I quote this?”.
    name = rf"(?<!\w)(?!May I\b){month}(?!\w)"
    usual = rf"(?:(?P<days>{day}(?:{_JOIN}(?:le |el )?{day}){{0,4}})\s(?:de |of )?)?{name}"
    turned = rf"{name} (?P<days>{day})(?:,? (?P<year>\d{{4}}))?(?!\w)|" if locale == "en" else ""
    return regex.compile(rf"{turned}{usual}(?:,?\s(?:de )?(?P<year>\d{{4}}))?(?!\d)")


def figures(text: str) -> Iterator[str]:
    """Yield the numbers that a text has in figures: `2600`, `2000000` for 2 million."""
    for match in _NUMBER.finditer(_TIME.sub(r"\1.\2", text)):
        value = Decimal(regex.sub(r"\D", "", match["whole"]) + f".{match['decimals'] or 0}")
        word = (match["power"] or "").casefold()
        powers = (power for power, names in WORDS["powers"].items() if word and regex.match(names, word))
        yield f"{(value * 10 ** next(powers, 0)).normalize():f}"


def is_round(fact: str, text: str, locale: str) -> bool:
    """Return whether a text has a round number, such as a billion or three million, in words alone."""
    counts = {power: fact.removesuffix("0" * power) for power in (3, 6, 9)}
    return any(
        regex.search(rf"\b[وفبل]?(?:{WORDS['powers'][power]})", text.casefold())
        for power, count in counts.items()
        if count == "1" or (count != fact and parts([int(count or 0)]) <= words(text, locale))
    )


@cache
def words(text: str, locale: str) -> frozenset[int]:
    """Return the numbers up to 99 that a text has in words, tens and ones apart."""
    found = _words(locale).finditer(text.casefold().replace("ё", "е"))
    return parts(int(str(match.lastgroup)[1:]) for match in found)


def parts(numbers: Iterable[int]) -> frozenset[int]:
    """Return tens and ones of numbers above twenty, as languages name them in different order."""
    return frozenset(part for n in numbers for part in ((n,) if n <= 20 else (n // 10 * 10, n % 10)) if part)


@cache
def _words(locale: str) -> regex.Pattern[str]:
    known = WORDS[locale]
    every = "|".join(f"(?P<n{number}>{words})" for number, words in known["numbers"].items())
    return regex.compile(f"{known['before']}(?:{every}){known['after']}")
