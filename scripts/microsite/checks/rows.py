"""The same text in all languages, side by side: what the rules that compare languages go through."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple, TypeVar

from ..content import Content, Page
from ..model import TEXT_KEYS, Problem, Text
from ..parse import MARKS

_STOP = re.compile(
    r"[.!?؟][\"”»’)]*(?:\[\^[\w-]+\])*\s+(?=[\"“«(\[*]*\s?[^\Wa-zà-ÿа-яё_])"
    r"|[。！？][”》）]*(?:\[\^[\w-]+\])*(?=[^\]])"
)
LINK = re.compile(r"\[(?!\^)([^\[\]]*)\]\(([^()\s]*)\)")
NOTE = re.compile(r"\[\^([a-z0-9-]+)\]")
Part = TypeVar("Part")
_KINDS = {"footnote": "footnote “{0.label}”", "item": "list item", "row": "table row of {0.cells} cells"}


class Row(NamedTuple):
    """A text in all languages, the original first; `kind`: head, label, heading, block, string or form."""

    kind: str
    versions: tuple[Text, ...]

    def differences(
        self, found: Sequence[Counter[str]]
    ) -> Iterator[tuple[Text, Text, Counter[str], Counter[str]]]:
        """Yield each version, the one it is compared with, and the values it lacks or has beyond it."""
        first = reference(found)
        for version, mine in zip(self.versions, found, strict=True):
            yield version, self.versions[first], found[first] - mine, mine - found[first]

    def turned(self, found: Sequence[Sequence[str]], rule: str) -> Iterator[Problem]:
        """Yield each version that alone has one of two values, which all have, before the other."""
        common = set.intersection(*map(set, found))
        orders = [[*dict.fromkeys(filter(common.__contains__, each))] for each in found]
        # Chinese names the whole before its part.
        pairs = [pair for pair in zip(self.versions, orders, strict=True) if pair[0].locale != "zh"]
        for version, own in pairs if len(pairs) > 2 else ():
            others = [(one.place, order.index) for one, order in pairs if one is not version]
            for first, second in pairwise(own):
                if all(at(second) < at(first) for _, at in others):
                    message = f"“{first}” comes before “{second}”, but after it in {others[0][0]}."
                    yield version.problem(message, "Put each where it belongs.", rule)


def aligned(cut: Sequence[Sequence[Part]], whole: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Yield what belongs to each sentence where all versions have as many, else what belongs to the whole."""
    yield from zip(*cut, strict=True) if len({*map(len, cut)}) == 1 else [tuple(whole)]


def difference(lacks: Sequence[str], has: Sequence[str], place: str) -> str:
    """Return in words what a text lacks of the one at `place`, and has beyond it; nothing if they agree."""
    told = [f"lacks {', '.join(lacks)} of {place}"] if lacks else []
    told += [f"has {', '.join(has)}, which {place} does not have"] if has else []
    return f"This text {' and '.join(told)}." if told else ""


def lines(content: Content) -> Iterator[Text]:
    """Yield all text of the site line by line."""
    for page in content.pages.values():
        for number, text in enumerate(page.source.split("\n"), page.body_line):
            yield Text(page.path, number, text, page.locale, "", page.meta.status)
        for key in TEXT_KEYS:
            if text := getattr(page.meta, key):
                yield Text(page.path, page.meta.lines.get(key, 2), text, page.locale, key, page.meta.status)
    yield from content.texts


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
    strings: dict[str, list[Text]] = {}
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


def texts(page: Page) -> Iterator[Text]:
    """Yield the texts of a page with their kinds as keys: its head, its headings and blocks."""
    path, locale, status = page.path, page.locale, page.meta.status
    for key, kind in (("title", "head"), ("nav_title", "label"), ("description", "head")):
        yield Text(path, page.meta.lines.get(key, 2), getattr(page.meta, key), locale, kind, status)
    for section in page.sections:
        heading = (f"the section “{section.id}” of level {section.level}",)
        yield Text(path, section.line, section.title, locale, "heading", status, heading)
        for block in section.blocks:
            marks = [f"the link “{target}”" for _, target in LINK.findall(block.text)]
            marks += [f"the footnote “{name}”" for name in NOTE.findall(block.text)]
            marks += [f"the mark “{name}”" for name in block.classes]
            own = ("a " + _KINDS.get(block.kind, block.kind).format(block), *sorted(marks))
            yield Text(path, block.line, block.text, locale, "block", status, own, block.classes)


def reference(values: Sequence[object]) -> int:
    """Return 1 where three translations or more agree, but not with the original: it is wrong. Else 0."""
    original, *others = values
    return int(len(others) > 2 and all(other == others[0] != original for other in others))
