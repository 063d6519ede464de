"""The Chromium of the PDFs, the cards and the tests. Run alone, it prints its version."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright


def installed() -> str | None:
    """Return the path of the Chromium in PATH, or None if there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the installed Chromium, else Playwright's own. Raises playwright's Error when neither starts."""
    options = ["--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=installed(), args=options)


if __name__ == "__main__":
    with chromium() as started:
        print(f"Chromium {started.version}")
