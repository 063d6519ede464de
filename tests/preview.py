"""A preview of the site, as `make serve` gives it to an editor."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

LONGEST = 60.0
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


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
        except OSError:
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
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "--dirty",
        "--quiet",
        "--dev-addr",
        f"127.0.0.1:{port}",
    ]
    with printed.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, cwd=root, stdout=output, stderr=subprocess.STDOUT, env=QUIET)
        try:
            given = Preview(f"http://127.0.0.1:{port}/global-dialogue/", printed)
            given.wait(lambda: bool(given.page("")), "The preview has not started.")
            yield given
        finally:
            process.terminate()
            process.wait(LONGEST)
