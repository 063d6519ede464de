"""The editors' command. Exit codes: 0 fine, 1 problems found, 2 cannot run."""

from __future__ import annotations

import argparse
import io
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from . import checks, edit, report
from .config import today
from .content import Content, load
from .model import CannotRun, Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: the process's own). Return the exit code."""
    parser = argparse.ArgumentParser(prog="microsite", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check the content, and say what to write instead")
    check.add_argument("--fix", action="store_true", help="apply the remedies that are mechanical")
    check.add_argument("--format", choices=report.FORMATS, default="text")
    check.add_argument("paths", nargs="*", metavar="PATH", help="show these, and count the others")
    check.set_defaults(run=run_check)
    status = commands.add_parser("status", help="show which translations are up to date")
    status.set_defaults(run=run_status)
    accept = commands.add_parser("accept", help="say that a translation matches its original as it is now")
    accept.add_argument("pages", nargs="+", metavar="PAGE", help="docs/fr/about.md, or about for all")
    accept.set_defaults(run=run_accept)
    ledger = commands.add_parser("ledger", help="enter new addresses and ids among the published ones")
    ledger.set_defaults(run=run_ledger)
    options = parser.parse_args(arguments)
    if hasattr(signal, "SIGPIPE"):  # `microsite check | head` ends without a word
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows no Russian shows \\u0420, and the command goes on.
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(options.run(options, Path.cwd()))
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2


def checked(root: Path) -> tuple[Content, list[Problem]]:
    """Return the content below `root` and all its problems. Raises CannotRun."""
    content, problems = load(root, today())
    return content, [*problems, *checks.run(content, problems)]


def run_check(options: argparse.Namespace, root: Path) -> int:
    """Print the problems of the paths, or all. Return 1 if there is any, or if others may hide some."""
    for path in options.paths:
        if not Path(path).exists():
            raise CannotRun(f"{path}:1: There is no such file or folder.")
    wanted = [Path(path).resolve() for path in options.paths] or [root]

    def shown(path: str) -> bool:
        return any((root / path).is_relative_to(place) for place in wanted)

    content, problems = checked(root)
    if options.fix and (changed := edit.fix(root, content, shown)):
        print(*(f"{path}: fixed" for path in changed), sep="\n", file=sys.stderr)
        content, problems = checked(root)
    hidden = [problem for problem in problems if not shown(problem.path)]
    stopped = any(problem.rule in checks.STOPPING for problem in hidden)
    elsewhere = f"{len(hidden)} problem(s) elsewhere: `microsite check` shows them." if hidden else ""
    if stopped:
        elsewhere += " Until they are fixed the later rules do not run, for these places neither."
    # In the first round already: an editor who changed an original can paste the lines at once.
    problems, notes = (
        [problem for problem in group if shown(problem.path)]
        for group in (problems, checks.status.notes(content))
    )
    report.write(options.format, content, problems, notes, elsewhere)
    return 1 if problems or stopped else 0


def run_status(options: argparse.Namespace, root: Path) -> int:
    """Print the table of pages and languages."""
    content, problems = load(root, today())
    print(*problems, report.status_table(content), sep="\n")
    return 1 if problems else 0


def run_accept(options: argparse.Namespace, root: Path) -> int:
    """Write today's hashes into the named translations."""
    content, problems = load(root, today())
    if problems:
        print(*problems, sep="\n")
        return 1
    pages = content.pages.values()
    for name in options.pages:
        chosen = [
            page
            for page in pages
            if name.removesuffix(".md") == page.name or Path(name).resolve() == root / page.path
        ]
        if not chosen:
            raise CannotRun(f"{name}:1: There is no such page. Write docs/fr/about.md, or about.")
        for page in chosen:
            if (original := content.original(page)) is None:
                print(f"{page.path}: an original; its translations follow it", file=sys.stderr)
            elif edit.accept(root, page, original, content.today):
                print(f"{page.path}: accepted")
            else:
                print(f"{page.path}: up to date already")
    return 0


def run_ledger(options: argparse.Namespace, root: Path) -> int:
    """Add what is new to the ledger of published addresses and ids."""
    content, problems = load(root, today())
    if problems := problems or list(checks.structure.check(content)):
        print(*problems, sep="\n")
        return 1
    for name in edit.enter(root, content):
        print(f"{name}: entered")
    return 0


if __name__ == "__main__":
    sys.exit(main())
