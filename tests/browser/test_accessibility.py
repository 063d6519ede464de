"""What axe-core, IBM's checker and the Nu HTML checker find, and what a reader sees on small windows.

One page of each template: in English and Arabic for the engines, in every language for the eye. With
EVERY=1 (make accessibility) every page in every language and mode.
"""

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

import components
from conftest import compare, pages
from microsite.build.context import Site

from .conftest import Open
from .engines import ask, judge, vnu

Colours = Literal["light", "dark", "forced"]
EVERY = bool(os.environ.get("EVERY"))
MODES: list[tuple[Colours, int]] = [("light", 1280), ("dark", 320), ("forced", 320)]
# In which of them the engines see a page, left to right and right to left, where they do not see all.
FEWER = {"axe": (MODES[::2], MODES[:2]), "ibm": (MODES[:1], MODES[1:2])}
SPACED = """
  * { line-height: 1.5 !important; word-spacing: .16em !important; letter-spacing: .12em !important }
  p { margin-block-end: 2em !important } :lang(ar), :lang(ar) * { letter-spacing: 0 !important }"""
LARGE = "html { font-size: 200% !important }"
SIGHTS: list[tuple[Colours, int, str, str]] = [
    ("light", 1280, "", "small faint moving"),
    ("dark", 320, "", "small faint wide"),
    ("light", 240, "", "wide broken"),
    ("light", 320, SPACED, "wide broken"),
    ("light", 360, LARGE, "wide broken"),
]
# Left out of the accessibility tree is what editors change: the menu behind its second entry, the
# sentences of the letter.
ELIDE = """() => {
  const more = "nav:not(header nav) li:nth-child(n+3), article p[id] ~ p[id] ~ p, section li + li";
  document.querySelectorAll(`${more}, footer p:last-child`).forEach(e => e.remove());
  const texts = [...document.querySelectorAll("main :is(p, li, em)")].flatMap(e => [...e.childNodes]);
  texts.filter(node => node.nodeType === 3 && node.data.trim()).forEach(node => (node.data = "…"));
}"""


@pytest.fixture
def places(site: Path, sample: dict[str, list[str]]) -> list[str]:
    if EVERY:
        return [address for address, _ in pages(site) if "/compare/" not in address or "circular" in address]
    return [place for places in sample.values() for place in places]


@pytest.fixture
def few(places: list[str], sample: dict[str, list[str]]) -> list[str]:
    return places if EVERY else sample[""] + sample["en"] + sample["ar"]


def show(page: Page, colours: Colours, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(
        color_scheme="dark" if colours == "dark" else "light",
        forced_colors="active" if colours == "forced" else "none",
    )
    # The colours of the new mode are there with the second frame.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("engine", ["axe", "ibm"])
def test_an_engine_finds_nothing(window: Open, server: str, few: list[str], engine: str) -> None:
    """In a wide window as a page comes, in a narrow one unfolded."""
    page, found = window(), []
    for place in few:
        page.goto(server + place)
        for colours, width in MODES if EVERY else FEWER[engine][place.startswith("ar/")]:
            show(page, colours, width)
            if width == 320:
                page.evaluate("sight.unfold()")
            found += ask(engine, page, f"/{place} {colours} {width}")
    judge(found, f"{engine}, {len(few)} pages")


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_all_that_authors_may_write_is_accessible(
    window: Open, site: Path, shown: Site, tmp_path: Path, locale: str
) -> None:
    """No page has all of it: in each mode, and with the pointer on its buttons."""
    file, page = tmp_path / "index.html", window()
    file.write_text(components.page(site, shown, locale), "utf-8")
    findings, seen = vnu(file), []
    page.goto(file.as_uri())
    page.evaluate("sight.unfold('article details')")
    for colours, width in MODES:
        show(page, colours, width)
        findings += ask("axe", page, f"{colours} {width}")
        for button in page.locator(".md-button").all():
            button.hover()
            seen += [one for check in ("faint", "wide") for one in page.evaluate(f"sight.{check}()")]
    judge(findings, "axe and vnu, all components")
    assert not seen, "\n".join(seen)


def test_nu_html_checker_finds_nothing(site: Path, few: list[str]) -> None:
    files = [site / (place if place.endswith(".html") else f"{place}index.html") for place in few]
    judge(vnu(*files), f"vnu, {len(few)} HTML files")


def test_everything_is_in_sight_and_large_enough(
    window: Open, server: str, places: list[str], few: list[str]
) -> None:
    """In both colours; at 240 pixels, at 320 with the spacing of WCAG 1.4.12, at 360 with large text."""
    page, found = window(reduced_motion="reduce"), []
    for place in places:
        page.goto(server + place)
        page.evaluate("sight.unfold()")
        # The other languages differ in the length of their words.
        for colours, width, css, checks in SIGHTS if place in few else SIGHTS[-2:]:
            page.evaluate("css => sight.add(css)", css)
            show(page, colours, width)
            for check in checks.split():
                found += [f"/{place} {colours} {width} {one}" for one in page.evaluate(f"sight.{check}()")]
    assert not found, f"{len(found)}:\n" + "\n".join(found[:40])


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_circular_as_a_screen_reader_finds_it(window: Open, server: str, locale: str) -> None:
    """Its accessibility tree, in either direction. Renew it with RENEW=1, and read what changed."""
    page = window()
    page.goto(f"{server}{locale}/circular/")
    page.evaluate(ELIDE)
    tree = page.locator("body").aria_snapshot()
    compare(Path(__file__).parent / f"snapshots/{locale}-circular.txt", tree + "\n")
