"""Reads single files with bounds on time and memory. Bad input becomes a Problem, never an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from .model import Problem

MAX_BYTES = 100_000
MAX_LINE = 4_000
MAX_NESTING = 20


@dataclass(frozen=True)
class Yaml:
    """A YAML value, in which every scalar is a text, and the line of each key: `status.label`, `3.id`."""

    value: Any
    lines: dict[str, int]


# The C library reads ten times as fast; PyYAML's wheels bring it.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # chosen by what is there
    """YAML in which every scalar is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 # as the base class has it


def _refuse_surprises(text: str) -> None:
    """Raise YAMLError for what can grow or surprise: anchors, aliases, tags, much depth."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            reason = "anchors (&), aliases (*) and tags (!) are not allowed at the start of a value"
        elif depth > MAX_NESTING:
            reason = f"it is nested more than {MAX_NESTING} levels deep"
        else:
            continue
        raise yaml.composer.ComposerError(None, None, reason, event.start_mark)  # type: ignore[arg-type] # a mark of the C library serves as well


@dataclass
class Reader:
    """Collects problems while the files below `root` are read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    _read: dict[Path, Yaml | None] = field(default_factory=dict)

    def report(self, path: Path | str, line: int, message: str, remedy: str) -> None:
        """Note a problem of a file."""
        shown = path if isinstance(path, str) else path.relative_to(self.root).as_posix()
        self.problems.append(Problem(shown, line, message, remedy, "file"))

    def text(self, path: Path) -> str | None:
        """Return the file's text with LF line ends, or None after reporting why it cannot be read."""
        raw = self._raw(path)
        text = _decoded(raw) if isinstance(raw, bytes) else raw
        if isinstance(text, str):
            return text
        self.report(path, *text)
        return None

    def _raw(self, path: Path) -> bytes | tuple[int, str, str]:
        try:
            if path.is_symlink() or path.resolve() != self.root.resolve() / path.relative_to(self.root):
                return 1, "The file is a link to another place.", "Put a real file here."
            if not path.is_file():
                return 1, "There is no file here.", "Put it back."
            if path.stat().st_size > MAX_BYTES:
                return (
                    1,
                    f"The file has more than {MAX_BYTES:,} bytes.",
                    "Split it, or remove what does not belong to it.",
                )
            return path.read_bytes()
        except (OSError, RuntimeError) as error:  # RuntimeError: a folder is a link to itself
            return 1, f"The file cannot be read ({type(error).__name__}).", "Put a real file here."

    def yaml_file(self, path: Path) -> Yaml | None:
        """Return what a YAML file holds, or None after reporting, once, why it cannot be used."""
        if path not in self._read:
            text = self.text(path)
            self._read[path] = None if text is None else self.yaml(path, text)
        return self._read[path]

    def yaml(self, path: Path, text: str, offset: int = 0) -> Yaml | None:
        """Return the YAML value, or None after reporting why it cannot be used.

        `offset` is the number of lines that stand before the text in its file.
        """
        # MkDocs would end the head of a page at such a line, and publish the rest as text.
        if mark := re.search(r"^(?:\.\.\.|---|%)", text, re.MULTILINE):
            line = text[: mark.start()].count("\n") + 1 + offset
            self.report(path, line, f"A line begins with {mark[0]}", "Delete it.")
            return None
        try:
            _refuse_surprises(text)
            loader = _Loader(text)
            node = loader.get_single_node()
            value = loader.construct_document(node) if node else None
        except yaml.YAMLError as error:
            self.report(
                path,
                _line_of(error, text) + offset,
                f"This is not valid YAML: {getattr(error, 'problem', None) or error.reason}.",  # type: ignore[attr-defined]
                "Put values with a colon or a quotation mark between double quotes, "
                "and close every quotation mark and bracket.",
            )
            return None
        lines: dict[str, int] = {}
        self._note_lines(path, node, "", offset + 1, lines)
        return Yaml(value, lines)

    def _note_lines(
        self, path: Path, node: Node | None, prefix: str, first: int, lines: dict[str, int]
    ) -> None:
        """Fill `lines`, and report a key that stands twice."""
        if isinstance(node, MappingNode):
            for key, value in node.value:
                name, line = f"{prefix}{key.value}", key.start_mark.line + first
                if name in lines:
                    self.report(path, line, f"The key “{key.value}” stands twice.", "Keep one of the two.")
                lines[name] = line
                self._note_lines(path, value, f"{name}.", first, lines)
        elif isinstance(node, SequenceNode):
            for index, item in enumerate(node.value):
                lines[f"{prefix}{index}"] = item.start_mark.line + first
                self._note_lines(path, item, f"{prefix}{index}.", first, lines)


def _decoded(raw: bytes) -> str | tuple[int, str, str]:
    """Return the text of a file, or line, message and remedy."""
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        return line, "This is binary data, no text.", "Put a text file in UTF-8 here."
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return line, "The file is not UTF-8 text here.", "Save it again with the encoding UTF-8."
    text = normal(text)
    for number, line_text in enumerate(text.split("\n"), 1):
        if len(line_text) > MAX_LINE:
            message = f"The line has more than {MAX_LINE:,} characters."
            return number, message, "Write one paragraph a line, and shorter ones."
    if not text.strip():
        return 1, "The file is empty.", "Write its text, or delete the file."
    return text


def normal(text: str) -> str:
    """Return a text with LF line ends and without the spaces that mean nothing before them.

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
    return (mark or error.problem_mark or error.context_mark).line + 1  # type: ignore[union-attr]
