"""Readers with other machines: reader views, old browsers, addresses with trackers, forced colours."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route, expect

from conftest import SITE_URL
from microsite.content import Content

from .conftest import Open
from .engines import script


def test_a_reader_view_keeps_what_a_text_is(window: Open, server: str, content: Content) -> None:
    page = window()
    load = script("@mozilla/readability/Readability.js") + "; globalThis.Readability = Readability; 0"
    for one in content.pages.values():
        if one.meta.original or one.is_letter:
            page.goto(server + one.address)
            page.evaluate(load)
            status = content.strings[one.locale]["status"][one.meta.status]
            read = page.evaluate("new Readability(document.cloneNode(true)).parse().textContent")
            shown = one.is_letter or status in page.inner_text("main")
            assert status in read or not shown, one.address


def test_a_citation_has_the_canonical_address(window: Open, server: str, content: Content) -> None:
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{server}ar/circular/?utm_source=x&$&=$1")
    page.locator("#p3 > a[href='#p3']").click()
    texts = content.strings["ar"]["paragraph"]
    page.get_by_role("button", name=texts["copy"]).click()
    page.get_by_role("button", name=texts["copied"]).wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"{SITE_URL}ar/circular/#p3" in copied
    assert not any(sign in copied for sign in ("utm_", "$", "{", "127.0.0.1"))


@pytest.mark.parametrize("width", [320, 1280])
def test_an_old_browser_reaches_every_page(window: Open, server: str, content: Content, width: int) -> None:
    """Rules that it does not know are dropped whole: @layer, :has, ::details-content."""

    def older(route: Route) -> None:
        body = route.fetch().text()
        body = re.sub("(?<=@)layer|(?<=:)has(?=\\()|details-content", "unknown", body)
        route.fulfill(body=body, content_type="text/html; charset=utf-8")

    page = window(width, bypass_csp=True, java_script_enabled=False)
    page.route("**/*", older)
    page.goto(f"{server}ru/circular/")
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", "the style sheet is dropped"
    menu = page.get_by_role("navigation", name=content.strings["ru"]["menu"])
    link = menu.get_by_role("link", name=content.pages["ru", "glossary"].meta.title)
    if not link.is_visible():
        menu.locator("summary").click()
    link.click()
    page.wait_for_url(f"{server}ru/glossary/")


def test_the_paragraph_in_the_address_is_marked_in_forced_colours(window: Open, server: str) -> None:
    page = window(forced_colors="active")
    page.goto(f"{server}en/circular/#p3")
    edge = """e => ["outline", "border-inline-start", "border-block-start"].filter(name =>
      getComputedStyle(e).getPropertyValue(`${name}-style`) !== "none").length"""
    expect(page.locator("#p3")).to_be_in_viewport()
    assert page.locator("#p3").evaluate(edge) > page.locator("#p4").evaluate(edge)
