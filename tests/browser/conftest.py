"""What the browser tests share: the built site on a server like GitHub Pages, and a Chromium."""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from conftest import comparisons
from microsite.chromium import chromium
from microsite.model import Content

from .walk import Places, places_of

SUB_PATH = "/global-dialogue/"
_COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg")


class _Pages(BaseHTTPRequestHandler):
    """Serves as GitHub Pages does: gzip -6 by type, index.html, 404.html with status 404."""

    folder: Path
    prefix: str
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.folder / path.removeprefix(self.prefix)
        inside = path.startswith(self.prefix) and file.resolve().is_relative_to(self.folder.resolve())
        if inside and file.is_dir() and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", f"{path}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        file = file / "index.html" if file.is_dir() else file
        found = inside and file.is_file()
        file = file if found else self.folder / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        kind = kind.replace("text/javascript", "application/javascript")
        body = file.read_bytes()
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        if kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the output of the tests free of requests."""


@contextmanager
def serve(folder: Path, prefix: str = SUB_PATH) -> Iterator[str]:
    """Serve a built site below `prefix`. Yield its address, which ends in a slash."""
    handler = type("Pages", (_Pages,), {"folder": folder, "prefix": prefix})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        thread = Thread(target=http.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}{prefix}"
        http.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """The address of the built site at the sub-path."""
    with serve(site) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that prints the PDFs, too."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def places(site: Path, content: Content) -> Places:
    """The pages of the built site that the tests walk over."""
    return places_of(site, content, comparisons(content))
