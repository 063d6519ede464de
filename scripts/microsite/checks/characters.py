"""Text is what it looks like: normal form, nothing invisible, no letter that imitates another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from confusable_homoglyphs.confusables import confusables_data

from ..content import Content
from ..model import TEXT_KEYS, Problem

# UAX #9 controls, zero-width marks, variation selectors, tags, soft hyphen, and the fillers that
# UTS #39 calls restricted. The build sets isolates itself, so that no source needs one.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2028\u2029\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Arabic sets at most two.
_HEAP = re.compile("[\u0300-\u036f\u064b-\u065f\u1ab0-\u1aff\u20d0-\u20ff]{3}")
_WORD = re.compile(r"[^\W_]+(?:[.@/_-][^\W_]+)*")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_IN_LANGUAGE = re.compile(r"\[[^\[\]\n]+\]\{lang=[a-z]{2,3}\}")
# A word in the editors' notes that shows what the scan printed: `*Раехро*{: lang=ru }`, «Раехро».
_AS_PRINTED = re.compile(rf"{_IN_LANGUAGE.pattern}|[«“][^«»“”\n]{{1,30}}[»”]")
_INSTEAD = "Type the whole word anew with one keyboard."


def check(content: Content) -> Iterator[Problem]:
    """Yield every character or word that is not what it seems."""
    names = _protected(content)
    # The name of a language in its own letters tells which letters these are.
    own = {language.locale: _script(language.name[0]) for language in content.languages}
    for page in content.pages.values():
        notes = {
            number
            for section in page.sections
            for block in section.blocks
            if block.kind == "footnote"
            for number in range(block.line, block.line + block.text.count("\n") + 1)
        }
        lines = [*enumerate(page.source.split("\n"), page.body_line)]
        lines += [(page.meta.lines[key], text) for key in TEXT_KEYS if (text := getattr(page.meta, key))]
        for number, line in lines:
            text = (_AS_PRINTED if number in notes else _IN_LANGUAGE).sub(" ", line)
            for message, remedy in (*_signs(line), *_words(text, names, own[page.locale])):
                yield Problem(page.path, number, message, remedy, "characters")
    for entry in content.texts:
        found = [*_signs(entry.text)]
        # Variants never to be used, and patterns, are no words of the site.
        if not re.search(r"\.(?:avoid|match|url)(?:\.|$)", entry.key):
            found += _words(entry.text, names, own.get(entry.locale))
        for message, remedy in found:
            told = f"In “{entry.key}”: {message}"
            yield Problem(entry.path, entry.line, told, remedy, "characters")
    yield from _hosts(content)


def _protected(content: Content) -> frozenset[str]:
    """Return the names that nobody may imitate: venue, bodies, hosts, addresses, symbols."""
    names = {"Palexpo", "ITU", "UNESCO", "CL-26/22", "79/325"}
    for link in content.links:
        names |= {urlsplit(url).hostname or "" for _, url in link.addresses()}
        names |= {link.name} if isinstance(link.name, str) else set()
    names |= {event.symbol for event in content.events}
    for page in content.pages.values():
        if page.meta.status == "as-circulated":
            names |= set(re.findall(r"mailto:([^)\s]+)", page.source))
    return frozenset(names - {""})


def _hosts(content: Content) -> Iterator[Problem]:
    """Yield each listed address whose host looks like another one, or only begins like it."""
    path = "docs/_data/links.yml"
    addresses = [address for link in content.links for _, address in link.addresses()]
    hosts = list(dict.fromkeys(urlsplit(address).hostname or "" for address in addresses))
    for number, host in enumerate(hosts):
        # Of two that are alike, the one that is lower in the list is the newer.
        for other in hosts[:number]:
            if host.startswith((f"{other}.", f"{other}-")) or _one_off(host.upper(), other.upper()):
                address = next(url for url in addresses if urlsplit(url).hostname == host)
                line = next((t.line for t in content.texts if t.path == path and t.text == address), 1)
                message = f"The host “{host}” looks like “{other}”."
                yield Problem(path, line, message, f"Write {other}, or another source.", "characters")


def _signs(line: str) -> Iterator[tuple[str, str]]:
    if not unicodedata.is_normalized("NFC", line):
        yield (
            "The line has letters composed of two characters (not in the normal form NFC).",
            "Type the accented letters anew, or run microsite check --fix.",
        )
    if _HEAP.search(line):
        yield "Marks are heaped on one letter here.", "Type the letter anew."
    for char in dict.fromkeys(line):
        if char == "\ufffd" or (char > "\u2190" and unicodedata.category(char) == "So"):
            name = unicodedata.name(char, "").lower()
            message = f"This is no sign of the texts: {char} (U+{ord(char):04X}, {name})."
            yield message, "Delete it, and type what is meant."
        if _INVISIBLE.match(char) or unicodedata.category(char) in ("Cc", "Co", "Cs", "Cn"):
            name = unicodedata.name(char, "private or unassigned").lower()
            yield (
                f"An invisible or private character stands here (U+{ord(char):04X}, {name}).",
                "Delete it and type the words around it anew.",
            )
            return


def _words(text: str, names: frozenset[str], own: str | None) -> Iterator[tuple[str, str]]:
    """Yield each word with letters of a wrong form or script, and each that imitates a name.

    `own` is the script of the language; None where a text has no language.
    """
    # Chinese sets no space between its own words and Latin ones.
    for word in _WORD.findall(_HAN.sub(r" \g<0> ", text)):
        if name := _imitated(word, names):
            message = f"“{word}” looks like “{name}” but is not written with the same letters."
            yield message, f"Write {name}."
            continue
        for letters in _LETTERS.findall(word):
            if found := _wrong_letters(letters, own, letters == word):
                yield found
                break


def _wrong_letters(letters: str, own: str | None, alone: bool) -> tuple[str, str] | None:
    scripts = {_script(char) for char in letters} - {"COMMON"}
    if "FORM" in scripts:
        return f"“{letters}” has letters in a form that search does not find.", _INSTEAD
    if len(scripts) > 1:
        told = ", ".join(sorted(scripts)).title()
        return f"“{letters}” mixes letters of several scripts ({told}).", _INSTEAD
    if own and scripts - {own, "LATIN"}:
        remedy = f"Type it anew, or write *{letters}*{{: lang=… }} if it is quoted."
        return f"“{letters}” is written in {scripts.pop().title()} letters.", remedy
    if own == "CYRILLIC" and alone and re.fullmatch("[aceopxyk]", letters):
        return f"“{letters}” is a Latin letter that looks like a Cyrillic one.", _INSTEAD
    return None


@cache
def _script(char: str) -> str:
    """Return the script of a letter by its Unicode name; COMMON for what goes with all.

    FORM stands for the letters of old character sets and of print (ﬁ, Ｐ, ﻣ), which Unicode gives
    only for compatibility (normal form NFKC).
    """
    if not char.isalpha() or char in "ªº":
        return "COMMON"
    if unicodedata.normalize("NFKC", char) != char:
        return "FORM"
    return unicodedata.name(char, "?").split()[0]


@cache
def _alike(char: str, other: str) -> bool:
    """Return whether two characters look like the same one by the table of UTS #39."""
    return char == other or not _looks(char).isdisjoint(_looks(other))


@cache
def _looks(char: str) -> frozenset[str]:
    return frozenset([char, *(item["c"] for item in confusables_data.get(char, ()))])


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
