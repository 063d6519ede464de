"""The versions of a text hold the same facts: dates, numbers, symbols; and dates agree with `_data`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product

from babel.dates import get_day_names, get_month_names

from ..content import Content
from ..model import Problem
from . import dates, numbers
from .rows import Row, Version, prose, rows

# The bracket stays: in Chinese nothing else parts an e-mail address from the next word.
_TARGET = re.compile(r"\]\([^)]*\)")
_SYMBOL = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{1,4}(?:[/-][A-Z0-9.]*[A-Z0-9])+|\d+/\d+)")
# What a letter's template leaves open: `[full name]`.
_BLANK = re.compile(r"\[(?!\^)[^\]\n]+\](?![({])")
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")


def check(content: Content) -> Iterator[Problem]:
    """Yield every text whose facts differ from its original's, and every date not in the data."""
    allowed = _known_days(content)
    yield from _marked(content)
    yield from _formats(content)
    for row in rows(content):
        found = [facts_of(version) for version in row.versions]
        for version, other, lost, added in row.differences(found):
            yield from _compare(version, other, lost, added)
        for part in row.sentences():
            yield from _numbers(part)
        for version in row.versions:
            yield from _calendar(version)
        for fact in found[0]:
            if _DAY.fullmatch(fact) and fact not in allowed:
                message = f"The date {fact} is not in docs/_data/events.yml."
                remedy = "Correct it, or add the event; a date that is no event of the site goes into "
                yield row.versions[0].problem(
                    message, f"{remedy}docs/_data/dates.yml with a reason.", "facts"
                )


def facts_of(version: Version) -> Counter[str]:
    """Return the facts of a text, and in a letter the blanks that its template leaves."""
    found = facts(version.text, version.locale)
    if version.page and version.page.is_letter:
        found = found + Counter({"[…]": len(_BLANK.findall(version.text))})
    return found


@cache
def facts(text: str, locale: str) -> Counter[str]:
    """Return the facts in a text: days as `2026-07-06`, months as `2026-07`, symbols, numbers."""
    text = _plain(text)
    found: Counter[str] = Counter()
    for pattern in (_MAIL, _SYMBOL):
        found.update(pattern.findall(text))
        text = pattern.sub(" \n ", text)
    days, text = dates.find(text, locale)
    found.update(map(str, days))
    if any(map(str.isdigit, text)):
        found.update(numbers.figures(text))
    return found


@cache
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", prose(_TARGET.sub("]", text)))


def _compare(version: Version, other: Version, lost: Counter[str], added: Counter[str]) -> Iterator[Problem]:
    missing = [fact for fact in sorted(lost) if not _has(version, fact, added)]
    extra = [fact for fact in sorted(added) if not _has(other, fact, lost)]
    if not missing and not extra:
        return
    told = f"lacks {_list(missing)} of {other.place}" if missing else ""
    told += " and " if missing and extra else ""
    told += f"has {_list(extra)}, which {other.place} does not have" if extra else ""
    yield version.problem(f"This text {told}.", "Make the facts the same.", "facts")


def _list(facts_: list[str]) -> str:
    return ", ".join(f"“{fact}”" for fact in facts_)


def _has(version: Version, fact: str, beside: Counter[str]) -> bool:
    """Return whether a text has a fact in another form: in words, or with the year left to its place."""
    years = {other[:4] for other in facts(version.text, version.locale) if _DAY.fullmatch(other)}
    for other in beside:
        if (fact[:4] in years and fact[5:] == other) or ("-" in other and fact == other[5:]):
            return True
    if re.fullmatch(r"\d{4}", fact) and fact in years:
        return True
    if fact.isdigit() and int(fact) < 100:
        spelled = numbers.words(prose(version.text), version.locale)
        # Arabic says “two” with the ending of a noun.
        return numbers.parts(iter([int(fact)])) <= spelled or (fact, version.locale) == ("2", "ar")
    return numbers.is_scale(fact, version.text)


def _numbers(row: Row) -> Iterator[Problem]:
    """Compare the numbers in words, which count like those in figures."""
    words = [numbers.words(prose(version.text), version.locale) for version in row.versions]
    every = [
        own | numbers.parts(int(fact) for fact in facts_of(v) if fact.isdigit() and int(fact) < 100)
        for v, own in zip(row.versions, words, strict=True)
    ]
    for index, version in enumerate(row.versions):
        others = every[:index] + every[index + 1 :]
        if len(others) < 2:
            return
        lost = frozenset.intersection(*others) - every[index]
        added = words[index] - frozenset.union(*others)
        # A number alone that is lost or added may be a matter of style.
        if lost and added:
            message = f"This text has {min(added)} in words, where the other languages have {min(lost)}."
            yield version.problem(message, "Make the numbers the same.", "facts")


def _calendar(version: Version) -> Iterator[Problem]:
    """Yield each day that no calendar has, and each that is another day of the week."""
    for day in dates.find(_plain(version.text), version.locale)[0]:
        real = day.real()
        if not real:
            yield version.problem(f"There is no day {day}.", "Correct the date.", "facts")
        elif day.year and day.weekday not in (None, real.weekday()):
            right = get_day_names("wide", "format", version.locale)[real.weekday()]
            message = f"{day} is not that day of the week."
            yield version.problem(message, f"Write {right}, or correct the date.", "facts")


def _formats(content: Content) -> Iterator[Problem]:
    """Yield each way to write a date, of the interface texts, that says another date than the one meant."""
    for locale, strings in content.strings.items():
        path, forms = f"docs/_data/strings/{locale}.yml", strings["date"]
        names = forms.get("months") or list(get_month_names("wide", "format", locale).values())
        for number, key in [*product(range(12), ["day"]), *product([4], forms)]:
            fields = set(re.findall(r"\{(\w+)\}", str(forms.get(key))))
            other = (number + 5) % 12 if "month2" in fields else number
            values = {"d": forms.get("first", 1), "d2": 7, "month": names[number], "month2": names[other]}
            text = str(forms.get(key)).format_map({**values, "year": 2026, "year2": 2028})
            days = {f"{number + 1:02}-01"} if "d" in fields else set()
            days |= {f"{other + 1:02}-07"} if "d2" in fields else set()
            years = {year for field, year in (("year", "2026"), ("year2", "2028")) if field in fields}
            said = facts(text, locale)
            named = {fact.removeprefix("2026-") for fact in said}
            wanted = days or ({f"{number + 1:02}"} if "month" in fields else years)
            if fields and (named != wanted or not all(any(y in fact for fact in said) for y in years)):
                message = f"“{text}” does not say {', '.join(sorted(wanted | years))}."
                remedy = "Correct the form, or the names of the months."
                yield Problem(path, content.line(path, f"date.{key}"), message, remedy, "facts")
                break


def _known_days(content: Content) -> frozenset[str]:
    """Return each day, month and year that `_data/events.yml` and the letters name."""
    days = {day for event in content.events for day in (event.start, event.end)}
    days |= set(content.other_dates) | _letters(content)
    return frozenset(days | {day[:7] for day in days})


def _letters(content: Content) -> set[str]:
    """Return the facts of the original letters."""
    return {
        fact
        for page in content.pages.values()
        if page.meta.status == "as-circulated"
        for section in page.sections
        for block in section.blocks
        for fact in facts(block.text, page.locale)
    }


def _marked(content: Content) -> Iterator[Problem]:
    """Yield each event that is said to be in the letters, but whose day is not."""
    path, days = "docs/_data/events.yml", _letters(content)
    for index, event in enumerate(content.events):
        for key in ("start", "end"):
            day = getattr(event, key)
            if event.mark == "S" and day not in days:
                message = f"The mark S says that the letters give {day} for “{event.id}”, but they do not."
                remedy = 'Correct the date, or write the mark of another source (2+, "1" or U).'
                yield Problem(path, content.line(path, f"{index}.{key}"), message, remedy, "facts")
                break
