"""The Chromium of the PDFs, the cards and the tests. Needs the packages of the tests."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright

from .registry import CannotRun

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


# For tests/browser/ensure-tools. What the tests see depends on the version.
if __name__ == "__main__":
    try:
        with chromium() as browser:
            print(f"Chromium {browser.version}")
    except CannotRun as error:
        print(error, file=sys.stderr)
        sys.exit(2)
