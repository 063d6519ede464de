"""The versions of a text hold the same facts: dates, numbers, symbols; and dates agree with `_data`."""

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import repeat

from babel.dates import get_month_names

from ..content import Content
from ..dataset import EVENTS, STRINGS
from ..model import Problem, Text
from ..parse import MAIL
from . import values
from .data import DATES
from .markup import BLANK
from .rows import Row, aligned, difference, prose, rows, sentences

# The bracket stays: in Chinese nothing else separates an e-mail address from the next word.
_TARGET = re.compile(r"\]\([^)]*\)")
# An address, a document's symbol, or its last part: 79/325.
_SYMBOL = re.compile(MAIL.pattern + r"|(?<![A-Za-z0-9])(?:[A-Z]{1,4}(?:[/-][A-Z0-9.]*[A-Z0-9])+|\d+/\d+)")
_DAY = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_ORDERED = re.compile(r"[\d-]+-\d\d|\d+(?:\.\d+)?").fullmatch


def check(content: Content) -> Iterator[Problem]:
    """Yield every text whose facts differ from its original's, and every date not in the data."""
    circulated = (page for page in content.pages.values() if page.meta.status == "as-circulated")
    letters = {fact for page in circulated for fact in facts(page.source, page.locale)}
    days = {day for event in content.events for day in (event.start, event.end)}
    days |= letters | {*content.other_dates}
    allowed = days | {part for day in days for part in (day[:7], day[5:])}  # the year may be said once
    for row in (*rows(content), *_formats(content)):
        found = [facts(version.text, version.locale) for version in row.versions]
        for version, other, lost, added in row.differences(found):
            lacks = [f"“{fact}”" for fact in sorted(lost) if not _has(version, fact, added, days)]
            extra = [f"“{fact}”" for fact in sorted(added) if not _has(other, fact, lost, days)]
            if message := difference(lacks, extra, other.place):
                yield version.problem(message, "Make the facts the same.", "facts")
        for version, own in zip(row.versions, found, strict=True):
            text = _SYMBOL.sub(" \n ", _plain(version.text)) if any("-" in fact for fact in own) else ""
            for fault in filter(None, map(values.fault, values.find(text, version.locale)[0])):
                yield version.problem(fault, "Correct the date.", "facts")
        # Of days the year may be said once for all.
        ordered = [[fact[-5:] if "-" in fact else fact for fact in filter(_ORDERED, each)] for each in found]
        yield from row.turned(ordered, "facts")
        cut = [sentences(version.text) for version in row.versions]
        for texts in aligned(cut, [version.text for version in row.versions]):
            yield from _numbers(row.versions, texts)
        for fact in found[0] if row.kind != "form" else ():
            if re.fullmatch(r"[\d-]+-\d\d", fact) and fact not in allowed:
                remedy = "Correct it, or add the event, or write it into docs/_data/dates.yml with a reason."
                message = f"The date {fact} is not in docs/_data/events.yml."
                yield row.versions[0].problem(message, remedy, "facts")
    for index, event in enumerate(content.events):
        # Where a page is left out, it may be the letter.
        if event.mark == "S" and not {event.start, event.end} <= letters and not content.unread:
            message = f"The mark S says that the letters give the day of “{event.id}”, but they do not."
            remedy = 'Correct the date, or write the mark of another source (2+, "1" or U).'
            yield Problem(EVENTS, content.files[EVENTS].line(f"{index}.start"), message, remedy, "facts")


@cache
def facts(text: str, locale: str) -> Counter[str]:
    """Return the facts in a text: days as `2026-07-06`, months as `2026-07`, symbols, numbers."""
    found = Counter("[…]" for _ in BLANK.findall(text))
    text = _plain(text)
    days, rest = values.find(_SYMBOL.sub(" \n ", text), locale)
    return found + Counter([*_SYMBOL.findall(text), *map(str, days), *values.figures(rest)])


@cache
def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", prose(_TARGET.sub("]", text)))


def _has(version: Text, fact: str, beside: Counter[str], days: Container[str]) -> bool:
    """Return whether a text has a fact in another form: in words, or with the year left to its place."""
    years = {other[:4] for other in facts(version.text, version.locale) if _DAY.fullmatch(other)}
    longer = {other[5:] for other in beside if _DAY.fullmatch(other)}
    if fact in years | longer or (fact[5:] in beside and (fact[:4] in years or fact in days)):
        return True
    if fact.isdigit() and int(fact) < 100:
        spelled = values.words(prose(version.text), version.locale)
        # Arabic says “two” with the ending of a noun.
        return values.parts([int(fact)]) <= spelled or (fact, version.locale) == ("2", "ar")
    return fact.isdigit() and values.is_round(fact, version.text, version.locale)


def _numbers(versions: Sequence[Text], texts: Sequence[str]) -> Iterator[Problem]:
    """Compare the numbers in words, which count like those in figures."""
    pairs = [(text, version.locale) for text, version in zip(texts, versions, strict=True)]
    words = [values.words(prose(text), locale) for text, locale in pairs]
    if len(words) < 3 or all(one == words[0] for one in words):
        return
    figures = [[int(fact) for fact in facts(*pair) if fact.isdigit() and len(fact) < 3] for pair in pairs]
    wholes = [values.parts([number]) for found in figures for number in found]
    every = [one | values.parts(found) for one, found in zip(words, figures, strict=True)]
    for index, version in enumerate(versions):
        others = Counter(number for one in every[:index] + every[index + 1 :] for number in one)
        # Some languages may do without, as Arabic says “two” with the ending of a noun.
        lost = {number for number, times in others.items() if times > 1} - every[index]
        added = words[index].difference(*words[:index], *words[index + 1 :])
        # “Fifty-six” is 56, but “six” is not.
        added -= {part for whole in wholes if whole <= words[index] for part in whole}
        # A number alone that is lost or added may be a matter of style.
        if lost and added:
            message = f"This text has {min(added)} in words, where the other languages have {min(lost)}."
            yield version.problem(message, "Make the numbers the same.", "facts")


def _formats(content: Content) -> Iterator[Row]:
    """Yield the forms of dates of the interface texts, filled in: they mean the same in all languages."""
    for key, month in (*zip(DATES, repeat(0)), *zip(repeat("month"), range(1, 12))):
        versions = []
        for locale, strings in content.strings.items():
            path, forms = STRINGS.format(locale), strings["date"]
            names = forms.get("months") or list(get_month_names("wide", "format", locale).values())
            words = {"d": forms.get("first", "1"), "month": names[month], "year": "2026"}
            words |= {"d2": "17", "month2": names[11], "year2": "2028"}
            line = content.files[path].line(f"date.{key}")
            versions.append(Text(path, line, str(forms[key]).format_map(words), locale))
        yield Row("form", tuple(versions))
