"""The kinds of values in data files, each with what to write there. Every scalar arrives as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

import regex
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

# Search engines and social networks show less.
LONGEST = 400
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
# A host in small ASCII letters and a path of ASCII characters that need no escape in HTML.
_URL = re.compile(
    r"https://(?!\S*xn--)(?!\S*\.\.)([a-z0-9-]+\.)+[a-z]{2,}(/[A-Za-z0-9{}._~/?#=&%+,;:@!-]*)?\Z"
)


class Entry(BaseModel):
    """The base of all entries: frozen, without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _matching(pattern: str | re.Pattern[str]) -> BeforeValidator:
    def check(value: Any) -> Any:
        if value and not (isinstance(value, str) and re.match(pattern, value)):
            raise ValueError
        return value

    return BeforeValidator(check)


def _partial_date(text: str) -> str:
    date.fromisoformat(f"{text}-01-01"[:10])
    return text


def _expression(text: str) -> str:
    try:
        if regex.compile(text).match(""):
            raise ValueError
    except (regex.error, OverflowError, RecursionError) as error:
        raise ValueError from error
    return text


def _in_locales(found: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
    """Hold the keys against the locales of the site, which are the context."""
    if not set(found) <= set(info.context or found):
        raise ValueError
    return found


def _in_all_locales(found: Mapping[str, Any], info: ValidationInfo) -> Mapping[str, Any]:
    if set(found) != set(info.context or found):
        raise ValueError
    return found


def _like(remedy: str) -> Any:
    return Field(description=remedy)


_TEXT = f"Write a text in one line, of at most {LONGEST} characters."
_SOME, _ALL = AfterValidator(_in_locales), AfterValidator(_in_all_locales)
_BY_LOCALE = "Write it by language: {ar: …, zh: …, en: …, fr: …, ru: …, es: …}."
_LISTS = "Write lists by language: {en: [first, second]}."
_Short = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"^[^\n]*$")]

Line = Annotated[_Short, _like(_TEXT)]
OptionalLine = Annotated[_Short | Literal[""], _like(f"{_TEXT} Without one, delete the line.")]
Name = Annotated[str, _matching(ID), _like("Write small letters, digits and hyphens, such as new-event.")]
PageName = Annotated[str, _matching(r"[a-z0-9-]+(/[a-z0-9-]+)?\Z"), _like("Use small letters and hyphens.")]
Names = Annotated[tuple[str, ...], Field(min_length=1), _like("Write a list such as [first, second].")]
Ids = Annotated[tuple[str, ...], _like("Write a list such as [first, second].")]
OptionalDay = Annotated[
    date | None, _matching(r"\d{4}-\d\d-\d\d\Z"), _like("Write a day such as 2026-11-24.")
]
PartialDate = Annotated[
    str,
    _matching(r"\d{4}(-\d{2}){0,2}\Z"),
    AfterValidator(_partial_date),
    _like("Write a day such as 2026-07-06, a month or a year."),
]
Mark = Annotated[Literal["S", "2+", "1", "U"], _like('Write S, 2+, "1" or U.')]
Status = Annotated[
    Literal["as-circulated", "unofficial-translation", "our-summary"],
    _like("Write as-circulated, unofficial-translation or our-summary."),
]
Method = Annotated[Literal["", "machine", "human"], _like("Write machine, or human.")]
Template = Annotated[
    str,
    _matching(r"(?:home|timeline|glossary|search|translations|questions)\.html\Z"),
    _like("Copy the line from another language, or delete it."),
]
Kind = Annotated[Literal["event", "deadline"], _like("Write event or deadline.")]
Weight = Annotated[Literal["", "major", "minor"], _like("Write major or minor.")]
Flag = Annotated[bool, _like("Write true or false.")]
FlagOrNames = Annotated[bool | tuple[str, ...], _like("Write true, or a list of languages.")]
Symbol = Annotated[str, _matching(r"[A-Z0-9./-]*\Z"), _like("Write a symbol such as A/RES/79/325.")]
Key = Annotated[str, _matching(r"[a-z_]*\Z"), _like("Write a key of facts in the interface texts.")]
Hashes = Annotated[
    dict[str, Annotated[str, _matching(r"[0-9a-f]{8}\Z")]],
    _like("Write it as “microsite accept” does: {top: 0123abcd, …}."),
]
Url = Annotated[str, _matching(_URL), _like("Write https://host/path in ASCII.")]
Urls = Annotated[
    dict[str, Annotated[str, _matching(_URL)]], _SOME, _like("Write {en: https://host/path, …}.")
]
ByLocale = Annotated[dict[str, _Short], _SOME, _like(_BY_LOCALE)]
InAllLocales = Annotated[dict[str, _Short], _ALL, _like(_BY_LOCALE)]
LineOrByLocale = Annotated[_Short | Annotated[dict[str, _Short], _SOME], _like(f"{_TEXT} Or: {_BY_LOCALE}")]
MarksInAllLocales = Annotated[
    dict[str, Literal["S", "2+", "1", "U"]], _ALL, _like(f'Write S, 2+, "1" or U. {_BY_LOCALE}')
]
ListsByLocale = Annotated[dict[str, tuple[_Short, ...]], _SOME, _like(_LISTS)]
Patterns = Annotated[
    dict[str, tuple[Annotated[str, Field(max_length=200), AfterValidator(_expression)], ...]],
    _SOME,
    _like("Write regular expressions of at most 200 characters, with closed brackets."),
]
Renamed = Annotated[dict[str, str], _like("Write {old: new}.")]
