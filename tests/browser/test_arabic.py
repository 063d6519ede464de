"""Numbers, names and addresses inside Arabic are shown in the right order (UAX #9).

In a case, ⟦ ⟧ holds what is read from left to right; all else is read from right to left.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from playwright.sync_api import Page

from conftest import pages
from microsite.build.typeset import typeset
from microsite.content import Content

from .conftest import Open

CASES = {
    "e-mail in parentheses": "الأمانة (⟦chief.spm@itu.int⟧) في جنيف",
    "two e-mails": "العنوانان ⟦chief.spm@itu.int⟧، ⟦ai.dialogue@itu.int⟧ للاتصال",
    "URL with a slash at the end": "انظر ⟦https://www.itu.int/⟧ للمزيد",
    "URL before a full stop": "العنوان هو ⟦https://docs.un.org/ar/A/RES/79/325⟧.",
    "resolution and date": "القرار ⟦79/325⟧ المؤرخ ⟦26⟧ آب/أغسطس ⟦2025⟧",
    "ISO date": "بتاريخ ⟦2026-07-06⟧ في جنيف",
    "telephone before a comma": "الهاتف ⟦+41 22 730 51 11⟧، جنيف",
    "range of hours": "من الساعة ⟦10:00⟧–⟦13:00⟧ فقط",
    "two days": "يومي ⟦6⟧ و⟦7⟧ تموز/يوليه ⟦2026⟧",
    "hour and zone": "الساعة ⟦10:00⟧ (⟦UTC+2⟧) بجنيف",
    "name of several words": "مرصد ⟦Digital Watch Observatory⟧، وهو مستقل",
    "name at the start": "⟦UNAIVERSE⟧، جدول زمني مستقل",
    "two names": "أمانة تضم ⟦ITU⟧ و⟦UNESCO⟧ معا",
    "name alone in parentheses": "(⟦Ms Sulyna Nur Abdullah⟧)",
    "name with an ampersand": "شركة ⟦R&D 2026⟧ في جنيف",
    "standard": "المعيار ⟦ISO/IEC 42001:2023⟧ الدولي",
    "thousands": "أكثر من ⟦1,500⟧ مساهمة",
}  # fmt: skip


def seen(case: str) -> str:
    """Return what a case must look like from left to right."""
    runs = re.split("⟦(.*?)⟧", case)
    return "".join(run if index % 2 else run[::-1] for index, run in reversed(list(enumerate(runs))))


def show(page: Page, body: str) -> str:
    page.set_content(f'<!doctype html><html lang="ar" dir="rtl"><p style="white-space: nowrap">{body}</p>')
    return str(page.evaluate("sight.read('p')"))


def test_latin_runs_are_seen_in_the_right_order(window: Open) -> None:
    page, wrong = window(2000), {}
    for name, case in CASES.items():
        html = typeset(re.sub("[⟦⟧]", "", case).replace("&", "&amp;"), "ar")
        found = show(page, html)
        if found != seen(case):
            wrong[name] = f"seen {found!r}, not {seen(case)!r}: {unescape(html)}"
    assert not wrong, "\n".join(f"{name}: {text}" for name, text in wrong.items())
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


def test_the_languages_are_in_order_from_the_right(window: Open, server: str, content: Content) -> None:
    page = window()
    page.goto(f"{server}ar/circular/")
    bar = page.locator("header nav a[hreflang]")
    places = bar.evaluate_all("links => links.map(link => link.getBoundingClientRect().right)")
    assert len(places) == len(content.languages)
    assert places == sorted(places, reverse=True)


def test_an_address_is_copied_exactly(window: Open, server: str) -> None:
    page = window(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{server}ar/circular/")
    links = page.locator("article a[href^=mailto]").all()
    assert len(links) >= 3
    for link in links:
        link.evaluate("e => getSelection().selectAllChildren(e)")
        page.keyboard.press("ControlOrMeta+C")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == (link.get_attribute("href") or "").removeprefix("mailto:")
