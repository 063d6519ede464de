"""Everything by keyboard alone: order, sight of the focus, skip link, menu, languages, citation, tables."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from microsite.model import Content

from .conftest import Open

FOCUSED = "() => (document.activeElement.ariaLabel ?? document.activeElement.innerText).trim()"
IN_MAIN = "document.querySelector('main').contains(document.activeElement)"
# All that Tab has to reach, numbered in the order of the page.
CONTROLS = """() => [...document.querySelectorAll(
    "a[href], button, summary, input:not([type=hidden]), select, textarea, [tabindex='0']")]
  .filter(e => e.checkVisibility() && e.tabIndex >= 0 && !e.disabled)
  .map((e, index) => (e.dataset.stop = index)).length"""
# The number of what has the focus, whether it can be seen, and what it looks like it is.
STOP = """() => {
  const e = document.activeElement, style = getComputedStyle(e), [box] = e.getClientRects();
  if (!e.dataset.stop) return null;
  const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
  const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
  const layers = document.elementsFromPoint(x, y);
  const over = layers.slice(0, Math.max(0, layers.findIndex(layer => e.contains(layer))));
  const clear = layer => layer.contains(e) || /, 0\\)$/.test(getComputedStyle(layer).backgroundColor);
  const hidden = !layers.some(layer => e.contains(layer)) || !over.every(clear);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const wrong = (hidden ? "hidden " : "") + (ring ? "" : "no ring");
  return [Number(e.dataset.stop), wrong && `${wrong}: ${e.outerHTML.slice(0, 99)}`];
}"""


@pytest.fixture
def page(window: Open) -> Page:
    """A page as wide as a telephone, in which nothing but keys is used."""
    return window(320, permissions=["clipboard-read", "clipboard-write"])


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab, or another key, until the element with this name has the focus."""
    for _ in range(200):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED) == name:
            return
    pytest.fail(f"{key} does not reach “{name}” on {page.url}")


def enter(page: Page, address: str) -> None:
    """Press Enter on a link, and wait until the page it leads to, which may be the same, is there."""
    with page.expect_navigation(url=address):
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "height", "locale"), [(1280, 800, "en"), (320, 256, "ar")])
def test_tab_stops_everywhere_in_order_and_is_seen(
    window: Open, server: str, sample: dict[str, list[str]], width: int, height: int, locale: str
) -> None:
    """There, and on one page back again; the small window is a large one at 400 %."""
    page, found = window(width, height), []
    for place in sample[locale] + sample[""]:
        page.goto(server + place)
        page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")
        wanted = list(range(page.evaluate(CONTROLS)))
        ways = [("Tab", wanted), ("Shift+Tab", wanted[::-1])]
        for key, order in ways if "/circular" in place else ways[:1]:
            stops = []
            for _ in wanted:
                page.keyboard.press(key)
                number, wrong = page.evaluate(STOP) or (None, "")
                stops.append(number)
                found += [f"/{place} {wrong}"] if wrong else []
            assert stops == order, (place, key)
            page.keyboard.press(key)
    assert not found, f"{len(found)}:\n" + "\n".join(found[:40])


def test_the_skip_link_comes_first_and_leads_to_the_text(page: Page, server: str, content: Content) -> None:
    for language in content.languages:
        page.goto(f"{server}{language.locale}/circular/")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == content.strings[language.locale]["skip"]
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate(IN_MAIN), language.locale


def test_the_menu_opens_closes_and_leads_on(page: Page, server: str, content: Content) -> None:
    for locale in ("en", "ar"):
        meta = content.pages[locale, "timeline"].meta
        page.goto(f"{server}{locale}/circular/")
        tab_to(page, content.strings[locale]["menu"])
        for opened in (True, False, True):
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.closest('details').open") is opened
        tab_to(page, meta.nav_title or meta.title)
        enter(page, f"{server}{locale}/timeline/")


def test_the_language_bar_keeps_the_paragraph(page: Page, server: str, content: Content) -> None:
    for language in content.languages:
        page.goto(f"{server}{content.languages[0].locale}/circular/#p3")
        # The place in the text is where the next Tab starts, so the way to the bar leads back.
        tab_to(page, language.name, "Shift+Tab")
        enter(page, f"{server}{language.locale}/circular/#p3")


def test_a_paragraph_is_cited(page: Page, server: str, content: Content) -> None:
    for language in content.languages:
        strings = content.strings[language.locale]
        page.goto(f"{server}{language.locale}/circular/")
        tab_to(page, strings["paragraph"]["link"].format(n=3))
        enter(page, "**/#p3")
        button = page.get_by_role("button", name=strings["paragraph"]["copy"])
        button.wait_for()
        button.focus()
        # What the button says next is told without the focus having to move (WCAG 4.1.3).
        assert page.evaluate("document.activeElement.ariaLive") == "polite"
        page.keyboard.press("Enter")
        page.wait_for_function(f"said => ({FOCUSED})() === said", arg=strings["paragraph"]["copied"])
        copied = page.evaluate("navigator.clipboard.readText()")
        assert page.url in copied
        assert copied.startswith(strings["documents"]["circular"])
        assert strings["language_names"][language.locale] in copied
        assert not any(0x2066 <= ord(letter) <= 0x2069 or letter in "{}" for letter in copied)
