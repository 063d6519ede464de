"""Dates in words, and whether a dated fact lies ahead, is under way or is over."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.units import format_unit

from ..schema import Event, first_day


def last_day(text: str) -> date:
    """Return the last day of `2026-07-06`, `2026-07` or `2026`."""
    first = first_day(text if len(text) > 4 else f"{text}-12")
    return first if len(text) == 10 else first.replace(day=monthrange(first.year, first.month)[1])


def state(event: Event, today: date) -> str:
    """Return the state of the event on the day `today`: upcoming, underway or ended."""
    if today < first_day(event.start):
        return "upcoming"
    return "underway" if today <= last_day(event.end) else "ended"


def in_words(start: str, end: str, locale: str, strings: Mapping[str, Any]) -> str:
    """Return the dates in the words of a language, such as “6 and 7 July 2026” or “May 2027”."""
    # Month names are CLDR's, unless the strings give others (United Nations Arabic uses double names).
    patterns, first, last = strings["date"], first_day(start), first_day(end)
    own, form = patterns.get("months"), "MMMM" if len(start) > 7 else "LLLL"
    months = [own[day.month - 1] if own else format_date(day, form, locale=locale) for day in (first, last)]
    if len(start) < 8:
        form = ("year" if start == end else "years") if len(start) == 4 else "month"
    elif first.month == last.month:
        form = {0: "day", 1: "pair"}.get((last - first).days, "range")
    else:
        form = "months_range"
    words = {"month": months[0], "month2": months[1]}
    days = [patterns.get("first", "1") if day == 1 else day for day in (first.day, last.day)]
    return str(patterns[form]).format(d=days[0], d2=days[1], year=first.year, year2=last.year, **words)


def size(count: int, locale: str) -> str:
    """Return a number of bytes in the words of a language, such as “97 kB” (SI, CLDR)."""
    text = format_unit(max(1, round(count / 1000)), "digital-kilobyte", "short", locale=locale)
    return text.replace(" ", "") if locale == "zh" else text  # Chinese has no space after a number
