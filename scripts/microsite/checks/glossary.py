"""Official names and terms: no wrong variant, and a concept is in all versions of a text."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

import regex

from ..content import Content
from ..model import Problem
from ..schema import Term
from .rows import lines, prose, rows

# Anyone may propose an expression: one that takes longer than this many seconds is refused.
LIMIT = 0.5
# So many slow expressions are enough to say so.
ENOUGH = 3
_BETWEEN = "\n\ufdd0\n"


def check(content: Content) -> Iterator[Problem]:
    """Yield wrong variants, slow expressions, and concepts that one version has and another lacks."""
    yield from _variants(content)
    every = [row for row in rows(content) if row.kind != "label"]
    terms = {term.id: term for term in content.terms}
    slow: list[str] = []
    named: dict[tuple[str, str], frozenset[str]] = {}
    for locale in content.strings:
        texts = [version.text for row in every for version in row.versions if version.locale == locale]
        found = concepts(content.terms, texts, locale, slow)
        named |= {(locale, text): ids for text, ids in zip(texts, found, strict=True)}
    for row in every:
        ids = [Counter(named[v.locale, v.text]) for v in row.versions]
        for version, other, lost, added in row.differences(ids):
            for name in lost:
                message = f"“{terms[name].forms[other.locale]}” of {other.place} is missing or misspelled."
                remedy = f"Write {terms[name].forms[version.locale]}, in the form that the sentence needs."
                yield version.problem(message, remedy, "glossary")
            for name in added if row.is_strict else ():
                message = f"“{terms[name].forms[version.locale]}” is here, but not in {other.place}."
                yield version.problem(message, "Name the same things as the original.", "glossary")
    for text in content.texts:
        if text.text in slow and ".match." in text.key:
            message = f"The expression “{text.text}” takes too long."
            remedy = "Write it with fewer repetitions: no *, + or ? beside or inside another."
            yield Problem(text.path, text.line, message, remedy, "glossary")


def _variants(content: Content) -> Iterator[Problem]:
    official = {
        locale: {
            variant: term.forms[locale] for term in content.terms for variant in term.avoid.get(locale, ())
        }
        for locale in content.strings
    }
    patterns = {
        code: regex.compile("|".join(map(regex.escape, own)) or r"\Z.") for code, own in official.items()
    }
    for line in lines(content):
        if line.locale and (line.page or line.path.startswith("docs/_data/strings/")):
            for match in patterns[line.locale].finditer(line.text):
                message, right = f"“{match[0]}” is not the official form.", official[line.locale][match[0]]
                yield Problem(line.path, line.number, message, f"Write {right}.", "glossary")


def concepts(
    terms: Iterable[Term], texts: Sequence[str], locale: str, slow: list[str]
) -> list[frozenset[str]]:
    """Return which terms each of the texts names. Expressions that take too long are added to `slow`."""
    plain = [" ".join(prose(text).split()) for text in texts]
    joined = _BETWEEN.join(plain)
    starts = [0, *accumulate(len(text) + len(_BETWEEN) for text in plain)]
    found: list[set[str]] = [set() for _ in texts]
    for name, expression in ((term.id, each) for term in terms for each in term.match.get(locale, ())):
        if len(slow) >= ENOUGH:
            break
        try:
            for at in _places(expression, joined):
                found[bisect(starts, at) - 1].add(name)
        except TimeoutError:
            slow.append(expression)
    return [*map(frozenset, found)]


def recognises(term: Term, text: str, locale: str) -> bool:
    """Return whether a term is recognised in a text, or its expressions take too long to say."""
    slow: list[str] = []
    return term.id in concepts([term], [text], locale, slow)[0] or bool(slow)


@lru_cache(maxsize=2000)
def _places(expression: str, text: str) -> list[int]:
    matches = regex.finditer(expression, text, regex.IGNORECASE, timeout=LIMIT)
    return [match.start() for match in matches]
