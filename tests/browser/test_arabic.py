"""Numbers, names and addresses inside Arabic are shown in the right order (UAX #9; standards.md § 3.3).

In a case, ⟦ ⟧ holds what is read from left to right; all else is read from right to left.
"""

from __future__ import annotations

import re
from html import unescape

import pytest
from playwright.sync_api import Browser, Page

from microsite.build.typeset import typeset

from .walk import opened

CASES = {
    "e-mail": "اكتبوا إلى العنوان ⟦chief.spm@itu.int⟧ قبل الموعد",
    "two e-mails": "العنوانان ⟦chief.spm@itu.int⟧، ⟦ai.dialogue@itu.int⟧ للاتصال",
    "e-mail in parentheses": "الأمانة (⟦chief.spm@itu.int⟧) في جنيف",
    "URL with a slash at the end": "انظر ⟦https://www.itu.int/⟧ للمزيد",
    "URL before a full stop": "العنوان هو ⟦https://docs.un.org/ar/A/RES/79/325⟧.",
    "URL with a query": "انظر ⟦https://dig.watch/?page=6&lang=ar⟧ للمزيد",
    "circular": "الرسالة المعممة ⟦CL-26/22⟧ من الاتحاد",
    "resolution": "القرار ⟦A/RES/79/325⟧، المؤرخ في آب",
    "number of a resolution and date": "القرار ⟦79/325⟧ المؤرخ ⟦26⟧ آب/أغسطس ⟦2025⟧",
    "press release": "البيان ⟦SG/SM/22776⟧ الصادر أمس",
    "ISO date": "بتاريخ ⟦2026-07-06⟧ في جنيف",
    "telephone": "الهاتف: ⟦+41 22 730 51 11⟧",
    "telephone before a comma": "الهاتف ⟦+41 22 730 51 11⟧، جنيف",
    "range of years": "للفترة ⟦2025⟧–⟦2027⟧ فقط",
    "range of hours": "من الساعة ⟦10:00⟧–⟦13:00⟧ فقط",
    "two days": "يومي ⟦6⟧ و⟦7⟧ تموز/يوليه ⟦2026⟧",
    "hour and zone": "الساعة ⟦10:00⟧ (⟦UTC+2⟧) بجنيف",
    "name": "في مركز ⟦Palexpo⟧ بجنيف",
    "name of several words": "مرصد ⟦Digital Watch Observatory⟧، وهو مستقل",
    "name at the start": "⟦UNAIVERSE⟧، جدول زمني مستقل",
    "two names": "أمانة تضم ⟦ITU⟧ و⟦UNESCO⟧ معا",
    "name in parentheses": "السيدة سولينا (⟦Ms Sulyna Nur Abdullah⟧) من الاتحاد",
    "name alone in parentheses": "(⟦Ms Sulyna Nur Abdullah⟧)",
    "name with an accent": "إغريسيلدا لوبيز (⟦Egriselda López⟧) من السلفادور",
    "name with a full stop": "موقع ⟦Gazeta.ru⟧ عن الطلبات",
    "name in quotation marks": "قناة «⟦UN Web TV⟧» على الشبكة",
    "name with an ampersand": "شركة ⟦R&D 2026⟧ في جنيف",
    "name with a number": "قمة ⟦AI for Good 2026⟧ في جنيف",
    "acronym in parentheses": "الأمانة العامة (⟦GS⟧)",
    "standard": "المعيار ⟦ISO/IEC 42001:2023⟧ الدولي",
    "licence": "الرخصة ⟦CC BY 4.0⟧.",
    "per cent": "بنسبة ⟦50%⟧ من البلدان",
    "thousands": "أكثر من ⟦1,500⟧ مساهمة",
}  # fmt: skip
# The characters of a line as the eye meets them from left to right.
SEEN = """(place) => {
  const letters = [];
  const walker = document.createTreeWalker(document.querySelector(place), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    [...node.data].forEach((letter, index) => {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + 1);
      const box = range.getClientRects()[0];
      if (box?.width) letters.push([box.left + box.width / 2, letter]);
    });
  }
  return letters.sort((a, b) => a[0] - b[0]).map(([, letter]) => letter).join("");
}"""


def seen(case: str) -> str:
    """Return what a case must look like from left to right."""
    runs = re.split("⟦(.*?)⟧", case)
    return "".join(run if index % 2 else run[::-1] for index, run in reversed(list(enumerate(runs))))


def show(page: Page, body: str) -> str:
    page.set_content(f'<!doctype html><html lang="ar" dir="rtl"><p style="white-space: nowrap">{body}</p>')
    return str(page.evaluate(SEEN, "p"))


def test_latin_runs_are_seen_in_the_right_order(browser: Browser) -> None:
    wrong = {}
    with opened(browser, 2000) as page:
        for name, case in CASES.items():
            html = typeset(re.sub("[⟦⟧]", "", case).replace("&", "&amp;"), "ar")
            found = show(page, html)
            if found != seen(case):
                wrong[name] = f"seen {found!r}, not {seen(case)!r}: {unescape(html)}"
    print(f"\nArabic order: {len(CASES) - len(wrong)} of {len(CASES)} cases")
    assert not wrong, "\n".join(f"{name}: {text}" for name, text in wrong.items())


@pytest.mark.parametrize("name", ["ISO date", "telephone", "URL with a slash at the end"])
def test_without_the_build_the_order_is_wrong(browser: Browser, name: str) -> None:
    with opened(browser, 2000) as page:
        assert show(page, re.sub("[⟦⟧]", "", CASES[name])) != seen(CASES[name])


def test_a_part_in_another_language_is_one_run(browser: Browser) -> None:
    case = "عنوانه ⟦Terms of reference, and modalities⟧، بالإنكليزية"
    body = case.replace("⟦", '<em lang="en">').replace("⟧", "</em>")
    with opened(browser, 2000) as page:
        assert show(page, typeset(body, "ar")) == seen(case)
        # And Arabic on a page of another language.
        page.set_content(
            typeset('<p style="white-space: nowrap">Title (<em lang="ar">حوار، حوكمة</em>)</p>', "fr")
        )
        assert page.evaluate(SEEN, "p") == f"Title ({'حوار، حوكمة'[::-1]})"


def test_notes_stand_left_of_what_they_belong_to(browser: Browser, server: str) -> None:
    with opened(browser) as page:
        page.goto(f"{server}ar/circular/")
        link = page.locator("#p1 a", has_text="79/325").bounding_box()
        note = page.locator("#p1 sup a").first.bounding_box()
        assert link
        assert note
        assert note["x"] + note["width"] <= link["x"] + 1


def test_an_address_is_copied_exactly(browser: Browser, server: str) -> None:
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{server}ar/circular/")
        links = page.locator("a[href^=mailto]").all()
        assert len(links) >= 3
        for link in links:
            address = (link.get_attribute("href") or "").removeprefix("mailto:")
            for part in ("e", "e.closest('p')"):
                link.evaluate(f"e => getSelection().selectAllChildren({part})")
                page.keyboard.press("ControlOrMeta+C")
                copied = page.evaluate("navigator.clipboard.readText()")
                assert re.findall(r"\S+@[\w.]+\w", copied) == [address]
                assert not re.search("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", copied)
                assert part != "e" or copied == address


def test_the_citation_keeps_its_address_in_order(browser: Browser, server: str) -> None:
    with opened(browser) as page:
        page.goto(f"{server}ar/circular/")
        page.locator("#p3 > .n").click()
        page.evaluate("document.querySelector('.cite span').style.whiteSpace = 'nowrap'")
        assert page.url in page.evaluate(SEEN, ".cite span")
