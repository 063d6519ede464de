"""The same text in all languages, side by side: what the rules that compare languages go through."""

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
LINK = re.compile(r"\[(?!\^)([^\[\]]*)\]\(([^()\s]*)\)")
NOTE = re.compile(r"\[\^([a-z0-9-]+)\]")
_KINDS = {"footnote": "footnote “{0.label}”", "item": "list item", "row": "table row of {0.cells} cells"}


class Version(NamedTuple):
    """A text in one language: a line of a page, a block, or the text of a key of front matter or `_data`.

    `page` is None for a text of `_data`; `key` is empty for a line; `marks` are equal in all versions.
    """

    path: str
    number: int
    text: str
    locale: str
    key: str = ""
    page: Page | None = None
    marks: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Return path and line, for a message."""
        return f"{self.path}:{self.number}"

    def problem(self, message: str, remedy: str, rule: str) -> Problem:
        """Return a problem of this text."""
        return Problem(self.path, self.number, message, remedy, rule)


class Row(NamedTuple):
    """One text in all its languages, the original first.

    `kind` is head, label (a name in the navigation), heading, block, string (an interface text) or form.
    """

    kind: str
    versions: tuple[Version, ...]

    def differences(
        self, found: Sequence[Counter[str]]
    ) -> Iterator[tuple[Version, Version, Counter[str], Counter[str]]]:
        """Yield each version, the one it is compared with, and the values it lacks or has beyond it."""
        # A heading may say more than that of the original, if another does too.
        strict = self.kind in ("block", "string", "form")
        first = reference(found) if strict else 0
        for index, (version, mine) in enumerate(zip(self.versions, found, strict=True)):
            others = (*found[:index], *found[index + 1 :])
            known = found[first] if strict else sum(others, Counter())
            yield version, self.versions[first], found[first] - mine, mine - known

    def units(self) -> Iterator[tuple[str, ...]]:
        """Yield the texts sentence by sentence where all versions have as many, else as a whole."""
        cut = [sentences(version.text) for version in self.versions]
        whole = [tuple(version.text for version in self.versions)]
        yield from zip(*cut, strict=True) if len({*map(len, cut)}) == 1 else whole

    def turned(self, found: Sequence[Sequence[str]]) -> Iterator[Problem]:
        """Yield the version that alone has values, which all have, in another order."""
        common = set.intersection(*map(set, found))
        orders = [[*dict.fromkeys(filter(common.__contains__, each))] for each in found]
        # Chinese names the whole before its part.
        compared = [index for index, version in enumerate(self.versions) if version.locale != "zh"]
        for index in compared if len(compared) > 2 else ():
            own, (other, *others) = orders[index], (one for one in compared if one != index)
            if own != orders[other] and all(orders[other] == orders[one] for one in others):
                first, second = next((a, b) for a, b in zip(own, orders[other], strict=True) if a != b)
                message = f"“{first}” comes before “{second}”, but after it in {self.versions[other].place}."
                yield self.versions[index].problem(message, "Put each where it belongs.", "facts")


def difference(lacks: Sequence[str], has: Sequence[str], place: str) -> str:
    """Return in words what a text lacks of the one at `place`, and has beyond it; nothing if they agree."""
    told = [f"lacks {', '.join(lacks)} of {place}"] if lacks else []
    told += [f"has {', '.join(has)}, which {place} does not have"] if has else []
    return f"This text {' and '.join(told)}." if told else ""


def lines(content: Content) -> Iterator[Version]:
    """Yield all text of the site line by line."""
    for page in content.pages.values():
        for number, text in enumerate(page.source.split("\n"), page.body_line):
            yield Version(page.path, number, text, page.locale, "", page)
        for key in TEXT_KEYS:
            if text := getattr(page.meta, key):
                yield Version(page.path, page.meta.lines.get(key, 2), text, page.locale, key, page)
    for entry in content.texts:
        yield Version(entry.path, entry.line, " ".join(entry.text.split("\n")), entry.locale, entry.key)


@cache
def sentences(text: str) -> tuple[str, ...]:
    """Return a Markdown text cut into its sentences."""
    cuts = [0, *(match.end() for match in _STOP.finditer(text)), len(text)]
    return tuple(part for a, b in pairwise(cuts) if (part := text[a:b].strip()))


def prose(text: str) -> str:
    """Return a Markdown text without addresses, attributes and footnote signs."""
    return MARKS.sub("", text)


def rows(content: Content) -> Iterator[Row]:
    """Yield the texts of all pages in their order, as far as all languages have them, then the strings."""
    for pages in groups(content):
        for versions in zip(*map(texts, pages), strict=False):
            if all(version.text for version in versions):
                yield Row(versions[0].key, versions)
    originals = [page.locale for page in content.pages.values() if not page.meta.original]
    strings: dict[str, list[Version]] = {}
    for line in lines(content):
        if line.path.startswith("docs/_data/strings/") and not line.key.startswith("date."):
            strings.setdefault(line.key, []).append(line)
    for found in strings.values():
        yield Row("string", tuple(sorted(found, key=lambda one: -originals.count(one.locale))))


def groups(content: Content) -> Iterator[tuple[Page, ...]]:
    """Yield the versions of each page, the original first."""
    pages = content.pages.values()
    for page in pages:
        if not page.meta.original:
            others = (other for other in pages if other.meta.original == page.locale)
            yield page, *(other for other in others if other.name == page.name)


def texts(page: Page) -> Iterator[Version]:
    """Yield the texts of a page with their kinds as keys: its head, its headings and blocks."""
    for key, kind in (("title", "head"), ("nav_title", "label"), ("description", "head")):
        line = page.meta.lines.get(key, 2)
        yield Version(page.path, line, getattr(page.meta, key), page.locale, kind, page)
    for section in page.sections:
        heading = (f"the section “{section.id}” of level {section.level}",)
        yield Version(page.path, section.line, section.title, page.locale, "heading", page, heading)
        for block in section.blocks:
            marks = [f"the link “{target}”" for _, target in LINK.findall(block.text)]
            marks += [f"the footnote “{name}”" for name in NOTE.findall(block.text)]
            marks += [f"the mark “{name}”" for name in block.classes]
            own = ("a " + _KINDS.get(block.kind, block.kind).format(block), *sorted(marks))
            yield Version(page.path, block.line, block.text, page.locale, "block", page, own, block.classes)


def reference(values: Sequence[object]) -> int:
    """Return 1 where three translations or more agree, but not with the original: it is wrong. Else 0."""
    original, *others = values
    return int(len(others) > 2 and all(other == others[0] != original for other in others))
