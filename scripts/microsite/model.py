"""The types that everything else is made of. Frozen data; no input or output."""

import re
from pathlib import Path
from typing import Any, Literal, NamedTuple

import click

BlockKind = Literal["paragraph", "item", "row", "quotation", "footnote"]

# What entries are called, and pages: at most one folder.
_WORD = "[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ID, PAGE = (re.compile(rf"\A{form}\Z") for form in (_WORD, f"(?:{_WORD}/)?{_WORD}"))
# The front matter keys that readers see as text.
TEXT_KEYS = ("title", "nav_title", "description", "reviewed_by")
# The locale of the neutral entry page at the root. It is no language of the site.
ROOT_LOCALE = "xx"


class CannotRun(click.ClickException):
    """The project, or what the command was called with, cannot be used: `path:line: why`."""

    def __init__(self, message: str) -> None:
        super().__init__(_printable(message))


class Language(NamedTuple):
    """A language of the site: address code, BCP 47 tag, direction and its name in its own script."""

    locale: str
    tag: str
    direction: str
    name: str


class Problem(NamedTuple):
    """Something an editor has to fix: where (path from the project's root, line from 1), what, how."""

    path: str
    line: int
    message: str
    remedy: str
    rule: str = ""

    def __str__(self) -> str:
        """Return `path:line: what is wrong. What to write instead.`"""
        return _printable(f"{self.path}:{self.line}: {self.message} {self.remedy}".rstrip())


def _printable(text: str) -> str:
    """Return a text in which what cannot be seen, or would steer a terminal, is written as `\\u202e`."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


class Block(NamedTuple):
    """What is translated as one; `number` is the paragraph number, `classes` also name boxes around."""

    kind: BlockKind
    text: str
    line: int
    classes: tuple[str, ...] = ()
    number: int | None = None
    label: str = ""
    cells: int = 1


class Section(NamedTuple):
    """A heading with its id and the blocks below it; `top` is what comes before the first heading."""

    id: str
    level: int
    title: str
    line: int
    blocks: tuple[Block, ...]
    classes: tuple[str, ...] = ()


class Text(NamedTuple):
    """A text in one language: a line of a page, a block, or the text of a key of front matter or `_data`.

    `key`: empty for a line; `status`: that of the page, empty in `_data`; `marks`: equal in all versions.
    """

    path: str
    number: int
    text: str
    locale: str
    key: str = ""
    status: str = ""
    marks: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        """Return path and line, for a message."""
        return f"{self.path}:{self.number}"

    def problem(self, message: str, remedy: str, rule: str) -> Problem:
        """Return a problem of this text."""
        return Problem(self.path, self.number, message, remedy, rule)


class Yaml(NamedTuple):
    """YAML of a file: its value, and the line and the text of each key (`status.label`, `3.id`)."""

    path: Path
    value: Any
    lines: dict[str, int]
    texts: dict[str, str]

    def line(self, key: str) -> int:
        """Return the line of a key, or of what encloses it, else 1."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key, 1)
