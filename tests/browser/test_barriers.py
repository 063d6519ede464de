"""A page of planted barriers, on which the suite has to find at least nine in ten."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from microsite.model import Content

from .engines import axe, ibm, vnu
from .findings import Finding, Verdict, own
from .keyboard import walk
from .test_language import findings as languages
from .test_language import proper_names
from .walk import opened

PAGE = Path(__file__).parent / "fixtures/barriers.html"


def everything(browser: Browser, content: Content) -> list[Finding]:
    """Run the whole suite on the page of barriers; leave out what exceptions.yml decides."""
    found = vnu(PAGE)
    with opened(browser, reduced_motion="reduce") as page:
        page.goto(PAGE.as_uri())
        found += axe(page) + ibm(page) + own(page)
        found += languages(page.evaluate("audit.texts()"), content, proper_names(content), "")
        page.set_viewport_size({"width": 320, "height": 800})
        found += own(page)
        page.evaluate("audit.space()")
        found += own(page, "clipped", "overlap")
        page.reload()
        found += walk(page, "")[1]
    faults: list[Finding] = []
    for engine in ("axe", "ibm", "vnu", "own"):
        verdict = Verdict(engine)
        verdict.take(one for one in found if one.engine == engine)
        faults += verdict.faults
    return faults


def test_nine_in_ten_planted_barriers_are_found(browser: Browser, content: Content) -> None:
    faults = everything(browser, content)
    with opened(browser) as page:
        page.goto(PAGE.as_uri())
        planted: dict[str, str] = dict(
            page.evaluate("[...document.querySelectorAll('[data-rule]')].map(e => [e.id, e.dataset.rule])")
        )
    # The Nu checker names a line; each barrier has one of its own.
    at_line = {
        str(number): name
        for number, line in enumerate(PAGE.read_text("utf-8").splitlines(), 1)
        for name in planted
        if f'id="{name}"' in line
    }
    seen = {(at_line.get(one.id, one.id), f"{one.engine}:{one.rule}") for one in faults}
    found = {name for name, rules in planted.items() if any((name, r) in seen for r in rules.split("|"))}
    missed = sorted(set(planted) - found)
    score = len(found) / len(planted)
    print(f"\nbarriers: {len(found)} of {len(planted)} found ({score:.0%}); missed: {', '.join(missed)}")
    by = {
        engine: {name for name, rule in seen if rule.startswith(engine) and rule in planted.get(name, "")}
        for engine in ("axe", "ibm", "vnu", "own")
    }
    print("by engine:", {engine: len(names) for engine, names in by.items()})
    assert len(planted) >= 30
    assert score >= 0.9, missed
    wrong = [str(one) for one in faults if one.id.startswith("ok-")]
    assert not wrong, "\n".join(wrong)
