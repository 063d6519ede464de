"""Official names and terms: no wrong variant, and a concept stands in all versions of a block."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..content import Content
from ..model import Problem
from ..parse import MARKS
from ..schema import Term
from .rows import Version, reference, rows

Recognisers = dict[str, list[tuple[str, re.Pattern[str]]]]


def check(content: Content) -> Iterator[Problem]:
    """Yield wrong variants, and concepts that one version of a text has and another lacks."""
    yield from _variants(content)
    known = recognisers(content.terms)
    for row in rows(content):
        if row.kind == "label":
            continue
        named = [concepts(known, v.block.text, v.page.locale) for v in row.versions]
        # A heading may name what the original's heading leaves to its place.
        first = reference(named) if row.is_strict else 0
        other = row.versions[first]
        for version, mine in zip(row.versions, named, strict=True):
            for term in content.terms:
                if term.id in named[first] - mine:
                    yield _problem(
                        version,
                        f"“{term.forms[other.page.locale]}” of {other.place} is missing or misspelled.",
                        f"Write {term.forms[version.page.locale]}, in the form that the sentence needs.",
                    )
                elif term.id in mine - named[first] and row.is_strict:
                    yield _problem(
                        version,
                        f"“{term.forms[version.page.locale]}” stands here, but not in {other.place}.",
                        "Name the same things as the original.",
                    )


def _problem(version: Version, message: str, remedy: str) -> Problem:
    return Problem(version.page.path, version.block.line, message, remedy, "glossary")


def _variants(content: Content) -> Iterator[Problem]:
    for language in content.languages:
        locale = language.locale
        official = {v: term.forms[locale] for term in content.terms for v in term.avoid.get(locale, ())}
        pattern = re.compile("|".join(map(re.escape, official)) or r"\Z.")
        for path, line, text in _texts(content, locale):
            for match in pattern.finditer(text):
                at = line + text[: match.start()].count("\n")
                message = f"“{match[0]}” is not the official form."
                yield Problem(path, at, message, f"Write {official[match[0]]}.", "glossary")


def _texts(content: Content, locale: str) -> Iterator[tuple[str, int, str]]:
    """Yield path, line and text of all that stands in a language."""
    for page in content.pages.values():
        if page.locale == locale:
            yield page.path, page.body_line, page.source
            for key in ("title", "nav_title", "description"):
                yield page.path, page.meta.lines.get(key, 2), getattr(page.meta, key)
    for entry in content.texts:
        if entry.path == f"docs/_data/strings/{locale}.yml":
            yield entry.path, entry.line, entry.text


def recognisers(terms: Iterable[Term]) -> Recognisers:
    """Return for each locale the ids of the terms that can be recognised in it, and by which pattern."""
    found: Recognisers = {}
    for term in terms:
        for locale, expressions in term.match.items():
            pattern = "|".join(f"(?:{expression})" for expression in expressions)
            found.setdefault(locale, []).append((term.id, re.compile(pattern, re.IGNORECASE)))
    return found


def concepts(known: Recognisers, text: str, locale: str) -> frozenset[str]:
    """Return the ids of the terms that a Markdown text names."""
    plain = " ".join(MARKS.sub("", text).split())
    return frozenset(name for name, pattern in known.get(locale, ()) if pattern.search(plain))
