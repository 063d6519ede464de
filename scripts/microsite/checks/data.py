"""The shared data is complete: every language has every interface text, every source exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from babel import Locale

from ..model import Content, Problem

_FIELD = re.compile(r"\{(\w+)\}")
_PLURALS = {"zero", "one", "two", "few", "many", "other"}
# Words of one language alone: month names where CLDR's are not the United Nations' own, and the
# first of a month.
_OPTIONAL = {"date.months", "date.first"}


def check(content: Content) -> Iterator[Problem]:
    """Yield what is missing or wrong in `docs/_data`."""
    yield from _strings(content)
    yield from _events(content)


def _flat(texts: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in texts.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and not (value.keys() <= _PLURALS and "other" in value):
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _strings(content: Content) -> Iterator[Problem]:
    flat = {locale: dict(_flat(texts)) for locale, texts in content.strings.items()}
    wanted = set().union(*flat.values()) - _OPTIONAL
    for locale, texts in flat.items():
        path = f"docs/_data/strings/{locale}.yml"
        for key in sorted(wanted - texts.keys()):
            other = next(code for code, others in flat.items() if key in others)
            yield Problem(
                path,
                1,
                f"The text “{key}” is missing.",
                f"Add it; docs/_data/strings/{other}.yml has it.",
                "data",
            )
        for key, value in texts.items():
            yield from _string(path, locale, key, value, flat)


def _string(
    path: str, locale: str, key: str, value: Any, flat: Mapping[str, Mapping[str, Any]]
) -> Iterator[Problem]:
    if key in _OPTIONAL:
        return
    if isinstance(value, dict):
        # Plural categories: Unicode CLDR, UTS #35 part 3.
        expected = {*Locale.parse(locale).plural_form.rules, "other"}
        if value.keys() != expected:
            yield Problem(
                path,
                1,
                f"“{key}” has the plural forms {', '.join(value)}.",
                f"Give the forms {', '.join(sorted(expected))}.",
                "data",
            )
        return
    if not isinstance(value, str) or not value.strip():
        yield Problem(path, 1, f"The text “{key}” is empty.", "Write it.", "data")
        return
    if key.startswith("date."):
        return
    fields = set(_FIELD.findall(value))
    for other, texts in flat.items():
        theirs = texts.get(key)
        if isinstance(theirs, str) and set(_FIELD.findall(theirs)) != fields:
            names = ", ".join(sorted(f"{{{n}}}" for n in set(_FIELD.findall(theirs)) ^ fields))
            yield Problem(
                path,
                1,
                f"“{key}” and the same text in strings/{other}.yml differ in {names}.",
                "Use the same words in braces.",
                "data",
            )
            return


def _events(content: Content) -> Iterator[Problem]:
    known = {link.id for link in content.links} | set(content.names)
    for event in content.events:
        for locale, texts in content.strings.items():
            if event.place and event.place not in texts.get("facts", {}):
                yield Problem(
                    f"docs/_data/strings/{locale}.yml",
                    1,
                    f"The place “{event.place}” of the event “{event.id}” has no text.",
                    "Add it under facts.",
                    "data",
                )
        for source in event.source:
            if source not in known:
                yield Problem(
                    "docs/_data/events.yml",
                    1,
                    f"The source “{source}” of “{event.id}” is unknown.",
                    "Write an id of links.yml or the name of a page.",
                    "data",
                )
        for locale, texts in content.strings.items():
            if event.id not in texts.get("events", {}):
                yield Problem(
                    f"docs/_data/strings/{locale}.yml",
                    1,
                    f"The event “{event.id}” has no text.",
                    "Add it under events.",
                    "data",
                )
