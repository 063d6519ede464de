"""The shared data is complete: every language has every interface text, every source exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from babel import Locale

from ..content import Content
from ..model import DIALOGUE, DIALOGUE_SITE, Problem
from .glossary import recognises

_PLURALS = ("zero", "one", "two", "few", "many", "other")
# Words of one language alone: month names where CLDR's are not the United Nations' own, and the
# first of a month.
_OPTIONAL = {"date.months", "date.first"}
# The words of a date have an order, and a number, that each language has of its own.
_DATES = {f"date.{form}" for form in ("day", "pair", "range", "months_range", "month", "year", "years")}
_DATE_FIELDS = frozenset({"d", "d2", "month", "month2", "year", "year2"})
Found = tuple[str, str, str, str]


def check(content: Content) -> Iterator[Problem]:
    """Yield what is missing or wrong in `docs/_data`."""
    for path, key, message, remedy in (*_strings(content), *_events(content), *_terms(content)):
        yield Problem(path, content.line(path, key), message, remedy, "data")


def _path(locale: str) -> str:
    return f"docs/_data/strings/{locale}.yml"


def _flat(texts: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in texts.items():
        if isinstance(value, dict) and not value.keys() & set(_PLURALS):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _strings(content: Content) -> Iterator[Found]:
    """Yield interface texts that a language lacks, and what is wrong inside one."""
    flat = {locale: dict(_flat(texts)) for locale, texts in content.strings.items()}
    known = {key for texts in flat.values() for key in texts}
    lost = {key for key in content.shown if not any(f"{name}.".startswith(f"{key}.") for name in known)}
    wanted = {f"events.{event.id}" for event in content.events}
    wanted |= {f"facts.{event.place}" for event in content.events if event.place}
    for key in sorted((_DATES | known | lost | wanted) - _OPTIONAL):
        having = [locale for locale, texts in flat.items() if key in texts]
        if len(having) == 1 < len(flat) - 1 and key not in wanted:
            remedy = "Correct the key, delete it, or add it to all languages."
            yield _path(having[0]), key, f"Only this language has the text “{key}”.", remedy
            continue
        for locale in flat.keys() - set(having):
            remedy = f"Add it; {_path(having[0])} has it." if having else "Add it."
            yield _path(locale), key, f"The text “{key}” is missing.", remedy
        fields = (
            Counter(_fields(flat[locale][key]) for locale in having).most_common(1)[0][0] if having else None
        )
        for locale in having:
            usual = _DATE_FIELDS if key in _DATES else fields or frozenset()
            for message, remedy in _string(locale, flat[locale][key], usual, exact=key not in _DATES):
                yield _path(locale), key, f"“{key}” {message}.", remedy
    for locale, texts in flat.items():
        months = texts.get("date.months", ["a"] * 12)
        if not (isinstance(months, list) and len(months) == 12 and all(isinstance(m, str) for m in months)):
            yield (
                _path(locale),
                "date.months",
                "“months” is not a list of twelve names.",
                "Write all twelve.",
            )


def _string(locale: str, value: Any, usual: frozenset[str], exact: bool) -> Iterator[tuple[str, str]]:
    forms = value if isinstance(value, dict) else {"other": value}
    # Plural categories: Unicode CLDR, UTS #35 part 3.
    rules = Locale.parse(locale).plural_form.rules
    expected = [name for name in _PLURALS if name in rules or name == "other"]
    if isinstance(value, dict) and value.keys() != set(expected):
        name = Locale("en").languages[locale]
        yield f"has the plural forms {', '.join(value)}", f"{name} needs: {', '.join(expected)}."
    for category, form in forms.items():
        fields = _fields(form)
        if not isinstance(form, str) or not form.strip():
            yield "is not one text, or is empty", "Write it behind the colon."
        elif fields is None:
            yield "has braces that are not in order", "Write {word} as in the other languages."
        # A form for one or two things may do without the number.
        elif fields - usual or (exact and category == "other" and usual - fields):
            names = ", ".join(f"{{{name}}}" for name in sorted(usual)) or "no words in braces"
            yield "does not have the words in braces of the other languages", f"Use {names}."


def _fields(value: Any) -> frozenset[str] | None:
    """Return the words in braces of a text (of a plural: of its last form), None if they are broken."""
    text = value.get("other") if isinstance(value, dict) else value
    try:
        parts = [part for part in Formatter().parse(str(text)) if part[1] is not None]
    except ValueError:
        return None
    # No conversion, width or attribute: a stranger's text could ask for gigabytes, or for secrets.
    plain = all(name and name.isidentifier() and not spec and not conv for _, name, spec, conv in parts)
    return frozenset(str(name) for _, name, _, _ in parts) if plain else None


def _events(content: Content) -> Iterator[Found]:
    path, links = "docs/_data/events.yml", {link.id for link in content.links}
    if DIALOGUE not in {event.id for event in content.events}:
        yield path, "", f"Pages show the entry “{DIALOGUE}”, and it is missing.", "Put it back."
    if DIALOGUE_SITE not in links:
        message = f"Pages show the entry “{DIALOGUE_SITE}”, and it is missing."
        yield "docs/_data/links.yml", "", message, "Put it back."
    documents = {link.url.partition("/{lang}/")[2] for link in content.links}
    for index, event in enumerate(content.events):
        for source in set(event.source) - links - set(content.names) - content.unread:
            message = f"The source “{source}” of “{event.id}” is unknown."
            yield path, str(index), message, "Write an id of links.yml or the name of a page."
        if event.symbol and event.symbol not in documents:
            remedy = f"Correct the symbol, or add https://docs.un.org/{{lang}}/{event.symbol} there."
            yield path, f"{index}.symbol", f"links.yml has no address of {event.symbol}.", remedy


def _terms(content: Content) -> Iterator[Found]:
    """Yield official forms that the patterns of their own term do not recognise, or that it forbids."""
    places = {(text.text, text.locale): text for text in content.texts if ".forms." in text.key}
    for term in content.terms:
        for locale, form in term.forms.items():
            if (text := places.get((form, locale))) is None:
                continue
            if term.match.get(locale) and not recognises(term, form, locale):
                message = f"“{form}” is not recognised by the expressions under “match”."
                yield text.path, text.key, message, "Make the two agree."
            if wrong := next((v for v in term.avoid.get(locale, ()) if v in form), None):
                message = f"“{wrong}” is part of the official form, “{form}”."
                yield text.path, text.key, message, "Correct the form, or delete the word under “avoid”."
