"""Front matter and the files of `docs/_data` as pydantic models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Self

from pydantic import model_validator

from . import fields as kinds
from .fields import Entry


class FrontMatter(Entry):
    """The front matter of a page. `lines` gives the line of each key; `sections` the accepted hashes."""

    title: kinds.Line
    description: kinds.Line
    status: kinds.Status
    nav_title: kinds.OptionalLine = ""
    original: kinds.OptionalLine = ""
    translated: kinds.OptionalDay = None
    method: kinds.Method = ""
    reviewed_by: kinds.OptionalLine = ""
    template: kinds.Template = ""
    sections: kinds.Hashes = {}
    lines: Mapping[str, int] = {}

    @model_validator(mode="after")
    def _translated(self) -> Self:
        if self.original and not (self.translated and self.method):
            raise ValueError("Add “translated: ” with the day, and “method: machine” or “method: human”.")
        return self


class Event(Entry):
    """A dated fact. `start` and `end` are `2026-07-06`, `2027-05` or `2027`.

    `place` is the name of its place among the strings' facts; `calendar` puts it into the calendar;
    `weight` is its size on the timeline.
    """

    id: kinds.Name
    start: kinds.PartialDate
    end: kinds.PartialDate = ""
    mark: kinds.Mark
    source: kinds.Names
    kind: kinds.Kind = "event"
    symbol: kinds.Symbol = ""
    calendar: kinds.Flag = False
    place: kinds.Key = ""
    weight: kinds.Weight = ""

    @model_validator(mode="before")
    @classmethod
    def _one_day(cls, value: Any) -> Any:
        return {"end": value.get("start"), **value} if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        start, end = self.start, self.end
        equal = {4: 0, 7: 7, 10: 4}[len(start)]  # the pages have words for no other stretches
        if len(start) != len(end) or end < start or start[:equal] != end[:equal]:
            raise ValueError("Write start and end as two days of a year, one month, or two years in order.")
        return self


class Link(Entry):
    """A subject outside the site, with its address in each language where there is one.

    `url` has `{lang}` for the language of the reader; `urls` maps the language of the target to its
    address. `cited` marks addresses that we know only from another text.
    """

    id: kinds.Name
    url: kinds.Url = ""
    urls: kinds.Urls = {}
    name: kinds.LineOrByLocale
    cited: kinds.FlagOrNames = False

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.urls) == bool(self.url) or (self.url and "{lang}" not in self.url):
            raise ValueError("Write either url: with {lang} in it, or urls: with one address a language.")
        return self

    def target(self, locale: str) -> tuple[str, str]:
        """Return the address for a reader of `locale`, and the locale of what is there."""
        if self.url:
            return self.url.replace("{lang}", locale), locale
        found = next((code for code in (locale, "en") if code in self.urls), next(iter(self.urls)))
        return self.urls[found], found

    def label(self, locale: str) -> str:
        """Return the name of the subject in a language, else in English, else in the first it has."""
        if isinstance(self.name, str):
            return self.name
        return self.name.get(locale) or self.name.get("en") or next(iter(self.name.values()))

    def is_cited(self, locale: str) -> bool:
        """Return whether we know the address of a language only from another text."""
        return self.cited if isinstance(self.cited, bool) else locale in self.cited

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield each address with the locale of its target; `{lang}` stays, with an empty locale."""
        yield from [("", self.url)] if self.url else self.urls.items()


class Term(Entry):
    """A concept of the glossary, or a name: its forms and marks by locale, and variants to avoid."""

    id: kinds.Name
    forms: kinds.InAllLocales
    marks: kinds.MarksInAllLocales
    sources: kinds.ByLocale = {}
    also: kinds.ListsByLocale = {}
    avoid: kinds.ListsByLocale = {}
    match: kinds.Patterns = {}
    listed: bool = True


class OtherDate(Entry):
    """A date in the texts that is no event of the site, and why it is there."""

    date: kinds.PartialDate
    why: kinds.Line


class Published(Entry):
    """What the ledger says of a page: its ids, ids that became others, or where the page moved."""

    name: kinds.PageName
    ids: kinds.Ids = ()
    aliases: kinds.Renamed = {}
    moved: str = ""
    line: int = 1
