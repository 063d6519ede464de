"""The same text in all languages, side by side: what the rules that compare languages go through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from ..content import Content, Page
from ..model import TEXT_KEYS, Block
from ..parse import MARKS
from ..schema import FrontMatter

Kind = Literal["head", "label", "heading", "block", "string"]
_NO_HEAD = FrontMatter(title="-", description="-", status="our-summary")
_HEAD: dict[str, Kind] = {"title": "head", "nav_title": "label", "description": "head"}
_STOP = re.compile(
    r"[.!?؟][\"”»’)]*(?:\[\^[\w-]+\])*\s+(?=[\"“«(\[*]*\s?[^\Wa-zà-ÿа-яё_])"
    r"|[。！？][”》）]*(?:\[\^[\w-]+\])*(?=[^\]])"
)


@dataclass(frozen=True)
class Version:
    """A text in one language: its page and block. Headings and lines of the head count as blocks."""

    page: Page
    block: Block

    @property
    def place(self) -> str:
        """Return path and line, for a message."""
        return f"{self.page.path}:{self.block.line}"

    @property
    def text(self) -> str:
        """Return the Markdown of the text."""
        return self.block.text

    @property
    def locale(self) -> str:
        """Return the language of the text."""
        return self.page.locale


@dataclass(frozen=True)
class Row:
    """One text in all its languages, the original first.

    A label is a page's name in the navigation, a string an interface text.
    """

    kind: Kind
    section: str
    versions: tuple[Version, ...]

    @property
    def is_strict(self) -> bool:
        """Return whether no version may say more than the others, as a heading may."""
        return self.kind in ("block", "string")

    def differences(
        self, found: Sequence[Counter[str]]
    ) -> Iterator[tuple[Version, Version, Counter[str], Counter[str]]]:
        """Yield each version with the one it is compared with, what it lacks, and what it has beyond it.

        `found` are the values of the versions. Where a version may say more than the original, only
        what no other version has is beyond it.
        """
        first = reference(found) if self.is_strict else 0
        for index, (version, mine) in enumerate(zip(self.versions, found, strict=True)):
            others = [other for at, other in enumerate(found) if at != index]
            known = found[first]
            if not self.is_strict:
                known = sum(others, Counter()) if len(others) > 1 else mine
            yield version, self.versions[first], found[first] - mine, mine - known

    def sentences(self) -> Iterator[Row]:
        """Yield the rows of the sentences where all versions have the same number, else the row itself."""
        cut = [sentences(version.text) for version in self.versions]
        if len(set(map(len, cut))) > 1 or len(cut[0]) < 2:
            yield self
            return
        for parts in zip(*cut, strict=True):
            blocks = (replace(v.block, text=part) for v, part in zip(self.versions, parts, strict=True))
            pages = (version.page for version in self.versions)
            yield Row(self.kind, self.section, tuple(map(Version, pages, blocks)))


@dataclass(frozen=True)
class Line:
    """One line of a page, a text of its front matter, or a text of `_data` with its key."""

    path: str
    number: int
    text: str
    locale: str
    key: str = ""
    page: Page | None = None

    @property
    def is_note(self) -> bool:
        """Return whether the line is a footnote."""
        return self.text.startswith("[^")


def lines(content: Content) -> Iterator[Line]:
    """Yield all text of the site line by line."""
    for page in content.pages.values():
        for number, text in enumerate(page.source.split("\n"), page.body_line):
            yield Line(page.path, number, text, page.locale, "", page)
        for key in TEXT_KEYS:
            if text := getattr(page.meta, key):
                yield Line(page.path, page.meta.lines.get(key, 2), text, page.locale, key, page)
    for entry in content.texts:
        text = " ".join(entry.text.split("\n"))
        yield Line(entry.path, entry.line, text, entry.locale, entry.key)


@cache
def sentences(text: str) -> tuple[str, ...]:
    """Return a Markdown text cut into its sentences."""
    cuts = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    return tuple(part for a, b in pairwise(cuts) if (part := text[a:b].strip()))


def prose(text: str) -> str:
    """Return a Markdown text without addresses, attributes and footnote signs."""
    return MARKS.sub("", text)


def rows(content: Content) -> Iterator[Row]:
    """Yield the texts of all pages in their order; where a language lacks one, its row ends there."""
    for pages in groups(content):
        yield from _page(pages)
    yield from _strings(content)


def groups(content: Content) -> Iterator[tuple[Page, ...]]:
    """Yield the versions of each page, the original first."""
    translations: dict[tuple[str, str], list[Page]] = {}
    for page in content.pages.values():
        if page.meta.original:
            translations.setdefault((page.meta.original, page.name), []).append(page)
    for key, page in content.pages.items():
        if not page.meta.original:
            yield (page, *translations.get(key, ()))


def _page(pages: tuple[Page, ...]) -> Iterator[Row]:
    for name, kind in _HEAD.items():
        texts = [getattr(page.meta, name) for page in pages]
        if all(texts):
            yield _row(kind, "top", pages, texts, [page.meta.lines.get(name, 2) for page in pages])
    for sections in zip(*(page.sections for page in pages), strict=False):
        name = sections[0].id
        if sections[0].title:
            yield _row("heading", name, pages, [s.title for s in sections], [s.line for s in sections])
        for blocks in zip(*(section.blocks for section in sections), strict=False):
            yield Row("block", name, tuple(map(Version, pages, blocks)))


def _strings(content: Content) -> Iterator[Row]:
    """Yield the interface texts, first the language in which most originals are."""
    originals = [page.locale for page in content.pages.values() if not page.meta.original]
    texts: dict[str, dict[str, Version]] = {}
    for text in content.texts:
        if text.locale and text.path.startswith("docs/_data/strings/") and not text.key.startswith("date."):
            page = Page(text.path, text.locale, "", _NO_HEAD, (), text.text)
            version = Version(page, Block("paragraph", text.text, text.line))
            texts.setdefault(text.key, {})[text.locale] = version
    for key, versions in texts.items():
        order = sorted(versions, key=originals.count, reverse=True)
        yield Row("string", key, tuple(versions[locale] for locale in order))


def _row(
    kind: Kind, section: str, pages: Sequence[Page], texts: Sequence[str], lines: Sequence[int]
) -> Row:
    blocks = (Block("paragraph", text, line) for text, line in zip(texts, lines, strict=True))
    return Row(kind, section, tuple(map(Version, pages, blocks)))


def reference(values: Sequence[object]) -> int:
    """Return which version the others are to be compared with.

    It is the original, or the first translation where at least three agree with one another but
    not with the original: then the error is in the original.
    """
    others = values[1:]
    agree = len(others) >= 3 and all(other == others[0] for other in others)
    return 1 if agree and values[0] != others[0] else 0
