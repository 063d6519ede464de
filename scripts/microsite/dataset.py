"""Reads the files of `docs/_data`: lists of entries against their models, and the interface texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from . import git
from .fields import Entry
from .model import CannotRun, Text, Yaml
from .schema import Event, Link, OtherDate, Published, Term
from .source import Reader
from .validation import validate

FOLDER = "docs/_data"
LEDGER = "published.yml"
SCAN = "CL-26-22.ru.md"
_LISTS = ("dates.yml", "events.yml", "glossary.yml", "links.yml", "names.yml", LEDGER)
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
    wanted = [*_LISTS, *(f"{place}/{code}.yml" for place in _BY_LOCALE for code in locales)]
    for name in wanted:
        if (text := reader.text(folder / name)) is not None:
            data.sources[f"{FOLDER}/{name}"] = text
            if found := reader.yaml(folder / name, text):
                files[name] = found
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        log = name.startswith("reviews/") and path.suffix == ".md" and not path.is_symlink()
        if not log and name not in (*wanted, SCAN) and (path.is_symlink() or not path.is_dir()):
            reader.report(path, 1, "No page uses this file.", "Delete it, or correct its name.")

    def entries(name: str, model: type[EntryType], **more: Any) -> tuple[EntryType, ...]:
        return tuple(_entries(reader, name, files.get(name), model, locales, **more))

    data.events, data.links = entries("events.yml", Event), entries("links.yml", Link)
    data.terms = entries("glossary.yml", Term) + entries("names.yml", Term, listed=False)
    data.other_dates = tuple(entry.date for entry in entries("dates.yml", OtherDate))
    data.published = {entry.name: entry for entry in entries(LEDGER, Published)}
    data.published_before = tuple(dict.fromkeys(_published_before(reader.root)))
    for code in locales:
        data.strings[code], data.search[code] = (
            _mapping(reader, f"{place}/{code}.yml", files.get(f"{place}/{code}.yml"))
            for place in _BY_LOCALE
        )
    data.texts = tuple(text for name, found in files.items() for text in _texts(name, found, locales))
    data.scan = (reader.text(folder / SCAN) or "") if (folder / SCAN).exists() else ""
    return data


def _entries(
    reader: Reader,
    file: str,
    found: Yaml | None,
    model: type[EntryType],
    locales: tuple[str, ...],
    **more: Any,
) -> Iterator[EntryType]:
    """Yield the sound entries of a file, and report the others. Those of the ledger are by page name."""
    path = f"{FOLDER}/{file}"
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
        extra = {"line": line} if "line" in model.model_fields else {}
        extra |= {"name": key} if by_name else more
        entry, errors = validate(model, found, item, f"{key}.", locales, **extra)
        for error in errors:
            reader.report(path, *error)
        name = getattr(entry, "id", "")
        if name in seen:
            reader.report(path, line, f"Two entries have the id “{name}”.", "Give each its own id.")
        elif entry:
            seen |= {name} - {""}
            yield entry


def _published_before(root: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield pages and ids of the ledger as they were before the change in hand."""
    for text in git.before(root, f"{FOLDER}/{LEDGER}"):
        reader = Reader(root)
        for entry in _entries(reader, LEDGER, reader.yaml(root, text), Published, ()):
            yield entry.name, entry.ids


def _mapping(reader: Reader, file: str, found: Yaml | None) -> Mapping[str, Any]:
    """Return a file that is a mapping, whose missing keys say where they should be."""
    if found and not isinstance(found.value, dict):
        message = "The file is not a list of keys."
        reader.report(f"{FOLDER}/{file}", 1, message, "Write lines of “key: value”.")

    def entries(value: Any, prefix: str = "") -> Any:
        if not isinstance(value, dict):
            return value
        inner = {key: entries(item, f"{prefix}{key}.") for key, item in value.items()}
        return Entries(inner, f"{FOLDER}/{file}:{found.line(prefix[:-1]) if found else 1}", prefix)

    whole: Mapping[str, Any] = entries(found.value if found and isinstance(found.value, dict) else {})
    return whole


def _texts(file: str, found: Yaml, locales: tuple[str, ...]) -> Iterator[Text]:
    """Yield each text of a data file with its line and its language, if that is known."""
    own = Path(file).stem if "/" in file else ""

    def flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict | list):
            for inner, item in value.items() if isinstance(value, dict) else enumerate(value):
                yield from flat(item, f"{key}.{inner}" if key else str(inner))

    for key, text in flat(found.value):
        locale = own or next((part for part in key.split(".") if part in locales), "")
        yield Text(f"{FOLDER}/{file}", found.line(key), key, text, locale)
