"""The shared data is complete: every language has every interface text, every source exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from babel import Locale

from ..content import Content
from ..model import DIALOGUE, DIALOGUE_SITE, Problem
from .glossary import concepts, recognisers

_PLURALS = {"zero", "one", "two", "few", "many", "other"}
# Words of one language alone: month names where CLDR's are not the United Nations' own, and the
# first of a month.
_OPTIONAL = {"date.months", "date.first"}
# The words of a date have an order, and a number, that each language has of its own.
_DATES = {f"date.{form}" for form in ("day", "pair", "range", "months_range", "month", "year", "years")}
_DATE_FIELDS = {"d", "d2", "month", "month2", "year", "year2"}
Found = tuple[str, str, str, str]


def check(content: Content) -> Iterator[Problem]:
    """Yield what is missing or wrong in `docs/_data`."""
    flat = {locale: dict(_flat(texts)) for locale, texts in content.strings.items()}
    found = (*_strings(flat, content.shown), *_dialogue(content), *_events(content, flat), *_terms(content))
    for path, key, message, remedy in found:
        yield Problem(path, content.line(path, key), message, remedy, "data")


def _path(locale: str) -> str:
    return f"docs/_data/strings/{locale}.yml"


def _flat(texts: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in texts.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict) and not value.keys() & _PLURALS:
            yield from _flat(value, f"{name}.")
        else:
            yield name, value


def _strings(flat: Mapping[str, Mapping[str, Any]], shown: frozenset[str]) -> Iterator[Found]:
    for locale, texts in flat.items():
        months = texts.get("date.months", [""] * 12)
        if not (isinstance(months, list) and len(months) == 12 and all(isinstance(m, str) for m in months)):
            yield (
                _path(locale),
                "date.months",
                "“months” is not a list of twelve names.",
                "Write all twelve.",
            )
    known = {key for texts in flat.values() for key in texts}
    lost = {key for key in shown if not any(f"{name}.".startswith(f"{key}.") for name in known)}
    for key in sorted((_DATES | known | lost) - _OPTIONAL):
        having = [locale for locale, texts in flat.items() if key in texts]
        if len(having) == 1 < len(flat) - 1:
            remedy = "Correct the key, delete it, or add it to all languages."
            yield _path(having[0]), key, f"Only this language has the text “{key}”.", remedy
            continue
        for locale in flat.keys() - set(having):
            remedy = f"Add it; {_path(having[0])} has it." if having else "Put it back."
            yield _path(locale), key, f"The text “{key}” is missing.", remedy
        sets = [_fields(flat[other][key]) for other in having]
        wanted = _DATE_FIELDS if key.startswith("date.") else max(sets, key=sets.count, default=None)
        for locale in having:
            for message, remedy in _string(locale, key, flat[locale][key], wanted):
                yield _path(locale), key, message, remedy


def _string(locale: str, key: str, value: Any, wanted: set[str] | None) -> Iterator[tuple[str, str]]:
    forms = list(value.values()) if isinstance(value, dict) else [value]
    if isinstance(value, dict):
        # Plural categories: Unicode CLDR, UTS #35 part 3.
        expected = [name for name in ("zero", "one", "two", "few", "many") if name in _rules(locale)] + [
            "other"
        ]
        if value.keys() != set(expected):
            message = f"“{key}” has the plural forms {', '.join(value)}."
            yield message, f"{Locale('en').languages[locale]} needs: {', '.join(expected)}."
    if not all(isinstance(form, str) and form.strip() for form in forms):
        yield f"“{key}” is not one text, or is empty.", "Write it behind the colon."
        return
    for form in forms:
        if (fields := _fields(form)) is None:
            yield f"The braces of “{key}” are not in order.", "Write {word} as in the other languages."
        elif extra := fields - (wanted or set()):
            shown = ", ".join(f"{{{name}}}" for name in sorted(extra))
            yield (
                f"“{key}” has {shown}, which the other languages do not have.",
                "Use their words in braces.",
            )
    # A form for one or two things may do without the number.
    missing = (wanted or set()) - (_fields(value) or wanted or set())
    if missing and not key.startswith("date."):
        shown = ", ".join(f"{{{name}}}" for name in sorted(missing))
        yield f"“{key}” lacks {shown}, which the other languages have.", "Add it."


def _rules(locale: str) -> Any:
    return Locale.parse(locale).plural_form.rules


def _fields(value: Any) -> set[str] | None:
    """Return the words in braces of a text (of a plural: of its last form), None if they are broken."""
    text = value.get("other") if isinstance(value, dict) else value
    if not isinstance(text, str):
        return None
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return None
    # No conversion, width or attribute: a stranger's text could ask for gigabytes, or for secrets.
    plain = all(name and name.isidentifier() and not spec and not conv for _, name, spec, conv in parts)
    return {str(name) for _, name, _, _ in parts} if plain else None


def _dialogue(content: Content) -> Iterator[Found]:
    for name, ids, wanted in (
        ("events", [event.id for event in content.events], DIALOGUE),
        ("links", [link.id for link in content.links], DIALOGUE_SITE),
    ):
        if wanted not in ids:
            message = f"Pages show the entry “{wanted}”, and it is missing."
            yield f"docs/_data/{name}.yml", "", message, f"Put it back, with “id: {wanted}”."


def _events(content: Content, flat: Mapping[str, Mapping[str, Any]]) -> Iterator[Found]:
    known = {link.id for link in content.links} | set(content.names)
    documents = {link.url.partition("/{lang}/")[2] for link in content.links}
    path = "docs/_data/events.yml"
    for index, event in enumerate(content.events):
        for source in event.source:
            if source not in known:
                message = f"The source “{source}” of “{event.id}” is unknown."
                yield path, str(index), message, "Write an id of links.yml or the name of a page."
        if event.symbol and event.symbol not in documents:
            message = f"links.yml has no address of the document {event.symbol}."
            remedy = f"Correct the symbol, or add https://docs.un.org/{{lang}}/{event.symbol} there."
            yield path, f"{index}.symbol", message, remedy
        for locale, texts in flat.items():
            if event.place and f"facts.{event.place}" not in texts:
                message = f"The place “{event.place}” of the event “{event.id}” has no text."
                yield _path(locale), "facts", message, f"Add “{event.place}: …” under facts."
            if f"events.{event.id}" not in texts:
                message = f"The event “{event.id}” has no text."
                yield _path(locale), "events", message, f"Add “{event.id}: …” under events."


def _terms(content: Content) -> Iterator[Found]:
    """Yield official forms that the patterns of their own term do not recognise, or that it forbids."""
    known = recognisers(content.terms)
    places = {(text.text, text.locale): text for text in content.texts if ".forms." in text.key}
    for term in content.terms:
        for locale, form in term.forms.items():
            if (text := places.get((form, locale))) is None:
                continue
            if term.match.get(locale) and term.id not in concepts(known, form, locale):
                message = f"“{form}” is not recognised by the expressions under “match”."
                yield text.path, text.key, message, "Make the two agree."
            if wrong := next((v for v in term.avoid.get(locale, ()) if v in form), None):
                message = f"“{wrong}” is part of the official form, “{form}”."
                yield text.path, text.key, message, "Correct the form, or delete the word under “avoid”."
