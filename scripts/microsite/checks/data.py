"""The shared data is complete: every language has every interface text, every source exists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from string import Formatter

from babel import Locale

from ..content import Content
from ..model import DIALOGUE, DIALOGUE_SITE, Problem
from .glossary import recognises

_PLURALS = ("zero", "one", "two", "few", "many", "other")
# Words of one language alone: month names where CLDR's are not the United Nations' own, and the
# first of a month.
_OPTIONAL = re.compile(r"date\.(?:months|first)\b")
# The words of a date have an order, and a number, that each language has of its own.
_DATES = {f"date.{form}" for form in ("day", "pair", "range", "months_range", "month", "year", "years")}
_DATE_FIELDS = frozenset({"d", "d2", "month", "month2", "year", "year2"})
_STRINGS, _EVENTS, _LINKS = (f"docs/_data/{name}.yml" for name in ("strings/{}", "events", "links"))
Found = tuple[str, str, str, str]


def check(content: Content) -> Iterator[Problem]:
    """Yield what is missing or wrong in `docs/_data`."""
    for path, key, message, remedy in (*_strings(content), *_events(content), *_terms(content)):
        yield Problem(path, content.line(path, key), message, remedy, "data")


def _strings(content: Content) -> Iterator[Found]:
    """Yield interface texts that a language lacks, and what is wrong inside one."""
    strings: dict[str, dict[str, dict[str, str]]] = {}  # by key, locale and plural category
    for text in content.texts:
        if text.path == _STRINGS.format(text.locale):
            key, _, category = text.key.rpartition(".")
            key, category = (key, category) if category in _PLURALS else (text.key, "")
            strings.setdefault(key, {}).setdefault(text.locale, {})[category] = text.text
    wanted = {f"events.{event.id}" for event in content.events}
    wanted |= {f"facts.{event.place}" for event in content.events if event.place}
    for key in sorted(_DATES | strings.keys() | wanted):
        having = strings.get(key, {})
        for locale in () if _OPTIONAL.match(key) else content.strings.keys() - having.keys():
            remedy = f"Add it, or delete it in: {', '.join(having)}." if having else "Add it."
            yield _STRINGS.format(locale), key, f"The text “{key}” is missing.", remedy
        named = Counter(_fields(forms.get("other", forms.get("", ""))) for forms in having.values())
        usual = _DATE_FIELDS if key in _DATES else max(named, key=named.__getitem__, default=None)
        for locale, forms in having.items():
            for message, remedy in _string(locale, forms, usual or frozenset(), exact=key not in _DATES):
                yield _STRINGS.format(locale), key, f"“{key}” {message}.", remedy
    for locale in content.strings:
        months = [key for key in strings if re.match(r"date\.months\b", key) and locale in strings[key]]
        if len(months) not in (0, 12):
            yield _STRINGS.format(locale), months[0], "“months” has not twelve names.", "Write all in a list."


def _string(
    locale: str, forms: Mapping[str, str], usual: frozenset[str], exact: bool
) -> Iterator[tuple[str, str]]:
    # Plural categories: Unicode CLDR, UTS #35 part 3.
    expected = {*Locale.parse(locale).plural_form.rules, "other"}
    if "" not in forms and forms.keys() != expected:
        needed = ", ".join(sorted(expected, key=_PLURALS.index))
        yield f"has the plural forms {', '.join(forms)}", f"This language needs: {needed}."
    for category, form in forms.items():
        fields = _fields(form)
        if not form.strip():
            yield "is empty", "Write it behind the colon."
        # A form for one or two things may do without the number.
        elif fields is None or fields - usual or (exact and category in ("", "other") and usual - fields):
            names = ", ".join(f"{{{name}}}" for name in sorted(usual)) or "no words in braces"
            yield "does not have the words in braces of the other languages", f"Use {names}."


def _fields(text: str) -> frozenset[str] | None:
    """Return the words in braces of a text, None if they are broken."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return None
    # No conversion, width or attribute: a stranger's text could ask for gigabytes, or for secrets.
    plain = all(name and name.isidentifier() and not spec and not conv for _, name, spec, conv in parts)
    return frozenset(str(name) for _, name, _, _ in parts) if plain else None


def _events(content: Content) -> Iterator[Found]:
    events, links = {event.id for event in content.events}, {link.id for link in content.links}
    for path, entry, found in ((_EVENTS, DIALOGUE, events), (_LINKS, DIALOGUE_SITE, links)):
        if entry not in found:
            yield path, "", f"Pages show the entry “{entry}”, and it is missing.", "Put it back."
    documents = {link.url.partition("/{lang}/")[2] for link in content.links} | {""}
    for index, event in enumerate(content.events):
        for source in set(event.source) - links - set(content.names) - content.unread:
            message = f"The source “{source}” of “{event.id}” is unknown."
            yield _EVENTS, str(index), message, "Write an id of links.yml or the name of a page."
        if event.symbol not in documents:
            remedy = f"Correct the symbol, or add https://docs.un.org/{{lang}}/{event.symbol} there."
            yield _EVENTS, f"{index}.symbol", f"links.yml has no address of {event.symbol}.", remedy


def _terms(content: Content) -> Iterator[Found]:
    """Yield official forms that the patterns of their own term do not recognise."""
    terms = {(form, locale): term for term in content.terms for locale, form in term.forms.items()}
    for text in content.texts:
        term = terms.get((text.text, text.locale)) if ".forms." in text.key else None
        if term and term.match.get(text.locale) and not recognises(term, text.text, text.locale):
            message = f"“{text.text}” is not recognised by the expressions under “match”."
            yield text.path, text.key, message, "Make the two agree."
