"""What the editors' command writes: remedies, accepted hashes, new pages, the built site."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from .checks import ledger, typography
from .content import CannotRun
from .model import Content, Page
from .status import sections_line

_NAME = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)?\Z")
_SECTIONS = re.compile(r"^sections:.*\n(?:[ \t]+.*\n)*", re.MULTILINE)
_TRANSLATED = re.compile(r"^translated:.*$", re.MULTILINE)


def replace_file(path: Path, text: str) -> None:
    """Write a text so that a stop in the middle leaves the old file."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    temporary.replace(path)


def fix(root: Path, content: Content) -> list[str]:
    """Apply all mechanical remedies of typography. Return the paths that changed."""
    changed = []
    for page in content.pages.values():
        body = typography.fix(page)
        if body != page.source:
            path = root / page.path
            text = path.read_text("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
            replace_file(path, text[: len(text) - len(page.source)] + body)
            changed.append(page.path)
    return changed


def accept(root: Path, page: Page, original: Page) -> bool:
    """Write the hashes of the original's sections into a translation. Return whether any changed."""
    path = root / page.path
    text = path.read_text("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    head, body = text[: len(text) - len(page.source)], page.source
    line = sections_line(original) + "\n"
    if line in head:
        return False
    today: date = datetime.now(UTC).date()
    head = _TRANSLATED.sub(f"translated: {today}", head)
    if _SECTIONS.search(head):
        head = _SECTIONS.sub(lambda _: line, head)
    else:
        head = re.sub(r"^---[ \t]*\n\Z", lambda end: line + end[0], head, flags=re.MULTILINE)
    replace_file(path, head + body)
    return True


def new(root: Path, content: Content, name: str) -> list[str]:
    """Write a page `name` in each language. Raises CannotRun when it exists or the name is unfit."""
    if not _NAME.match(name):
        raise CannotRun(f"{name}:1: Use small letters a to z, digits and hyphens, at most one folder.")
    paths = [root / "docs" / language.locale / f"{name}.md" for language in content.languages]
    if existing := [path for path in paths if path.exists()]:
        raise CannotRun(f"{existing[0].relative_to(root)}:1: The page exists already.")
    today: date = datetime.now(UTC).date()
    for language, path in zip(content.languages, paths, strict=True):
        translation = f"original: en\ntranslated: {today}\nmethod: machine\n"
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(
            path,
            f"---\ntitle: {name}\ndescription: {name}\nstatus: our-summary\n"
            f"{'' if language.locale == 'en' else translation}---\n\n…\n\n## … {{#section}}\n\n…\n",
        )
    return [path.relative_to(root).as_posix() for path in paths]


def enter(root: Path, content: Content) -> list[str]:
    """Add new pages and ids to the ledger. Return the names of the pages that were changed."""
    new = ledger.unlisted(content)
    path = root / ledger.PATH
    text = path.read_text("utf-8") if path.exists() else ""
    for name, ids in new.items():
        entry = content.published.get(name)
        listed = ", ".join([*(entry.ids if entry else ()), *ids])
        if entry:
            start = text.index(f"\n{name}:\n  ids: [")
            end = text.index("\n", text.index("[", start))
            text = f"{text[:start]}\n{name}:\n  ids: [{listed}]{text[end:]}"
        else:
            text += f"{name}:\n  ids: [{listed}]\n"
    if new:
        replace_file(path, text)
    return list(new)


def build(root: Path) -> int:
    """Build into a folder beside `site/` and exchange the two. Return 0, or 1 if it failed."""
    from mkdocs.__main__ import cli

    fresh, old, site = root / ".build/new", root / ".build/old", root / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    try:
        cli.main(["build", "--quiet", "--strict", "--site-dir", str(fresh)], standalone_mode=False)
    except Exception as error:  # MkDocs ends its command with several kinds
        print(error, file=sys.stderr)
        print("The build failed; site/ is as it was.", file=sys.stderr)
        return 1
    if site.exists():
        site.rename(old)
    fresh.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    return 0
