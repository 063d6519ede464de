"""Text is what it looks like: only signs of the site's languages, no letter that imitates another."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import regex
from confusable_homoglyphs.confusables import confusables_data
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..content import Content
from ..dataset import LINKS
from ..model import Language, Problem, Text
from ..parse import PHRASE
from .links import host
from .rows import lines

# What the languages of the site write. Everything else is refused: letters of other scripts or of print,
# controls of direction, zero-width marks, variation selectors, strokes through letters, pictures.
_STRANGE = regex.compile(
    r"[^ -~\tªºÀ-ÖØ-öø-žȘ-țḀ-ỿА-Яа-яЁёء-غف-يـپچڤگژ\u3400-\u9fff〇々\p{Nd}\p{Zs}¡-¬®-¿×÷\u064b-\u0652\u0670"
    r"‐-‧‰-›₀-₉₠-⃀™№←-↔−√∞≈≠≤≥、。〈-】〔〕・！（），．：；？％～،؛؟٪٫٬]"
    # A vowel sign of Arabic without its letter, or heaped.
    r"|[\u064b-\u0652\u0670](?<![\u0621-\u0652].)|[\u064b-\u0652]{3}"
)
# Chinese sets no space between its own words and Latin ones. The a) of a list is none in any language.
_WORD = regex.compile(r"\p{Han}+|(?![a-z]\))[^\W_\p{Han}]+(?:[.@/_-][^\W_\p{Han}]+)*")
# A word in the editors' notes that shows what the scan printed: «Раехро».
_AS_PRINTED = re.compile(rf"[«“][^«»“”\n]{{1,30}}[»”]|{PHRASE.pattern}")
# What the character set of traditional Chinese has and that of simplified Chinese has not.
_HAN = "".join(map(chr, range(0x3400, 0xA000)))
_BIG5, _GB2312 = (set(_HAN.encode(code, "ignore").decode(code)) for code in ("big5", "gb2312"))
_TRADITIONAL = _BIG5 - _GB2312
# Variants never to be used, patterns and addresses are no words of the site.
_NO_WORDS = re.compile(r"\.(?:avoid|match|url|urls)(?:\.|$)")


def check(content: Content) -> Iterator[Problem]:
    """Yield every character or word that is not what it seems."""
    # What nobody may imitate: venue, bodies, documents, hosts and names of sources.
    names = {"Palexpo", "ITU", "UNESCO", "CL-26/22", "79/325"}
    hosts: dict[str, Text] = {}
    for text in (text for text in content.texts if text.path == LINKS):
        if ".url" in text.key:
            hosts.setdefault(host(text.text), text)
        elif ".name" in text.key:
            names.add(text.text)
    known, languages = frozenset({*names, *hosts} - {""}), content.languages
    for line in lines(content):
        if match := _STRANGE.search(line.text):
            name = unicodedata.name(match[0][0], "control, private or unassigned").lower()
            message = f"No language of this site uses this character: U+{ord(match[0][0]):04X}, {name}."
            yield line.problem(message, "Delete it, and type the words around it again.", "characters")
        shown = _AS_PRINTED.sub(" ", line.text) if line.text.startswith("[^") else line.text
        for found in () if _NO_WORDS.search(line.key) else _words(shown, line.locale, known, languages):
            yield line.problem(*found, "characters")
    for (first, _), (other, text) in combinations(hosts.items(), 2):
        near = OSA.distance(_skeleton(other.upper()), _skeleton(first.upper()), score_cutoff=1) <= 1
        if near or other.startswith((f"{first}.", f"{first}-")):
            message = f"The host “{other}” looks like “{first}”."
            yield Problem(text.path, text.number, message, f"Write {first}, or another source.", "characters")


@cache  # A preview asks again for the texts that were not edited.
def _words(
    text: str, locale: str, names: frozenset[str], languages: tuple[Language, ...]
) -> list[tuple[str, str]]:
    """Return what is wrong with each word with letters of a wrong script, and each that imitates a name."""
    found: list[tuple[str, str]] = []
    # The name of a language in its own letters shows which letters these are.
    scripts = {one.locale: unicodedata.name(one.name[0], "unknown").split()[0] for one in languages}
    for part, language in ((PHRASE.sub(" ", text), locale), *PHRASE.findall(text)):
        for word in _WORD.findall(part):
            if name := imitated(word, names):
                message = f"“{word}” looks like “{name}” but is not written with the same letters."
                found.append((message, f"Write {name}."))
            elif message := _wrong_letters(word, scripts.get(language, "")):
                remedy = "Type it again with one keyboard, or write […]{lang=…} around what is quoted."
                found.append((message, remedy))
    return found


@cache
def _wrong_letters(word: str, own: str) -> str:
    for letters in re.findall(r"[^\W\d_ªº〇々]+", word):
        scripts = {unicodedata.name(char, "unknown").split()[0] for char in letters}
        # In Russian, a Latin letter alone is rather a Cyrillic one mistyped.
        alone = own == "CYRILLIC" and letters == word and letters in {*"aceopxyk"}
        if alone or len(scripts) > 1 or (own and scripts - {own, "LATIN"}):
            return f"“{letters}” has letters of another script ({', '.join(sorted(scripts)).title()})."
        if own == "CJK" and (odd := {*letters} & _TRADITIONAL):
            return f"“{letters}” has a traditional character: {min(odd)}."
    return ""


@cache
def imitated(word: str, names: frozenset[str]) -> str | None:
    """Return which name the word looks like without being it (UTS #39 § 4), or None."""
    alike, (whole, long) = _skeleton(word), _looks(names)
    # In a name of six letters or more, one letter lost, added or wrong counts too: “Palexro”.
    near = whole.get(alike) or process.extractOne(alike, long, scorer=OSA.distance, score_cutoff=1)
    return near[2] if near and word.casefold() not in map(str.casefold, names) else None


@cache
def _looks(names: frozenset[str]) -> tuple[dict[str, tuple[str, int, str]], dict[str, str]]:
    """Return names by how they look, as the search for near ones finds them, and the long ones."""
    looks = {name: _skeleton(name) for name in sorted(names, reverse=True)}
    long = {name: look for name, look in looks.items() if re.fullmatch("[A-Za-z]{6,}", name)}
    return {look: (look, 0, name) for name, look in looks.items()}, long


def _skeleton(text: str) -> str:
    """Return a text in which letters that look alike are the same one, by the table of UTS #39."""
    return "".join(map(_simplest, text))


@cache
def _simplest(char: str) -> str:
    alike = [char]
    for _ in range(2):  # the table does not say all pairs
        alike += [item["c"] for one in alike for item in confusables_data.get(one, ()) if len(item["c"]) == 1]
    return min(alike)
