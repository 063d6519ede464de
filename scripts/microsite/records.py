"""Reads the lists of `docs/_data`: events, links, terms, dates, ledger; each entry against its schema."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from .model import Event, Link, Published, Term
from .reader import Reader

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_MARKS = r"S|2\+|1|U"
_DAY = r"\d{4}(-\d{2}){0,2}"
# A host in small ASCII letters and a path of ASCII signs that need no escape in HTML.
_URL = re.compile(r"https://([a-z0-9-]+\.)+[a-z]{2,}(/[A-Za-z0-9{}._~/?#=&%+,;:@-]*)?\Z")
# Repetitions that can take for ever (“catastrophic backtracking”): of a group, of any sign, of what
# an earlier group held, or twice within one word.
_SLOW = re.compile(r"\)[*+{]|(?<!\\)\.[*+{]|\\[\dWD]|\(\?P|(?<!\\s)[*+}](?:\\[wS]|[^\s|*+{}\\])*[*+{]")


@dataclass(frozen=True)
class _Field:
    """What the value of a key is: a text, a list of texts, or one of these for each language."""

    pattern: str = r".+"
    like: str = "a text in one line"
    shape: Literal["text", "list"] = "text"
    by_language: bool = False
    required: bool = True


_TEXT = _Field()
_NAME = _Field(ID.pattern, "a name in small letters, digits and hyphens, such as new-event")
_OPTIONAL = _Field(required=False)
_TERMS = {
    "id": _NAME,
    "forms": _Field(by_language=True),
    "marks": _Field(_MARKS, "S, 2+, 1 or U", by_language=True),
    "sources": _Field(by_language=True, required=False),
    "avoid": _Field(shape="list", by_language=True, required=False),
    "match": _Field(r".{1,200}", "a list of short texts", "list", by_language=True, required=False),
}
_EVENTS = {
    "id": _NAME,
    "start": _Field(_DAY, "a day such as 2026-07-06, a month (2027-05) or a year (2027)"),
    "end": _Field(_DAY, "a day such as 2026-07-06, a month (2027-05) or a year (2027)", required=False),
    "mark": _Field(_MARKS, "S, 2+, 1 or U"),
    "source": _Field(shape="list", like="a list such as [circular, unv]"),
    "kind": _Field(r"event|deadline", "event or deadline", required=False),
    "symbol": _Field(r"[A-Z0-9./-]+", "a symbol such as A/RES/79/325", required=False),
    "calendar": _Field(r"true|false", "true or false", required=False),
    "place": _Field(r"[a-z_]+", "a key of facts in the interface texts", required=False),
}
_LINKS = {
    "id": _NAME,
    "url": _TEXT,
    "name": _TEXT,
    "lang": _OPTIONAL,
    "names": _Field(by_language=True, required=False),
}
_LEDGER = {"ids": list, "aliases": dict, "moved": str}
_DATES = {"date": _EVENTS["start"], "why": _TEXT}


def _items(
    reader: Reader, path: Path, schema: Mapping[str, _Field], codes: frozenset[str] = frozenset()
) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the entries of a YAML list that follow the schema, with their lines."""
    found = reader.yaml_file(path)
    if found is None:
        return
    if not isinstance(found.value, list):
        reader.report(path, 1, "The file is not a list.", "Begin every entry with “- ”.")
        return
    seen: set[str] = set()
    for index, item in enumerate(found.value):
        line = found.lines[str(index)]
        before = len(reader.problems)
        if not isinstance(item, dict):
            reader.report(path, line, "The entry has no keys.", "Write “- key: value”.")
            continue
        for key in item.keys() - schema.keys():
            place = found.lines[f"{index}.{key}"]
            known = f"Known keys: {', '.join(schema)}."
            reader.report(path, place, f"The key “{key}” is unknown.", known)
        for key, wanted in schema.items():
            if key not in item and wanted.required:
                reader.report(path, line, f"The entry lacks “{key}”.", f"Add {key}: {wanted.like}.")
            elif key in item and not _fits(item[key], wanted, codes):
                place = found.lines[f"{index}.{key}"]
                every = f", for each of {', '.join(sorted(codes))}" if wanted.by_language else ""
                remedy = f"Write {wanted.like}{every}."
                reader.report(path, place, f"The value of “{key}” is not usable.", remedy)
        if len(reader.problems) == before and item.get("id") in seen:
            message = f"Two entries have the id “{item['id']}”."
            reader.report(path, line, message, "Give each its own id.")
        if len(reader.problems) == before:
            seen.add(item.get("id", ""))
            yield item, line


def _fits(value: Any, wanted: _Field, codes: frozenset[str]) -> bool:
    if wanted.by_language:
        if not isinstance(value, dict) or not value.keys() <= codes:
            return False
        if wanted.required and value.keys() != codes:
            return False
        values = list(value.values())
    else:
        values = [value]
    if wanted.shape == "list":
        if not all(isinstance(item, list) and item for item in values):
            return False
        values = [text for item in values for text in item]
    return all(isinstance(text, str) and re.fullmatch(wanted.pattern, text) for text in values)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def events(reader: Reader, path: Path) -> Iterator[Event]:
    """Yield the events of `events.yml`."""
    for item, line in _items(reader, path, _EVENTS):
        start, end = item["start"], item.get("end", item["start"])
        if not (_is_date(start) and _is_date(end)) or end < start or len(end) != len(start):
            reader.report(
                path,
                line,
                f"“{start}” to “{end}” is not a date.",
                "Write both as 2026-07-06, 2027-05 or 2027; the end is not before the start.",
            )
            continue
        if (len(start) == 7 and start != end) or (len(start) == 10 and start[:4] != end[:4]):
            reader.report(
                path,
                line,
                "A stretch of several months, or over the turn of a year, has no words on the pages.",
                "Give its days, its one month, or its years.",
            )
            continue
        more = {"end": end, "source": tuple(item["source"]), "calendar": item.get("calendar") == "true"}
        yield Event(**{**item, **more})


def links(reader: Reader, path: Path, codes: frozenset[str]) -> Iterator[Link]:
    """Yield the addresses of `links.yml`."""
    ids: dict[str, str] = {}
    for item, line in _items(reader, path, _LINKS, codes):
        url = item["url"]
        if not _URL.match(url) or ".." in url or "xn--" in url:
            reader.report(
                path,
                line,
                f"“{url}” is not a safe address.",
                "Write https://host/path in ASCII, without a name or a port before the path.",
            )
        elif ("{lang}" in url) == ("lang" in item) or item.get("lang", min(codes)) not in codes:
            reader.report(
                path,
                line,
                "The language of the address is not clear.",
                "Write lang: with one of the site's languages, or {lang} inside the address.",
            )
        elif ids.setdefault(url, item["id"]) != item["id"]:
            message = f"“{ids[url]}” has the same address."
            reader.report(
                path, line, message, f"Delete one of the two, and write “{ids[url]}” where it is used."
            )
        else:
            yield Link(**item)


def terms(reader: Reader, path: Path, codes: frozenset[str], *, listed: bool = True) -> Iterator[Term]:
    """Yield the terms of `glossary.yml`, or the names of `names.yml`, which no page lists."""
    for item, line in _items(reader, path, _TERMS, codes):
        patterns = [text for group in item.get("match", {}).values() for text in group]
        if faulty := next((text for text in patterns if not _is_quick(text)), None):
            reader.report(
                path,
                line,
                f"“{faulty}” under “match” is not a regular expression that can be used here.",
                "Close every bracket, and repeat single signs only, once a word (\\w+, not (…)+ or .*).",
            )
            continue
        lists = {
            key: {code: tuple(group) for code, group in item.get(key, {}).items()}
            for key in ("avoid", "match")
        }
        yield Term(**{**item, **lists, "line": line, "listed": listed})


def _is_quick(pattern: str) -> bool:
    """Return whether a regular expression is valid, matches something and takes linear time."""
    try:
        return not re.compile(pattern).match("") and not _SLOW.search(pattern)
    except (re.error, OverflowError, RecursionError):
        return False


def other_dates(reader: Reader, path: Path) -> Iterator[str]:
    """Yield the dates of `dates.yml`."""
    for item, line in _items(reader, path, _DATES):
        if _is_date(item["date"]):
            yield item["date"]
        else:
            reader.report(path, line, f"“{item['date']}” is not a date.", "Write one such as 2026-07-06.")


def published(reader: Reader, path: Path) -> Iterator[tuple[str, Published]]:
    """Yield name and entry of each page in the ledger `published.yml`."""
    if (found := reader.yaml_file(path)) is None:
        return
    if not isinstance(found.value, dict | None):
        remedy = "Write “page:” and below it “  ids: […]”."
        reader.report(path, 1, "The file is not a list of keys.", remedy)
        return
    for name, entry in (found.value or {}).items():
        line = found.lines.get(name, 1)
        if not all(map(ID.match, str(name).split("/"))):
            message = f"“{name}” cannot be the address of a page."
            reader.report(path, line, message, "Use small letters a to z, digits and hyphens.")
            continue
        if not isinstance(entry, dict) or not _LEDGER.items() >= {
            (key, type(value)) for key, value in entry.items()
        }:
            reader.report(
                path,
                line,
                f"The entry “{name}” is not understood.",
                "Write “ids: […]”, “aliases: {old: new}” or “moved: page”.",
            )
            continue
        yield (
            name,
            Published(
                tuple(map(str, entry.get("ids", ()))),
                {str(old): str(new) for old, new in entry.get("aliases", {}).items()},
                entry.get("moved", ""),
                line,
            ),
        )
