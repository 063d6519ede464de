"""`mkdocs.yml`, front matter and the files of `docs/_data` as pydantic models.

The description of a field says what to write into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, Field
from pydantic import model_validator as validator

from .fields import (
    A_DATE,
    A_LINE,
    AN_ID,
    BY_LOCALE,
    PAGE,
    ByLocale,
    Entry,
    Expression,
    Line,
    ListsByLocale,
    Mark,
    Name,
    PartialDate,
    Status,
    Template,
    Url,
    in_all_locales,
    in_locales,
    matching,
)


class _Language(BaseModel):
    locale: Name
    name: Line
    extra: dict[str, str]

    @validator(mode="after")
    def _has_tag_and_direction(self) -> Self:
        if not self.extra.get("tag") or self.extra.get("direction") not in ("ltr", "rtl"):
            raise ValueError
        return self


class Settings(Entry):
    """What the program reads of `mkdocs.yml`."""

    nav: list[Annotated[str, matching(PAGE)] | dict[str, list[Annotated[str, matching(PAGE)]]]] = Field(
        min_length=1, description="Write “- page.md”, or “- Group:” and below it such lines."
    )
    languages: list[_Language] = Field(
        min_length=1,
        description="Write, for each, {locale: fr, name: Français, extra: {tag: fr, direction: ltr}}.",
    )
    facts_checked: Annotated[date, matching(r"\d{4}-\d\d-\d\d\Z")] = Field(
        description="Write a day such as 2026-11-24."
    )

    def groups(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the label of each group of nav, empty for a single page, and the names of its pages."""
        for entry in self.nav:
            for label, pages in entry.items() if isinstance(entry, dict) else [("", [entry])]:
                yield label, tuple(page.removesuffix(".md") for page in pages)


class FrontMatter(Entry):
    """The front matter of a page. `lines` gives the line of each key; `sections` the accepted hashes."""

    title: Line = Field(description=A_LINE)
    description: Line = Field(description=A_LINE)
    status: Status = Field(description="Write as-circulated, unofficial-translation or our-summary.")
    nav_title: Line | Literal[""] = Field("", description=A_LINE)
    original: Line | Literal[""] = Field("", description="Write the code of a language, such as en.")
    translated: Annotated[date, matching(r"\d{4}-\d\d-\d\d\Z")] | None = Field(
        None, description="Write a day such as 2026-11-24."
    )
    method: Literal["", "machine", "human"] = Field("", description="Write machine, or human.")
    reviewed_by: Line | Literal[""] = Field(
        "", description="Write the name of a person, or delete the line."
    )
    template: Template = Field("", description="Copy the line from another language, or delete it.")
    sections: dict[str, Annotated[str, matching(r"[0-9a-f]{8}\Z")]] = Field(
        default_factory=dict, description="Write it as “microsite accept” does: {top: 0123abcd, …}."
    )
    lines: Mapping[str, int] = Field(default_factory=dict, exclude=True)

    @validator(mode="after")
    def _translated(self) -> Self:
        if self.original and not (self.translated and self.method):
            raise ValueError("Add “translated: ” with the day, and “method: machine” or “method: human”.")
        return self


class Event(Entry):
    """A dated fact. `start` and `end` are `2026-07-06`, `2027-05` or `2027`.

    `place` is the name of its place among the strings' facts; `calendar` puts it into the calendar;
    `weight` is its size on the timeline.
    """

    id: Name = Field(description=AN_ID)
    start: PartialDate = Field(description=A_DATE)
    end: PartialDate = Field("", description=A_DATE)
    mark: Mark = Field(description='Write S, 2+, "1" or U.')
    source: tuple[str, ...] = Field(min_length=1, description="Write a list such as [circular, unv].")
    kind: Literal["event", "deadline"] = Field("event", description="Write event or deadline.")
    symbol: str = Field("", pattern=r"^[A-Z0-9./-]*$", description="Write a symbol such as A/RES/79/325.")
    calendar: bool = Field(False, description="Write true or false.")
    place: str = Field("", pattern=r"^[a-z_]*$", description="Write a key of facts in the interface texts.")
    weight: Literal["major", "minor", ""] = Field("", description="Write major or minor.")

    @validator(mode="before")
    @classmethod
    def _one_day(cls, value: Any) -> Any:
        return {"end": value.get("start"), **value} if isinstance(value, dict) else value

    @validator(mode="after")
    def _in_order(self) -> Self:
        equal = {4: 0, 7: 7, 10: 4}[len(self.start)]  # the pages have words for no other stretches
        if (
            len(self.start) != len(self.end)
            or self.end < self.start
            or self.start[:equal] != self.end[:equal]
        ):
            raise ValueError(
                "Write start and end as two days of a year, one month, or two years, in order."
            )
        return self


class Link(Entry):
    """A subject outside the site, with its address in each language where there is one.

    `url` has `{lang}` for the language of the reader; `urls` maps the language of the target to its
    address. `cited` marks addresses that we know only from another text.
    """

    id: Name = Field(description=AN_ID)
    url: Url = Field("", description="Write https://host/path in ASCII, with {lang} for the language.")
    urls: Annotated[dict[str, Url], AfterValidator(in_locales)] = Field(
        default_factory=dict, description="Write {en: https://host/path, …} in ASCII, by language."
    )
    name: Line | Annotated[dict[str, Line], AfterValidator(in_locales)] = Field(
        description=f"{A_LINE} Or: {BY_LOCALE}"
    )
    cited: bool | tuple[str, ...] = Field(False, description="Write true, or a list of languages.")

    @validator(mode="after")
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

    id: Name = Field(description=AN_ID)
    forms: Annotated[dict[str, Line], AfterValidator(in_all_locales)] = Field(description=BY_LOCALE)
    marks: Annotated[dict[str, Mark], AfterValidator(in_all_locales)] = Field(
        description=f'Write S, 2+, "1" or U. {BY_LOCALE}'
    )
    sources: ByLocale = Field(default_factory=dict, description=BY_LOCALE)
    also: ListsByLocale = Field(default_factory=dict, description="Write lists: {en: [first, second]}.")
    avoid: ListsByLocale = Field(default_factory=dict, description="Write lists: {en: [first, second]}.")
    match: Annotated[dict[str, tuple[Expression, ...]], AfterValidator(in_locales)] = Field(
        default_factory=dict,
        description="Write regular expressions of at most 200 characters, with closed brackets.",
    )
    listed: bool = True
    line: int = 1


class OtherDate(Entry):
    """A date in the texts that is no event of the site, and why it is there."""

    date: PartialDate = Field(description=A_DATE)
    why: Line = Field(description=A_LINE)


class Published(Entry):
    """What the ledger says of a page: its ids, ids that became others, or where the page moved."""

    name: Annotated[str, matching(r"[a-z0-9-]+(/[a-z0-9-]+)?\Z")] = Field(
        description="Use small letters a to z, digits and hyphens."
    )
    ids: tuple[Name, ...] = Field((), description="Write ids: [first, second].")
    aliases: dict[str, str] = Field(default_factory=dict, description="Write aliases: {old: new}.")
    moved: str = Field("", description="Write moved: and the page that took its place.")
    line: int = 1
