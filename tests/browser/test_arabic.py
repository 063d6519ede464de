"""Numbers, names and addresses inside Arabic are shown in the right order (UAX #9).

In a case of arabic.yml, ⟦ ⟧ holds what is read from left to right; all else is read from right to left.
"""

import re
from pathlib import Path

import yaml
from playwright.sync_api import Page

from conftest import pages
from microsite.build.typeset import typeset
from microsite.content import Content

from .conftest import CLIPBOARD, Open

CASES = yaml.safe_load(Path(__file__).with_name("arabic.yml").read_text("utf-8"))


def seen(case: str) -> str:
    """Return what a case must look like from left to right."""
    runs = re.split("⟦(.*?)⟧", case)
    return "".join(run if index % 2 else run[::-1] for index, run in reversed(list(enumerate(runs))))


def show(page: Page, body: str) -> str:
    page.set_content(f'<!doctype html><html lang="ar" dir="rtl"><p style="white-space: nowrap">{body}</p>')
    return str(page.evaluate("sight.read('p')"))


def test_latin_runs_are_seen_in_the_right_order(window: Open) -> None:
    page, wrong = window(2000), []
    for name, case in CASES.items():
        found = show(page, typeset(re.sub("[⟦⟧]", "", case).replace("&", "&amp;"), "ar"))
        wrong += [f"{name}: seen {found!r}, not {seen(case)!r}"] if found != seen(case) else []
    assert not wrong, "\n".join(wrong)
    bare = re.sub("[⟦⟧]", "", CASES["ISO date"])
    assert show(page, bare) != seen(CASES["ISO date"]), "without the build the order is wrong"


def test_no_latin_run_on_an_arabic_page_is_without_a_direction_of_its_own(site: Path) -> None:
    for address, tree in pages(site):
        if address.startswith("ar/"):
            for text in tree.xpath("/html/body//text()[not(ancestor::script or ancestor::template)]"):
                element = text.getparent().getparent() if text.is_tail else text.getparent()
                around = element.xpath("ancestor-or-self::*[@dir or self::bdi][1]")[0]
                if re.search(r"[A-Za-z+@]|\d-\d", text):
                    assert around.tag == "bdi" or around.get("dir") != "rtl", (address, text)


def test_languages_are_in_order_from_the_right_and_addresses_copied_exactly(
    window: Open, server: str, content: Content
) -> None:
    page = window(permissions=CLIPBOARD)
    page.goto(f"{server}ar/circular/")
    bar = page.locator("header nav a[hreflang]")
    places = bar.evaluate_all("links => links.map(link => link.getBoundingClientRect().right)")
    assert len(places) == len(content.languages)
    assert places == sorted(places, reverse=True)
    links = page.locator("article a[href^=mailto]").all()
    assert len(links) >= 3
    for link in links:
        link.evaluate("e => getSelection().selectAllChildren(e)")
        page.keyboard.press("ControlOrMeta+C")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == (link.get_attribute("href") or "").removeprefix("mailto:")
