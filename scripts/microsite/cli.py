"""The editors' command. Exit codes: 0 fine, 1 problems found, 2 cannot run."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from . import checks, report
from .config import today
from .content import Content, Page, load
from .model import CannotRun, Problem
from .source import Reader, normal
from .status import hashes, sections_line

_SECTIONS = re.compile(r"^sections:.*\n(?: .*\n)*|(?=^---\s*\Z)", re.MULTILINE)


@click.group(help=__doc__)
def commands() -> None:
    """Group the commands."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command with these arguments (default: the process's own). Return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that knows no Russian shows \\u0420, and the command goes on.
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(commands.main(arguments, prog_name="microsite", standalone_mode=False) or 0)
    except (CannotRun, click.ClickException) as error:
        print(error.format_message() if isinstance(error, click.ClickException) else error, file=sys.stderr)
        return 2
    except click.Abort:  # Ctrl+C
        return 130


@commands.command()
@click.option("--format", "form", type=click.Choice(report.FORMATS), default="text")
@click.argument("paths", nargs=-1, type=click.Path(exists=True))
def check(form: str, paths: tuple[str, ...]) -> int:
    """Check the content and say what to write instead. With PATHS, show these and count the others."""
    root = Path.cwd()
    wanted = [Path(path).resolve() for path in paths] or [root]
    content, problems = load(root, today())
    problems += checks.run(content, problems)
    shown: list[Problem] = []
    hidden: list[Problem] = []
    for problem in problems:
        near = any((root / problem.path).is_relative_to(place) for place in wanted)
        (shown if near else hidden).append(problem)
    stopped = any(problem.rule in checks.STOPPING for problem in hidden)
    elsewhere = f"{len(hidden)} problem(s) elsewhere: `microsite check` shows them." if hidden else ""
    if stopped:
        elsewhere += " Until they are fixed the later rules do not run, for these places neither."
    # In the first round already: an editor who changed an original can paste the lines at once.
    report.write(form, content, shown, [*checks.parity.notes(content)], elsewhere)
    return 1 if shown or stopped else 0


@commands.command()
@click.argument("pages", nargs=-1, required=True)
def accept(pages: tuple[str, ...]) -> int:
    """Say that translations match their original as it is now. PAGES: docs/fr/about.md, or about."""
    root = Path.cwd()
    content, problems = load(root, today())
    if problems:
        print(*problems, sep="\n")
        return 1
    for page in _named(content, root, pages):
        original = content.original(page)
        done = original and write_hashes(root, page, original, content.today)
        print(f"{page.path}: {'accepted' if done else 'up to date already' if original else 'an original'}")
    return 0


def _named(content: Content, root: Path, names: tuple[str, ...]) -> Iterator[Page]:
    """Yield the pages with these paths or names. Raises CannotRun."""
    for name in names:
        given = (name.removesuffix(".md"), Path(name).resolve())
        found = [page for page in content.pages.values() if page.name in given or root / page.path in given]
        if not found:
            raise CannotRun(f"{name}:1: There is no such page. Write docs/fr/about.md, or about.")
        yield from found


def write_hashes(root: Path, page: Page, original: Page, day: date) -> bool:
    """Write the hashes of the original's sections into a translation. Return whether any changed.

    Raises CannotRun when the front matter is written in a form that cannot be changed line by line.
    """
    text = normal((root / page.path).read_text("utf-8-sig"))
    head, line = text[: len(text) - len(page.source)], sections_line(original)
    if line in head.split("\n"):
        return False
    changed = _SECTIONS.sub(lambda _: f"{line}\n", head, count=1)
    changed = re.sub(r"^translated:.*$", f"translated: {day}", changed, flags=re.MULTILINE)
    if _front_matter(changed) != _front_matter(head) | {
        "translated": f"{day}",
        "sections": hashes(original),
    }:
        message = f"The front matter is not “key: value” in lines. Write it so, with this line: {line}"
        raise CannotRun(f"{page.path}:{page.meta.lines.get('sections', 2)}: {message}")
    # A stop in the middle leaves the old file.
    fresh = (root / page.path).with_suffix(".new")
    fresh.write_text(changed + page.source, encoding="utf-8", newline="\n")
    fresh.replace(root / page.path)
    return True


def _front_matter(head: str) -> dict[str, Any]:
    found = Reader(Path()).yaml(Path(), head.partition("\n")[2].rpartition("---")[0])
    return found.value if found and isinstance(found.value, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
