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
# Lines that no YAML of the site may have: pattern, message, remedy. MkDocs would end the front matter at
# the second kind, and publish the rest as text.
_REFUSED = (
    (r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)", "Two versions of this text met here, and Git left both.",
     "Keep one, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
    (r"\.\.\.|---|%", "A line begins with ..., --- or %.", "Delete it."),
    (".*[\u202a-\u202e\u2066-\u2069]", "A character turns the text around it.", "Type the line anew."),
    (r"[\w ]*\w: [^\"'#{\[]+ #", "The value is cut at “ #”.", "Put it between double quotes."),
    (r" *\t|.*\w:.*\t", "A tab is not allowed here.", "Write spaces instead."),
)  # fmt: skip


# The C library reads ten times as fast; PyYAML's wheels bring it.
class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # base chosen at run time
    """YAML in which every scalar is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 # as the base class has it


@dataclass
class Reader:
    """Reads the files below `root` and collects the problems."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path | str, line: int, message: str, remedy: str) -> None:
        """Note a problem of a file."""
        shown = path if isinstance(path, str) else path.relative_to(self.root).as_posix()
        self.problems.append(Problem(shown, line, message, remedy, "file"))

    def text(self, path: Path) -> str | None:
        """Return the file's text with LF line ends, or None after reporting why it cannot be read."""
        try:
            if path.is_symlink() or path.resolve() != self.root.resolve() / path.relative_to(self.root):
                wrong: Any = 1, "The file is a link to another place.", "Put a real file here."
            elif not path.is_file():
                wrong = 1, "The file is missing.", "Put it back."
            elif path.stat().st_size > MAX_BYTES:
                message = f"The file has more than {MAX_BYTES:,} bytes."
                wrong = 1, message, "Split it, or remove what does not belong here."
            else:
                text = normal(path.read_bytes().decode("utf-8-sig"))
                if not (wrong := _unusual(text)):
                    return text
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            wrong = line, "The file is not UTF-8 text here.", "Save it again with the encoding UTF-8."
        except (OSError, RuntimeError) as error:  # RuntimeError: a folder is a link to itself
            wrong = 1, f"The file cannot be read ({type(error).__name__}).", "Put a real file here."
        self.report(path, *wrong)
        return None

    def yaml_file(self, path: Path) -> Yaml | None:
        """Return what a YAML file holds, or None after reporting why it cannot be used."""
        text = self.text(path)
        return None if text is None else self.yaml(path, text)

    def yaml(self, path: Path, text: str, offset: int = 0) -> Yaml | None:
        """Return the YAML value, or None after reporting why it cannot be used.

        `offset` is the number of lines before the text in its file.
        """
        for number, line in enumerate(text.split("\n"), 1 + offset):
            for pattern, message, remedy in _REFUSED:
                if re.match(pattern, line):
                    self.report(path, number, message, remedy)
                    return None
        try:
            _refuse_surprises(text)
            loader = _Loader(text)
            node = loader.get_single_node()
            value = loader.construct_document(node) if node else None
        except yaml.YAMLError as error:
            reason = getattr(error, "problem", None) or str(error)
            remedy = "Put a value with a colon or a quotation mark in double quotes; close every bracket."
            line_of = min(_line_of(error, text), text.count("\n") + 1) + offset
            self.report(path, line_of, f"This is not valid YAML: {reason}.", remedy)
            return None
        lines: dict[str, int] = {}
        for key, number in _keys(node, offset + 1):
            if key in lines:
                name = key.rpartition(".")[2]
                self.report(path, number, f"The key “{name}” appears twice.", "Keep one of the two.")
            lines[key] = number
        return Yaml(value, lines, text)


def _keys(node: Node | None, first: int, prefix: str = "") -> Any:
    """Yield each key of a YAML node (`status.label`, `3.id`) with its line, counted from `first`."""
    if isinstance(node, MappingNode):
        pairs = [(str(key.value), key, value) for key, value in node.value]
    else:
        items = node.value if isinstance(node, SequenceNode) else ()
        pairs = [(str(index), item, item) for index, item in enumerate(items)]
    for name, place, value in pairs:
        yield f"{prefix}{name}", place.start_mark.line + first
        yield from _keys(value, first, f"{prefix}{name}.")


def _refuse_surprises(text: str) -> None:
    """Raise YAMLError for what can grow or surprise: anchors, aliases, tags, deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        special = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if special or isinstance(event, yaml.AliasEvent) or depth > MAX_NESTING:
            reason = f"a value begins with &, * or !, or is nested more than {MAX_NESTING} levels deep"
            raise yaml.composer.ComposerError(None, None, reason, event.start_mark)  # type: ignore[arg-type] # a mark of the C library serves as well


def _unusual(text: str) -> tuple[int, str, str] | None:
    """Return line, message and remedy if a text is empty, binary or has very long lines."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\0" in line:
            return number, "This is binary data, not text.", "Put a text file in UTF-8 here."
        if len(line) > MAX_LINE:
            message = f"The line has more than {MAX_LINE:,} characters."
            return number, message, "Write one paragraph a line, and shorter ones."
    return None if text.strip() else (1, "The file is empty.", "Write its text, or delete the file.")


def normal(text: str) -> str:
    """Return a text with LF line ends and without trailing spaces, but for two that break a line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    bare = [line.rstrip(" \t") for line in lines]
    breaks = (line.startswith(f"{own}  ") for line, own in zip(lines, bare, strict=True))
    following = [*bare[1:], ""]
    triples = zip(bare, breaks, following, strict=True)
    return "\n".join(own + "  " * bool(is_break and own and after) for own, is_break, after in triples)


def _line_of(error: yaml.YAMLError, text: str) -> int:
    """Return the line where an editor has to look, counted from 1."""
    if isinstance(error, yaml.reader.ReaderError):
        return text[: error.position].count("\n") + 1
    # A quotation mark or bracket that is never closed is noticed far below the place of the error.
    opened = str(getattr(error, "context", "")).startswith(
        ("while scanning a quoted", "while parsing a flow")
    )
    marks = [getattr(error, name, None) for name in ("context_mark", "problem_mark")]
    return next((mark.line + 1 for mark in (marks if opened else marks[::-1]) if mark), 1)
