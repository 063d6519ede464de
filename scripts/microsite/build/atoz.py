"""The index from A to Z of one language: its pages, their headings and the terms of the glossary."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from ..blocks import WHEN
from ..model import Content

_GLOSSARY = "glossary"
# Articles are left out of the order (ISO 999).
_ARTICLE = {
    "ar": "ال",
    "en": "(?:the|an?) ",
    "es": "(?:el|l[ao]s?|una?) ",
    "fr": "(?:l[ae]|les|une?|des) |l['’]",
}
# The 3,755 common characters of GB/T 2312 stand in the order of their Pinyin. The characters with
# which each initial begins; no syllable begins with I, U or V.
_PINYIN = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_INITIALS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_DIGITS = "0–9"


@dataclass(frozen=True)
class Heading:
    """One line of the index: its words, its address below the root, the page that it stands on."""

    text: str
    address: str
    page: str = ""


def index(content: Content, locale: str, state: Callable[[str], str]) -> list[tuple[str, list[Heading]]]:
    """Return the groups of the index, each with its initial. `state` gives an event's state by its id."""
    lines = sorted(_headings(content, locale, state), key=lambda line: _order(line.text, locale))
    return [
        (name, list(group)) for name, group in groupby(lines, lambda line: _order(line.text, locale)[0])
    ]


def _headings(content: Content, locale: str, state: Callable[[str], str]) -> Iterator[Heading]:
    for name in content.names:
        page = content.pages.get((locale, name))
        if page is None:
            continue
        title = page.meta.nav_title or page.meta.title
        yield Heading(page.meta.title, page.address)
        for section in page.sections:
            times = [match for name in section.classes if (match := WHEN.fullmatch(name))]
            if section.title and all(state(match[1]) == match[2] for match in times):
                yield Heading(section.title, f"{page.address}#{section.id}", title)
        if name == _GLOSSARY:
            for term in filter(lambda term: term.listed, content.terms):
                yield Heading(term.forms[locale], f"{page.address}#{term.id}", title)


def _order(text: str, locale: str) -> tuple[str, bytes]:
    """Return the initial under which a text stands, and its place there."""
    plain = re.sub(r"^\W+", "", text.lower())
    plain = re.sub(rf"^(?:{_ARTICLE.get(locale, '(?!)')})", "", plain)
    # Accents do not count, but the breve of й and, in Spanish, the tilde of ñ make letters.
    kept = "\u0306\u0303" if locale == "es" else "\u0306"
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFD", plain)
        if sign in kept or not unicodedata.combining(sign)
    )
    place = unicodedata.normalize("NFC", plain).encode("gb18030" if locale == "zh" else "utf-8")
    initial = unicodedata.normalize("NFC", plain)[:1].upper()
    if initial.isdigit():
        return _DIGITS, place
    if locale == "zh" and not initial.isascii():
        starts = [sign.encode("gb18030") for sign in _PINYIN]
        initial = _INITIALS[max(0, bisect(starts, place) - 1)]
    return initial, place
