"""What the browser tests share: the built site on a server like GitHub Pages, and a Chromium."""

import gzip
import mimetypes
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from microsite.content import Content
from tools.browser import chromium

SIGHT = Path(__file__).with_name("sight.js")
SUB_PATH = "/global-dialogue/"
SIP = 250  # bytes
CLIPBOARD = ["clipboard-read", "clipboard-write"]
Open = Callable[..., Page]


class _Pages(BaseHTTPRequestHandler):
    """Serves as GitHub Pages does: gzip -6 by type, ten minutes' cache, index.html, 404.html."""

    folder: Path
    pause: float
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        file = self.folder / path.removeprefix(SUB_PATH)
        file = file / "index.html" if path.endswith("/") else file
        found = path.startswith(SUB_PATH) and file.is_file()
        file = file if found else self.folder / "404.html"
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        body = file.read_bytes()
        self.send_response(200 if found else 404)
        if kind.startswith(("text/", "application/")) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        step = SIP if self.pause else len(body)
        for start in range(0, len(body), step):
            self.wfile.write(body[start : start + step])
            sleep(self.pause)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the output of the tests free of requests."""


@contextmanager
def serve(folder: Path, pause: float = 0) -> Iterator[str]:
    """Serve a built site below the sub-path, on a slow line with `pause` seconds after every few words.

    Yield its address, which ends in a slash.
    """
    handler = type("Pages", (_Pages,), {"folder": folder, "pause": pause})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        thread = Thread(target=http.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}{SUB_PATH}"
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


@pytest.fixture
def window(browser: Browser) -> Iterator[Open]:
    """A function that opens an empty page in a context of its own, with `sight` in it."""
    with ExitStack() as stack:

        def opened(width: int = 1280, height: int = 800, **options: Any) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            context.add_init_script(path=SIGHT)
            return stack.enter_context(context).new_page()

        yield opened


@pytest.fixture(scope="session")
def sample(content: Content) -> dict[str, list[str]]:
    """One page of each template, in every language; the entry page and 404.html under `""`."""
    templates: dict[str, str] = {}
    for page in content.pages.values():
        templates.setdefault(page.meta.template or ("letter" if page.is_letter else "text"), page.name)
    locales = [language.locale for language in content.languages]
    found = {"": ["", "404.html"]}
    for one, other in zip(locales, [*locales[1:], locales[0]], strict=True):
        found[one] = [content.pages[one, name].address for name in templates.values()]
        found[one].append(f"{one}/compare/circular/{other}/")
    return found
