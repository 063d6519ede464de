"""Reads `docs/` into the model. Every defect of a file there becomes a Problem and raises nothing."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from . import config, dataset
from .model import PAGE, ROOT_LOCALE, CannotRun, Language, Problem, Section, Text, Yaml
from .parse import Parser
from .schema import Event, FrontMatter, Link, Published, SearchWords, Term
from .source import Reader

_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# Reviews; and what editors' programs and systems leave, which is never published.
_KNOWN = re.compile(r"docs/_data/reviews/[^/]+\.md$|/\.|~$")
# More than any page of this site needs, and little enough for every rule to end in seconds.
MAX_BLOCKS, MAX_BLOCK = 600, 4_000


@dataclass(frozen=True, eq=False)
class Page:
    """One page in one language. `source` is the Markdown from line `body_line`, below the front matter."""

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
        return re.sub(r"/index/$", "/", f"{self.locale}/{self.name}/")


@dataclass(frozen=True)
class Content:
    """All that the site is built from. `pages` is keyed by locale and page name, `files` by path.

    `scan` is the letters as circulated, `scan_sha256` their pinned hash, `unread` pages left out for faults.
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
    strings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    search: Mapping[str, SearchWords] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()
    files: Mapping[str, Yaml] = field(default_factory=dict)
    scan: str = ""
    scan_sha256: str = ""
    unread: frozenset[str] = frozenset()

    def language(self, locale: str) -> Language:
        """Return the language with this address code. Raises StopIteration."""
        return next(item for item in self.languages if item.locale == locale)

    def original(self, page: Page) -> Page | None:
        """Return the page that this one was translated from, or None for an original."""
        return self.pages.get((page.meta.original, page.name)) if page.meta.original else None


def load(root: Path, today: date) -> tuple[Content, list[Problem]]:
    """Return all content below `root` and the problems met while reading it. Raises CannotRun."""
    reader = Reader(root)
    project = config.read(reader)
    reader.locales = tuple(language.locale for language in project.languages)
    data = dataset.read(reader)
    try:
        parser = Parser(project.extensions)
    except Exception as error:  # options that an extension does not know
        raise CannotRun(f"mkdocs.yml:1: An extension of Markdown cannot be used: {error}.") from None
    files = _page_files(reader, (*data["files"], dataset.SCAN, f"docs/{ROOT_LOCALE}/index.md"))
    pages = {(page.locale, page.name): page for path in files if (page := read_page(reader, parser, path))}
    content = Content(project.languages, project.names, pages, today, scan_sha256=project.scan_sha256, **data)
    return content, sorted(set(reader.problems), key=lambda problem: (problem.path, problem.line))


def _page_files(reader: Reader, known: tuple[str, ...]) -> Iterator[Path]:
    """Yield the pages, and report what does not belong below `docs`."""
    for path in sorted((reader.root / "docs").rglob("*")):
        name = path.relative_to(reader.root).as_posix()
        _, locale, *parts = path.relative_to(reader.root).with_suffix("").parts
        is_folder = path.is_dir() and not path.is_symlink()
        if locale in reader.locales and path.suffix == ".md" and PAGE.match("/".join(parts)):
            yield path
        elif not (is_folder or name in known or (_KNOWN.search(name) and not path.is_dir())):
            remedy = f"Pages are docs/LANGUAGE/new-page.md, in small letters, of {', '.join(reader.locales)}."
            reader.report(path, 1, "No page or list of this site has this name.", remedy)


def read_page(reader: Reader, parser: Parser, path: Path) -> Page | None:
    """Return the page at `path`, or None after reporting why it cannot be used."""
    if (text := reader.text(path)) is None:
        return None
    if (match := _FENCE.match(text)) is None:
        remedy = "Begin the file with a line ---, then title:, description: and status:, then a line ---."
        reader.report(path, 1, "The front matter of the page is missing or not closed.", remedy)
        return None
    found = reader.yaml(path, match[1], offset=1)
    meta = reader.entry(found, FrontMatter, lines=found.lines) if found else None
    if meta is None:
        return None
    offset, body = match[0].count("\n"), text[match.end() :]
    sections: tuple[Section, ...] = ()
    if sum(map(bool, body.split("\n"))) <= 3 * MAX_BLOCKS:  # more would take Python-Markdown too long
        with suppress(RecursionError):  # lists in lists in lists …
            sections = parser.sections(body, offset, numbered=meta.status != "our-summary")
    blocks = [block for section in sections for block in section.blocks]
    if not sections or len(blocks) > MAX_BLOCKS or any(len(block.text) > MAX_BLOCK for block in blocks):
        message = f"The page has more than {MAX_BLOCKS} blocks, or one of more than {MAX_BLOCK:,} characters."
        reader.report(path, offset + 1, message, "Make two pages of it, or shorter paragraphs.")
        return None
    name = path.relative_to(reader.root).as_posix()
    _, locale, inner = name.removesuffix(".md").split("/", 2)
    return Page(name, locale, inner, meta, sections, body, offset + 1)
