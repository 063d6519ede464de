"""axe-core and IBM's accessibility-checker find nothing on any page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from .engines import axe, ibm
from .findings import Finding, Verdict
from .walk import FIRST, OTHERS, Places, opened, set_mode


@pytest.mark.parametrize("engine", [axe, ibm])
def test_an_engine_finds_nothing_on_any_page(
    browser: Browser, server: str, places: Places, engine: Callable[[Page, str], list[Finding]]
) -> None:
    verdict = Verdict(engine.__name__)
    with opened(browser) as page:
        for place in places.every:
            page.goto(server + place)
            for mode in (FIRST, *(OTHERS if place in places.main else ())):
                set_mode(page, mode)
                verdict.take(engine(page, f"/{place} {mode}"))
                page.evaluate("audit.open()")
    verdict.report(
        f"{len(places.every)} pages × {FIRST}; {len(places.main)} of them (the sitemap, two languages "
        f"in part) × {len(OTHERS)} other modes, with all that folds open"
    )
