"""Everything by keyboard alone: skip link, menu, languages, citation, side by side, scroller, note."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from microsite.build.compare import address
from microsite.model import Content, Language

from .keyboard import enter
from .walk import opened

FOCUSED = "() => (document.activeElement.ariaLabel ?? document.activeElement.innerText).trim()"


@pytest.fixture
def page(browser: Browser, server: str) -> Iterator[Page]:
    """A page as wide as a telephone, in which nothing but keys is used."""
    with opened(browser, 320, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press Tab, or another key, until the element with this name has the focus."""
    for _ in range(150):
        press(page, key)
        if page.evaluate(FOCUSED) == name:
            return
    pytest.fail(f"{key} does not reach “{name}” on {page.url}")


def languages(content: Content) -> Iterator[tuple[Language, dict[str, str]]]:
    for language in content.languages:
        yield language, dict(content.strings[language.locale])


def test_the_skip_link_comes_first_and_leads_to_the_text(page: Page, server: str, content: Content) -> None:
    for language, t in languages(content):
        page.goto(f"{server}{language.locale}/circular/")
        press(page, "Tab")
        assert page.evaluate(FOCUSED) == t["skip"]
        press(page, "Enter", "Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), language


def test_the_menu_opens_closes_and_leads_on(page: Page, server: str, content: Content) -> None:
    for language, t in languages(content):
        meta = content.pages[language.locale, "timeline"].meta
        page.goto(f"{server}{language.locale}/circular/")
        tab_to(page, t["menu"])
        press(page, "Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)"), "folded"
        press(page, "Shift+Tab", "Enter")
        assert page.locator(".menu details").get_attribute("open") is not None
        press(page, "Space")
        assert page.locator(".menu details").get_attribute("open") is None
        press(page, "Enter")
        tab_to(page, meta.nav_title or meta.title)
        enter(page, f"{server}{language.locale}/timeline/")


def test_the_language_bar_keeps_the_paragraph(page: Page, server: str, content: Content) -> None:
    for language in content.languages:
        page.goto(f"{server}{content.languages[0].locale}/circular/#p3")
        # The place in the text is where the next Tab starts, so the way to the bar leads back.
        tab_to(page, language.name, "Shift+Tab")
        enter(page, f"{server}{language.locale}/circular/#p3")


def test_a_paragraph_is_cited(page: Page, server: str, content: Content) -> None:
    for language, _ in languages(content):
        texts = content.strings[language.locale]["paragraph"]
        page.goto(f"{server}{language.locale}/circular/")
        tab_to(page, texts["link"].format(n=3))
        enter(page, "**/#p3")
        # The script hears of the new address after the browser has told it here.
        page.wait_for_selector(".cite")
        tab_to(page, texts["copy"])
        assert page.evaluate("document.activeElement.closest('.cite').previousElementSibling.id") == "p3"
        # What the button says next is told without the focus having to move (WCAG 4.1.3).
        assert page.evaluate("document.activeElement.ariaLive") == "polite"
        press(page, "Enter")
        page.wait_for_function("said => document.activeElement.innerText === said", arg=texts["copied"])
        copied = page.evaluate("navigator.clipboard.readText()")
        assert page.url in copied
        document = content.strings[language.locale]["documents"]["circular"]
        assert copied.startswith(document.split("CL-26/22")[0])
        assert not any(0x2066 <= ord(letter) <= 0x2069 for letter in copied)


def test_two_languages_are_read_side_by_side(page: Page, server: str, content: Content) -> None:
    first = content.languages[0]
    for other in content.languages[1:]:
        t = content.strings[first.locale]
        page.goto(f"{server}{first.locale}/circular/")
        tab_to(page, t["compare"]["label"])
        enter(page, "**/compare/circular/*/")
        tab_to(page, t["compare"]["beside"].format(language=t["language_names"][other.locale]))
        enter(page, server + address(first.locale, "circular", other.locale))
        tab_to(page, t["compare"]["swap"])
        enter(page, server + address(other.locale, "circular", first.locale))


def test_a_wide_table_scrolls(page: Page, server: str, content: Content) -> None:
    for language, _ in languages(content):
        for name in ("glossary", "translations"):
            page.goto(f"{server}{language.locale}/{name}/")
            tab_to(page, content.pages[language.locale, name].meta.title)
            assert page.evaluate("document.activeElement.getAttribute('role')") == "region"
            press(page, "ArrowLeft" if language.direction == "rtl" else "ArrowRight")
            page.wait_for_function("() => document.activeElement.scrollLeft !== 0")


def test_the_note_on_the_text_opens(page: Page, server: str, content: Content) -> None:
    for language, _ in languages(content):
        page.goto(f"{server}{language.locale}/dialogue/")
        tab_to(page, page.locator(".status summary").inner_text().strip())
        press(page, "Enter")
        tab_to(page, content.strings[language.locale]["status"]["more"])
        enter(page, f"{server}{language.locale}/about/")
