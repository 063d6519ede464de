"""axe-core finds nothing on any page."""

from __future__ import annotations

from playwright.sync_api import Browser

from .engines import axe
from .findings import Verdict
from .walk import FIRST, OTHERS, Places, opened, set_mode


def test_axe_finds_nothing_on_any_page(browser: Browser, server: str, places: Places) -> None:
    verdict = Verdict("axe")
    with opened(browser) as page:
        for place in places.every:
            page.goto(server + place)
            for mode in (FIRST, *(OTHERS if place in places.main else ())):
                set_mode(page, mode)
                verdict.take(axe(page, where=f"/{place} {mode}"))
                page.evaluate("audit.open()")
    verdict.report(
        f"{len(places.every)} pages × {FIRST}; {len(places.main)} of them (the sitemap, two languages "
        f"in part) × {len(OTHERS)} other modes, with all that folds open"
    )
