"""Search in a real browser: what is found, what it costs, and what a reader without it gets."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import yaml
from babel import Locale
from playwright.sync_api import Browser, Page, Response

from conftest import ROOT, build, parse
from microsite.content import Content

from .conftest import serve
from .engines import Verdict, axe

QUERIES = yaml.safe_load((ROOT / "tests/browser/queries.yml").read_text("utf-8"))
KINDS = yaml.safe_load((ROOT / "tests/browser/kinds.yml").read_text("utf-8"))
LEAST_FOUND, MOST_BYTES = 0.92, 40 * 1024
DONE = "#status bdi, #status button"
each_language = pytest.mark.parametrize("locale", QUERIES)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new browser window. It must not report anything while a test runs."""
    said: list[str] = []
    with browser.new_context() as context:
        window = context.new_page()
        window.on("console", lambda message: said.append(message.text))
        window.on("pageerror", lambda error: said.append(str(error)))
        yield window
        assert said == []


def ask(page: Page, query: str) -> list[str]:
    """Type a query and press Enter. Return the addresses of the results, in their order."""
    page.fill("#q", query)
    page.press("#q", "Enter")
    return results(page)


def results(page: Page) -> list[str]:
    """Return the addresses of the results, once the answer is there."""
    page.wait_for_selector(DONE)
    found: list[str] = page.eval_on_selector_all("#results li > a", "links => links.map(link => link.href)")
    return found


@each_language
def test_queries_lead_to_their_paragraph(
    page: Page, server: str, site: Path, locale: str, record_property: Callable[[str, object], None]
) -> None:
    own = f"{server}{locale}/"
    page.goto(f"{own}search/")
    missed = {}
    for query, wanted in QUERIES[locale].items():
        found = [target.removeprefix(own) for target in ask(page, query)]
        if not set(found[:3]) & set(wanted):
            missed[query] = found[:3]
        for target in found:
            place, _, fragment = target.partition("#")
            tree = parse(site / locale / place / "index.html")
            assert not fragment or tree.xpath("//*[@id=$id]", id=fragment), (query, target)
    record_property("queries", len(QUERIES[locale]))
    record_property("hits", len(QUERIES[locale]) - len(missed))
    assert len(QUERIES[locale]) - len(missed) >= LEAST_FOUND * len(QUERIES[locale]), missed


@pytest.mark.parametrize("case", [case for cases in KINDS.values() for case in cases], ids=" ".join)
def test_kinds_of_queries(page: Page, server: str, case: list[str], content: Content) -> None:
    locale, query, wanted = case
    page.goto(f"{server}{locale}/search/?q={quote(query)}")
    found = results(page)[:3]
    shown = page.locator("#results li").all_inner_texts()[:3]
    if wanted:
        assert re.search(wanted, " ".join([*found, *shown])), (found, shown)
    else:
        nothing = content.strings[locale]["search"]["none"].format(query=query)
        assert (found, page.inner_text("#status").startswith(nothing)) == ([], True)
        assert page.get_attribute("#status a >> nth=-1", "href") == "#index"


@each_language
def test_nothing_is_loaded_before_use_and_little_for_the_first_answer(
    page: Page, server: str, locale: str, content: Content, record_property: Callable[[str, object], None]
) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{server}{locale}/search/", wait_until="networkidle")
    before = [urlsplit(response.url).path for response in responses]
    assert not [path for path in before if re.search(r"\.json|vendor", path)]
    assert ask(page, content.pages[locale, "index"].meta.title)
    sizes = [response.request.sizes()["responseBodySize"] for response in responses]
    record_property("bytes", sum(sizes))
    print(f"{locale}: page and first answer {sum(sizes):,} bytes in {len(sizes)} requests")
    assert sum(sizes) <= MOST_BYTES


def test_an_unknown_word_is_named_and_a_long_query_is_cut(page: Page, server: str) -> None:
    page.goto(f"{server}en/search/?q=Switzerland+visa")
    assert results(page)
    assert page.inner_text("#status").endswith("Not found: visa.")
    ask(page, "Geneva " * 100)
    assert len(page.input_value("#q")) <= 200
    ask(page, '<img src="x" onerror="alert(1)"> & {n}')
    assert page.locator("main img").count() == 0


def test_an_answer_can_be_shared_left_and_taken_to_another_language(page: Page, server: str) -> None:
    page.goto(f"{server}en/search/?q=joint+secretariat")
    first = results(page)
    assert f"{server}en/circular/#p3" in first
    assert page.evaluate("document.activeElement.id") == "q"
    ask(page, "Guterres")
    page.go_back()
    page.wait_for_selector(f'#results a[href$="{urlsplit(first[0]).fragment}"]')
    assert page.input_value("#q") == "joint secretariat"
    page.fill("#q", "half a wo")
    page.evaluate("location.hash = 'index'")
    page.wait_for_timeout(100)
    assert page.input_value("#q") == "half a wo"
    ask(page, "Guterres")
    page.click("nav a[hreflang=ru]")
    page.wait_for_url(f"{server}ru/search/?q=Guterres*")
    assert results(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#results a')")


@each_language
def test_counts_are_announced_in_the_plural_forms_of_the_language(
    page: Page, server: str, locale: str, content: Content
) -> None:
    forms = content.strings[locale]["search"]["results"]
    page.goto(f"{server}{locale}/search/")
    assert page.get_attribute("#status", "role") == "status"
    for query in list(QUERIES[locale])[:8]:
        count = len(ask(page, query))
        said = re.sub(r"[\u00a0\u202f]", " ", page.inner_text("#status"))
        wanted = forms[Locale.parse(locale).plural_form(count)]
        assert said.startswith(wanted.partition("{query}")[0].format(n=count)), (query, count)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["ar", "zh"])
def test_axe_finds_nothing_wrong(
    browser: Browser, server: str, locale: str, scheme: str, content: Content
) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:  # type: ignore[arg-type]
        window = context.new_page()
        window.goto(f"{server}{locale}/search/?q={quote(content.pages[locale, 'index'].meta.title)}")
        results(window)
        verdict = Verdict("axe")
        verdict.take(axe(window))
        assert verdict.errors == []


@pytest.mark.parametrize("missing", ["minisearch.*", "passages.ru.*"])
def test_a_failed_load_offers_to_try_again(
    browser: Browser, server: str, missing: str, content: Content
) -> None:
    with browser.new_context() as context:
        window = context.new_page()
        window.goto(f"{server}ru/search/")
        window.route(f"**/{missing}", lambda route: route.abort())
        assert ask(window, "саммит") == []
        texts = content.strings["ru"]["search"]
        assert window.inner_text("#status") == f"{texts['failed']} {texts['again']}"
        window.unroute(f"**/{missing}")
        window.click("#status button")
        window.wait_for_selector("#results a")


@pytest.mark.parametrize("asked_before", [True, False])
def test_a_returning_reader_can_search_after_a_deploy(
    browser: Browser, site: Path, tmp_path: Path, asked_before: bool
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    with serve(folder) as url, browser.new_context() as context:
        window = context.new_page()
        window.goto(f"{url}en/search/")
        if asked_before:
            ask(window, "Geneva")
        shutil.rmtree(folder)
        assert build(ROOT, folder, MICROSITE_TODAY="2027-06-01").returncode == 0
        window = context.new_page()
        window.goto(f"{url}en/search/?q=Geneva")
        window.wait_for_selector(DONE)
        if window.locator("#status button").count():
            window.click("#status button")
        window.wait_for_selector("#results a")


@each_language
def test_without_scripts_the_page_lists_all_pages_with_their_sections(
    browser: Browser, server: str, site: Path, locale: str, content: Content
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        window = context.new_page()
        window.goto(f"{server}{locale}/search/")
        links: list[str] = window.eval_on_selector_all(".pages a", "all => all.map(one => one.href)")
    own = f"{server}{locale}/"
    listed = [link.removeprefix(own) for link in links]
    wanted = []
    for name in content.names:
        place = content.pages[locale, name].address.removeprefix(f"{locale}/")
        if name != "search":
            ids = parse(site / locale / place / "index.html").xpath("//main//h2[not(parent::section)]/@id")
            wanted += [place, *(f"{place}#{id}" for id in ids if not re.fullmatch(r"y\d{4}", id))]
    assert sorted(listed) == sorted(wanted)
