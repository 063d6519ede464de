"""What the site is made of. Frozen data, no input or output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Literal

BlockKind = Literal["paragraph", "item", "row", "quotation", "footnote"]
Mark = Literal["S", "2+", "1", "U"]

# The keys of a page's head that readers see as text.
TEXT_KEYS = ("title", "nav_title", "description", "reviewed_by")
# What stands in a new page where an editor has to write.
EMPTY = "…"
# What pages show of the Dialogue itself: its event, and the address of its official site.
DIALOGUE, DIALOGUE_SITE = "dialogue-2026", "dialogue-site"
STATUSES = ("as-circulated", "unofficial-translation", "our-summary")
METHODS = ("machine", "human")


@dataclass(frozen=True)
class Language:
    """A language of the site: address code, BCP 47 tag, direction and its name in its own script."""

    locale: str
    tag: str
    direction: str
    name: str


@dataclass(frozen=True)
class Problem:
    """Something an editor has to mend: where (path from the project's root, line from 1), what, how."""

    path: str
    line: int
    message: str
    remedy: str
    rule: str = ""

    def __str__(self) -> str:
        """Return `path:line: what is wrong. What to write instead.`"""
        return printable(f"{self.path}:{self.line}: {self.message} {self.remedy}".rstrip())


def printable(text: str) -> str:
    """Return a text in which what cannot be seen, or would steer a terminal, is written as `\\u202e`."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


@dataclass(frozen=True)
class Block:
    """A translation unit: one paragraph, list item, table row, quotation or footnote.

    `text` is the Markdown without its attribute line; `number` is the site's paragraph number
    in a numbered letter, else None; `label` is a footnote's name.
    """

    kind: BlockKind
    text: str
    line: int
    classes: tuple[str, ...] = ()
    number: int | None = None
    label: str = ""
    cells: int = 1


@dataclass(frozen=True)
class Section:
    """A heading with its id and the blocks below it; `top` is what stands before the first heading."""

    id: str
    level: int
    title: str
    line: int
    blocks: tuple[Block, ...]
    classes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FrontMatter:
    """The head of a page. `lines` gives the line of each key; `sections` the accepted hashes."""

    title: str
    description: str
    status: str
    nav_title: str = ""
    original: str = ""
    translated: date | None = None
    method: str = ""
    reviewed_by: str = ""
    template: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One page in one language.

    `name` is its path inside the language folder, without `.md`; `source` the Markdown below the
    front matter, which begins at line `body_line`.
    """

    path: str
    locale: str
    name: str
    meta: FrontMatter
    sections: tuple[Section, ...]
    source: str
    body_line: int = 1

    @property
    def is_letter(self) -> bool:
        """Return whether the page reproduces a letter, whose paragraphs the site numbers."""
        return self.meta.status in ("as-circulated", "unofficial-translation")

    @property
    def address(self) -> str:
        """Return the address below the site's root, such as `fr/circular/`."""
        inner = PurePosixPath(self.name)
        parts = inner.parent.parts if inner.name == "index" else inner.parts
        return "/".join((self.locale, *parts)) + "/"


@dataclass(frozen=True)
class Event:
    """A dated fact. `start` and `end` are `2026-07-06`, `2027-05` or `2027`.

    `place` is the name of its place among the strings' facts; `calendar` puts it into the calendar.
    """

    id: str
    start: str
    end: str
    mark: Mark
    source: tuple[str, ...]
    kind: Literal["event", "deadline"] = "event"
    symbol: str = ""
    calendar: bool = False
    place: str = ""


@dataclass(frozen=True)
class Link:
    """An address outside the site. `lang` is a locale, or empty where `{lang}` is in the address.

    `names` gives the name by locale where it is not `name`.
    """

    id: str
    url: str
    name: str
    lang: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Term:
    """A concept of the glossary: its forms and marks by locale, sources, variants never to be used."""

    id: str
    forms: Mapping[str, str]
    marks: Mapping[str, Mark]
    sources: Mapping[str, str] = field(default_factory=dict)
    avoid: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    match: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    listed: bool = True
    line: int = 1


@dataclass(frozen=True)
class Published:
    """What the ledger says of a page: its ids, ids that became others, or where the page went."""

    ids: tuple[str, ...]
    aliases: Mapping[str, str]
    moved: str
    line: int


@dataclass(frozen=True)
class Text:
    """One text of `_data`: its file and line, its key (`status.label`) and its language, if known."""

    path: str
    line: int
    key: str
    text: str
    locale: str = ""


@dataclass(frozen=True)
class Content:
    """All that the site is built from. `pages` is keyed by locale and page name.

    `published_before` are pages and ids of the ledger before the change in hand, `scan` the letters
    as they were circulated, `shown` the keys of the interface texts that templates name.
    """

    languages: tuple[Language, ...]
    names: tuple[str, ...]
    pages: Mapping[tuple[str, str], Page]
    strings: Mapping[str, Mapping[str, Any]]
    events: tuple[Event, ...]
    links: tuple[Link, ...]
    terms: tuple[Term, ...]
    other_dates: tuple[str, ...] = ()
    published: Mapping[str, Published] = field(default_factory=dict)
    published_before: tuple[tuple[str, tuple[str, ...]], ...] = ()
    texts: tuple[Text, ...] = ()
    scan: str = ""
    shown: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)

    def line(self, path: str, key: str) -> int:
        """Return the line of a key of a data file, or of what stands nearest to it, else 1."""
        lines = {text.key: text.line for text in self.texts if text.path == path}
        while key not in lines and key:
            beside = [line for name, line in lines.items() if name.startswith(f"{key}.")]
            if beside:
                return min(beside)
            key = key.rpartition(".")[0]
        return lines.get(key, 1)

    def language(self, locale: str) -> Language:
        """Return the language with this address code. Raises StopIteration."""
        return next(item for item in self.languages if item.locale == locale)

    def original(self, page: Page) -> Page | None:
        """Return the page that this one was translated from, or None for an original."""
        return self.pages.get((page.meta.original, page.name)) if page.meta.original else None
