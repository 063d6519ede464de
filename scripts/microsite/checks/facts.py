"""The versions of a block hold the same facts: dates, numbers, symbols; and dates agree with `_data`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from babel.dates import get_month_names
from num2words import num2words

from ..content import Content
from ..model import Problem
from ..parse import MARKS
from .rows import Version, reference, rows

# The bracket stays: in Chinese nothing else parts an e-mail address from the next word.
_TARGET = re.compile(r"\]\([^)]*\)")
_SYMBOL = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{1,4}(?:[/-][A-Z0-9.]*[A-Z0-9])+|\d+/\d+)")
# What a letter's template leaves open: `[full name]`.
_BLANK = re.compile(r"\[(?!\^)[^\]\n]+\](?![({])")
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
_NUMBER = re.compile(r"(\d+(?:[ \u00a0\u202f.,]\d{3})*)(?!\d)(?:[.,](\d{1,2})(?!\d))?")
_HAN_DATE = re.compile(
    r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
    r"|(?<!\d)(?P<month2>\d{1,2})月(?:(?P<day2>\d{1,2})日)?|(?<!\d)(?P<day3>\d{1,2})日"
)
# What may stand between the two days of a pair or a range, in any of the languages.
_BETWEEN = r"[^\d.;!?؟。]{1,30}?"


def check(content: Content) -> Iterator[Problem]:
    """Yield every text whose facts differ from its original's, and every date not in the data."""
    allowed = _known_days(content)
    yield from _marked(content)
    for row in rows(content):
        found = [facts_of(version, content) for version in row.versions]
        yield from _dates_in_data(row.versions[0], found[0], allowed)
        # A heading may say more than the original's.
        first = reference(found) if row.is_strict else 0
        for version, mine in zip(row.versions, found, strict=True):
            extra = mine - found[first] if row.is_strict else Counter[str]()
            yield from _compare(version, row.versions[first], found[first] - mine, extra)


def facts_of(version: Version, content: Content) -> Counter[str]:
    """Return the facts of a text, and in a letter the blanks that its template leaves."""
    locale = version.page.locale
    found = facts(version.block.text, locale, content.strings[locale])
    if version.page.is_letter:
        found.update(["[…]"] * len(_BLANK.findall(version.block.text)))
    return found


def _compare(
    version: Version, other: Version, lost: Counter[str], added: Counter[str]
) -> Iterator[Problem]:
    missing = _unspelled(lost, version.block.text, version.page.locale)
    extra = _unspelled(added, other.block.text, other.page.locale)
    if not missing and not extra:
        return
    told = f"lacks {_list(missing)} of {other.place}" if missing else ""
    told += " and " if missing and extra else ""
    told += f"has {_list(extra)}, which {other.place} does not have" if extra else ""
    yield Problem(
        version.page.path,
        version.block.line,
        f"This text {told}.",
        "Make the facts the same.",
        "facts",
    )


def _list(facts_: Counter[str]) -> str:
    return ", ".join(f"“{fact}”" for fact in sorted(facts_))


def facts(text: str, locale: str, strings: Mapping[str, Any]) -> Counter[str]:
    """Return the facts in a text: days as `2026-07-06`, months as `2026-07`, symbols, numbers."""
    text = unicodedata.normalize("NFKC", MARKS.sub("", _TARGET.sub("]", text)))
    found: Counter[str] = Counter()

    def take(pattern: re.Pattern[str]) -> None:
        nonlocal text
        found.update(match[0] for match in pattern.finditer(text))
        text = pattern.sub(" \n ", text)

    take(_MAIL)
    take(_SYMBOL)
    text = (_han_dates if locale == "zh" else _dates)(text, locale, strings, found)
    for whole, decimals in _NUMBER.findall(text):
        found[re.sub(r"\D", "", whole) + (f".{decimals}" if decimals else "")] += 1
    return found


@cache
def _date_pattern(locale: str, own: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, int]]:
    names = own or tuple(get_month_names("wide", "format", locale)[n] for n in range(1, 13))
    months = {name: index for index, name in enumerate(names, 1)}
    if locale == "ru":
        # CLDR has the genitive and the nominative; a text also has «в мае», «к маю», «маем».
        ends = ("", "а", "я", "ь", "й", "е", "у", "ю", "ом", "ем")
        months = {name[:-1] + end: number for name, number in months.items() for end in ends}
    month = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))
    day = r"(?:(?<!\d)(\d{1,2})(?:er)?" + rf"(?:{_BETWEEN}(\d{{1,2}}))?(?:\s+de)?\s+)?"
    return (
        # Case counts: “May” is a month, “may” is not.
        re.compile(rf"{day}(?<!\w)({month})(?!\w)(?:(?:\s+de)?\s+(\d{{4}}))?"),
        months,
    )


def _dates(text: str, locale: str, strings: Mapping[str, Any], found: Counter[str]) -> str:
    pattern, months = _date_pattern(locale, tuple(strings["date"].get("months", ())))

    def note(match: re.Match[str]) -> str:
        first, second, name, year = match.groups()
        month = f"{year + '-' if year else ''}{months[name]:02}"
        days = [f"{int(day):02}" for day in (first, second) if day]
        found.update([f"{month}-{day}" for day in days] or [month])
        return " \n "

    return pattern.sub(note, text)


def _han_dates(text: str, locale: str, strings: Mapping[str, Any], found: Counter[str]) -> str:
    """Note Chinese dates, where year and month of the second day of a range are left out."""
    year = month = ""

    def note(match: re.Match[str]) -> str:
        nonlocal year, month
        part = match.groupdict()
        if part["year"]:
            year, month = part["year"], ""
        if part["month"] or part["month2"]:
            month = f"{int(part['month'] or part['month2']):02}"
            year = year if part["month"] or _same_date(text, match) else ""
        day = part["day"] or part["day2"] or part["day3"]
        if day and not month:
            found.update([day])
        elif day:
            found.update([f"{year + '-' if year else ''}{month}-{int(day):02}"])
        elif month:
            found.update([f"{year + '-' if year else ''}{month}"])
        else:
            found.update([year])
        return " \n "

    return _HAN_DATE.sub(note, text)


def _same_date(text: str, match: re.Match[str]) -> bool:
    return bool(re.search(r"\d(?:月|日)(?:至|和)$", text[: match.start()]))


def _unspelled(facts_: Counter[str], text: str, locale: str) -> Counter[str]:
    """Return the facts without the small numbers that the other text writes in words."""
    words = text.casefold()
    return Counter(
        {
            fact: count
            for fact, count in facts_.items()
            if not (fact.isdigit() and int(fact) < 100 and _spelled(int(fact), words, locale))
        }
    )


HAN_DIGITS = "零一二三四五六七八九"


@cache
def _spellings(number: int, locale: str) -> tuple[str, ...]:
    """Return the beginnings of a number's cardinal and ordinal, long enough for all inflections."""
    if locale == "zh":
        tens, ones = divmod(number, 10)
        ten = "十" if tens == 1 else f"{HAN_DIGITS[tens]}十" if tens else ""
        spelled = f"{ten}{HAN_DIGITS[ones] if ones or not tens else ''}"
        return (spelled, "两") if number == 2 else (spelled,)
    forms = [str(num2words(number, lang=locale))]
    if locale != "ar":
        forms.append(str(num2words(number, lang=locale, to="ordinal")))
    return tuple(form.casefold()[: max(3, len(form) - 2)] for form in forms)


def _spelled(number: int, words: str, locale: str) -> bool:
    # Chinese has no spaces, and Arabic joins its article to the word.
    start = "" if locale in ("ar", "zh") else r"\b"
    return any(re.search(start + re.escape(s), words) for s in _spellings(number, locale))


def _known_days(content: Content) -> frozenset[str]:
    """Return each day, month and year that `_data/events.yml` and the letters name."""
    days = {day for event in content.events for day in (event.start, event.end)}
    days |= set(content.other_dates) | _letters(content)
    return frozenset(days | {day[:7] for day in days})


def _letters(content: Content) -> set[str]:
    """Return the facts of the original letters."""
    days: set[str] = set()
    for page in content.pages.values():
        if page.meta.status == "as-circulated":
            strings = content.strings[page.locale]
            for section in page.sections:
                for block in section.blocks:
                    days |= facts(block.text, page.locale, strings).keys()
    return days


def _marked(content: Content) -> Iterator[Problem]:
    """Yield each event that is said to stand in the letters, but whose day does not."""
    path, days = "docs/_data/events.yml", _letters(content)
    for index, event in enumerate(content.events):
        for key in ("start", "end"):
            day = getattr(event, key)
            if event.mark == "S" and day not in days:
                message = f"The mark S says that the letters give {day} for “{event.id}”, but they do not."
                remedy = 'Correct the date, or write the mark of another source (2+, "1" or U).'
                yield Problem(path, content.line(path, f"{index}.{key}"), message, remedy, "facts")
                break


def _dates_in_data(version: Version, found: Counter[str], allowed: frozenset[str]) -> Iterator[Problem]:
    for fact in found:
        if _DAY.fullmatch(fact) and fact not in allowed:
            yield Problem(
                version.page.path,
                version.block.line,
                f"The date {fact} is not in docs/_data/events.yml.",
                "Correct it, or add the event; a date that is no event of the site goes "
                "into docs/_data/dates.yml with a reason.",
                "facts",
            )
