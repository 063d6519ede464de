"""The Chromium of the PDFs, the cards and the tests, and how such a program runs.

Needs the packages of the tests. Started by itself it prints the version of Chromium, or why there is none.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from microsite import config, git
from microsite.content import Content, load
from microsite.model import CannotRun

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def installed() -> str | None:
    """Return the path of the Chromium in PATH, or None if there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the installed Chromium, else Playwright's own. Raises CannotRun when neither starts."""
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=installed(), args=["--disable-gpu", "--disable-background-networking"]
            )
        except Error as error:
            raise CannotRun(f"Chromium does not start: {error.message}") from None
        try:
            yield browser
        finally:
            browser.close()


def run(work: Callable[[Content, Path, datetime], str]) -> int:
    """Do `work` with the content, the project's root and the date for files; print what it returns.

    Return 0, 1 for problems in the content, 2 if the work cannot be done.
    """
    root = Path.cwd()
    try:
        content, problems = load(root, config.today())
        if problems:
            print(*problems, sep="\n")
            return 1
        print(work(content, root, git.moment(root, content.today)))
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    return 0


# For tests/browser/ensure-tools: what the tests see depends on the version.
if __name__ == "__main__":
    try:
        with chromium() as browser:
            print(f"Chromium {browser.version}")
    except CannotRun as error:
        print(error, file=sys.stderr)
        sys.exit(2)
