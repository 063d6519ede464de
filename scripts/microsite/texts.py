"""Reads the texts of `docs/_data`: those of the interface by key, and every single one for the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .model import Text
from .reader import Reader
from .registry import CannotRun


class Entries(dict[str, Any]):
    """Entries of a data file by key. `place` is where one that is missing should stand: `path:line`."""

    def __init__(self, entries: Mapping[str, Any], place: str, prefix: str = "") -> None:
        super().__init__(entries)
        self._place, self._prefix = place, prefix

    def __missing__(self, key: str) -> Any:
        """Say what the program asks for and does not find. Raises CannotRun."""
        raise CannotRun(f"{self._place}: “{self._prefix}{key}” is missing, which pages show. Put it back.")


def strings(reader: Reader, path: Path) -> Mapping[str, Any]:
    """Return the interface texts of one language."""
    found = reader.yaml_file(path)
    if found is None:
        return {}
    if not isinstance(found.value, dict):
        reader.report(path, 1, "The file is not a list of keys.", "Write lines of “key: value”.")
        return {}
    shown = path.relative_to(reader.root).as_posix()

    def entries(value: Any, prefix: str = "") -> Any:
        if not isinstance(value, dict):
            return value
        inner = {key: entries(item, f"{prefix}{key}.") for key, item in value.items()}
        return Entries(inner, f"{shown}:{found.lines.get(prefix[:-1], 1)}", prefix)

    texts: Mapping[str, Any] = entries(found.value)
    return texts


def texts(reader: Reader, path: Path, codes: frozenset[str]) -> Iterator[Text]:
    """Yield each text of a data file with its line and its language, if that is known."""
    if (found := reader.yaml_file(path)) is None:
        return
    shown = path.relative_to(reader.root).as_posix()
    own = path.stem if path.parent.name == "strings" else ""
    for key, text in _flat(found.value):
        named = own or next((part for part in key.split(".") if part in codes), "")
        yield Text(shown, found.lines.get(key, 1), key, text, named)


def _flat(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, item in pairs:
            yield from _flat(item, f"{key}.{name}" if key else str(name))
