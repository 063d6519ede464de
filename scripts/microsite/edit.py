"""What the editors' command writes: remedies, accepted hashes, new pages, the built site."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from . import config
from .checks import ledger, typography
from .content import Content, Page
from .fields import ID
from .model import EMPTY, TEXT_KEYS, CannotRun
from .source import Reader, normal
from .status import hashes, sections_line

_TRANSLATED = re.compile(r"^translated:.*$", re.MULTILINE)


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
    """Apply all mechanical remedies of typography to the wanted paths. Return those that changed."""
    changed = []
    for page in content.pages.values():
        if not wanted(page.path):
            continue
        head = _head(root, page)
        fixed = _fixed_head(head, page) + typography.fix(page)
        if fixed != head + page.source:
            replace_file(root / page.path, fixed)
            changed.append(page.path)
    return changed


def _fixed_head(head: str, page: Page) -> str:
    """Return the front matter with the remedies applied to its texts, each in its line."""
    lines = head.split("\n")
    for key in TEXT_KEYS:
        value, index = getattr(page.meta, key), page.meta.lines.get(key, 0) - 1
        # A text that YAML writes in another way (escapes, several lines) is left to the editor.
        if value and lines[index].count(value) == 1:
            lines[index] = lines[index].replace(value, typography.fixed(value, page.locale))
    return "\n".join(lines)


def accept(root: Path, page: Page, original: Page, today: date) -> bool:
    """Write the hashes of the original's sections into a translation. Return whether any changed.

    Raises CannotRun when the front matter is written in a form that cannot be changed line by line.
    """
    head, line, at = _head(root, page), sections_line(original), page.meta.lines
    lines = head.split("\n")
    if line in lines:
        return False
    fence = max(number for number, text in enumerate(lines) if text)
    start = at.get("sections", fence + 1) - 1
    end = min((n - 1 for key, n in at.items() if "." not in key and n - 1 > start), default=fence)
    while end > start + 1 and re.match(r"\s*(?:#|\Z)", lines[end - 1]):  # a comment on what follows
        end -= 1
    lines[start:end] = [line]
    changed = _TRANSLATED.sub(f"translated: {today}", "\n".join(lines))
    before, after = (_value(text.partition("\n")[2].rpartition("---")[0]) for text in (head, changed))
    if after != {**before, "translated": str(today), "sections": hashes(original)}:
        message = f"The front matter is not “key: value” in lines. Write it so, with this line: {line}"
        raise CannotRun(f"{page.path}:{start + 1}: {message}")
    replace_file(root / page.path, changed + page.source)
    return True


def new(root: Path, content: Content, name: str) -> list[str]:
    """Write a page `name` in each language. Raises CannotRun when it exists or the name is unfit."""
    if not all(ID.match(part) for part in name.split("/")) or name.count("/") > 1:
        raise CannotRun(f"{name}:1: Use small letters a to z, digits and hyphens, at most one folder.")
    paths = {item.locale: root / "docs" / item.locale / f"{name}.md" for item in content.languages}
    if existing := [path for path in paths.values() if path.exists()]:
        raise CannotRun(f"{existing[0].relative_to(root)}:1: The page exists already.")
    # New pages are written in the language in which most summaries were.
    sources = [page.meta.original for page in content.pages.values() if not page.is_letter]
    original = max(paths, key=sources.count)
    for locale, path in paths.items():
        translation = f"original: {original}\ntranslated: {content.today}\nmethod: machine\n"
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(
            path,
            f"---\ntitle: {EMPTY}\ndescription: {EMPTY}\nstatus: our-summary\n"
            f"{'' if locale == original else translation}---\n\n{EMPTY}\n\n"
            f"## {EMPTY} {{#section}}\n\n{EMPTY}\n",
        )
    return [path.relative_to(root).as_posix() for path in paths.values()]


def enter(root: Path, content: Content) -> list[str]:
    """Add new pages and ids to the ledger. Return the names of the pages that were changed.

    Raises CannotRun when the ledger is written in another form than that of the command.
    """
    unlisted = ledger.unlisted(content)
    path = root / ledger.PATH
    text = normal(path.read_text("utf-8-sig"))
    wanted = _value(text) or {}
    for name, ids in unlisted.items():
        entry = content.published.get(name)
        listed = [*(entry.ids if entry else ()), *ids]
        line = f"  ids: [{', '.join(listed)}]"
        if entry:
            old = rf"^({re.escape(name)}:\n(?: .*\n)*?)  ids: \[[^]]*\]"
            text = re.sub(old, rf"\g<1>{line}", text, count=1, flags=re.MULTILINE)
        else:
            text = f"{text.rstrip()}\n{name}:\n{line}\n"
        wanted[name] = {**wanted.get(name, {}), "ids": listed}
        if _value(text) != wanted:
            message = f"“{name}” cannot be entered into what is written in this form."
            remedy = f"Write “{name}:” and, in a line of its own below it, “{line}”."
            raise CannotRun(f"{ledger.PATH}:{entry.line if entry else 1}: {message} {remedy}")
    if unlisted:
        replace_file(path, text)
    return list(unlisted)


def build(root: Path) -> int:
    """Build into a folder beside `site/` and exchange the two. Return 0, or 1 or 2 if it failed.

    Raises CannotRun when `mkdocs.yml` cannot be used.
    """
    from mkdocs.__main__ import cli

    config.read(root)
    fresh, old, site = root / ".build/new", root / ".build/old", root / "site"
    if old.exists() and not site.exists():
        old.rename(site)  # the last build was stopped between its two last steps
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    try:
        cli.main(["build", "--quiet", "--strict", "--site-dir", str(fresh)], standalone_mode=False)
    except Exception as error:  # MkDocs ends its command with several kinds
        print(error, file=sys.stderr)
        print("The build failed; site/ is as it was.", file=sys.stderr)
        cause: BaseException | None = error
        while cause and not isinstance(cause, CannotRun):
            cause = cause.__context__
        return 2 if cause else 1
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    return 0
