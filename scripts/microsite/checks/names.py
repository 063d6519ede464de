"""Names are spelt alike: those of the glossary, and those written in Latin letters in all scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

import regex
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..content import Content
from ..model import Problem
from ..parse import MARKS, PHRASE
from ..schema import Term
from .glossary import LIMIT
from .rows import Line, Row, lines, prose, rows

_APART = re.compile(rf"{PHRASE.pattern}|{MARKS.pattern}")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{4,}")
# Chinese names have too many neighbours at one character.
HAN = re.compile(r"[\u3400-\u9fff]")
# Arabic writes “and”, “in”, “to” and “from” as one letter before a word.
_PREFIX = re.compile(r"^[وفبلك]{1,2}(?=\w{4})")
# Shorter names have too many honest neighbours.
SHORTEST = 5


def check(content: Content) -> Iterator[Problem]:
    """Yield each word that is one slip of the pen away from a name."""
    for language in content.languages:
        names = {name: term for term in content.terms for name in _parts(term, term.forms[language.locale])}
        yield from _slips(content, language.locale, names)
    for row in rows(content):
        if row.is_strict:
            yield from _latin(row)


def _parts(term: Term, form: str) -> Iterator[str]:
    """Yield a name as a whole, and those of its words that are long enough to be told apart."""
    words = _WORD.findall(form)
    if not _is_name(term):
        yield from {word for word in words if word[0].isupper() and len(word) > SHORTEST}
    elif not HAN.match(form):
        yield from {name for name in (" ".join(words), *words) if len(name) >= SHORTEST}


def _is_name(term: Term) -> bool:
    return term.id.startswith(("person-", "place-"))


def _slips(content: Content, locale: str, names: Mapping[str, Term]) -> Iterator[Problem]:
    sizes = {name.count(" ") + 1 for name in names}
    places: dict[str, list[Line]] = {}
    for line in lines(content):
        if line.locale == locale and line.page and not line.key:
            words = _WORD.findall(_APART.sub("|", line.text))
            for size in sizes:
                for start in range(len(words) - size + 1):
                    places.setdefault(" ".join(words[start : start + size]), []).append(line)
    begin, end = ({name[part] for name in names} for part in (slice(2), slice(-2, None)))
    for text, found in places.items():
        bare = _PREFIX.sub("", text) if locale == "ar" else text
        # What appears twice is no slip, and a slip leaves the first two or the last two letters as they are.
        if len(found) > 1 or text[0].islower() or text in names or bare in names:
            continue
        if bare[:2] not in begin and bare[-2:] not in end:
            continue
        near = process.extract(bare, names.keys(), scorer=OSA.distance, score_cutoff=1, processor=None)
        for name, _, _ in near:
            # Words of terms are inflected at their ends, and names as their expressions say.
            if (_is_name(names[name]) or bare[-2:] == name[-2:]) and not _inflected(
                text, found[0].text, names[name].match.get(locale, ())
            ):
                yield _problem(found[0].path, found[0].number, text, name)
                break


def _inflected(text: str, line: str, patterns: tuple[str, ...]) -> bool:
    try:
        return any(text in m[0] for p in patterns for m in regex.finditer(p, line, timeout=LIMIT))
    except TimeoutError:  # glossary.py tells
        return True


def _latin(row: Row) -> Iterator[Problem]:
    """Compare the words that the other languages, one of another script among them, write alike."""
    words = [set(_LATIN.findall(prose(PHRASE.sub(" ", v.text)))) for v in row.versions]
    counted = Counter(word for found in words for word in found)
    names = [word for word, count in counted.items() if count >= 3 and word[0].isupper()]
    for version, mine in zip(row.versions, words, strict=True):
        for name in names:
            if name not in mine:
                alike = (word for word in mine if counted[word] == 1 and OSA.distance(word, name) == 1)
                if slip := next(alike, None):
                    yield _problem(version.page.path, version.block.line, slip, name)


def _problem(path: str, line: int, word: str, name: str) -> Problem:
    return Problem(path, line, f"“{word}” looks like a misspelling of “{name}”.", f"Write {name}.", "names")
