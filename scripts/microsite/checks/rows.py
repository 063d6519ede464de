"""The same text in all languages, side by side: what the rules that compare languages go through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ..content import Content, Page
from ..model import Block
from ..schema import FrontMatter

Kind = Literal["head", "label", "heading", "block", "string"]
_NO_HEAD = FrontMatter(title="-", description="-", status="our-summary")
_HEAD: dict[str, Kind] = {"title": "head", "nav_title": "label", "description": "head"}


@dataclass(frozen=True)
class Version:
    """A text in one language: its page and block. Headings and lines of the head count as blocks."""

    page: Page
    block: Block

    @property
    def place(self) -> str:
        """Return path and line, for a message."""
        return f"{self.page.path}:{self.block.line}"


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
            lines = [page.meta.lines.get(name, 2) for page in pages]
            yield _row(kind, "top", pages, texts, lines)
    for sections in zip(*(page.sections for page in pages), strict=False):
        name = sections[0].id
        if sections[0].title:
            titles, lines = [s.title for s in sections], [s.line for s in sections]
            yield _row("heading", name, pages, titles, lines)
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
    kind: Kind,
    section: str,
    pages: Sequence[Page],
    texts: Sequence[str],
    lines: Sequence[int],
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
