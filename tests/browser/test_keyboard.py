"""Everything by keyboard alone: order, sight of the focus, skip link, menu, languages, citation, tables."""

import pytest
from playwright.sync_api import Page

from conftest import SITE_URL
from microsite.content import Content

from .conftest import CLIPBOARD, Open

FOCUSED = "() => (document.activeElement.ariaLabel ?? document.activeElement.innerText).trim()"


@pytest.fixture
def page(window: Open) -> Page:
    """A page as wide as a telephone, in which nothing but keys is used."""
    return window(320, permissions=CLIPBOARD)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this name has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    pytest.fail(f"Tab does not reach “{name}” on {page.url}")


@pytest.mark.parametrize(("width", "height", "locale"), [(1280, 800, "en"), (320, 256, "ar")])
def test_tab_stops_everywhere_in_order_and_is_seen(
    window: Open, server: str, sample: dict[str, list[str]], width: int, height: int, locale: str
) -> None:
    """There, and on one page back again; the small window is a large one at 400 %."""
    page, found = window(width, height), []
    for place in sample[locale] + sample[""]:
        page.goto(server + place)
        page.evaluate("sight.unfold('nav details, details:has(nav), .tools details')")
        wanted = list(range(page.evaluate("sight.stops()")))
        ways = [("Tab", wanted), ("Shift+Tab", wanted[::-1])]
        for key, order in ways if "/circular" in place else ways[:1]:
            stops = []
            # One more, for once around the window itself has the focus.
            for _ in [*wanted, None]:
                page.keyboard.press(key)
                number, wrong = page.evaluate("sight.stop()")
                stops += [] if number is None else [number]
                found += [f"/{place} {wrong}"] if wrong else []
            # The search page begins in its field.
            first = order.index(stops[0])
            assert stops[: len(order)] == order[first:] + order[:first], (place, key)
    assert not found, f"{len(found)}:\n" + "\n".join(found[:40])


def test_the_menu_opens_closes_and_leads_on(page: Page, server: str, content: Content) -> None:
    for locale in ("en", "ar"):
        meta = content.pages[locale, "timeline"].meta
        page.goto(f"{server}{locale}/circular/")
        tab_to(page, content.strings[locale]["menu"])
        for opened in (True, False, True):
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.closest('details').open") is opened
        tab_to(page, meta.nav_title or meta.title)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{server}{locale}/timeline/")


def test_the_skip_link_comes_first_and_a_paragraph_is_cited(
    page: Page, server: str, content: Content
) -> None:
    """With its canonical address, whatever the address bar holds."""
    for locale, strings in content.strings.items():
        page.goto(f"{server}{locale}/circular/?utm_source=x&$&=$1")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == strings["skip"]
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), locale
        tab_to(page, strings["paragraph"]["link"].format(n=3))
        page.keyboard.press("Enter")
        button = page.get_by_role("button", name=strings["paragraph"]["copy"])
        button.wait_for()
        button.focus()
        # What the button says next is told without the focus having to move (WCAG 4.1.3).
        assert page.evaluate("document.activeElement.ariaLive") == "polite"
        page.keyboard.press("Enter")
        page.wait_for_function(f"said => ({FOCUSED})() === said", arg=strings["paragraph"]["copied"])
        copied = page.evaluate("navigator.clipboard.readText()")
        assert f"{SITE_URL}{locale}/circular/#p3" in copied
        assert copied.startswith(strings["documents"]["circular"])
        assert strings["language_names"][locale] in copied
        assert not any(0x2066 <= ord(letter) <= 0x2069 or letter in "{}$" for letter in copied)
        assert not any(word in copied for word in ("utm_", "127.0.0.1"))
