"""Reads one file safely: text, YAML, entries. Bad input becomes a Problem, never an exception."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pydantic
import yaml
from yaml.composer import ComposerError

from .model import CannotRun, Problem, Yaml

MAX_BYTES = 100_000
# The spaces at the end of a line, but for two that break it.
_TRAILING = re.compile(r"(?<=[^ \t\n])(  )[ \t]*$(?=\n[ \t]*[^ \t\n])|(?<![ \t])[ \t]+$", re.MULTILINE)
# The C library is much faster; PyYAML's wheels bring it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def rules(module: str) -> Any:
    """Return what the YAML file beside a module of the program says."""
    return yaml.load(Path(module).with_suffix(".yml").read_text("utf-8"), _Loader)


_REFUSED = rules(__file__)
Model = TypeVar("Model", bound=pydantic.BaseModel)


class Entries(dict[Any, Any]):
    """Entries of a file by key. `place` is where one that is missing should be: `path:line`."""

    def __init__(self, entries: Mapping[Any, Any], place: str) -> None:
        super().__init__(entries)
        self._place = place

    def __missing__(self, key: str) -> Any:
        """Raise CannotRun with what the program asks for and does not find."""
        raise CannotRun(f"{self._place}: “{key}” is missing, which pages show. Put it back.")


@dataclass
class Reader:
    """Reads the files below `root`, of a site in some `locales`, and collects the problems."""

    root: Path
    locales: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path, line: int, message: str, remedy: str) -> None:
        """Note a problem of a file."""
        name = path.relative_to(self.root).as_posix()
        self.problems.append(Problem(name, line, message, remedy, "file"))

    def text(self, path: Path) -> str | None:
        """Return the file's text with LF line ends, or None after reporting why it cannot be read."""
        line = 1
        try:
            if path.is_symlink() or path.resolve() != self.root.resolve() / path.relative_to(self.root):
                wrong = "is a link to another place"
            elif path.stat().st_size > MAX_BYTES:
                wrong = f"has more than {MAX_BYTES:,} bytes"
            else:
                text = normal(path.read_bytes().decode("utf-8-sig"))
                return None if self.refuses(path, text, "all") else text
        except UnicodeDecodeError as error:
            line = len(re.split(rb"\r\n?|\n", error.object[: error.start]))
            wrong = "is not UTF-8 text here"
        except (OSError, RuntimeError) as error:  # RuntimeError: a folder is a link to itself
            wrong = f"cannot be read ({type(error).__name__})"
        self.report(path, line, f"The file {wrong}.", "Put it back, as text in UTF-8, one paragraph a line.")
        return None

    def refuses(self, path: Path, text: str, kind: str, offset: int = 0) -> bool:
        """Report the first thing that no file, or no YAML, may have. Return whether there is one."""
        for rule in _REFUSED[kind]:
            if match := re.search(rule["pattern"], text, re.MULTILINE):
                line = text.count("\n", 0, match.start()) + offset + 1
                self.report(path, line, rule["message"], rule["remedy"])
                return True
        return False

    def yaml(self, path: Path, text: str, offset: int = 0) -> Yaml | None:
        """Return the YAML of a text after `offset` lines, or None after reporting why there is none."""
        if self.refuses(path, text, "yaml", offset):
            return None
        found = Yaml(path, None, {}, {})
        try:
            events = _events(text)
            for event in events:
                if getattr(event, "anchor", None) or getattr(event, "tag", None):
                    raise ComposerError(None, None, "a value begins with &, * or !", event.start_mark)
            value = self._value(found, iter(events), offset + 1) if events else None
            return found._replace(value=value)
        except (yaml.YAMLError, RecursionError) as error:
            # A sign that was never closed is noticed only far below.
            unclosed = re.search("quoted|flow", str(getattr(error, "context", "")))
            mark: Any = getattr(error, "context_mark" if unclosed else "problem_mark", None)
            line = min(mark.line, text.count("\n")) + offset + 1 if mark else offset + 1
            message = f"This is not valid YAML: {getattr(error, 'problem', error)}."
            remedy = "Put a value with a colon or a quotation mark in double quotes; close every bracket."
            self.report(path, line, message, remedy)
            return None

    def _value(self, found: Yaml, events: Iterator[Any], first: int, at: str = "", event: Any = None) -> Any:
        """Return the value that begins with `event`, or the next one, as texts; note its keys in `found`."""
        event = event or next(events)
        line = event.start_mark.line + first
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        value = Entries({}, f"{found.path.relative_to(self.root).as_posix()}:{line}")
        for item in events:
            if isinstance(item, yaml.CollectionEndEvent):
                break
            if is_mapping and not isinstance(item, yaml.ScalarEvent):
                raise ComposerError(None, None, "a key is a list", item.start_mark)
            own = item.value if is_mapping else len(value)
            key, line = f"{at}{own}", item.start_mark.line + first
            if is_mapping and key in found.lines:
                self.report(found.path, line, f"The key “{own}” appears twice.", "Keep one of the two.")
            found.lines[key] = line
            value[own] = self._value(found, events, first, f"{key}.", None if is_mapping else item)
            if isinstance(value[own], str):
                found.texts[key] = value[own]
        return value if is_mapping else list(value.values())

    def entries(self, found: Yaml, model: type[Model], **more: Any) -> Iterator[Model]:
        """Yield the sound entries of a file, with `more` fields, and report the others."""
        seen = set()
        by_name = isinstance(found.value, dict)
        for key in found.value if by_name else range(len(found.value)):
            entry = self.entry(found, model, key, **more, **({"name": key} if by_name else {}))
            name = getattr(entry, "id", None)
            if name and name in seen:
                message = f"Two entries have the id “{name}”."
                self.report(found.path, found.line(str(key)), message, "Give each its own id.")
            elif entry:
                seen.add(name)
                yield entry

    def entry(self, found: Yaml, model: type[Model], key: Any = "", **more: Any) -> Model | None:
        """Return a file, or its entry with a key, with `more` fields, or None after reporting errors."""
        value, at = (found.value, "") if key == "" else (found.value[key], f"{key}.")
        if not isinstance(value, dict):
            line, message = found.line(str(key)), "This is not a list of keys."
            self.report(found.path, line, message, "Write “key: value”.")
            return None
        try:
            return model.model_validate({**value, **more}, context=self.locales)
        except pydantic.ValidationError as error:
            for item in error.errors():
                line = found.line(f"{at}{'.'.join(map(str, item['loc']))}".rstrip("."))
                if item["type"] != "default_factory_not_called":  # the key that it needs has the same error
                    self.report(found.path, line, *_explained(model, item, value))
            return None


@cache  # A preview asks again for the texts that were not edited.
def _events(text: str) -> list[Any]:
    return [*yaml.parse(text, _Loader)][2:-2]  # without stream and document


def _explained(model: type[pydantic.BaseModel], item: Any, value: dict[str, Any]) -> tuple[str, str]:
    if not item["loc"]:
        return "The values do not fit together.", item["msg"].removeprefix("Value error, ")
    key = str(item["loc"][0])
    remedies = {name: known.description for name, known in model.model_fields.items() if known.description}
    if item["type"] == "extra_forbidden":
        keys = ", ".join(name for name, known in model.model_fields.items() if not known.exclude)
        return f"The key “{key}” is unknown.", f"Delete it, or write one of {keys}."
    if item["type"] == "missing" or value.get(key) == "":
        return f"The key “{key}” is missing or empty.", f"Add “{key}: …”. {remedies.get(key, '')}"
    return f"“{key}” is “{str(item['input'])[:80]}”.", remedies.get(key, "Delete it.")


def normal(text: str) -> str:
    """Return a text with LF line ends and without trailing spaces, but for two that break a line."""
    return _TRAILING.sub(r"\1", text.replace("\r\n", "\n").replace("\r", "\n"))
