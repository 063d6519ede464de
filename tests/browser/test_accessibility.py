"""What axe-core, IBM's checker and the Nu HTML checker find, and what a reader sees on small windows.

One page of each template in every language; with EVERY=1 (make accessibility) every page.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from conftest import pages

from .conftest import Open
from .engines import Finding, Verdict, axe, ibm, vnu

Colours = Literal["light", "dark", "forced"]
EVERY = bool(os.environ.get("EVERY"))
MODES: list[tuple[Colours, int]] = [("light", 1280), ("dark", 320), ("forced", 320)]
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


@pytest.fixture
def places(site: Path, sample: dict[str, list[str]]) -> list[str]:
    if EVERY:
        return [address for address, _ in pages(site) if "/compare/" not in address or "circular" in address]
    return [place for places in sample.values() for place in places]


def show(page: Page, colours: Colours, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(
        color_scheme="dark" if colours == "dark" else "light",
        forced_colors="active" if colours == "forced" else "none",
    )
    # The colours of the new mode are there with the second frame.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("engine", [axe, ibm])
def test_an_engine_finds_nothing(
    window: Open,
    server: str,
    places: list[str],
    sample: dict[str, list[str]],
    engine: Callable[[Page, str], list[Finding]],
) -> None:
    """In light colours as it comes; in two languages also dark and forced, narrow and unfolded."""
    verdict, page = Verdict(engine.__name__), window()
    for place in places:
        full = EVERY or place in sample["en"] + sample["ar"]
        if engine is ibm and not full:
            continue
        page.goto(server + place)
        for colours, width in MODES if full else MODES[:1]:
            show(page, colours, width)
            verdict.take(engine(page, f"/{place} {colours} {width}"))
            page.evaluate("sight.unfold()")
    verdict.report(f"{len(places)} pages")


def test_nu_html_checker_finds_nothing(site: Path, places: list[str]) -> None:
    verdict = Verdict("vnu")
    verdict.take(vnu(*(site / (p if p.endswith(".html") else f"{p}index.html") for p in places)))
    verdict.report(f"{len(places)} HTML files")


def test_everything_is_in_sight_and_large_enough(window: Open, server: str, places: list[str]) -> None:
    """In both colours; at 240 pixels, at 320 with the spacing of WCAG 1.4.12, at 360 with large text."""
    page, found = window(reduced_motion="reduce"), []
    for place in places:
        page.goto(server + place)
        page.evaluate("sight.unfold()")
        for colours, width, css, checks in SIGHTS:
            page.evaluate("css => sight.add(css)", css)
            show(page, colours, width)
            for check in checks.split():
                found += [f"/{place} {colours} {width} {one}" for one in page.evaluate(f"sight.{check}()")]
    assert not found, f"{len(found)}:\n" + "\n".join(found[:40])
