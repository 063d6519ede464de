"""The Chromium of the PDFs, the cards and the tests. Run alone, it prints its version."""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from microsite import config
from microsite.content import Content, load
from microsite.model import CannotRun


def installed() -> str | None:
    """Return the path of the Chromium in PATH, or None if there is none."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield the installed Chromium, else Playwright's own. Raises playwright's Error when neither starts."""
    options = ["--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=installed(), args=options)


def run(work: Callable[[Content, Path, Browser], str]) -> None:
    """Do `work` with the content and the project's root; print what it returns, or why it cannot be done."""
    try:
        content, _ = load(Path.cwd(), config.today())
        with chromium() as browser:
            print(work(content, Path.cwd(), browser))
    except (CannotRun, Error) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    with chromium() as started:
        print(f"Chromium {started.version}")
