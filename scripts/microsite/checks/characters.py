"""Text is what it looks like: normal form, nothing invisible, no letter that imitates another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from confusable_homoglyphs.confusables import confusables_data

from ..model import Content, Problem

# UAX #9 controls, zero-width marks, variation selectors, tags, soft hyphen, and the fillers that
# UTS #39 calls restricted. The build sets isolates itself, so that no source needs one.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2028\u2029\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_WORD = re.compile(r"[^\W_]+(?:[.@/_-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
# A word in the editors' notes that shows what the scan printed: `*Раехро*{: lang=ru }`, «Раехро».
_AS_PRINTED = re.compile(r"\*[^*\n]+\*\{: lang=[a-z]{2} \}|[«“][^«»“”\n]{1,30}[»”]")


def check(content: Content) -> Iterator[Problem]:
    """Yield every character or word that is not what it seems."""
    names = _protected(content)
    for page in content.pages.values():
        notes = {
            number
            for section in page.sections
            for block in section.blocks
            if block.kind == "footnote"
            for number in range(block.line, block.line + block.text.count("\n") + 1)
        }
        for number, line in enumerate(page.source.split("\n"), page.body_line):
            yield from _line(page.path, number, line, names, number in notes)
        for key in ("title", "nav_title", "description"):
            text = getattr(page.meta, key)
            yield from _line(page.path, page.meta.lines.get(key, 2), text, names, False)
    for locale, texts in content.strings.items():
        path = f"docs/_data/strings/{locale}.yml"
        for key, text in _texts(texts):
            for problem in _line(path, 1, text, names, False):
                yield Problem(path, 1, f"In “{key}”: {problem.message}", problem.remedy, "characters")


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for inner, item in value.items():
            yield from _texts(item, f"{key}.{inner}" if key else str(inner))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, key)


def _protected(content: Content) -> frozenset[str]:
    """Return the names that nobody may imitate: venue, bodies, hosts, addresses, symbols."""
    names = {"Palexpo", "ITU", "UNESCO", "CL-26/22", "79/325"}
    for link in content.links:
        names.add(urlsplit(link.url).hostname or "")
        names.add(link.name)
    names |= {event.symbol for event in content.events}
    for page in content.pages.values():
        if page.meta.status == "as-circulated":
            names |= set(re.findall(r"mailto:([^)\s]+)", page.source))
    return frozenset(names - {""})


def _line(path: str, number: int, line: str, names: frozenset[str], note: bool) -> Iterator[Problem]:
    if not unicodedata.is_normalized("NFC", line):
        yield Problem(
            path,
            number,
            "The line has letters composed of two characters (not in the normal form NFC).",
            "Type the accented letters anew, or run make fix.",
            "characters",
        )
    for char in dict.fromkeys(line):
        if _INVISIBLE.match(char) or unicodedata.category(char) in ("Cc", "Co", "Cs", "Cn"):
            name = unicodedata.name(char, "private or unassigned")
            yield Problem(
                path,
                number,
                f"An invisible or private character stands here (U+{ord(char):04X}, {name.lower()}).",
                "Delete it and type the words around it anew.",
                "characters",
            )
            return
    text = _AS_PRINTED.sub(" ", line) if note else line
    for word in _WORD.findall(text):
        yield from _word(path, number, word, names)


def _word(path: str, number: int, word: str, names: frozenset[str]) -> Iterator[Problem]:
    for letters in _LETTERS.findall(word):
        scripts = {_script(char) for char in letters} - {"COMMON"}
        if len(scripts) > 1:
            yield Problem(
                path,
                number,
                f"“{letters}” mixes letters of several scripts ({', '.join(sorted(scripts)).title()}).",
                "Type the whole word anew with one keyboard.",
                "characters",
            )
            return
    if name := _imitated(word, names):
        yield Problem(
            path,
            number,
            f"“{word}” looks like “{name}” but is not written with the same letters.",
            f"Write {name}.",
            "characters",
        )


_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARABIC", "ARMENIAN", "HEBREW", "CHEROKEE", "COPTIC")


@cache
def _script(char: str) -> str:
    """Return the script of a letter by its Unicode name; COMMON for Han and for what goes with all."""
    name = unicodedata.name(char, "")
    if name.startswith(("FULLWIDTH LATIN", "MATHEMATICAL", "MODIFIER LETTER")):
        return "LOOK-ALIKE"
    return next((script for script in _SCRIPTS if name.startswith(script)), "COMMON")


@cache
def _alike(char: str, other: str) -> bool:
    """Return whether UTS #39 lists two characters as confusable."""
    if char == other:
        return True
    return any(item["c"] == other for item in confusables_data.get(char, ())) or any(
        item["c"] == char for item in confusables_data.get(other, ())
    )


@cache
def _imitated(word: str, names: frozenset[str]) -> str | None:
    """Return the first of the names that the word imitates, or None."""
    if word in names:
        return None
    near = _by_length(names)
    lengths = (len(word), len(word) - 1, len(word) + 1)
    return next((n for size in lengths for n in near.get(size, ()) if imitates(word, n)), None)


@cache
def _by_length(names: frozenset[str]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for name in sorted(names):
        groups.setdefault(len(name), []).append(name)
    return groups


def imitates(word: str, name: str) -> bool:
    """Return whether a word is a look-alike of a protected name without being it (UTS #39 § 4).

    Names of six letters and more also count as imitated when one letter is lost, added or wrong,
    as scanning does («Раехро», “Palexro”).
    """
    if word.casefold() == name.casefold():
        return False
    if not (_alike(word[0], name[0]) or _alike(word[-1], name[-1])):
        return False
    if len(word) == len(name) and all(map(_alike, word, name)):
        return True
    if len(name) < 6 or not name.isalpha() or abs(len(word) - len(name)) > 1:
        return False
    return _one_off(word, name)


def _one_off(word: str, name: str) -> bool:
    """Return whether one letter lost, added or wrong makes `word` look like `name`."""
    start = 0
    while start < min(len(word), len(name)) and _alike(word[start], name[start]):
        start += 1
    rest, other = word[start:], name[start:]
    if len(word) == len(name):
        rest, other = rest[1:], other[1:]
    elif len(word) < len(name):
        other = other[1:]
    else:
        rest = rest[1:]
    return len(rest) == len(other) and all(map(_alike, rest, other))
