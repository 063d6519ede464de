"""What a reader does with the pages: switch, cite, compare, read with nothing but the HTML."""

from __future__ import annotations

from itertools import permutations

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from microsite.build.compare import address
from microsite.model import Content

from .keyboard import enter


def language_link(page: Page, tag: str) -> str:
    """Press on a language of the bar without leaving, and return where it would lead."""
    link = page.locator(f".langs a[lang='{tag}']")
    link.dispatch_event("pointerdown")
    return str(link.evaluate("link => link.href"))


def test_switch_keeps_page_and_fragment_for_every_pair(
    server: str, browser: Browser, content: Content
) -> None:
    page = browser.new_page()
    tried = 0
    for name in content.names:
        letter = next(p for p in content.pages.values() if p.name == name).is_letter
        section = content.pages["en", name].sections[-1].id
        fragment = "p4" if letter else "text" if section == "top" else section
        for one in content.languages:
            page.goto(f"{server}{content.pages[one.locale, name].address}#{fragment}")
            for other in content.languages:
                if other != one:
                    wanted = f"{server}{content.pages[other.locale, name].address}#{fragment}"
                    assert language_link(page, other.tag) == wanted
                    tried += 1
    print(f"{tried} switches")
    page.close()


def test_switch_leads_to_the_paragraph_by_click_middle_click_and_new_tab(
    server: str, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server}en/circular/#p4")
    link = page.locator(".langs a[lang='ar']")
    for how in ({"button": "middle"}, {"modifiers": ["ControlOrMeta"]}):
        with context.expect_page() as opened:
            link.click(**how)
        opened.value.wait_for_load_state()
        assert opened.value.url == f"{server}ar/circular/#p4"
        expect(opened.value.locator("#p4")).to_be_in_viewport()
        opened.value.close()
    responses: list[int] = []
    page.on("response", lambda response: responses.append(response.status))
    link.focus()
    enter(page, f"{server}ar/circular/#p4")
    expect(page.locator("#p4")).to_be_in_viewport()
    assert not [status for status in responses if 300 <= status < 400 and status != 304]
    context.close()


def test_switch_keeps_the_part_in_view_without_a_fragment(server: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 700})
    page.goto(f"{server}ru/background/resolution-79-325/")
    assert "#" not in language_link(page, "fr")
    page.locator("#panel").evaluate("heading => scrollTo(0, heading.offsetTop - 100)")
    assert language_link(page, "fr").endswith("/fr/background/resolution-79-325/#panel")
    page.close()


def test_switch_keeps_the_page_without_javascript(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}zh/invitation/")
    page.locator(".langs a[lang='es']").click()
    page.wait_for_url(f"{server}es/invitation/")
    context.close()


@pytest.mark.parametrize("locale", ["ar", "zh", "en", "ru"])
def test_a_paragraph_is_cited_in_full(server: str, browser: Browser, content: Content, locale: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{server}{locale}/circular/")
    page.locator("#p4 > .n").click()
    expect(page).to_have_url(f"{server}{locale}/circular/#p4")
    strings = content.strings[locale]
    background = "element => getComputedStyle(element).backgroundColor"
    assert page.locator("#p4").evaluate(background) != page.locator("#p5").evaluate(background)
    button = page.get_by_role("button", name=strings["paragraph"]["copy"])
    button.click()
    expect(page.get_by_role("button", name=strings["paragraph"]["copied"])).to_be_visible()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    for part in (strings["documents"]["circular"], "4", strings["language_names"][locale], page.url):
        assert part in copied
    assert "{" not in copied
    context.close()


def test_a_heading_is_cited_with_its_words(server: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{server}en/about/")
    page.get_by_role("link", name="Privacy", exact=True).click()
    expect(page.locator(".cite span")).to_contain_text("“Privacy” (English)")
    page.goto(f"{server}en/about/#no-such-place")
    expect(page.locator(".cite")).to_have_count(0)
    page.close()


def test_side_by_side_reads_row_by_row_and_can_be_swapped(
    server: str, browser: Browser, content: Content
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{server}{address('ar', 'circular', 'ru')}#p3")
    row = page.locator("#p3")
    expect(row).to_be_in_viewport()
    cells = row.locator("td")
    assert [cells.nth(n).get_attribute("lang") for n in (0, 1)] == ["ar", "ru"]
    assert [cells.nth(n).get_attribute("dir") for n in (0, 1)] == ["rtl", "ltr"]
    upper, lower = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert upper
    assert lower
    assert upper["y"] + upper["height"] <= lower["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    expect(row.get_by_role("rowheader")).to_have_text("3")
    page.set_viewport_size({"width": 1280, "height": 800})
    right, left = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert right
    assert left
    assert right["x"] > left["x"], "the first column of an Arabic page is the right one"
    page.get_by_role("link", name=content.strings["ar"]["compare"]["swap"]).click()
    page.wait_for_url(f"{server}{address('ru', 'circular', 'ar')}*")
    page.close()


def test_side_by_side_has_every_pair_with_the_same_rows(
    server: str, browser: Browser, content: Content
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for one, other in permutations(content.languages, 2):
        page.goto(f"{server}{address(one.locale, 'invitation', other.locale)}")
        rows = page.locator("tbody tr")
        ids = rows.evaluate_all("rows => rows.map(row => row.id)")
        assert [i for i in ids if i.startswith("p") and i[1:].isdigit()] == [f"p{n}" for n in range(1, 7)]
        empty = page.locator("tbody td[lang]").evaluate_all(
            "cells => cells.filter(cell => !cell.textContent.trim()).length"
        )
        assert empty == 0
    context.close()


def test_a_page_is_readable_and_navigable_with_nothing_but_its_html(server: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=True)
    page = context.new_page()
    page.goto("about:blank")

    def only_documents(route: Route) -> None:
        if route.request.resource_type == "document":
            route.continue_()
        else:
            route.abort()

    page.route("**/*", only_documents)
    page.goto(f"{server}fr/circular/")
    expect(page.locator("#p7")).to_contain_text("ai.dialogue@itu.int")
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".menu summary").click()
    page.locator(".menu a", has_text="Glossaire").click()
    page.wait_for_url(f"{server}fr/glossary/")
    context.close()


def listen(page: Page) -> tuple[list[str], list[int]]:
    """Return two lists that fill as the page loads: complaints, and the bytes of each response."""
    said: list[str] = []
    sizes: list[int] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    page.on("response", lambda response: sizes.append(int(response.headers["content-length"])))
    return said, sizes


def moved(page: Page) -> float:
    """Return by how much the layout has shifted since the page came in (Layout Instability § 2)."""
    return float(
        page.evaluate(
            """() => new Promise(done => {
              let sum = 0;
              new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
                .observe({type: "layout-shift", buffered: true});
              setTimeout(() => done(sum), 50);
            })"""
        )
    )


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_while_a_page_comes_in_over_a_slow_line(
    server: str, browser: Browser, width: int
) -> None:
    for place in ("", "404.html", "fr/circular/", "zh/glossary/", "ru/translations/", "en/timeline/"):
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        line = {"offline": False, "latency": 0, "downloadThroughput": 6_000, "uploadThroughput": 6_000}
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
        page.goto(f"{server}{place}")
        assert moved(page) == 0, place
        context.close()


def test_first_visit_stays_within_the_budget(server: str, browser: Browser, content: Content) -> None:
    """At most 14,336 bytes in 3 requests, none failed, nothing on the console, no shift of layout."""
    heaviest = (0, "")
    addresses = [page.address for page in content.pages.values()]
    addresses += [address("ar", name, "ru") for name in content.names] + ["", "404.html"]
    for place in addresses:
        context = browser.new_context(viewport={"width": 412, "height": 823})
        page = context.new_page()
        said, sizes = listen(page)
        page.goto(f"{server}{place}")
        shift = moved(page)
        if place != "404.html":
            assert said == [], place
        assert shift == 0, place
        assert len(sizes) <= 3, place
        heaviest = max(heaviest, (sum(sizes), place))
        context.close()
    print(f"{len(addresses)} pages; heaviest first visit {heaviest[0]} bytes: /{heaviest[1]}")
    assert heaviest[0] <= 14_336, heaviest


def test_on_paper_no_number_of_a_note_touches_the_words_beside_it(
    server: str, browser: Browser, content: Content
) -> None:
    page = browser.new_page()
    page.emulate_media(media="print")
    notes = 0
    for one in content.pages.values():
        page.goto(server + one.address)
        touching = page.evaluate(
            """() => [...document.querySelectorAll("sup a")].map(note => {
              const range = document.createRange();
              const around = [note.parentElement.previousSibling, note.parentElement.nextSibling];
              const boxes = around.filter(Boolean).flatMap(node => {
                range.selectNodeContents(node);
                return [...range.getClientRects()];
              });
              const own = note.getBoundingClientRect();
              return boxes.some(box => Math.min(box.right, own.right) - Math.max(box.left, own.left) > 1
                && Math.min(box.bottom, own.bottom) - Math.max(box.top, own.top) > own.height / 2);
            })"""
        )
        notes += len(touching)
        assert not any(touching), one.address
    print(f"{notes} numbers of notes")
    assert notes
    page.close()
