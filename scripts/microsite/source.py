"""Reads one file safely. Bad input becomes a Problem, never an exception."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.nodes import CollectionNode, MappingNode, Node

from .model import Problem, Yaml

MAX_BYTES, MAX_LINE, MAX_NESTING = 100_000, 4_000, 20
# Lines that no YAML of the site may have: pattern, message, remedy. MkDocs would end the front matter at
# the second kind, and publish the rest as text.
_REFUSED = (
    (r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)", "Two versions of this text met here, and Git left both.",
     "Keep one, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
    (r"\.\.\.|---|%", "A line begins with ..., --- or %.", "Delete it."),
    (".*[\0-\b\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]",
     "A character that cannot be seen steers the text around it.", "Type the line anew."),
    (r"[\w ]*\w: [^\"'#{\[]+ #", "The value is cut at “ #”.", "Put it between double quotes."),
)  # fmt: skip
# The spaces at the end of a line, but for two that break it.
_TRAILING = re.compile(r"(?<=[^ \t\n])(  )[ \t]*$(?=\n[ \t]*[^ \t\n])|(?<![ \t])[ \t]+$", re.MULTILINE)
# Noticed only far below the sign that was never closed.
_UNCLOSED = ("while scanning a quoted", "while parsing a flow")
# The C library reads ten times as fast; PyYAML's wheels bring it.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Reader:
    """Reads the files below `root` and collects the problems."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path, line: int, message: str, remedy: str) -> None:
        """Note a problem of a file."""
        shown = path.relative_to(self.root).as_posix()
        self.problems.append(Problem(shown, line, message, remedy, "file"))

    def text(self, path: Path) -> str | None:
        """Return the file's text with LF line ends, or None after reporting why it cannot be read."""
        line = 1
        try:
            if path.is_symlink() or path.resolve() != self.root.resolve() / path.relative_to(self.root):
                wrong, remedy = "is a link to another place", "Put a real file here."
            elif not path.is_file():
                wrong, remedy = "is missing", "Put it back."
            elif path.stat().st_size > MAX_BYTES:
                wrong, remedy = f"has more than {MAX_BYTES:,} bytes", "Split it, or remove what is too much."
            else:
                text = normal(path.read_bytes().decode("utf-8-sig"))
                rows = enumerate(text.split("\n"), 1)
                line = next((number for number, row in rows if len(row) > MAX_LINE or "\0" in row), 0)
                if text.strip() and not line:
                    return text
                wrong = f"is empty, binary data, or has a line of more than {MAX_LINE:,} characters"
                remedy = "Write text in UTF-8, one paragraph a line."
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            wrong, remedy = "is not UTF-8 text here", "Save it again with the encoding UTF-8."
        except (OSError, RuntimeError) as error:  # RuntimeError: a folder is a link to itself
            wrong, remedy = f"cannot be read ({type(error).__name__})", "Put a real file here."
        self.report(path, line or 1, f"The file {wrong}.", remedy)
        return None

    def yaml(self, path: Path, text: str | None, offset: int = 0) -> Yaml | None:
        """Return the YAML of a text behind `offset` lines, or None after reporting why there is none."""
        if text is None:
            return None
        for number, line in enumerate(text.split("\n"), 1 + offset):
            for pattern, message, remedy in _REFUSED:
                if re.match(pattern, line):
                    self.report(path, number, message, remedy)
                    return None
        found = Yaml(path, text, None, {}, {})
        try:
            _refuse_surprises(text)
            node = yaml.compose(text, Loader=_Loader)
            return found._replace(value=self._value(found, node, offset + 1))
        except yaml.YAMLError as error:
            unclosed = str(getattr(error, "context", "")).startswith(_UNCLOSED)
            mark = getattr(error, "context_mark" if unclosed else "problem_mark", None)
            number = min(mark.line, text.count("\n")) if mark else 0
            reason = getattr(error, "problem", None) or str(error)
            remedy = "Put a value with a colon or a quotation mark in double quotes; close every bracket."
            self.report(path, number + offset + 1, f"This is not valid YAML: {reason}.", remedy)
            return None

    def _value(self, found: Yaml, node: Node | None, first: int, at: str = "") -> Any:
        """Return the value of a node, in which every scalar is text, and note its keys in `found`."""
        if not isinstance(node, CollectionNode):
            return node.value if node else None
        value = {}
        for index, item in enumerate(node.value):
            name, inner = item if isinstance(node, MappingNode) else (item, item)
            own = name.value if isinstance(node, MappingNode) else index
            if isinstance(own, list):
                raise ComposerError(None, None, "a key is a list", name.start_mark)
            key, line = f"{at}{own}", name.start_mark.line + first
            if key in found.lines:
                self.report(found.path, line, f"The key “{own}” appears twice.", "Keep one of the two.")
            found.lines[key] = line
            value[own] = self._value(found, inner, first, f"{key}.")
            if isinstance(value[own], str):
                found.texts[key] = value[own]
        return value if isinstance(node, MappingNode) else list(value.values())


def _refuse_surprises(text: str) -> None:
    """Raise YAMLError for what can grow or surprise: anchors, aliases, tags, deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        special = getattr(event, "anchor", None) or getattr(event, "tag", None)
        if special or isinstance(event, yaml.AliasEvent) or depth > MAX_NESTING:
            reason = f"a value begins with &, * or !, or is nested more than {MAX_NESTING} levels deep"
            raise ComposerError(None, None, reason, event.start_mark)  # type: ignore[arg-type] # a mark of C


def normal(text: str) -> str:
    """Return a text with LF line ends and without trailing spaces, but for two that break a line."""
    return _TRAILING.sub(r"\1", text.replace("\r\n", "\n").replace("\r", "\n"))
