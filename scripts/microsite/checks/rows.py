"""The same text in all languages, side by side: what the rules that compare languages go through."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ..content import Content, Page
from ..model import TEXT_KEYS, Problem
from ..parse import MARKS

_STOP = re.compile(
    r"[.!?؟][\"”»’)]*(?:\[\^[\w-]+\])*\s+(?=[\"“«(\[*]*\s?[^\Wa-zà-ÿа-яё_])"
    r"|[。！？][”》）]*(?:\[\^[\w-]+\])*(?=[^\]])"
)


class Version(NamedTuple):
    """A text in one language, and where it is. `page` is None for an interface text."""

    path: str
    line: int
    text: str
    locale: str
    page: Page | None = None
    classes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Return path and line, for a message."""
        return f"{self.path}:{self.line}"

    def problem(self, message: str, remedy: str, rule: str) -> Problem:
        """Return a problem of this text."""
        return Problem(self.path, self.line, message, remedy, rule)


class Row(NamedTuple):
    """One text in all its languages, the original first.

    `kind` is head, label (a name in the navigation), heading, block or string (an interface text).
    """

    kind: str
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
            others = [*found[:index], *found[index + 1 :]]
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
            pairs = zip(self.versions, parts, strict=True)
            yield Row(self.kind, tuple(version._replace(text=part) for version, part in pairs))


class Line(NamedTuple):
    """One line of a page, a text of its front matter, or a text of `_data` with its key."""

    path: str
    number: int
    text: str
    locale: str
    key: str
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
        yield Line(entry.path, entry.line, " ".join(entry.text.split("\n")), entry.locale, entry.key)


@cache
def sentences(text: str) -> tuple[str, ...]:
    """Return a Markdown text cut into its sentences."""
    cuts = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    return tuple(part for a, b in pairwise(cuts) if (part := text[a:b].strip()))


def prose(text: str) -> str:
    """Return a Markdown text without addresses, attributes and footnote signs."""
    return MARKS.sub("", text)


def rows(content: Content) -> Iterator[Row]:
    """Yield the texts of all pages in their order, then the interface texts.

    Where a language lacks one, the row ends there.
    """
    for pages in groups(content):
        for versions in zip(*map(_texts, pages), strict=False):
            row = Row(versions[0][0], tuple(version for _, version in versions))
            if all(version.text for version in row.versions):
                yield row
    originals = [page.locale for page in content.pages.values() if not page.meta.original]
    strings: dict[str, list[Version]] = {}
    for text in content.texts:
        if text.path.startswith("docs/_data/strings/") and not text.key.startswith("date."):
            version = Version(text.path, text.line, text.text, text.locale)
            strings.setdefault(text.key, []).append(version)
    for found in strings.values():
        yield Row("string", tuple(sorted(found, key=lambda one: -originals.count(one.locale))))


def groups(content: Content) -> Iterator[tuple[Page, ...]]:
    """Yield the versions of each page, the original first."""
    pages = content.pages.values()
    for page in pages:
        if not page.meta.original:
            others = (other for other in pages if other.name == page.name and other is not page)
            yield page, *(other for other in others if other.meta.original == page.locale)


def _texts(page: Page) -> Iterator[tuple[str, Version]]:
    """Yield kind and version of each text of a page: its head, its headings and blocks."""
    for key, kind in (("title", "head"), ("nav_title", "label"), ("description", "head")):
        line = page.meta.lines.get(key, 2)
        yield kind, Version(page.path, line, getattr(page.meta, key), page.locale, page)
    for section in page.sections:
        yield "heading", Version(page.path, section.line, section.title, page.locale, page)
        for block in section.blocks:
            yield "block", Version(page.path, block.line, block.text, page.locale, page, block.classes)


def reference(values: Sequence[object]) -> int:
    """Return which version the others are to be compared with.

    It is the original, or the first translation where at least three agree with one another but
    not with the original: then the error is in the original.
    """
    others = values[1:]
    agree = len(others) >= 3 and all(other == others[0] for other in others)
    return 1 if agree and values[0] != others[0] else 0
