"""Reads `docs/` into the model. Every defect becomes a Problem; nothing here raises for bad input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from . import config, dataset
from .fields import ID
from .model import ROOT_LOCALE, CannotRun, Language, Problem, Section, Text, Yaml
from .parse import Parser
from .schema import Event, FrontMatter, Link, Published, Term
from .source import Reader
from .validation import validate

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY_PAGE = re.compile(r"---\ntitle: [^\W\d][\w ,.:–’-]*\ntemplate: entry\.html\n---\n*")
# A text that a template names: t.skip, strings.en.skip. A method, as in t.note.format(…), is no key.
_SHOWN = re.compile(r"\b(?:t|strings(?:\.\w+|\[[^]]+\]))\.((?:\w+\.)*\w+)(?![\w(])")
# More than any page of this site needs, and little enough for every rule to end in seconds.
MAX_BLOCKS, MAX_BLOCK = 600, 4_000


@dataclass(frozen=True, eq=False)
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
        return self.meta.status != "our-summary"

    @property
    def address(self) -> str:
        """Return the address below the site's root, such as `fr/circular/`."""
        inner = PurePosixPath(self.name)
        parts = inner.parent.parts if inner.name == "index" else inner.parts
        return "/".join((self.locale, *parts)) + "/"


@dataclass(frozen=True)
class Content:
    """All that the site is built from. `pages` is keyed by locale and page name.

    `today` is the day that dated facts are compared with; `published_before` the ledger before the
    change in hand, `scan` the letters as they were circulated, `shown` the keys of the interface texts
    that templates name, `files` the data files by path, `unread` the names of pages that are left out
    because something is wrong with them.
    """

    languages: tuple[Language, ...]
    names: tuple[str, ...]
    pages: Mapping[tuple[str, str], Page]
    today: date
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    terms: tuple[Term, ...] = ()
    other_dates: tuple[str, ...] = ()
    published: Mapping[str, Published] = field(default_factory=dict)
    published_before: tuple[Published, ...] = ()
    strings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    search: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()
    files: Mapping[str, Yaml] = field(default_factory=dict)
    scan: str = ""
    shown: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    def line(self, path: str, key: str) -> int:
        """Return the line of a key of a data file, or of what encloses it, else 1."""
        return self.files[path].line(key) if path in self.files else 1

    def language(self, locale: str) -> Language:
        """Return the language with this address code. Raises StopIteration."""
        return next(item for item in self.languages if item.locale == locale)

    def original(self, page: Page) -> Page | None:
        """Return the page that this one was translated from, or None for an original."""
        return self.pages.get((page.meta.original, page.name)) if page.meta.original else None


def load(root: Path, today: date) -> tuple[Content, list[Problem]]:
    """Return all content below `root` and the problems met while reading it.

    Raises CannotRun when `mkdocs.yml` or the folder `docs` cannot be used.
    """
    reader = Reader(root)
    project = config.read(reader)
    locales = tuple(language.locale for language in project.languages)
    if not (root / "docs").is_dir():
        raise CannotRun("docs:1: There is no folder docs here.")
    try:
        parser = Parser(project.extensions)
    except Exception as error:  # options that an extension does not know
        raise CannotRun(f"mkdocs.yml:1: An extension of Markdown cannot be used: {error}.") from None
    pages = [page for path in _page_files(reader, locales) if (page := read_page(reader, parser, path))]
    templates = [path.read_text("utf-8", "replace") for path in (root / "overrides").rglob("*.html")]
    content = Content(
        languages=project.languages,
        names=project.names,
        pages={(page.locale, page.name): page for page in pages},
        today=today,
        shown=frozenset(key for text in templates for key in _SHOWN.findall(text)),
        **dataset.read(reader, locales),
    )
    return content, sorted(set(reader.problems), key=lambda problem: (problem.path, problem.line))


def _page_files(reader: Reader, locales: tuple[str, ...]) -> Iterator[Path]:
    """Yield the pages, and report what does not belong below `docs`."""
    for path in sorted((reader.root / "docs").rglob("*")):
        _, locale, *parts = path.relative_to(reader.root).with_suffix("").parts
        if locale == "_data" or (path.is_dir() and not path.is_symlink()):
            continue
        if locale not in (*locales, ROOT_LOCALE):
            remedy = f"The folders are {', '.join(locales)}, in small letters; move the pages there."
            reader.report(path, 1, f"“{locale}” is not the folder of a language.", remedy)
        elif path.suffix != ".md" or (locale == ROOT_LOCALE and parts != ["index"]):
            message = "Only pages (.md), in docs/xx index.md alone, belong in this folder."
            reader.report(path, 1, message, "Delete or move the file.")
        elif not all(map(ID.match, parts)):
            message = "The file name becomes an address that must never change."
            reader.report(path, 1, message, "Use small letters a to z, digits and hyphens only.")
        elif locale != ROOT_LOCALE:
            yield path
        elif (text := reader.text(path)) is not None and not _ENTRY_PAGE.fullmatch(text):
            message = "The entry page has a title in plain words, “template: entry.html”, and no text."
            reader.report(path, 2, message, "Write these two lines between two lines ---.")


def read_page(reader: Reader, parser: Parser, path: Path) -> Page | None:
    """Return the page at `path`, or None after reporting why it cannot be used."""
    if (text := reader.text(path)) is None:
        return None
    if (match := _FENCE.match(text)) is None:
        message = "The front matter of the page is missing or not closed."
        remedy = "Begin the file with a line ---, then title:, description: and status:, then a line ---."
        reader.report(path, 1, message, remedy)
        return None
    if (found := reader.yaml(path, match[1], offset=1)) is None:
        return None
    meta, errors = validate(FrontMatter, found, found.value, lines=found.lines)
    for error in errors:
        reader.report(path, *error)
    if meta is None:
        return None
    offset, body = match[0].count("\n"), text[match.end() :]
    sections: tuple[Section, ...] = ()
    lines = sum(map(bool, body.split("\n")))
    if lines <= 3 * MAX_BLOCKS:  # more would take Python-Markdown too long
        with suppress(RecursionError):  # lists in lists in lists …
            sections = parser.sections(body, offset, numbered=meta.status != "our-summary")
    blocks = [block for section in sections for block in section.blocks]
    if not sections or len(blocks) > MAX_BLOCKS or any(len(block.text) > MAX_BLOCK for block in blocks):
        message = f"The page has more than {MAX_BLOCKS} blocks, or one of more than {MAX_BLOCK:,} characters."
        reader.report(path, offset + 1, message, "Make two pages of it, or shorter paragraphs.")
        return None
    _, locale, *rest = path.relative_to(reader.root).with_suffix("").parts
    shown = path.relative_to(reader.root).as_posix()
    return Page(shown, locale, "/".join(rest), meta, sections, body, offset + 1)
