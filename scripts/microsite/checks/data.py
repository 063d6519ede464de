"""The shared data is complete: every language has every interface text, every source exists."""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import mode

from babel import Locale

from ..content import Content
from ..dataset import EVENTS, STRINGS
from ..model import Problem

_FIELD = re.compile(r"\{([a-z]\w*)\}")
_PLURAL = re.compile(r"\.(?:zero|one|two|few|many|other)$")
# Words of one language alone: month names where CLDR's are not the United Nations', the first of a month.
_OPTIONAL = re.compile(r"date\.(?:months|first)(?:\.|$)")
# The words of a date have an order, and a number, that each language has of its own.
DATES = ("day", "pair", "range", "months_range", "month", "year", "years")
_DATES = {f"date.{form}" for form in DATES}
_DATE_FIELDS = frozenset({"d", "d2", "month", "month2", "year", "year2"})
Found = Iterator[tuple[str, str, str, str]]


def check(content: Content) -> Iterator[Problem]:
    """Yield what is missing or wrong in `docs/_data`."""
    for path, key, message, remedy in (*_strings(content), *_events(content)):
        yield Problem(path, content.files[path].line(key), message, remedy, "data")


def _strings(content: Content) -> Found:
    """Yield interface texts that a language lacks, and what is wrong inside one."""
    strings: dict[str, dict[str, dict[str, str]]] = {}  # by key, locale and plural category
    for text in content.texts:
        if text.path == STRINGS.format(text.locale):
            key = _PLURAL.sub("", text.key)
            forms = strings.setdefault(key, {}).setdefault(text.locale, {})
            forms[text.key.removeprefix(key)[1:]] = text.text
    wanted = {f"events.{event.id}" for event in content.events}
    wanted |= {f"facts.{event.place}" for event in content.events if event.place}
    # Plural categories: Unicode CLDR, UTS #35 part 3.
    plurals = {locale: [*Locale.parse(locale).plural_form.rules, "other"] for locale in content.strings}
    for key in sorted(_DATES | strings.keys() | wanted):
        having = strings.get(key, {})
        for locale in () if _OPTIONAL.match(key) else content.strings.keys() - having.keys():
            elsewhere = f", or delete it in: {', '.join(having)}" if 2 * len(having) <= len(plurals) else ""
            yield STRINGS.format(locale), key, f"The text “{key}” is missing.", f"Add it{elsewhere}."
        plain = [_fields(forms.get("other", forms.get("", ""))) or frozenset() for forms in having.values()]
        usual = _DATE_FIELDS if key in _DATES else mode([*plain, frozenset()])
        counts = mode(["" not in forms for forms in having.values()] or [False])
        for locale, forms in having.items():
            if forms.keys() != {*(expected := plurals[locale] if counts else [""])}:
                has, needed = (", ".join(filter(None, names)) or "none" for names in (forms, expected))
                yield STRINGS.format(locale), key, f"“{key}” has the plurals {has}.", f"Write: {needed}."
            for category, form in forms.items():
                # A form for one or two things may do without the number.
                fields, whole = _fields(form), category in ("", "other") and key not in _DATES
                if fields is None or fields - usual or (whole and usual - fields):
                    names = ", ".join(f"{{{name}}}" for name in sorted(usual)) or "no words in braces"
                    message = f"“{key}” is empty, or lacks the words in braces of the other languages."
                    yield STRINGS.format(locale), key, message, f"Write a text with {names}."
    months = Counter(text.path for text in content.texts if re.match(r"date\.months(?:\.|$)", text.key))
    for path in (path for path, number in months.items() if number != 12):
        yield path, "date.months", "“months” has not twelve names.", "Write all in a list."


def _fields(text: str) -> frozenset[str] | None:
    """Return the words in braces of a text, None if they are broken or the text is empty."""
    # No conversion, width or attribute: a stranger's text could ask for gigabytes, or for secrets.
    broken = {*"{}"} & {*_FIELD.sub("", text)} or not text.strip()
    return None if broken else frozenset(_FIELD.findall(text))


def _events(content: Content) -> Found:
    links = {link.id for link in content.links}
    for index, event in enumerate(content.events):
        for source in set(event.source) - links - set(content.names) - content.unread:
            message = f"The source “{source}” of “{event.id}” is unknown."
            yield EVENTS, str(index), message, "Write an id of links.yml or the name of a page."
