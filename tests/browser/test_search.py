"""Search in a real browser: what is found, what it costs, and what a reader without it gets."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
import yaml
from babel import Locale
from playwright.sync_api import Page, Response

from conftest import parse
from microsite.content import Content

from .conftest import Open, serve
from .engines import ask, judge

HERE = Path(__file__).parent
QUERIES = yaml.safe_load((HERE / "queries.yml").read_text("utf-8"))
KINDS = yaml.safe_load((HERE / "kinds.yml").read_text("utf-8"))
LEAST_FOUND, MOST_BYTES = 0.92, 40 * 1024
each_language = pytest.mark.parametrize("locale", QUERIES)


@pytest.fixture
def page(window: Open) -> Iterator[Page]:
    """An empty page that must not report anything while a test runs."""
    page, said = window(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def answer(page: Page, query: str = "") -> list[str]:
    """Type a query and press Enter, if there is one. Return the addresses of the results, in their order."""
    if query:
        page.fill("#q", query)
        page.press("#q", "Enter")
    page.wait_for_selector("#status bdi, #status button")
    found: list[str] = page.eval_on_selector_all("#results li > a", "links => links.map(link => link.href)")
    return found


@each_language
def test_queries_lead_to_their_paragraph(
    page: Page,
    server: str,
    site: Path,
    locale: str,
    content: Content,
) -> None:
    """And the number of results is announced in the plural forms of the language."""
    own, strings = f"{server}{locale}/", content.strings[locale]["search"]
    page.goto(f"{own}search/")
    assert page.get_attribute("#status", "role") == "status"
    missed = {}
    for query, wanted in QUERIES[locale].items():
        found = [target.removeprefix(own) for target in answer(page, query)]
        if not set(found[:3]) & set(wanted):
            missed[query] = found[:3]
        for target in found:
            place, _, fragment = target.partition("#")
            tree = parse(site / locale / place / "index.html")
            assert not fragment or tree.xpath("//*[@id=$id]", id=fragment), (query, target)
        form = strings["results"][Locale.parse(locale).plural_form(len(found))]
        said = re.sub(r"[\u00a0\u202f]", " ", page.inner_text("#status"))
        assert said.startswith(form.partition("{query}")[0].format(n=len(found))), (query, said)
    count = len(QUERIES[locale])
    print(f"search, {locale}: {count - len(missed)} of {count} queries in the first three")
    assert count >= 25
    assert count - len(missed) >= LEAST_FOUND * count, missed


@each_language
def test_kinds_of_queries_that_often_fail(page: Page, server: str, locale: str, content: Content) -> None:
    page.goto(f"{server}{locale}/search/")
    missed = []
    for kind, cases in KINDS.items():
        for query, wanted in (case[1:] for case in cases if case[0] == locale):
            found = answer(page, query)[:3]
            shown = " ".join([*found, *page.locator("#results li").all_inner_texts()[:3]])
            if not wanted:
                nothing = content.strings[locale]["search"]["none"].format(query=query)
                assert (found, page.inner_text("#status").startswith(nothing)) == ([], True)
                assert page.get_attribute("#status a >> nth=-1", "href") == "#index"
            elif not re.search(wanted, shown):
                missed.append((kind, query, shown))
    assert not missed


@each_language
def test_nothing_is_loaded_before_use_and_little_for_the_first_answer(
    page: Page, server: str, locale: str, content: Content
) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{server}{locale}/search/", wait_until="networkidle")
    assert not [one.url for one in responses if re.search(r"\.json|vendor", urlsplit(one.url).path)]
    assert answer(page, content.pages[locale, "index"].meta.title)
    size = sum(response.request.sizes()["responseBodySize"] for response in responses)
    print(f"search, {locale}: page and first answer {size:,} bytes in {len(responses)} requests")
    assert size <= MOST_BYTES


def test_an_unknown_word_is_named_and_a_long_query_is_cut(page: Page, server: str) -> None:
    page.goto(f"{server}en/search/?q=Switzerland+visa")
    assert answer(page)
    assert page.inner_text("#status").endswith("Not found: visa.")
    answer(page, "Africa")  # what is found is only guessed
    assert page.inner_text("#status").endswith("Not found: Africa.")
    answer(page, "Geneva " * 100)
    assert len(page.input_value("#q")) <= 200
    answer(page, '<img src="x" onerror="alert(1)"> & {n}')
    assert page.locator("main img").count() == 0


def test_an_answer_can_be_shared_left_and_taken_to_another_language(page: Page, server: str) -> None:
    page.goto(f"{server}en/search/?q=joint+secretariat")
    first = answer(page)
    assert f"{server}en/circular/#p3" in first
    assert page.evaluate("document.activeElement.id") == "q"
    answer(page, "Guterres")
    page.go_back()
    page.wait_for_selector(f'#results a[href$="{urlsplit(first[0]).fragment}"]')
    assert page.input_value("#q") == "joint secretariat"
    page.fill("#q", "half a wo")
    page.click("main h2 a[href='#index']")
    assert page.input_value("#q") == "half a wo"
    answer(page, "Guterres")
    page.click("nav a[hreflang=ru]")
    page.wait_for_url(f"{server}ru/search/?q=Guterres*")
    assert answer(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#results a')")


@pytest.mark.parametrize(("locale", "scheme"), [("ar", "dark"), ("zh", "light")])
def test_axe_finds_nothing_wrong(
    window: Open, server: str, locale: str, scheme: str, content: Content
) -> None:
    page = window(color_scheme=scheme)
    page.goto(f"{server}{locale}/search/?q={quote(content.pages[locale, 'index'].meta.title)}")
    assert answer(page)
    judge(ask("axe", page), f"axe, results of a search in {locale}")


@pytest.mark.parametrize("missing", ["minisearch.*", "passages.ru.*"])
def test_a_failed_load_offers_to_try_again(window: Open, server: str, missing: str, content: Content) -> None:
    page, texts = window(), content.strings["ru"]["search"]
    page.goto(f"{server}ru/search/")
    page.route(f"**/{missing}", lambda route: route.abort())
    assert answer(page, "саммит") == []
    assert page.inner_text("#status") == f"{texts['failed']} {texts['again']}"
    page.unroute(f"**/{missing}")
    page.click("#status button")
    page.wait_for_selector("#results a")


@pytest.mark.parametrize("asked_before", [True, False])
def test_a_returning_reader_can_search_after_a_deploy(
    window: Open, site: Path, later_site: Path, tmp_path: Path, asked_before: bool
) -> None:
    published, page = tmp_path / "site", window()
    published.symlink_to(site)
    with serve(published) as url:
        page.goto(f"{url}en/search/")
        if asked_before:
            answer(page, "Geneva")
        published.unlink()
        published.symlink_to(later_site)
        again = page.context.new_page()
        again.goto(f"{url}en/search/?q=Geneva")
        answer(again)
        if again.locator("#status button").count():
            again.click("#status button")
        again.wait_for_selector("#results a")


def test_without_scripts_the_page_lists_all_pages_with_their_sections(
    window: Open, server: str, site: Path, content: Content
) -> None:
    page = window(java_script_enabled=False)
    for locale in content.strings:
        own = f"{server}{locale}/"
        page.goto(f"{own}search/")
        assert not page.locator("#q").is_visible()
        links: list[str] = page.eval_on_selector_all(".pages a", "all => all.map(one => one.href)")
        wanted = []
        for name in (name for name in content.names if name != "search"):
            place = content.pages[locale, name].address.removeprefix(f"{locale}/")
            ids = parse(site / locale / place / "index.html").xpath("//main//h2[not(parent::section)]/@id")
            wanted += [place, *(f"{place}#{id}" for id in ids if not re.fullmatch(r"y\d{4}", id))]
        assert sorted(link.removeprefix(own) for link in links) == sorted(wanted)
