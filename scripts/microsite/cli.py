"""The editors' command: `microsite check`, `build` and their kin.

Exit codes: 0 fine, 1 problems found, 2 cannot run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from . import checks
from .content import CannotRun, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (default: the process's own). Return the exit code."""
    parser = argparse.ArgumentParser(prog="microsite", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check the content")
    check.set_defaults(run=run_check)

    build = commands.add_parser("build", help="build the site into site/")
    build.set_defaults(run=run_build)

    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2


def run_check(options: argparse.Namespace) -> int:
    """Print every problem in the content, one a line. Return 1 if there is any."""
    content, problems = load(Path.cwd())
    problems = problems or list(checks.run(content))
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(content.pages)} pages in {len(content.languages)} languages: no problem found.")
    return 1 if problems else 0


def run_build(options: argparse.Namespace) -> int:
    """Build into a folder beside `site/` and put it in its place when all is well."""
    from mkdocs.__main__ import cli

    new, old, site = Path(".build/new"), Path(".build/old"), Path("site")
    shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    try:
        cli.main(["build", "--quiet", "--strict", "--site-dir", str(new)], standalone_mode=False)
    except Exception as error:  # MkDocs ends its command with several kinds
        print(error, file=sys.stderr)
        print("The build failed; site/ is as it was.", file=sys.stderr)
        return 1
    if site.exists():
        site.rename(old)
    new.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
