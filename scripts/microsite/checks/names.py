"""Names are spelt alike: those of the glossary, and those written in Latin letters in all scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..content import Content
from ..model import Problem
from ..parse import MARKS
from ..schema import Term
from .rows import Row, rows

_APART = re.compile(rf"{MARKS.pattern}|\{{[^}}]*\}}|\[[^\[\]\n]+\](?=\{{lang=)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
# Arabic writes “and”, “in”, “to” and “from” as one letter before a word.
_PREFIX = re.compile(r"^[وفبلك]{1,2}(?=\w{4})")
_HAN = re.compile(r"[\u3400-\u9fff]")
# What ends a Chinese name and begins common words.
_BEGINNINGS = "国约"
# Shorter names have too many honest neighbours.
SHORTEST = 5


Line = tuple[str, int, str]


def check(content: Content) -> Iterator[Problem]:
    """Yield each word that is one slip of the pen away from a name."""
    for language in content.languages:
        names = {name: term for term in content.terms for name in _parts(term, term.forms[language.locale])}
        lines = [
            (page.path, number, _APART.sub("|", line))
            for page in content.pages.values()
            if page.locale == language.locale
            for number, line in enumerate(page.source.split("\n"), page.body_line)
        ]
        if any(map(_HAN.match, names)):
            yield from _han_slips(lines, names)
        else:
            yield from _slips(lines, names, language.locale)
    for row in rows(content):
        if row.is_strict:
            yield from _latin(row)


def _parts(term: Term, form: str) -> Iterator[str]:
    """Yield a name as a whole, and those of its words that are long enough to be told apart."""
    words = _WORD.findall(form)
    if not _is_name(term):
        yield from {word for word in words if word[0].isupper() and len(word) > SHORTEST}
    elif _HAN.match(form):
        yield from words
    else:
        yield from {name for name in (" ".join(words), *words) if len(name) >= SHORTEST}


def _is_name(term: Term) -> bool:
    return term.id.startswith(("person-", "place-"))


def _slips(lines: Sequence[Line], names: Mapping[str, Term], locale: str) -> Iterator[Problem]:
    sizes = {name.count(" ") for name in names}
    # A slip leaves the first two or the last two letters as they are.
    begin: dict[str, list[str]] = {}
    end: dict[str, list[str]] = {}
    for name in names:
        begin.setdefault(name[:2], []).append(name)
        end.setdefault(name[-2:], []).append(name)
    counted: Counter[str] = Counter()
    found: dict[tuple[str, int, str, str], str] = {}
    for path, number, line in lines:
        words = _WORD.findall(line)
        for start, word in enumerate(words):
            first = _PREFIX.sub("", word) if locale == "ar" else word
            for size in sizes:
                last = words[start + size : start + size + 1]
                alike = {*begin.get(first[:2], ()), *(end.get(last[0][-2:], ()) if last else ())}
                if not alike or not last:
                    continue
                rest = words[start + 1 : start + size + 1]
                text, bare = " ".join([word, *rest]), " ".join([first, *rest])
                # Words of terms are inflected at their ends.
                slips = [
                    name
                    for name in alike
                    if one_slip(bare, name) and (_is_name(names[name]) or bare[-2:] == name[-2:])
                ]
                if slips and text not in names and bare not in names and not text.islower():
                    counted[text] += 1
                    found[path, number, text, slips[0]] = line
    for (path, number, text, name), line in found.items():
        # What stands twice is no slip, and an inflected name is none.
        patterns = names[name].match.get(locale, ())
        inflected = any(text in match[0] for p in patterns for match in re.finditer(p, line))
        if counted[text] == 1 and not inflected:
            yield _problem(path, number, text, name)


def _han_slips(lines: Sequence[Line], names: Iterable[str]) -> Iterator[Problem]:
    """Look for Chinese names with a character too many, exchanged or, in long ones, lost."""
    for name in names:
        inside = range(len(name) - 1)
        slips = [name[:i] + name[i + 1] + name[i] + name[i + 2 :] for i in inside]
        slips += [name[: i + 1] + name[i:] for i in range(1, len(name)) if name[i] not in _BEGINNINGS]
        slips += [name[:i] + name[i + 1 :] for i in range(len(name)) if len(name) > 3]
        pattern = re.compile("|".join([*map(re.escape, slips), f"{name[0]}\0"]))
        for path, number, line in lines:
            if match := pattern.search(line.replace(name, "\0")):
                yield _problem(path, number, match[0].replace("\0", name), name)


def one_slip(word: str, name: str) -> bool:
    """Return whether one letter lost, added, wrong or exchanged makes two different words equal."""
    if word == name or abs(len(word) - len(name)) > 1:
        return False
    pairs = enumerate(zip(word, name, strict=False))
    start = next((i for i, (a, b) in pairs if a != b), min(len(word), len(name)))
    mine, theirs = word[start:], name[start:]
    return (
        mine[1:] == theirs
        or mine == theirs[1:]
        or mine[1:] == theirs[1:]
        or (mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:])
    )


def _latin(row: Row) -> Iterator[Problem]:
    """Compare the words that three other languages, one of another script among them, write alike."""
    words = [set(_LATIN.findall(_APART.sub(" ", v.block.text))) for v in row.versions]
    counted = Counter(word for found in words for word in found)
    names = [word for word, count in counted.items() if count >= 3 and word[0].isupper()]
    for version, mine in zip(row.versions, words, strict=True):
        for name in names:
            if name not in mine:
                for word in mine:
                    if counted[word] == 1 and one_slip(word, name):
                        yield _problem(version.page.path, version.block.line, word, name)


def _problem(path: str, line: int, word: str, name: str) -> Problem:
    return Problem(path, line, f"“{word}” looks like a misspelling of “{name}”.", f"Write {name}.", "names")
