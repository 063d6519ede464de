"""Reads `docs/` into the model. Every defect becomes a Problem; nothing here raises for bad input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from . import config, dataset
from .fields import ID
from .model import ROOT_LOCALE, CannotRun, Language, Problem, Section, Text
from .parse import Parser, number_paragraphs
from .schema import Event, FrontMatter, Link, Published, Term
from .source import Reader
from .validation import validate

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# A text that a template names: t.skip, strings.en.skip. A method, as in t.note.format(…), is no key.
_SHOWN = re.compile(r"\b(?:t|strings(?:\.\w+|\[[^]]+\]))\.((?:\w+\.)*\w+)(?![\w(])")
# More than any page of this site needs, and little enough for every rule to end in seconds.
MAX_BLOCKS, MAX_BLOCK = 600, 4_000


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
class Content:
    """All that the site is built from. `pages` is keyed by locale and page name.

    `today` is the day that dated facts are compared with; `published_before` has pages and ids of the
    ledger before the change in hand, `scan` the letters as they were circulated, `shown` the keys of
    the interface texts that templates name, `sources` the text of each data file by its path, `unread`
    the names of pages that are left out because something is wrong with them.
    """

    languages: tuple[Language, ...]
    names: tuple[str, ...]
    pages: Mapping[tuple[str, str], Page]
    strings: Mapping[str, Mapping[str, Any]]
    events: tuple[Event, ...]
    links: tuple[Link, ...]
    terms: tuple[Term, ...]
    today: date
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    other_dates: tuple[str, ...] = ()
    published: Mapping[str, Published] = field(default_factory=dict)
    published_before: tuple[tuple[str, tuple[str, ...]], ...] = ()
    search: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()
    scan: str = ""
    shown: frozenset[str] = frozenset()
    sources: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()

    def line(self, path: str, key: str) -> int:
        """Return the line of a key of a data file, or of what is nearest to it, else 1."""
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


def load(root: Path, today: date) -> tuple[Content, list[Problem]]:
    """Return all content below `root` and the problems met while reading it.

    Raises CannotRun when `mkdocs.yml` or the folder `docs` cannot be used.
    """
    reader = Reader(root)
    project = config.read(root, reader)
    locales = tuple(language.locale for language in project.languages)
    docs = root / "docs"
    if not docs.is_dir():
        raise CannotRun("docs:1: There is no folder docs here.")
    parser = Parser(project.extensions, project.extension_configs)
    found = (read_page(reader, parser, docs, path) for path in _page_files(reader, docs, locales))
    pages = {(page.locale, page.name): page for page in found if page}
    templates = (path for path in (root / "overrides").rglob("*.html") if path.is_file())
    data = dataset.read(reader, locales)
    content = Content(
        languages=project.languages,
        names=project.names,
        groups=project.groups,
        pages=pages,
        today=today,
        shown=frozenset(
            key for path in templates for key in _SHOWN.findall(path.read_text("utf-8", "replace"))
        ),
        **vars(data),
    )
    return content, sorted(set(reader.problems), key=lambda problem: (problem.path, problem.line))


def _page_files(reader: Reader, docs: Path, locales: tuple[str, ...]) -> Iterator[Path]:
    """Yield the pages, and report what does not belong below `docs`."""
    for entry in sorted(docs.iterdir()):
        folder = entry.is_dir() and not entry.is_symlink()
        if folder and entry.name in locales:
            yield from (path for path in sorted(entry.rglob("*")) if _is_page(reader, entry, path))
        elif folder and entry.name == ROOT_LOCALE:
            _check_entry_page(reader, entry)
        elif not folder or entry.name != "_data":
            message = f"“{entry.name}” is not the folder of a language."
            remedy = f"The folders are {', '.join(locales)}, in small letters; move the pages there."
            reader.report(entry, 1, message, remedy)


def _is_page(reader: Reader, folder: Path, path: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        return False
    if path.suffix != ".md":
        message = "Only Markdown pages (.md) belong in a language folder."
        reader.report(path, 1, message, "Delete the file or move it.")
        return False
    if not all(ID.match(part) for part in path.relative_to(folder).with_suffix("").parts):
        message = "The file name becomes an address that must never change."
        reader.report(path, 1, message, "Use small letters a to z, digits and hyphens only.")
        return False
    return True


def _check_entry_page(reader: Reader, folder: Path) -> None:
    """Report anything but the neutral entry page, whose every word comes from the template."""
    wanted = r"---\ntitle: [^\W\d][\w ,.:–’-]*\ntemplate: entry\.html\n---\n*"
    for path in sorted(folder.rglob("*")):
        if path.name != "index.md" or path.parent != folder:
            reader.report(path, 1, "Only index.md belongs here.", "Delete it or move it.")
        elif (text := reader.text(path)) is not None and not re.fullmatch(wanted, text):
            message = "The entry page has a title in plain words, “template: entry.html”, and no text."
            reader.report(path, 2, message, "Write these two lines between two lines ---.")


def read_page(reader: Reader, parser: Parser, docs: Path, path: Path) -> Page | None:
    """Return the page at `path`, or None after reporting why it cannot be used."""
    if (text := reader.text(path)) is None:
        return None
    match = _FENCE.match(text)
    if not match:
        message = "The front matter of the page is missing or not closed."
        remedy = "Begin the file with a line ---, then title:, description: and status:, then a line ---."
        reader.report(path, 1, message, remedy)
        return None
    if (found := reader.yaml(path, match[1], offset=1)) is None:
        return None
    if cut := re.search(r"^\w+: [^\"'#\n]+ #", match[1], re.MULTILINE):
        line = match[1][: cut.start()].count("\n") + 2
        reader.report(path, line, "The value is cut at “ #”.", "Put it between double quotes.")
    meta, errors = validate(FrontMatter, found, found.value, lines=found.lines)
    for error in errors:
        reader.report(path, *error)
    if meta is None:
        return None
    offset, body = match[0].count("\n"), text[match.end() :]
    sections = parser.sections(body, offset)
    blocks = [block for section in sections for block in section.blocks]
    if len(blocks) > MAX_BLOCKS or any(len(block.text) > MAX_BLOCK for block in blocks):
        message = (
            f"The page has more than {MAX_BLOCKS} paragraphs, or one of more than {MAX_BLOCK:,} characters."
        )
        reader.report(path, offset + 1, message, "Make two pages of it, or shorter paragraphs.")
        return None
    locale, *rest = path.relative_to(docs).with_suffix("").parts
    shown = path.relative_to(reader.root).as_posix()
    page = Page(shown, locale, "/".join(rest), meta, sections, body, offset + 1)
    return replace(page, sections=number_paragraphs(sections)) if page.is_letter else page
