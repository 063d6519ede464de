"""What a reader sees on every page: targets, contrast, reflow, zoom, text spacing, motion, structure."""

from __future__ import annotations

from collections import Counter

import pytest
from playwright.sync_api import Browser

from .findings import Finding, own
from .walk import FIRST, MODES, Places, opened, set_mode

# One walk serves all rules, so one process takes them all (make accessibility).
pytestmark = pytest.mark.xdist_group("sight")

SIGHT = ("targets", "contrast", "controls", "reflow", "scrollers", "clipped", "overlap")
STRUCTURE = ("tables", "headings", "links", "pointer", "isolation")
SPACE = ("reflow", "scrollers", "clipped", "overlap")
RULES = (
    "target-size", "contrast", "control-contrast", "reflow", "scroller", "clipped", "overlap",
    "table-headers", "headings", "link-purpose", "mouse-only", "isolation", "motion",
)  # fmt: skip


@pytest.fixture(scope="module")
def found(browser: Browser, server: str, places: Places) -> list[Finding]:
    """Our own checks on every page, in every mode, zoomed, spaced and without motion."""
    found: list[Finding] = []
    with opened(browser, reduced_motion="reduce") as page:
        for place in places.every:
            set_mode(page, FIRST)
            page.goto(server + place)
            found += own(page, *SIGHT, *STRUCTURE, "motion", where=f"/{place} {FIRST}")
            page.evaluate("audit.open()")
            for mode in MODES:
                set_mode(page, mode)
                found += own(page, *SIGHT, where=f"/{place} {mode}, all open")
            page.emulate_media(color_scheme="light", forced_colors="none")
            # 1280 × 1024 at 400 %.
            page.set_viewport_size({"width": 320, "height": 256})
            found += own(page, *SPACE, where=f"/{place} at 400 %")
            page.evaluate("audit.space()")
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                found += own(page, *SPACE, where=f"/{place} with text spacing, {width}")
    print(
        f"\nown checks: {len(places.every)} pages × {len(MODES)} modes, all open × "
        f"{len(SIGHT)} checks; at 400 %; with text spacing at 320 and 1280; {len(STRUCTURE) + 1} checks "
        f"of structure and motion: {len(found)} findings"
    )
    return found


@pytest.mark.parametrize("rule", RULES)
def test_own_check_finds_nothing_on_any_page(found: list[Finding], rule: str) -> None:
    faults = [one for one in found if one.rule == rule]
    kinds = Counter((one.html, one.message) for one in faults)
    print(f"{rule}: {len(faults)}")
    assert not faults, "\n".join(
        f"{count} × {next(one for one in faults if (one.html, one.message) == kind)}"
        for kind, count in kinds.most_common(30)
    )


def test_own_checks_have_no_other_rules(found: list[Finding]) -> None:
    assert {one.rule for one in found} <= set(RULES)
