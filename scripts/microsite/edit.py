"""What the editors' command writes: remedies, accepted hashes, the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from . import dataset
from .checks import ledger, typography
from .content import Content, Page
from .model import CannotRun
from .source import Reader, normal
from .status import hashes, sections_line

_SECTIONS = re.compile(r"^sections:.*\n(?:[ #].*\n)*|(?=^---\s*\Z)", re.MULTILINE)


def replace_file(path: Path, text: str) -> None:
    """Write a text so that a stop in the middle leaves the old file."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    temporary.replace(path)


def _head(root: Path, page: Page) -> str:
    """Return the file's text up to the end of the front matter."""
    text = normal((root / page.path).read_text("utf-8-sig"))
    return text[: len(text) - len(page.source)]


def _value(text: str) -> Any:
    """Return what a YAML text holds; None if it is empty or cannot be read."""
    found = Reader(Path()).yaml(Path(), text)
    return found.value if found else None


def fix(root: Path, content: Content, wanted: Callable[[str], bool]) -> list[str]:
    """Apply all mechanical remedies of typography to the wanted pages. Return those that changed."""
    changed = []
    for page in content.pages.values():
        text = typography.fix(page)
        if wanted(page.path) and text != page.source:
            replace_file(root / page.path, _head(root, page) + text)
            changed.append(page.path)
    return changed


def accept(root: Path, page: Page, original: Page, today: date) -> bool:
    """Write the hashes of the original's sections into a translation. Return whether any changed.

    Raises CannotRun when the front matter is written in a form that cannot be changed line by line.
    """
    head, line = _head(root, page), sections_line(original)
    if line in head.split("\n"):
        return False
    changed = _SECTIONS.sub(lambda _: f"{line}\n", head.rstrip("\n") + "\n", count=1)
    changed = re.sub(r"^translated:.*$", f"translated: {today}", changed, flags=re.MULTILINE)
    before, after = (_value(text.partition("\n")[2].rpartition("---")[0]) for text in (head, changed))
    if after != {**before, "translated": str(today), "sections": hashes(original)}:
        message = f"The front matter is not “key: value” in lines. Write it so, with this line: {line}"
        raise CannotRun(f"{page.path}:{page.meta.lines.get('sections', 2)}: {message}")
    replace_file(root / page.path, changed + head[len(head.rstrip("\n")) + 1 :] + page.source)
    return True


def enter(root: Path, content: Content) -> list[str]:
    """Add new pages and ids to the ledger. Return the names of the pages that were changed.

    Raises CannotRun when the ledger is written in another form than that of the command.
    """
    path = root / dataset.LEDGER
    text = normal(path.read_text("utf-8-sig"))
    wanted = _value(text) or {}
    unlisted = ledger.unlisted(content)
    for name, ids in unlisted.items():
        entry = content.published.get(name)
        listed = [*(entry.ids if entry else ()), *ids]
        line = f"  ids: [{', '.join(listed)}]"
        old = rf"^({re.escape(name)}:\n(?:  (?!ids).*\n)*)  ids: \[[^]]*\]"
        text, count = re.subn(old, rf"\g<1>{line}", text, count=1, flags=re.MULTILINE)
        text = text if count else f"{text.rstrip()}\n{name}:\n{line}\n"
        wanted[name] = {**wanted.get(name, {}), "ids": listed}
        if _value(text) != wanted:
            remedy = f"Write “{name}:” and, in a line of its own below it, “{line}”."
            raise CannotRun(f"{dataset.LEDGER}:1: “{name}” cannot be entered in this form. {remedy}")
    if unlisted:
        replace_file(path, text)
    return list(unlisted)
