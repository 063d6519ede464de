"""Reads the files of `docs/_data`: lists of entries against their models, and the interface texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from . import git
from .model import CannotRun, Text, Yaml
from .schema import Event, Link, OtherDate, Published, SearchWords, Term
from .source import Reader
from .validation import Model, validate

FOLDER = "docs/_data"
LEDGER, SCAN = f"{FOLDER}/published.yml", f"{FOLDER}/CL-26-22.ru.md"
# Files of one list each; the others have keys.
_LISTS = ("dates", "events", "glossary", "links", "names")


class Entries(dict[str, Any]):
    """Entries of a data file by key. `place` is where one that is missing should be: `path:line`."""

    def __init__(self, entries: Mapping[str, Any], place: str, prefix: str = "") -> None:
        super().__init__(entries)
        self._place, self._prefix = place, prefix

    def __missing__(self, key: str) -> Any:
        """Raise CannotRun with what the program asks for and does not find."""
        raise CannotRun(f"{self._place}: “{self._prefix}{key}” is missing, which pages show. Put it back.")


def read(reader: Reader, locales: tuple[str, ...]) -> dict[str, Any]:
    """Return what the data files hold, by the fields of Content, and report what is wrong with them."""
    by_locale = {folder: {code: f"{folder}/{code}" for code in locales} for folder in ("strings", "search")}
    files: dict[str, Yaml] = {}
    for name in (*_LISTS, "published", *(name for names in by_locale.values() for name in names.values())):
        path, form = reader.root / FOLDER / f"{name}.yml", list if name in _LISTS else dict
        found = reader.yaml(path, reader.text(path)) or Yaml(path, "", form(), {}, {})
        if not isinstance(found.value, form):
            kind, like = ("keys", "“key: value”") if form is dict else ("entries", "“- ” before each")
            reader.report(path, 1, f"The file is not a list of {kind}.", f"Write {like}.")
        files[name] = found if isinstance(found.value, form) else found._replace(value=form())

    def entries(name: str, model: type[Model], **more: Any) -> tuple[Model, ...]:
        return tuple(_entries(reader, files[name], model, locales=locales, **more))

    return {
        "events": entries("events", Event),
        "links": entries("links", Link),
        "terms": entries("glossary", Term, listed=True) + entries("names", Term, listed=False),
        "other_dates": tuple(entry.date for entry in entries("dates", OtherDate)),
        "published": {entry.name: entry for entry in entries("published", Published)},
        "published_before": tuple(_published_before(reader.root)),
        "texts": tuple(_texts(files, locales)),
        "files": {f"{FOLDER}/{name}.yml": found for name, found in files.items()},
        "scan": (reader.text(reader.root / SCAN) or "") if (reader.root / SCAN).exists() else "",
        "strings": {
            code: _mapping(name, files[name], files[name].value)
            for code, name in by_locale["strings"].items()
        },
        "search": {
            code: validate(reader, files[name], SearchWords, files[name].value)
            for code, name in by_locale["search"].items()
        },
    }


def _entries(reader: Reader, found: Yaml, model: type[Model], **more: Any) -> Iterator[Model]:
    """Yield the sound entries of a file, and report the others."""
    seen = set()
    by_name = isinstance(found.value, dict)
    for key, item in found.value.items() if by_name else enumerate(found.value):
        line = found.line(str(key))
        own = {"name": key, "line": line} if by_name else {}
        entry = validate(reader, found, model, item, f"{key}.", **own, **more)
        name = getattr(entry, "id", None)
        if name and name in seen:
            reader.report(found.path, line, f"Two entries have the id “{name}”.", "Give each its own id.")
        elif entry:
            seen.add(name)
            yield entry


def _published_before(root: Path) -> Iterator[Published]:
    """Yield the entries of the ledger as they were before the change in hand."""
    for text in git.before(root, LEDGER):
        reader = Reader(root)
        found = reader.yaml(root, text)
        if found and isinstance(found.value, dict):
            yield from _entries(reader, found, Published)


def _mapping(name: str, found: Yaml, value: dict[str, Any], prefix: str = "") -> Entries:
    """Return a file that is a mapping, whose missing keys say where they should be."""
    inner = {
        key: _mapping(name, found, item, f"{prefix}{key}.") if isinstance(item, dict) else item
        for key, item in value.items()
    }
    return Entries(inner, f"{FOLDER}/{name}.yml:{found.line(prefix[:-1])}", prefix)


def _texts(files: Mapping[str, Yaml], locales: tuple[str, ...]) -> Iterator[Text]:
    """Yield each text that pages show, with its language, if that is known."""
    for name, found in files.items():
        for key, text in found.texts.items() if not name.startswith("search/") else ():
            parts = (name.rpartition("/")[2], *key.split("."))
            locale = next((part for part in parts if part in locales), "")
            yield Text(f"{FOLDER}/{name}.yml", found.line(key), key, text, locale)
