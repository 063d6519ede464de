"""Official names and terms: no wrong variant, and a concept stands in all versions of a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..model import Block, Content, Page, Problem, Term

_TARGET = re.compile(r"\]\([^)]*\)|\{[:#][^}]*\}|\[\^[\w-]+\]")


def check(content: Content) -> Iterator[Problem]:
    """Yield wrong variants, and concepts that one version of a block has and another lacks."""
    yield from _variants(content)
    for page in content.pages.values():
        if original := content.original(page):
            for section, theirs in zip(page.sections, original.sections, strict=False):
                for block, other in zip(section.blocks, theirs.blocks, strict=False):
                    yield from _concepts(content, page, block, original, other)


def _variants(content: Content) -> Iterator[Problem]:
    for term in content.terms:
        for locale, variants in term.avoid.items():
            remedy = f"Write {term.forms[locale]}."
            for variant in variants:
                message = f"“{variant}” is not the official form."
                for page in content.pages.values():
                    if page.locale != locale:
                        continue
                    for number, line in enumerate(page.source.split("\n"), page.body_line):
                        if variant in line:
                            yield Problem(page.path, number, message, remedy, "glossary")
                    for key in ("title", "nav_title", "description"):
                        if variant in getattr(page.meta, key):
                            yield Problem(page.path, page.meta.lines[key], message, remedy, "glossary")
                if variant in repr(content.strings[locale]):
                    path = f"docs/_data/strings/{locale}.yml"
                    yield Problem(path, 1, message, remedy, "glossary")


@cache
def _pattern(expressions: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{expression})" for expression in expressions), re.IGNORECASE)


def _stands(term: Term, locale: str, text: str) -> bool:
    return bool(_pattern(term.match[locale]).search(text))


def _concepts(
    content: Content, page: Page, block: Block, original: Page, other: Block
) -> Iterator[Problem]:
    ours = " ".join(_TARGET.sub("", block.text).split())
    theirs = " ".join(_TARGET.sub("", other.text).split())
    place = f"{original.path}:{other.line}"
    for term in content.terms:
        if page.locale not in term.match or original.locale not in term.match:
            continue
        here, there = _stands(term, page.locale, ours), _stands(term, original.locale, theirs)
        if there and not here:
            yield Problem(
                page.path,
                block.line,
                f"“{term.forms[original.locale]}” of {place} is missing or misspelled here.",
                f"Write {term.forms[page.locale]}, in the form that the sentence needs.",
                "glossary",
            )
        elif here and not there:
            yield Problem(
                page.path,
                block.line,
                f"“{term.forms[page.locale]}” stands here, but not in {place}.",
                "Name the same things as the original.",
                "glossary",
            )
