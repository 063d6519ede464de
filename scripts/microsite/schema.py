"""Front matter and data files as models; the description of a field says what to write there."""

import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationInfo, model_validator

from .model import ID, PAGE

# Search engines and social networks show less.
LONGEST = 400
# How the ids of statements in names.yml begin, which the check compares and no reader searches for.
SAID = "said-"
# A host in small ASCII letters and a path of ASCII characters that need no escape in HTML.
_URL = r"\Ahttps://(?!\S*xn--)(?!\S*\.\.)([a-z0-9-]+\.)+[a-z]{2,}(/[A-Za-z0-9{}._~/?#=&%+,;:@!-]*)?\Z"
_DATE, _DAY = r"\A\d{4}(-\d\d){0,2}\Z", "Write a day such as 2026-07-06, a month or a year."
_TEXT = f"Write a text in one line, of at most {LONGEST} characters."
_BY_LOCALE = "Write it by language: {ar: …, zh: …, en: …, fr: …, ru: …, es: …}."
_PATTERN = "Write regular expressions of at most 200 characters."
_LIST = "Write a list such as [first, second]."


def first_day(text: str) -> date:
    """Return the first day of `2026-07-06`, `2026-07` or `2026`. Raises ValueError."""
    return date.fromisoformat(f"{text}-01-01"[:10])


def _locales(fit: Callable[[set[str], set[str]], bool]) -> AfterValidator:
    """Hold the keys against the locales of the site, which are the context."""

    def check(found: Collection[str], info: ValidationInfo) -> Collection[str]:
        if not fit(set(found), set(info.context or found)):
            raise ValueError
        return found

    return AfterValidator(check)


_SOME, _ALL = _locales(set.issubset), _locales(operator.eq)
Line = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\A[^\n]*\Z", description=_TEXT)]
Name = Annotated[str, Field(pattern=ID, description="Write small letters and hyphens, as in new-event.")]
_IN_CALENDAR = AfterValidator(lambda text: first_day(text) and text)
# `zip` raises ValueError where one keyboard has more keys than the other.
_AS_MANY = AfterValidator(lambda two: (dict(zip(*map(str.split, two), strict=True)), two)[1])
Day = Annotated[date, BeforeValidator(lambda text: datetime.strptime(str(text), "%Y-%m-%d").date())]
PartialDate = Annotated[str, Field(pattern=_DATE, description=_DAY), _IN_CALENDAR]
Status = Literal["as-circulated", "unofficial-translation", "our-summary"]
Hash = Annotated[str, Field(pattern=r"\A[0-9a-f]{8}\Z")]
Mark = Literal["S", "2+", "1", "U"]
Url = Annotated[str, Field(pattern=_URL, description="Write https://host/path in ASCII.")]
Expression = Annotated[str, Field(min_length=1, max_length=200)]
Patterns = Annotated[dict[str, tuple[Expression, ...]], _SOME, Field(description=_PATTERN)]
ByLocale = Annotated[dict[str, Line], _SOME, Field(description=_BY_LOCALE)]
Lists = Annotated[dict[str, tuple[Line, ...]], _SOME, Field(description="Write {en: [first, second]}.")]


class Entry(BaseModel):
    """The base of all entries: frozen, without unknown keys. Every scalar arrives as text."""

    model_config = {"extra": "forbid", "frozen": True, "regex_engine": "python-re"}


class FrontMatter(Entry):
    """The front matter of a page. `lines` gives the line of each key; `sections` the accepted hashes."""

    title: Line
    description: Line
    status: Status = Field(description="Write as-circulated, unofficial-translation or our-summary.")
    nav_title: Line = ""
    original: Line = ""
    translated: Day | None = Field(None, description="Write a day such as 2026-11-24.")
    method: Literal["", "machine", "human"] = Field("", description="Write machine, or human.")
    reviewed_by: Line = ""
    template: Line = ""
    sections: dict[str, Hash] = Field({}, description="Run “microsite accept”, which writes this line.")
    lines: Mapping[str, int] = Field({}, exclude=True)

    @model_validator(mode="after")
    def _translated(self) -> Self:
        if self.original and not (self.translated and self.method):
            raise ValueError("Add “translated: ” with the day, and “method: machine” or “method: human”.")
        return self


class Event(Entry):
    """A dated fact. `place` is a key of the strings' facts, `weight` the size on the timeline."""

    id: Name
    start: PartialDate
    end: PartialDate = Field(default_factory=lambda known: known["start"])
    mark: Mark = Field(description='Write S, 2+, "1" or U.')
    source: tuple[str, ...] = Field(min_length=1, description=_LIST)
    kind: Literal["event", "deadline"] = Field("event", description="Write event or deadline.")
    calendar: bool = Field(False, description="Write true or false.")
    place: str = Field("", pattern=r"\A[a-z_]*\Z", description="Write a key of facts in the interface texts.")
    weight: Literal["", "major", "minor"] = Field("", description="Write major or minor.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        start, end = self.start, self.end
        equal = {4: 0, 7: 7, 10: 4}[len(start)]  # the pages have words for no other stretches
        if len(start) != len(end) or end < start or start[:equal] != end[:equal]:
            raise ValueError("Write start and end as two days of a year, one month, or two years in order.")
        return self


class Link(Entry):
    """A subject outside the site. `cited` marks addresses that we know only from another text."""

    id: Name
    url: Url = ""
    urls: Annotated[dict[str, Url], _SOME] = Field({}, description="Write {en: https://host/path, …}.")
    name: Line | ByLocale = Field(description=f"{_TEXT} Or: {_BY_LOCALE}")
    cited: bool | tuple[str, ...] = Field(False, description="Write true, or a list of languages.")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.urls) == bool(self.url) or (self.url and "{lang}" not in self.url):
            raise ValueError("Write either url: with {lang} in it, or urls: with one address a language.")
        return self

    def target(self, locale: str) -> tuple[str, str]:
        """Return the address for a reader of `locale`, and the locale of what is there."""
        if self.url:
            return self.url.replace("{lang}", locale), locale
        found = next(code for code in (locale, "en", *self.urls) if code in self.urls)
        return self.urls[found], found

    def label(self, locale: str) -> str:
        """Return the name of the subject in a language, else in English, else in the first it has."""
        names = {locale: self.name} if isinstance(self.name, str) else self.name
        return next(names[code] for code in (locale, "en", *names) if code in names)

    def is_cited(self, locale: str) -> bool:
        """Return whether we know the address of a language only from another text."""
        return self.cited if isinstance(self.cited, bool) else locale in self.cited

    def addresses(self) -> Iterator[tuple[str, str]]:
        """Yield each address with the locale of its target; `{lang}` stays, with an empty locale."""
        yield from [("", self.url)] if self.url else self.urls.items()


class Term(Entry):
    """A concept of the glossary, or a name: its forms and marks by locale, and variants to avoid."""

    id: Name
    forms: Annotated[dict[str, Line], _ALL] = Field(description=_BY_LOCALE)
    marks: Annotated[dict[str, Mark], _ALL] = Field(description=f'Write S, 2+, "1" or U. {_BY_LOCALE}')
    sources: ByLocale = {}
    also: Lists = {}
    avoid: Lists = {}
    match: Patterns = {}
    listed: bool = Field(True, exclude=True)


class OtherDate(Entry):
    """A date in the texts that is no event of the site, and why it is there."""

    date: PartialDate
    why: Line


class Published(Entry):
    """What the ledger says of a page: its ids, ids that became others, or where the page moved."""

    name: str = Field(pattern=PAGE, exclude=True, description="Use small letters and hyphens.")
    ids: tuple[str, ...] = Field((), description=_LIST)
    aliases: dict[str, str] = Field({}, description="Write {old: new}.")
    moved: str = Field("", description="Write the name of a page.")


class SearchWords(Entry):
    """What the search knows of a language's words; the files say what each is for."""

    stop: str = Field(description="Write words with spaces between them.")
    beginnings: str = ""
    endings: str = ""
    particles: str = ""
    charset: Literal["utf-8", "windows-1251", "windows-1256"] = "utf-8"
    keyboard: Annotated[tuple[str, str], _AS_MANY] = Field(("", ""), description="Give both as many keys.")
    synonyms: dict[str, tuple[Line, ...]] = Field(description=f"Write a word, then others. {_LIST}")
