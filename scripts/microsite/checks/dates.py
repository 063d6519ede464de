"""Finds dates in prose, in each language of the site. No text makes it raise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import get_day_names, get_month_names

# What joins two days of one month, in any of the languages.
_JOIN = r"\s?(?:[-–,]|,?\s?(?:and|or|to|et|ou|au|y|o|al|и|или|по|و|أو|إلى)(?![a-zа-я]))\s?"
_HAN = re.compile(
    r"(?<!\d)(?=\d)(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})[日号])?"
    r"(?:[（(]?(?:星期|周)(?P<week>[一二三四五六日天]))?"
)
_HAN_WEEK = "一二三四五六日"


@dataclass(frozen=True)
class Date:
    """A date in a text, 0 where year, month or day is not given, and the day of the week, Monday 0."""

    year: int
    month: int
    day: int
    weekday: int | None = None

    def __str__(self) -> str:
        """Return `2026-07-06`, `07-06` or `2026-07`."""
        parts = (f"{self.year:04}" if self.year else "", f"{self.month:02}", f"{self.day:02}")
        return "-".join(part for part in parts if part not in ("", "00"))

    def real(self) -> date | None:
        """Return the day in the calendar, or None where there is no such day. Without a year, of 2024."""
        try:
            return date(self.year or 2024, self.month or 1, self.day or 1)
        except ValueError:
            return None


@cache
def find(text: str, locale: str) -> tuple[list[Date], str]:
    """Return the dates of a text in their order, and the text without them."""
    found: list[Date] = []

    def take(match: re.Match[str]) -> str:
        # “May I quote this?” is no month.
        if match[0] == "May" and not re.search(r"\w\s$", text[: match.start()]):
            return match[0]
        dates = list(_han(match, found, text) if locale == "zh" else _western(match, locale))
        found.extend(dates)
        return " \n " if dates else match[0]

    return found, (_HAN if locale == "zh" else _pattern(locale)).sub(take, text)


@cache
def months(locale: str) -> dict[str, int]:
    """Return the number of each month by the names and forms that a language has for it."""
    names = {name: number for number, name in get_month_names("wide", "format", locale).items()}
    if locale == "ru":
        # CLDR has the genitive and the nominative; a text also has «в мае», «к маю», «маем».
        ends = ("", "а", "я", "ь", "й", "е", "у", "ю", "ом", "ем")
        names = {name[:-1] + end: number for name, number in names.items() for end in ends}
    if locale == "ar":
        # The United Nations write both names: تموز/يوليه.
        names |= {re.sub("ني?و$", "نيه", name).replace("يوليو", "يوليه"): n for name, n in names.items()}
        eastern = {name: number for number, name in get_month_names("wide", "format", "ar_SY").items()}
        both = {f"{a}/{b}": n for a, n in eastern.items() for b, m in names.items() if n == m}
        names |= eastern | both
    return names


@cache
def weekdays(locale: str) -> dict[str, int]:
    """Return the number of each day of the week, Monday 0, by a pattern for its name."""
    names = get_day_names("wide", "format", locale)
    stem = (lambda name: rf"{name[:-1]}\w{{1,2}}") if locale == "ru" else str
    return {stem(names[number].casefold()): number for number in range(7)}


@cache
def _pattern(locale: str) -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, months(locale)), key=len, reverse=True))
    week = "|".join(weekdays(locale))
    day = rf"(?:(?i:{week})\W{{1,3}}(?:le |el |the |día )?)?(?<!\d)\d{{1,2}}(?!\d)(?:er|st|nd|rd|th)?"
    # Case counts: “May” is a month, “may” is not.
    name = rf"(?<!\w)(?P<month>{month})(?!\w)"
    usual = rf"(?:(?P<days>{day}(?:{_JOIN}(?:le |el )?{day}){{0,9}})\s(?:de |of )?)?{name}"
    year = r"(?:,?\s(?:de )?(?P<year>\d{4}))?(?!\d)"
    if locale != "en":
        return re.compile(usual + year)
    turned = name.replace("month", "month2") + rf" (?P<days2>{day})(?:,? (?P<year2>\d{{4}}))?(?![\d\w])"
    return re.compile(f"{turned}|{usual}{year}")


def _western(match: re.Match[str], locale: str) -> Iterator[Date]:
    month, days, year = (match[key] or (match[f"{key}2"] if locale == "en" else None)
                         for key in ("month", "days", "year"))  # fmt: skip
    given = (int(year or 0), months(locale)[month or ""])
    if not days:
        yield Date(*given, 0)
    for part in re.finditer(r"([^\d]*)(\d{1,2})", days or ""):
        names = (n for name, n in weekdays(locale).items() if re.search(rf"\b{name}\b", part[1].casefold()))
        yield Date(*given, int(part[2]), next(names, None))


def _han(match: re.Match[str], found: list[Date], text: str) -> Iterator[Date]:
    """Yield a Chinese date; the second day of a range leaves out year and month."""
    year, month, day = (int(match[key] or 0) for key in ("year", "month", "day"))
    if not (month or day):
        return
    last = (
        found[-1]
        if found and not year and re.search(r"[日月）)][至和、到或及与-]$", text[: match.start()])
        else None
    )
    if last and not month:
        month = last.month
    if last and not year:
        year = last.year
    week = match["week"]
    yield Date(year, month, day, _HAN_WEEK.index(week.replace("天", "日")) if week else None)
