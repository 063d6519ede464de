"""The editors' command. Exit codes: 0 fine, 1 problems found, 2 cannot run."""

from __future__ import annotations

import argparse
import io
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from . import checks, config, edit, report
from .content import Content, Page, load
from .model import CannotRun, Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: the process's own). Return the exit code."""
    parser = argparse.ArgumentParser(prog="microsite", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check the content, and say what to write instead")
    check.add_argument("--fix", action="store_true", help="apply the remedies that are mechanical")
    check.add_argument("--format", choices=report.FORMATS, default="text")
    check.add_argument(
        "paths", nargs="*", metavar="PATH", help="show the problems of these, and count the others"
    )
    check.set_defaults(run=run_check)

    status = commands.add_parser("status", help="show which translations are up to date")
    status.set_defaults(run=run_status)

    accept = commands.add_parser(
        "accept", help="say that a translation matches its original as it stands now"
    )
    accept.add_argument("pages", nargs="+", metavar="PAGE", help="docs/fr/about.md, or about for all")
    accept.set_defaults(run=run_accept)

    new = commands.add_parser("new", help="begin a page in all languages")
    new.add_argument("name", metavar="NAME", help="its address, such as background/new-page")
    new.set_defaults(run=run_new)

    ledger = commands.add_parser("ledger", help="enter new addresses and ids among the published ones")
    ledger.set_defaults(run=run_ledger)

    build = commands.add_parser("build", help="build the site into site/")
    build.set_defaults(run=run_build)

    options = parser.parse_args(arguments)
    if hasattr(signal, "SIGPIPE"):  # `microsite check | head` ends without a word
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows no Russian shows \\u0420, and the command goes on.
            stream.reconfigure(errors="backslashreplace")
    try:
        return int(options.run(options))
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2


def checked(root: Path) -> tuple[Content, list[Problem]]:
    """Return the content below `root` and all its problems. Raises CannotRun."""
    content, problems = load(root, config.today())
    return content, problems or list(checks.run(content))


def run_check(options: argparse.Namespace) -> int:
    """Print the problems of the paths, or all. Return 1 if there is any, or if others may hide some."""
    root = Path.cwd()
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
    # In the first round already: an editor who changed an original can paste the lines at once.
    notes = list(checks.status.notes(content))
    hidden = [problem for problem in problems if not shown(problem.path)]
    stopped = any(problem.rule in checks.STOPPING for problem in hidden)
    problems, notes = ([p for p in group if shown(p.path)] for group in (problems, notes))
    elsewhere = f"{len(hidden)} problem(s) elsewhere: `microsite check` shows them." if hidden else ""
    if stopped:
        elsewhere += " Until they are fixed the later rules do not run, for these places neither."
    report.write(options.format, content, problems, notes, elsewhere)
    return 1 if problems or stopped else 0


def run_status(options: argparse.Namespace) -> int:
    """Print the table of pages and languages."""
    content, problems = load(Path.cwd(), config.today())
    for problem in problems:
        print(problem)
    print(report.status_table(content))
    return 1 if problems else 0


def run_accept(options: argparse.Namespace) -> int:
    """Write today's hashes into the named translations."""
    root = Path.cwd()
    content, problems = load(root, config.today())
    if problems:
        print(*problems, sep="\n")
        return 1
    chosen: list[Page] = []
    for name in options.pages:
        named = [
            page
            for page in content.pages.values()
            if name.removesuffix(".md") == page.name or Path(name).resolve() == root / page.path
        ]
        if not named:
            raise CannotRun(f"{name}:1: There is no such page. Write docs/fr/about.md, or about.")
        chosen += named
    for page in chosen:
        original = content.original(page)
        if original is None:
            print(f"{page.path}: an original; its translations follow it", file=sys.stderr)
        elif edit.accept(root, page, original, content.today):
            print(f"{page.path}: accepted")
        else:
            print(f"{page.path}: up to date already")
    return 0


def run_new(options: argparse.Namespace) -> int:
    """Write a page with the same headings in all languages, and say what to do next."""
    content, problems = load(Path.cwd(), config.today())
    if problems:
        print(*problems, sep="\n")
        return 1
    name = options.name.removesuffix(".md")
    for path in edit.new(Path.cwd(), content, name):
        print(f"{path}: written")
    print(f"Now add “- {name}.md” to nav in mkdocs.yml, and write title, description and text in each")
    print(f"language (make check lists what is missing). At the end run: microsite accept {name}")
    return 0


def run_ledger(options: argparse.Namespace) -> int:
    """Add what is new to the ledger of published addresses and ids."""
    content, problems = load(Path.cwd(), config.today())
    if problems := problems or list(checks.structure.check(content)):
        print(*problems, sep="\n")
        return 1
    for name in edit.enter(Path.cwd(), content):
        print(f"{name}: entered")
    return 0


def run_build(options: argparse.Namespace) -> int:
    """Build the site and put it in the place of the last one when all is well."""
    return edit.build(Path.cwd())


if __name__ == "__main__":
    sys.exit(main())
