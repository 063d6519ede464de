"""What a reader does with the pages: switch, cite, compare, read with little but the HTML, or by machine."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from microsite.content import Content

from .conftest import CLIPBOARD, Open
from .engines import script

# Pages whose text is a tool: they do not say how it was translated.
TOOLS = ("accessibility", "glossary", "search")
READ = """html => {
  const tree = new DOMParser().parseFromString(html, "text/html");
  return [tree.querySelector("main").textContent, new Readability(tree).parse().textContent];
}"""


@pytest.fixture
def page(window: Open) -> Page:
    return window(permissions=CLIPBOARD)


def language_link(page: Page, tag: str, event: str = "pointerdown") -> str:
    """Press on a language of the header, or reach it by Tab, and return where it would lead."""
    link = page.locator(f"header nav a[hreflang='{tag}']")
    link.dispatch_event(event)
    return str(link.evaluate("link => link.href"))


def test_switch_keeps_page_and_fragment_for_every_pair(page: Page, server: str, content: Content) -> None:
    for one in content.languages:
        page.goto(f"{server}{one.locale}/circular/#p4")
        for other in content.languages:
            if other != one:
                target = language_link(page, other.tag, "focusin")
                assert target == f"{server}{other.locale}/circular/#p4"


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


def test_on_this_page_marks_the_section_in_view(window: Open, server: str) -> None:
    page = window()
    page.goto(f"{server}ar/outcome/")
    marked, bar = page.locator(".toc [aria-current]"), "link => getComputedStyle(link).borderInlineStartWidth"
    expect(marked).to_have_count(0)
    page.locator("#recordings").evaluate("heading => heading.scrollIntoView()")
    expect(marked).to_have_attribute("href", "#recordings")
    assert marked.evaluate(bar) != page.locator(".toc a[href='#notes']").evaluate(bar), "not by colour alone"
    # The last sections cannot rise to the top of the window.
    page.mouse.wheel(0, 100_000)
    expect(marked).to_have_attribute("href", "#notes")
    before_last = page.locator(".toc a").nth(-2)
    before_last.click()
    expect(marked).to_have_attribute("href", str(before_last.get_attribute("href")))


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


def without_the_rest(route: Route) -> None:
    """Pass on nothing but HTML."""
    if route.request.resource_type == "document":
        route.continue_()
    else:
        route.abort()


def older(route: Route) -> None:
    """Take from a page what an old browser does not know: rules with these words are dropped whole."""
    body = re.sub("(?<=@)layer|(?<=:)has(?=\\()|details-content", "unknown", route.fetch().text())
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("answer", "locale", "width"), [(without_the_rest, "fr", 390), (older, "ru", 320), (older, "ru", 1280)]
)
def test_html_alone_or_an_old_browser_leads_to_every_page_and_language(
    window: Open, server: str, content: Content, answer: Any, locale: str, width: int
) -> None:
    page = window(width, bypass_csp=True, java_script_enabled=False)
    page.route("**/*", answer)
    page.goto(f"{server}{locale}/circular/")
    expect(page.locator("#p7")).to_contain_text("ai.dialogue@itu.int")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "the style sheet is dropped"
    menu = page.get_by_role("navigation", name=content.strings[locale]["menu"])
    link = menu.get_by_role("link", name=content.pages[locale, "glossary"].meta.title)
    if not link.is_visible():
        menu.locator("summary").click()
    link.click()
    page.wait_for_url(f"{server}{locale}/glossary/")
    page.locator("header nav a[hreflang='es']").click()
    page.wait_for_url(f"{server}es/glossary/")


def test_a_reader_view_keeps_what_a_text_is(window: Open, site: Path, content: Content) -> None:
    page = window()
    page.evaluate(script("@mozilla/readability/Readability.js") + "; globalThis.Readability = Readability; 0")
    for one in content.pages.values():
        strings = content.strings[one.locale]
        wanted = [strings["status"][one.meta.status]] if one.is_letter else []
        if one.meta.method == "machine" and not one.meta.reviewed_by and one.name not in TOOLS:
            wanted.append(strings["translations"]["machine"])
        html = (site / one.address / "index.html").read_text("utf-8")
        for text in page.evaluate(READ, html) if wanted else ():
            assert [word for word in wanted if word not in text] == [], one.address


def test_the_paragraph_in_the_address_is_marked_in_forced_colours(window: Open, server: str) -> None:
    page = window(forced_colors="active")
    page.goto(f"{server}en/circular/#p3")
    edge = """e => ["outline", "border-inline-start", "border-block-start"].filter(name =>
      getComputedStyle(e).getPropertyValue(`${name}-style`) !== "none").length"""
    expect(page.locator("#p3")).to_be_in_viewport()
    assert page.locator("#p3").evaluate(edge) > page.locator("#p4").evaluate(edge)
