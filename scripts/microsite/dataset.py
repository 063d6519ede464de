"""Reads the files of `docs/_data`: lists of entries against their models, and the interface texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from . import git
from .fields import ID, Entry
from .model import CannotRun, Text, Yaml
from .schema import Event, Link, OtherDate, Published, Term
from .source import Reader
from .validation import validate

FOLDER = "docs/_data"
SCAN = "CL-26-22.ru.md"
_LISTS: dict[str, type[Entry]] = {
    "dates.yml": OtherDate,
    "events.yml": Event,
    "glossary.yml": Term,
    "links.yml": Link,
    "names.yml": Term,
}
_LEDGER = "published.yml"
# Folders with one file a language.
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


@dataclass
class Data:
    """What `docs/_data` holds. `sources` has the text of each file by its path from the root."""

    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    terms: tuple[Term, ...] = ()
    other_dates: tuple[str, ...] = ()
    published: Mapping[str, Published] = field(default_factory=dict)
    published_before: tuple[tuple[str, tuple[str, ...]], ...] = ()
    strings: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    search: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()
    scan: str = ""
    sources: dict[str, str] = field(default_factory=dict)


def read(reader: Reader, locales: tuple[str, ...]) -> Data:
    """Return what the data files hold, and report what is wrong with them."""
    folder = reader.root / FOLDER
    data, files = Data(), dict[str, Yaml]()
    wanted = [*_LISTS, _LEDGER, *(f"{place}/{code}.yml" for place in _BY_LOCALE for code in locales)]
    for name in wanted:
        if (text := reader.text(folder / name)) is not None:
            data.sources[f"{FOLDER}/{name}"] = text
            if found := reader.yaml(folder / name, text):
                files[name] = found
    _report_others(reader, folder, {*wanted, SCAN})
    data.events = tuple(_entries(reader, files, "events.yml", Event, locales))
    data.links = tuple(_entries(reader, files, "links.yml", Link, locales))
    data.terms = tuple(_entries(reader, files, "glossary.yml", Term, locales)) + tuple(
        _entries(reader, files, "names.yml", Term, locales, listed=False)
    )
    data.other_dates = tuple(one.date for one in _entries(reader, files, "dates.yml", OtherDate, locales))
    data.published = dict(_published(reader, files.get(_LEDGER)))
    data.published_before = tuple(dict.fromkeys(_published_before(reader.root)))
    for code in locales:
        data.strings[code] = _mapping(reader, files, f"strings/{code}.yml")
        data.search[code] = _mapping(reader, files, f"search/{code}.yml")
    data.texts = tuple(text for name, found in files.items() for text in _texts(name, found, locales))
    if (folder / SCAN).exists():
        data.scan = reader.text(folder / SCAN) or ""
    return data


def _report_others(reader: Reader, folder: Path, wanted: set[str]) -> None:
    """Report what does not belong in the folder. Logs of reviews are Markdown, and no page shows them."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        log = name.startswith("reviews/") and path.suffix == ".md" and not path.is_symlink()
        if name not in wanted and not log and (path.is_symlink() or not path.is_dir()):
            reader.report(path, 1, "No page uses this file.", "Delete it, or correct its name.")


def _entries(
    reader: Reader,
    files: Mapping[str, Yaml],
    name: str,
    model: type[EntryType],
    locales: tuple[str, ...],
    **more: Any,
) -> Iterator[EntryType]:
    """Yield the sound entries of a file that is a list, and report the others."""
    found, path = files.get(name), f"{FOLDER}/{name}"
    if found and not isinstance(found.value, list):
        reader.report(path, 1, "The file is not a list.", "Begin every entry with “- ”.")
    ids: set[str] = set()
    for index, item in enumerate(found.value if found and isinstance(found.value, list) else ()):
        assert found
        line = found.line(str(index))
        extra = {**more, "line": line} if "line" in model.model_fields else more
        entry, errors = validate(model, found, item, f"{index}.", locales, **extra)
        for error in errors:
            reader.report(path, *error)
        key = getattr(entry, "id", "")
        if key in ids:
            reader.report(path, line, f"Two entries have the id “{key}”.", "Give each its own id.")
        elif entry:
            ids.update([key] if key else [])
            yield entry


def _published(reader: Reader, found: Yaml | None) -> Iterator[tuple[str, Published]]:
    """Yield name and entry of each page in the ledger."""
    path = f"{FOLDER}/{_LEDGER}"
    if found and not isinstance(found.value, dict | None):
        reader.report(
            path, 1, "The file is not a list of keys.", "Write “page:” and below it “  ids: […]”."
        )
        return
    for name, item in (found.value or {}).items() if found else ():
        assert found
        line = found.line(name)
        if not all(map(ID.match, str(name).split("/"))):
            message = f"“{name}” cannot be the address of a page."
            reader.report(path, line, message, "Use small letters a to z, digits and hyphens.")
            continue
        entry, errors = validate(Published, found, item, f"{name}.", line=line)
        for error in errors:
            reader.report(path, *error)
        if entry:
            yield name, entry


def _published_before(root: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield pages and ids of the ledger as they were before the change in hand."""
    for text in git.before(root, f"{FOLDER}/{_LEDGER}"):
        found = Reader(root).yaml(root, text)
        for name, entry in found.value.items() if found and isinstance(found.value, dict) else ():
            ids = entry.get("ids", []) if isinstance(entry, dict) else []
            yield str(name), tuple(map(str, ids)) if isinstance(ids, list) else ()


def _mapping(reader: Reader, files: Mapping[str, Yaml], name: str) -> Mapping[str, Any]:
    """Return a file that is a mapping, whose missing keys say where they should be."""
    found = files.get(name)
    if found is None or not isinstance(found.value, dict):
        if found:
            message = "The file is not a list of keys."
            reader.report(f"{FOLDER}/{name}", 1, message, "Write lines of “key: value”.")
        return Entries({}, f"{FOLDER}/{name}:1")

    def entries(value: Any, prefix: str = "") -> Any:
        if not isinstance(value, dict):
            return value
        inner = {key: entries(item, f"{prefix}{key}.") for key, item in value.items()}
        return Entries(inner, f"{FOLDER}/{name}:{found.line(prefix[:-1])}", prefix)

    whole: Mapping[str, Any] = entries(found.value)
    return whole


def _texts(name: str, found: Yaml, locales: tuple[str, ...]) -> Iterator[Text]:
    """Yield each text of a data file with its line and its language, if that is known."""
    own = Path(name).stem if "/" in name else ""

    def flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict | list):
            for inner, item in value.items() if isinstance(value, dict) else enumerate(value):
                yield from flat(item, f"{key}.{inner}" if key else str(inner))

    for key, text in flat(found.value):
        locale = own or next((part for part in key.split(".") if part in locales), "")
        yield Text(f"{FOLDER}/{name}", found.line(key), key, text, locale)
