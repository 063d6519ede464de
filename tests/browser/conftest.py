"""The built site behind a server, and a Chromium to look at it."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, sync_playwright

from conftest import comparisons
from microsite.model import Content

from .walk import Places, places_of

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class _Pages(SimpleHTTPRequestHandler):
    """A static server with gzip, as on GitHub Pages."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        if not found:
            path = Path(self.directory) / "global-dialogue/404.html"
        body = gzip.compress(path.read_bytes(), 9, mtime=0)
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: requests are checked in the browser."""


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the built site on a local server, with its sub-path and closing slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Pages, directory=str(site.parent))) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}/{site.name}/"
        http.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the one on the PATH, else Playwright's own."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def places(site: Path, content: Content) -> Places:
    """The pages of the built site that the tests walk over."""
    return places_of(site, content, comparisons(content))
