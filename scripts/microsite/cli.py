"""The editors' command. Exit codes: 0 fine, 1 problems found, 2 cannot run."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from pathlib import Path

import click
import yaml

from . import checks
from .config import today
from .content import Page, load
from .model import CannotRun, Problem, printable
from .source import normal
from .status import hashes, sections_line

_SECTIONS = re.compile(r"^sections:.*\n(?: .*\n)*|(?=^---\s*\Z)", re.MULTILINE)
_ESCAPES = str.maketrans({"%": "%25", ":": "%3A", ",": "%2C"})
_TO_FIX = "This is the whole list of what to fix; beside the lines GitHub shows at most ten of them."
_WELL = "All is well: the change can be published."


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
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text")
def check(form: str) -> int:
    """Check the content and say what to write instead."""
    content, problems = load(Path.cwd(), today())
    problems += checks.run(content, problems)
    # In the first round already: an editor who changed an original can paste the lines at once.
    notes = [*checks.parity.notes(content)]
    for level, items in (("error", problems), ("notice", notes)):
        for item in items:
            print(item if form == "text" else _annotation(item, level))
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        # Indented: Markdown shows it as program code, whatever is in it.
        faults = "".join(f"    {problem}\n" for problem in problems)
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(f"## Content check\n\n{_TO_FIX if problems else _WELL}\n\n{faults}")
    elif not problems:
        old = f"{len(notes)} translation(s) older than their original" if notes else "no problem found"
        print(f"{len(content.pages)} pages in {len(content.languages)} languages: {old}.")
    return bool(problems)


def _annotation(problem: Problem, level: str) -> str:
    """Return the GitHub workflow command that sets a message beside its line."""
    place = f"file={printable(problem.path).translate(_ESCAPES)},line={problem.line}"
    message = printable(f"{problem.message} {problem.remedy}").replace("%", "%25")
    return f"::{level} {place},title=Content check::{message}"


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
        found = [page for page in content.pages.values() if name in (page.path, page.name)]
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
    changed = _SECTIONS.sub(lambda _: f"{sections_line(original)}\n", head, count=1)
    if changed == head:
        return False
    line, changed = sections_line(original), re.sub(r"(?m)^translated: \S+$", f"translated: {day}", changed)
    try:
        found = yaml.load(changed.strip().strip("-"), yaml.BaseLoader)  # its values are texts
    except yaml.YAMLError:
        found = {}
    if (found.get("sections"), found.get("translated")) != (hashes(original), str(day)):
        raise CannotRun(f"{page.path}:1: This front matter cannot be changed. Add to it yourself: {line}")
    new = root / f"{page.path}.new"
    new.write_text(changed + page.source, encoding="utf-8", newline="\n")
    new.replace(root / page.path)  # whole or not at all
    return True


if __name__ == "__main__":
    sys.exit(main())
