"""Reads the files of `docs/_data`: lists of entries against their models, and the interface texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from . import git
from .fields import Entry
from .model import CannotRun, Text, Yaml
from .schema import Event, Link, OtherDate, Published, Term
from .source import Reader
from .validation import validate

FOLDER = "docs/_data"
LEDGER = f"{FOLDER}/published.yml"
SCAN = f"{FOLDER}/CL-26-22.ru.md"
# Files of one list each; the ledger is by page name. Then folders with one file a language.
_LISTS = ("dates", "events", "glossary", "links", "names", "published")
_BY_LOCALE = ("strings", "search")
EntryType = TypeVar("EntryType", bound=Entry)


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
    names = [*_LISTS, *(f"{folder}/{code}" for folder in _BY_LOCALE for code in locales)]
    paths = {name: f"{FOLDER}/{name}.yml" for name in names}
    files = {path: found for path in paths.values() if (found := reader.yaml_file(reader.root / path))}
    for path in sorted((reader.root / FOLDER).rglob("*")):
        name = path.relative_to(reader.root).as_posix()
        log = name.startswith(f"{FOLDER}/reviews/") and path.suffix == ".md" and not path.is_symlink()
        if not log and name not in (*paths.values(), SCAN) and (path.is_symlink() or not path.is_dir()):
            reader.report(path, 1, "No page uses this file.", "Delete it, or correct its name.")

    def entries(name: str, model: type[EntryType], **more: Any) -> tuple[EntryType, ...]:
        return tuple(_entries(reader, paths[name], files.get(paths[name]), model, locales, **more))

    return {
        "events": entries("events", Event),
        "links": entries("links", Link),
        "terms": entries("glossary", Term) + entries("names", Term, listed=False),
        "other_dates": tuple(entry.date for entry in entries("dates", OtherDate)),
        "published": {entry.name: entry for entry in entries("published", Published)},
        "published_before": tuple(_published_before(reader.root)),
        **{
            folder: {code: _mapping(reader, paths[f"{folder}/{code}"], files) for code in locales}
            for folder in _BY_LOCALE
        },
        # The words of the search are data of a script, and no page shows them.
        "texts": tuple(
            text
            for path, found in files.items()
            if "/search/" not in path
            for text in _texts(path, found, locales)
        ),
        "files": files,
        "scan": (reader.text(reader.root / SCAN) or "") if (reader.root / SCAN).exists() else "",
    }


def _entries(
    reader: Reader,
    path: str,
    found: Yaml | None,
    model: type[EntryType],
    locales: tuple[str, ...] = (),
    **more: Any,
) -> Iterator[EntryType]:
    """Yield the sound entries of a file, and report the others."""
    value: Any = found.value if found else []
    by_name = model is Published
    if not isinstance(value, dict if by_name else list):
        like = "“page:” and below it “  ids: […]”" if by_name else "“- ” before every entry"
        reader.report(path, 1, "The file is not a list of entries.", f"Write {like}.")
        return
    seen: set[str] = set()
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        assert found
        line = found.line(str(key))
        extra = {"name": key, "line": line} if by_name else more
        entry, errors = validate(model, found, item, f"{key}.", locales, **extra)
        for error in errors:
            reader.report(path, *error)
        name = getattr(entry, "id", "")
        if name in seen:
            reader.report(path, line, f"Two entries have the id “{name}”.", "Give each its own id.")
        elif entry:
            seen |= {name} - {""}
            yield entry


def _published_before(root: Path) -> Iterator[Published]:
    """Yield the entries of the ledger as they were before the change in hand."""
    for text in git.before(root, LEDGER):
        reader = Reader(root)
        yield from _entries(reader, LEDGER, reader.yaml(root, text), Published)


def _mapping(reader: Reader, path: str, files: Mapping[str, Yaml]) -> Entries:
    """Return a file that is a mapping, whose missing keys say where they should be."""
    found = files.get(path)

    def entries(value: dict[str, Any], prefix: str = "") -> Entries:
        inner = {
            key: entries(item, f"{prefix}{key}.") if isinstance(item, dict) else item
            for key, item in value.items()
        }
        return Entries(inner, f"{path}:{found.line(prefix[:-1]) if found else 1}", prefix)

    if found and not isinstance(found.value, dict):
        reader.report(path, 1, "The file is not a list of keys.", "Write lines of “key: value”.")
    return entries(found.value if found and isinstance(found.value, dict) else {})


def _texts(path: str, found: Yaml, locales: tuple[str, ...]) -> Iterator[Text]:
    """Yield each text of a data file with its line and its language, if that is known."""

    def flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict | list):
            for inner, item in value.items() if isinstance(value, dict) else enumerate(value):
                yield from flat(item, f"{key}.{inner}" if key else str(inner))

    for key, text in flat(found.value):
        locale = next((part for part in (Path(path).stem, *key.split(".")) if part in locales), "")
        yield Text(path, found.line(key), key, text, locale)
