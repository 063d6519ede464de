"""The Chromium that prints the PDFs and draws the cards. Needs the packages of the tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, sync_playwright

from .registry import CannotRun

# The names that tests/browser/ensure-tools looks for.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the installed Chromium, else Playwright's own. Raises CannotRun when there is none."""
    place = next(filter(None, map(shutil.which, _NAMES)), None)
    # Chromium's sandbox refuses to run as root, as in containers; it opens our own pages only.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=place, args=[*options, "--disable-gpu", "--disable-background-networking"]
            )
        except Error as error:
            raise CannotRun(f"Chromium does not start: {error.message}") from None
        try:
            yield browser
        finally:
            browser.close()
