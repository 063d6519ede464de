"""The kinds of values in data files, and what to write into them. Every scalar arrives as text."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

import regex
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

Mark = Literal["S", "2+", "1", "U"]
Status = Literal["as-circulated", "unofficial-translation", "our-summary"]
Template = Literal[
    "", "home.html", "timeline.html", "glossary.html", "search.html", "translations.html", "questions.html"
]
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
PAGE = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md\Z")
# A host in small ASCII letters and a path of ASCII characters that need no escape in HTML.
_URL = re.compile(
    r"https://(?!\S*xn--)(?!\S*\.\.)([a-z0-9-]+\.)+[a-z]{2,}(/[A-Za-z0-9{}._~/?#=&%+,;:@!-]*)?\Z"
)
# Search engines and social networks show less.
_LONGEST = 400


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


def matching(pattern: str | re.Pattern[str]) -> BeforeValidator:
    """Return what holds a text against a pattern."""

    def check(value: Any) -> Any:
        if not isinstance(value, str) or not re.match(pattern, value):
            raise ValueError
        return value

    return BeforeValidator(check)


def in_locales(found: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """Return a mapping whose keys are locales of the site, given as context. Raises ValueError."""
    if not set(found) <= set(info.context or found):
        raise ValueError
    return found


def in_all_locales(found: dict[str, Any], info: ValidationInfo) -> dict[str, Any]:
    """Return a mapping that has a value for every locale of the site. Raises ValueError."""
    if set(found) != set(info.context or found):
        raise ValueError
    return found


Line = Annotated[str, Field(min_length=1, max_length=_LONGEST, pattern=r"^[^\n]*$")]
Name = Annotated[str, matching(ID)]
PartialDate = Annotated[str, matching(r"\d{4}(-\d{2}){0,2}\Z"), AfterValidator(_partial_date)]
Url = Annotated[str, matching(_URL)]
Expression = Annotated[str, Field(max_length=200), AfterValidator(_expression)]
ByLocale = Annotated[dict[str, Line], AfterValidator(in_locales)]
ListsByLocale = Annotated[dict[str, tuple[Line, ...]], AfterValidator(in_locales)]
AN_ID = "Write small letters, digits and hyphens, such as new-event."
A_DATE = "Write a day such as 2026-07-06, a month or a year."
A_LINE = f"Write a text in one line, of at most {_LONGEST} characters."
BY_LOCALE = "Write it by language: {ar: …, zh: …, en: …, fr: …, ru: …, es: …}."


class Entry(BaseModel):
    """The base of all entries: frozen, without unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)
