"""Reads the files of `docs/_data`: lists of entries against their models, and the interface texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .model import Text, Yaml
from .schema import Event, Link, OtherDate, Published, SearchWords, Term
from .source import Model, Reader

FOLDER = "docs/_data"
LEDGER, SCAN = f"{FOLDER}/published.yml", f"{FOLDER}/CL-26-22.ru.md"
# Files of one list each; the others have keys.
_LISTS = ("dates", "events", "glossary", "links", "names")


def read(reader: Reader, locales: tuple[str, ...]) -> dict[str, Any]:
    """Return what the data files hold, by the fields of Content, and report what is wrong with them."""
    files: dict[str, Yaml] = {}
    by_locale = [f"{folder}/{code}" for folder in ("strings", "search") for code in locales]
    for name in (*_LISTS, "published", *by_locale):
        path, form = reader.root / FOLDER / f"{name}.yml", list if name in _LISTS else dict
        found = reader.yaml(path, reader.text(path)) or Yaml(path, "", form(), {}, {})
        if not isinstance(found.value, form):
            remedy = "Write “key: value”, or “- ” before each entry, as in Git."
            reader.report(path, 1, "The file is not a list as it should be.", remedy)
            found = found._replace(value=form())
        files[name] = found

    def entries(name: str, model: type[Model], **more: Any) -> tuple[Model, ...]:
        return tuple(_entries(reader, files[name], model, locales=locales, **more))

    return {
        "events": entries("events", Event),
        "links": entries("links", Link),
        "terms": entries("glossary", Term) + entries("names", Term, listed=False),
        "other_dates": tuple(entry.date for entry in entries("dates", OtherDate)),
        "published": {entry.name: entry for entry in entries("published", Published)},
        "texts": tuple(_texts(files, locales)),
        "files": {f"{FOLDER}/{name}.yml": found for name, found in files.items()},
        "scan": (reader.text(reader.root / SCAN) or "") if (reader.root / SCAN).exists() else "",
        "strings": {code: files[f"strings/{code}"].value for code in locales},
        "search": {code: reader.entry(files[f"search/{code}"], SearchWords) for code in locales},
    }


def _entries(reader: Reader, found: Yaml, model: type[Model], **more: Any) -> Iterator[Model]:
    """Yield the sound entries of a file, and report the others."""
    seen = set()
    by_name = isinstance(found.value, dict)
    for key in found.value if by_name else range(len(found.value)):
        own = {"name": key} if by_name else {}
        entry = reader.entry(found, model, key, **own, **more)
        name = getattr(entry, "id", None)
        if name and name in seen:
            remedy = "Give each its own id."
            reader.report(found.path, found.line(str(key)), f"Two entries have the id “{name}”.", remedy)
        elif entry:
            seen.add(name)
            yield entry


def _texts(files: Mapping[str, Yaml], locales: tuple[str, ...]) -> Iterator[Text]:
    """Yield each text that pages show, with its language, if that is known."""
    for name, found in files.items():
        for key, text in found.texts.items() if not name.startswith("search/") else ():
            parts = (name.rpartition("/")[2], *key.split("."))
            locale = next((part for part in parts if part in locales), "")
            yield Text(f"{FOLDER}/{name}.yml", found.line(key), key, text, locale)
