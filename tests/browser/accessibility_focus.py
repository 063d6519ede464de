"""The focus: visible, never hidden, in reading order, on every stop of Tab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from microsite.model import Content

from .findings import Finding
from .keyboard import painted, walk
from .walk import MODES, Places, opened, set_mode

# The last is 1280 × 1024 at 400 %.
WINDOWS = [(1280, 800), (320, 800), (320, 256)]


@pytest.mark.parametrize("window", WINDOWS, ids=lambda window: f"{window[0]}x{window[1]}")
def test_tab_stops_everywhere_visibly_and_in_reading_order(
    browser: Browser, server: str, places: Places, window: tuple[int, int]
) -> None:
    found: list[Finding] = []
    count = 0
    with opened(browser, *window) as page:
        for place in places.main:
            page.goto(server + place)
            page.evaluate("audit.unfold()")
            wanted = page.evaluate("audit.controls().length")
            stops, faults = walk(page, f"/{place} {window}")
            count += len(stops)
            found += faults
            assert len(stops) == wanted, (place, window, len(stops), wanted)
    print(f"\nTab: {len(places.main)} pages × {window}: {count} stops, {len(found)} findings")
    assert not found, "\n".join(map(str, found[:30]))


def test_focus_is_visible_in_each_mode(browser: Browser, server: str, places: Places) -> None:
    """By its computed outline on every stop, by pixels on each kind of stop, mode and direction."""
    found: list[Finding] = []
    stops = 0
    seen: set[tuple[str, ...]] = set()
    with opened(browser) as page:
        for place in places.sample:
            page.goto(server + place)
            page.evaluate("audit.unfold()")
            direction = page.evaluate("document.documentElement.dir")
            page.keyboard.press("Tab")
            for mode in MODES:
                set_mode(page, mode)
                # High enough for the largest part, so that all of its edge can be seen.
                page.set_viewport_size({"width": mode.width, "height": 5000})
                where = f"/{place} {mode}"
                faults = page.evaluate("audit.outlines()")
                found += [Finding("own", **item, outcome="violation", where=where) for item in faults]
                kinds = page.evaluate("audit.kinds()")
                stops += len(kinds)
                for index, kind in enumerate(kinds):
                    key = (str(mode), direction, kind)
                    if key not in seen:
                        seen.add(key)
                        part = page.evaluate("index => audit.focus(index)", index)
                        box = part["box"]
                        # WCAG 2.4.13: as large as a line of 2 px around the element.
                        least = 4 * (box["width"] + box["height"]) - 2 * part["touching"]
                        changed = painted(page, box)
                        assert changed >= least, (where, kind, changed, least)
    print(f"\nfocus: {stops} stops in {len(MODES)} modes; {len(seen)} kinds × modes × directions by pixels")
    assert not found, "\n".join(map(str, found[:30]))


def test_tab_order_is_mirrored_in_arabic(browser: Browser, server: str, content: Content) -> None:
    first = {language.direction: language for language in reversed(content.languages)}
    walks = {}
    with opened(browser) as page:
        for direction in ("ltr", "rtl"):
            page.goto(f"{server}{first[direction].locale}/circular/")
            walks[direction] = walk(page, direction)[0]
    assert [stop.tag for stop in walks["ltr"]] == [stop.tag for stop in walks["rtl"]]
    bar = slice(1, 1 + len(content.languages))
    assert [stop.name for stop in walks["ltr"][bar]] == [language.name for language in content.languages]
    for one, other in zip(walks["ltr"][bar], walks["rtl"][bar], strict=True):
        assert one.name == other.name
        # The current language is bold, so that the names are not of one width on both pages.
        assert one.left == pytest.approx(1280 - other.right, abs=16), one.name


def test_the_way_back_has_the_same_stops(browser: Browser, server: str, content: Content) -> None:
    with opened(browser) as page:
        for language in content.languages:
            page.goto(f"{server}{language.locale}/glossary/")
            there, _ = walk(page, "there")
            back = [stop.name for stop in walk(page, "back", "Shift+Tab")[0]]
            assert back[::-1] == [stop.name for stop in there], language.locale
