"""Text is what it looks like: only signs of the site's languages, no letter that imitates another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

import regex
from confusable_homoglyphs.confusables import confusables_data
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..content import Content
from ..model import Problem
from ..parse import PHRASE
from .rows import Line, lines

Found = tuple[str, str]

# What the languages of the site write besides letters. Everything else is refused: controls of direction,
# zero-width marks, variation selectors, strokes through letters, pictures.
_STRANGE = regex.compile(
    r"[^\p{L}\p{Nd}\p{Zs}\t!-~¡-¬®-¿×÷\u064b-\u0652\u0670‐-‧‰-›₀-₉₠-⃀™№←-↔−√∞≈≠≤≥、。〈-】〔〕・！（），．：；？％～،؛؟٪٫٬]"
)
_ALPHABETS = {
    "LATIN": "A-Za-zªºÀ-ÖØ-öø-ſȘ-țḀ-ỿ",
    "CYRILLIC": "А-Яа-яЁё",
    "ARABIC": "ء-غف-يـپچڤگژ",
    "CJK": "\u3400-\u9fff\uf900-\ufaff〇々",
}
_HARAKAT = re.compile("(?<![\u0621-\u0652])[\u064b-\u0652\u0670]|[\u064b-\u0652]{3}")
# UTF-8 read as Windows-1252: é becomes Ã©, – becomes â€“, И becomes Ð˜.
_MOJIBAKE = re.compile(r"[ÂÃÐØÙâ][\u0080-\u00bf€-™ŒœŠšŽžŸƒˆ˜]|Ñ[\u0080-\u009f€‚-†ˆ‰‹]")
_WORD = re.compile(r"[^\W_]+(?:[.@/_-][^\W_]+)*")
_HAN = re.compile(f"[{_ALPHABETS['CJK']}]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# A word in the editors' notes that shows what the scan printed: «Раехро».
_AS_PRINTED = re.compile(r"[«“][^«»“”\n]{1,30}[»”]")
_COMMENT = re.compile(r"(?:^|\s)#.*")
_LINKS = "docs/_data/links.yml"
_AGAIN = "Type the whole word again with one keyboard."


def check(content: Content) -> Iterator[Problem]:
    """Yield every character or word that is not what it seems."""
    names = _protected(content)
    # The name of a language in its own letters shows which letters these are.
    own = {language.locale: _script(language.name[0]) for language in content.languages}
    for line in lines(content):
        found = [*_signs(line.text)]
        # Variants never to be used, and patterns, are no words of the site.
        if not re.search(r"\.(?:avoid|match|url|urls)(?:\.|$)", line.key):
            found += _words(line, names, own)
        for message, remedy in found:
            told = message if line.page else f"In “{line.key}”: {message}"
            yield Problem(line.path, line.number, told, remedy, "characters")
    for path, file in content.files.items():
        for number, text in enumerate(file.text.split("\n"), 1):
            for message, remedy in _signs("".join(_COMMENT.findall(text))):
                yield Problem(path, number, message, remedy, "characters")
    yield from _hosts(content)


def _protected(content: Content) -> frozenset[str]:
    """Return the names that nobody may imitate: venue, bodies, hosts, addresses, symbols."""
    names = {"Palexpo", "ITU", "UNESCO", "CL-26/22", "79/325"} | {event.symbol for event in content.events}
    for text in content.texts:
        if text.path == _LINKS:
            names.add(text.text if ".name" in text.key else urlsplit(text.text).hostname or "")
    for page in content.pages.values():
        if page.meta.status == "as-circulated":
            names |= set(re.findall(r"mailto:([^)\s]+)", page.source))
    return frozenset(names - {""})


def _hosts(content: Content) -> Iterator[Problem]:
    """Yield each listed address whose host looks like another one, or only begins like it."""
    hosts: dict[str, int] = {}
    for text in content.texts:
        host = (urlsplit(text.text).hostname or "") if text.path == _LINKS and ".url" in text.key else ""
        # Of two that are alike, the one that is lower in the list is the newer.
        for other in hosts if host not in hosts else ():
            near = OSA.distance(_skeleton(host.upper()), _skeleton(other.upper()), score_cutoff=1) <= 1
            if near or host.startswith((f"{other}.", f"{other}-")):
                message, remedy = (
                    f"The host “{host}” looks like “{other}”.",
                    f"Write {other}, or another source.",
                )
                yield Problem(text.path, text.line, message, remedy, "characters")
        if host:
            hosts.setdefault(host, text.line)


def _signs(text: str) -> Iterator[Found]:
    if not unicodedata.is_normalized("NFC", text):
        message = "The line has letters composed of two characters (not in the normal form NFC)."
        yield message, "Type the accented letters again, or run microsite check --fix."
    elif match := _STRANGE.search(text) or _HARAKAT.search(text):
        name = unicodedata.name(match[0][0], "control, private or unassigned").lower()
        shown = f"{match[0]} " if match[0].isprintable() and not unicodedata.combining(match[0][0]) else ""
        message = f"No language of this site uses this character: {shown}(U+{ord(match[0][0]):04X}, {name})."
        yield message, "Delete it, and type the words around it again."
    if match := _MOJIBAKE.search(text):
        yield (
            f"“{match[0]}” is a letter read in a wrong encoding.",
            "Save the file as UTF-8, and type it again.",
        )


def _words(line: Line, names: frozenset[str], own: dict[str, str]) -> Iterator[Found]:
    """Yield each word with letters of a wrong form or script, and each that imitates a name."""
    text = PHRASE.sub(" ", line.text)
    parts = [(_AS_PRINTED.sub(" ", text) if line.is_note else text, own.get(line.locale, ""))]
    parts += [(match[1], own.get(match[2], "")) for match in PHRASE.finditer(line.text)]
    for index, (part, script) in enumerate(parts):
        # Chinese sets no space between its own words and Latin ones.
        for word in _WORD.findall(_HAN.sub(r" \g<0> ", part)):
            # A note may show a word as it was printed, look-alikes and all.
            name = imitated(word, names) if not (index and line.is_note) else None
            if name:
                message = f"“{word}” looks like “{name}” but is not written with the same letters."
                yield message, f"Write {name}."
            elif found := _wrong_letters(word, script):
                yield found


@cache
def _wrong_letters(word: str, own: str) -> Found | None:
    for letters in _LETTERS.findall(word):
        scripts = {_script(char) for char in letters}
        if "" in scripts:
            char = next(char for char in letters if not _script(char))
            name = unicodedata.name(char, "unassigned").lower()
            return (
                f"“{letters}” has a letter of no language of this site (U+{ord(char):04X}, {name}).",
                _AGAIN,
            )
        if len(scripts) > 1:
            return (
                f"“{letters}” mixes letters of several scripts ({', '.join(sorted(scripts)).title()}).",
                _AGAIN,
            )
        if own and scripts - {own, "LATIN"}:
            remedy = f"Type it again, or write [{letters}]{{lang=…}} if it is quoted."
            return f"“{letters}” is written in {scripts.pop().title()} letters.", remedy
        if own == "CYRILLIC" and letters == word and re.fullmatch("[aceopxyk]", letters):
            return f"“{letters}” is a Latin letter that looks like a Cyrillic one.", _AGAIN
    return None


@cache
def _script(char: str) -> str:
    """Return the script of a letter, or nothing if the site's languages do not have it."""
    return next((name for name, letters in _ALPHABETS.items() if re.match(f"[{letters}]", char)), "")


@cache
def _skeleton(text: str) -> str:
    """Return a text in which letters that look alike are the same one, by the table of UTS #39."""
    return "".join(map(_looks, text))


@cache
def _looks(char: str) -> str:
    looks: list[str] = [item["c"] for item in confusables_data.get(char, ()) if len(item["c"]) == 1]
    return min(char, *looks, char)


@cache
def imitated(word: str, names: frozenset[str]) -> str | None:
    """Return the first of the names that the word looks like without being it (UTS #39 § 4), or None.

    Names of six letters and more also count as imitated when one letter is lost, added or wrong,
    as scanning does («Раехро», “Palexro”).
    """
    known, short, long = _forms(names)
    mine = _skeleton(word)
    if word.casefold() in known:
        return None
    if mine in short:
        return short[mine]
    near = process.extractOne(mine, long, scorer=OSA.distance, score_cutoff=1)
    return near[2] if near and (mine[0] == near[0][0] or mine[-1] == near[0][-1]) else None


@cache
def _forms(names: frozenset[str]) -> tuple[frozenset[str], dict[str, str], dict[str, str]]:
    """Return the names in small letters, by how they look, and how those look that are long enough."""
    long = {
        name: _skeleton(name) for name in sorted(names) if len(name) > 5 and name.isalpha() and name.isascii()
    }
    return frozenset(map(str.casefold, names)), {_skeleton(name): name for name in names}, long
