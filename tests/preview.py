"""A preview of the site, as `make serve` gives it to an editor."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

LONGEST = 60.0


@dataclass(frozen=True)
class Preview:
    """A running preview: its address, which ends in a slash, and the file with all that it prints."""

    url: str
    printed: Path

    def page(self, place: str) -> str:
        """Return the HTML of a page, or an empty text where there is none (yet)."""
        try:
            with urlopen(self.url + place, timeout=LONGEST) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            return ""

    def wait(self, until: Callable[[], bool], what: str) -> float:
        """Return the seconds until something holds. Raises AssertionError after LONGEST."""
        start = time.perf_counter()
        while not until():
            assert time.perf_counter() - start < LONGEST, f"{what} ({self.printed.read_text('utf-8')})"
            time.sleep(0.02)
        return time.perf_counter() - start


@contextmanager
def preview(root: Path, printed: Path) -> Iterator[Preview]:
    """Serve the site below `root` until the end of the block, its first pages being there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with printed.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=root,
            env={
                **os.environ,
                "NO_MKDOCS_2_WARNING": "1",
                "SITE_URL": "https://example.org/global-dialogue/",
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            given = Preview(f"http://127.0.0.1:{port}/global-dialogue/", printed)
            given.wait(lambda: bool(given.page("")), "The preview has not started.")
            yield given
        finally:
            process.terminate()
            process.wait(LONGEST)
