"""The editors' command. Exit codes: 0 fine, 1 problems found, 2 cannot run."""

import gc
import re
import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path

import click

from . import checks
from .config import today
from .content import Page, load
from .model import CannotRun
from .source import normal
from .status import sections_line

_SECTIONS = re.compile(r"^sections:(?:\s*\{[^}]*)?.*\n(?:[ }].*\n)*|(?=^---\s*\Z)", re.MULTILINE)
commands = click.Group(help=__doc__)


def main(arguments: list[str] | None = None) -> int:
    """Run the command with these arguments (default: the process's own). Return the exit code."""
    if arguments is None:
        gc.disable()  # What is read stays to the end: looking for garbage would take a tenth of the time.
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal without Cyrillic shows \\u0420, and the command goes on.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return int(commands.main(arguments, prog_name="microsite", standalone_mode=False) or 0)
    except click.ClickException as error:
        print(error.format_message(), file=sys.stderr)
        return 2
    except click.Abort:  # Ctrl+C
        return 130


@commands.command()
def check() -> int:
    """Check the content and say what to write instead."""
    content, problems = load(Path.cwd(), today())
    problems += checks.run(content, problems)
    # Beside errors, too: an editor who changed an original can paste the lines in the first round.
    notes = [*checks.parity.notes(content)]
    for item in problems + notes:
        print(item)
    if not problems:
        old = f"{len(notes)} translation(s) older than their original" if notes else "no problem found"
        print(f"{len(content.pages)} pages in {len(content.languages)} languages: {old}.")
    return bool(problems)


@commands.command()
@click.argument("pages", nargs=-1, required=True)
def accept(pages: tuple[str, ...]) -> int:
    """Say that translations match their original as it is now. PAGES: docs/fr/about.md, or about."""
    root = Path.cwd()
    content, problems = load(root, today())
    if problems:
        print(*problems, sep="\n")
        return 1
    for name in pages:
        found = [page for page in content.pages.values() if name in (page.path, page.name, f"{page.name}.md")]
        if not found:
            raise CannotRun(f"{name}:1: There is no such page. Write docs/fr/about.md, or about.")
        for page in found:
            original = content.original(page)
            done = original and write_hashes(root, page, original, content.today)
            print(f"{page.path}: {'accepted' if done else 'original, or up to date already'}")
    return 0


def write_hashes(root: Path, page: Page, original: Page, day: date) -> bool:
    """Write the hashes of the original's sections into a translation. Return whether any changed."""
    head = normal((root / page.path).read_text("utf-8-sig")).removesuffix(page.source)
    if not re.match(r"---\s*\n\w+:", head):
        line = sections_line(original)
        raise CannotRun(f"{page.path}:1: This front matter cannot be changed. Add to it yourself: {line}")
    changed = _SECTIONS.sub(lambda _: f"{sections_line(original)}\n", head, count=1)
    if changed == head:
        return False
    changed = re.sub(r"(?m)^translated:.*$", f"translated: {day}", changed)
    (root / page.path).write_text(changed + page.source, encoding="utf-8", newline="\n")
    return True
