"""Reads one file safely. Bad input becomes a Problem, never an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from .model import Problem, Yaml

MAX_BYTES = 100_000
MAX_LINE = 4_000
MAX_NESTING = 20
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)


# The C library reads ten times as fast; PyYAML's wheels bring it.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # base chosen at run time
    """YAML in which every scalar is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 # as the base class has it


@dataclass
class Reader:
    """Reads the files below `root` and collects the problems."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path | str, line: int, message: str, remedy: str, rule: str = "file") -> None:
        """Note a problem of a file."""
        shown = path if isinstance(path, str) else path.relative_to(self.root).as_posix()
        self.problems.append(Problem(shown, line, message, remedy, rule))

    def text(self, path: Path) -> str | None:
        """Return the file's text with LF line ends, or None after reporting why it cannot be read."""
        try:
            if path.is_symlink() or path.resolve() != self.root.resolve() / path.relative_to(self.root):
                found: Any = 1, "The file is a link to another place.", "Put a real file here."
            elif not path.is_file():
                found = 1, "The file is missing.", "Put it back."
            elif path.stat().st_size > MAX_BYTES:
                message = f"The file has more than {MAX_BYTES:,} bytes."
                found = 1, message, "Split it, or remove what does not belong here."
            else:
                found = _decoded(path.read_bytes())
        except (OSError, RuntimeError) as error:  # RuntimeError: a folder is a link to itself
            found = 1, f"The file cannot be read ({type(error).__name__}).", "Put a real file here."
        if isinstance(found, str):
            return found
        self.report(path, *found)
        return None

    def yaml_file(self, path: Path) -> Yaml | None:
        """Return what a YAML file holds, or None after reporting why it cannot be used."""
        text = self.text(path)
        return None if text is None else self.yaml(path, text)

    def yaml(self, path: Path, text: str, offset: int = 0) -> Yaml | None:
        """Return the YAML value, or None after reporting why it cannot be used.

        `offset` is the number of lines before the text in its file.
        """
        try:
            if mark := CONFLICT.search(text):
                raise _at(text, mark, "two versions of this text met here, and Git left both")
            # MkDocs would end the front matter at such a line, and publish the rest as text.
            if mark := re.search(r"^(?:\.\.\.|---|%)", text, re.MULTILINE):
                raise _at(text, mark, f"a line begins with {mark[0]}")
            _refuse_surprises(text)
            loader = _Loader(text)
            node = loader.get_single_node()
            value = loader.construct_document(node) if node else None
        except yaml.YAMLError as error:
            self.report(path, _line_of(error, text) + offset, *_explained(error, text))
            return None
        twice: list[tuple[int, str]] = []
        lines = key_lines(node, offset + 1, twice)
        for line, key in twice:
            self.report(path, line, f"The key “{key}” appears twice.", "Keep one of the two.")
        return Yaml(value, lines, text)


def key_lines(
    node: Node | None, first: int = 1, twice: list[tuple[int, str]] | None = None
) -> dict[str, int]:
    """Return the line of each key of a YAML node (`status.label`, `3.id`), counted from `first`.

    Keys that appear twice are added to `twice`.
    """
    lines: dict[str, int] = {}

    def note(node: Node | None, prefix: str) -> None:
        if isinstance(node, MappingNode):
            for key, value in node.value:
                name, line = f"{prefix}{key.value}", key.start_mark.line + first
                if name in lines and twice is not None:
                    twice.append((line, str(key.value)))
                lines[name] = line
                note(value, f"{name}.")
        elif isinstance(node, SequenceNode):
            for index, item in enumerate(node.value):
                lines[f"{prefix}{index}"] = item.start_mark.line + first
                note(item, f"{prefix}{index}.")

    note(node, "")
    return lines


def _at(text: str, mark: re.Match[str], reason: str) -> yaml.YAMLError:
    place = yaml.Mark("", 0, text[: mark.start()].count("\n"), 0, None, 0)
    return yaml.composer.ComposerError(None, None, reason, place)


def _refuse_surprises(text: str) -> None:
    """Raise YAMLError for what can grow or surprise: anchors, aliases, tags, deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        special = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if special or isinstance(event, yaml.AliasEvent):
            reason = "anchors (&), aliases (*) and tags (!) are not allowed at the start of a value"
        elif depth > MAX_NESTING:
            reason = f"it is nested more than {MAX_NESTING} levels deep"
        else:
            continue
        raise yaml.composer.ComposerError(None, None, reason, event.start_mark)  # type: ignore[arg-type] # a mark of the C library serves as well


def _decoded(raw: bytes) -> str | tuple[int, str, str]:
    """Return the text of a file, or line, message and remedy."""
    try:
        text = normal(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return line, "The file is not UTF-8 text here.", "Save it again with the encoding UTF-8."
    for number, line_text in enumerate(text.split("\n"), 1):
        if "\0" in line_text:
            return number, "This is binary data, not text.", "Put a text file in UTF-8 here."
        if len(line_text) > MAX_LINE:
            message = f"The line has more than {MAX_LINE:,} characters."
            return number, message, "Write one paragraph a line, and shorter ones."
    return text if text.strip() else (1, "The file is empty.", "Write its text, or delete the file.")


def normal(text: str) -> str:
    """Return a text with LF line ends and without trailing spaces that mean nothing.

    Two or more inside a paragraph break its line.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(
        bare if not following.strip() or line == f"{bare} " else line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        for bare in [line.rstrip(" \t")]
    )


def _line_of(error: yaml.YAMLError, text: str) -> int:
    """Return the line where an editor has to look, counted from 1."""
    if isinstance(error, yaml.reader.ReaderError):
        return text[: error.position].count("\n") + 1
    assert isinstance(error, yaml.MarkedYAMLError)
    # A quotation mark or bracket that is never closed is noticed far below the place of the error.
    opened = str(error.context).startswith(("while scanning a quoted", "while parsing a flow"))
    mark = error.context_mark if opened else error.problem_mark
    return int(getattr(mark or error.problem_mark or error.context_mark, "line", 0)) + 1


def _explained(error: yaml.YAMLError, text: str) -> tuple[str, str]:
    """Return message and remedy for a text that is not YAML."""
    reason = getattr(error, "problem", None) or error.reason  # type: ignore[attr-defined] # of a ReaderError
    if "Git left both" in reason:
        return (
            f"{reason.capitalize()}.",
            "Keep one, and delete the lines with <<<<<<<, ======= and >>>>>>>.",
        )
    if "\t" in text.split("\n")[_line_of(error, text) - 1]:
        return "A tab is not allowed here.", "Write spaces instead."
    remedy = "Put a value with a colon or a quotation mark between double quotes; close every bracket."
    return f"This is not valid YAML: {reason}.", remedy
