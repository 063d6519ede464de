"""What a reader does with the pages: switch, cite, compare, read with nothing but the HTML."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from microsite.content import Content
from microsite.model import Language

from .conftest import Open


@pytest.fixture
def page(window: Open) -> Page:
    return window(permissions=["clipboard-read", "clipboard-write"])


def others(content: Content, locale: str) -> Iterator[Language]:
    return (language for language in content.languages if language.locale != locale)


def language_link(page: Page, tag: str, event: str = "pointerdown") -> str:
    """Press on a language of the header, or reach it by Tab, and return where it would lead."""
    link = page.locator(f"header nav a[hreflang='{tag}']")
    link.dispatch_event(event)
    return str(link.evaluate("link => link.href"))


def test_switch_keeps_page_and_fragment_for_every_pair(page: Page, server: str, content: Content) -> None:
    for name, fragment in (("circular", "p4"), ("background/scientific-panel", "")):
        fragment = fragment or content.pages["en", name].sections[-1].id
        for one in content.languages:
            page.goto(f"{server}{one.locale}/{name}/#{fragment}")
            for other in others(content, one.locale):
                target = language_link(page, other.tag, "focusin")
                assert target == f"{server}{other.locale}/{name}/#{fragment}"


def test_switch_leads_to_the_paragraph_by_click_middle_click_and_new_tab(page: Page, server: str) -> None:
    page.goto(f"{server}en/circular/#p4")
    link = page.locator("header nav a[hreflang='ar']")
    for how in ({"button": "middle"}, {"modifiers": ["ControlOrMeta"]}):
        with page.context.expect_page() as opened:
            link.click(**how)
        opened.value.wait_for_load_state()
        assert opened.value.url == f"{server}ar/circular/#p4"
        expect(opened.value.locator("#p4")).to_be_in_viewport()
        opened.value.close()
    link.click()
    page.wait_for_url(f"{server}ar/circular/#p4")
    expect(page.locator("#p4")).to_be_in_viewport()


@pytest.mark.parametrize("start", ["", "#dialogue"])
def test_switch_follows_the_part_being_read(window: Open, server: str, start: str) -> None:
    page = window(390, 700)
    page.goto(f"{server}ru/background/resolution-79-325/{start}")
    assert language_link(page, "fr").endswith(f"/resolution-79-325/{start}")
    page.locator("#panel").evaluate("part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 60)")
    assert language_link(page, "fr").endswith("/fr/background/resolution-79-325/#panel")


def test_switch_keeps_the_page_without_javascript(window: Open, server: str) -> None:
    page = window(java_script_enabled=False)
    page.goto(f"{server}zh/invitation/")
    page.locator("header nav a[hreflang='es']").click()
    page.wait_for_url(f"{server}es/invitation/")


def test_a_heading_is_cited_with_its_words(page: Page, server: str, content: Content) -> None:
    page.goto(f"{server}en/about/")
    heading = page.get_by_role("heading", name="Privacy")
    heading.get_by_role("link").click()
    page.get_by_role("button", name=content.strings["en"]["paragraph"]["copy"]).click()
    page.get_by_role("button", name=content.strings["en"]["paragraph"]["copied"]).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "“Privacy” (English)" in copied
    assert f"#{heading.get_attribute('id')}" in copied


def test_side_by_side_reads_row_by_row_and_can_be_swapped(
    window: Open, server: str, content: Content
) -> None:
    page = window(320)
    page.goto(f"{server}ar/circular/")
    target = page.locator("main a[href*='compare/circular/']").first.evaluate("link => link.href")
    assert target.startswith(f"{server}ar/compare/circular/")
    page.goto(f"{server}ar/compare/circular/ru/#p3")
    row = page.locator("#p3")
    expect(row).to_be_in_viewport()
    expect(row.get_by_role("rowheader")).to_have_text("3")
    boxes = "row => [...row.querySelectorAll('td[lang]')].map(cell => cell.getBoundingClientRect())"
    upper, lower = row.evaluate(boxes)
    assert upper["bottom"] <= lower["top"] + 1
    page.set_viewport_size({"width": 1280, "height": 800})
    first, second = row.evaluate(boxes)
    assert first["left"] >= second["right"] - 1, "the first column of an Arabic page is the right one"
    page.get_by_role("link", name=content.strings["ar"]["compare"]["swap"]).click()
    page.wait_for_url(f"{server}ru/compare/circular/ar/*")


def test_a_page_is_readable_and_navigable_with_nothing_but_its_html(
    window: Open, server: str, content: Content
) -> None:
    def only_documents(route: Route) -> None:
        if route.request.resource_type == "document":
            route.continue_()
        else:
            route.abort()

    page = window(390)
    page.route("**/*", only_documents)
    page.goto(f"{server}fr/circular/")
    expect(page.locator("#p7")).to_contain_text("ai.dialogue@itu.int")
    menu = page.get_by_role("navigation", name=content.strings["fr"]["menu"])
    menu.locator("summary").click()
    menu.get_by_role("link", name=content.pages["fr", "glossary"].meta.title).click()
    page.wait_for_url(f"{server}fr/glossary/")
