"""Dates in words, and whether a dated fact lies ahead, is under way or is over."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

from babel.dates import get_month_names
from babel.units import format_unit

from ..schema import Event

State = Literal["upcoming", "underway", "ended"]


def first_day(text: str) -> date:
    """Return the first day of `2026-07-06`, `2026-07` or `2026`."""
    year, month, day = ([int(part) for part in text.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """Return the last day of `2026-07-06`, `2026-07` or `2026`."""
    parts = [int(part) for part in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else monthrange(year, month)[1])


def state(event: Event, today: date) -> State:
    """Return where the event stands on the day `today`."""
    if today < first_day(event.start):
        return "upcoming"
    return "underway" if today <= last_day(event.end) else "ended"


def in_words(start: str, end: str, locale: str, strings: Mapping[str, Any]) -> str:
    """Return the dates in the words of a language, such as “6 and 7 July 2026” or “May 2027”.

    The order of the words is `date` in the language's strings. Month names are CLDR's, but for
    languages whose strings give `months` of their own (United Nations Arabic uses double names).
    """
    patterns = strings["date"]
    names = patterns.get("months") or [
        get_month_names("wide", "format" if len(start) > 7 else "stand-alone", locale)[n]
        for n in range(1, 13)
    ]
    first, last = first_day(start), first_day(end)
    words = {
        "d": _day(first.day, patterns),
        "d2": _day(last.day, patterns),
        "month": names[first.month - 1],
        "month2": names[last.month - 1],
        "year": first.year,
        "year2": last.year,
    }
    if len(start) == 4:
        form = "year" if start == end else "years"
    elif len(start) == 7:
        form = "month"
    elif start == end:
        form = "day"
    elif last - first == timedelta(days=1) and last.month == first.month:
        form = "pair"
    else:
        form = "range" if last.month == first.month else "months_range"
    return str(patterns[form]).format(**words)


def _day(day: int, patterns: Mapping[str, Any]) -> str:
    return str(patterns.get("first", "1")) if day == 1 else str(day)


def size(count: int, locale: str) -> str:
    """Return a number of bytes in the words of a language, such as “97 kB” or “1.3 MB” (SI, CLDR)."""
    if count < 999_500:
        value, unit = float(max(1, round(count / 1e3))), "kilobyte"
    else:
        value, unit = round(count / 1e6, 1), "megabyte"
    text = format_unit(value, f"digital-{unit}", "short", locale=locale)
    # Chinese sets no space between a number and what follows it.
    return text.replace(" ", "") if locale == "zh" else text
