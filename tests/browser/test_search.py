"""Search in a real browser: what is found, what it costs, and what a reader without it gets."""

from __future__ import annotations

import filecmp
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import yaml
from babel import Locale
from microsite.registry import read_registry
from playwright.sync_api import Browser, Page, Response

from conftest import ROOT, parse
from microsite import search, words
from microsite.build import atoz
from microsite.model import Content

from .conftest import serve
from .engines import axe
from .findings import Verdict

LOCALES = [language.locale for language in read_registry(ROOT)[0]]
QUERIES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    Path(__file__).with_name("queries.yml").read_text("utf-8")
)
MOST_BYTES = 110_000
each_language = pytest.mark.parametrize("locale", LOCALES)


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
    """Type a query and press Enter. Return the targets of the results, in their order."""
    page.fill("#q", query)
    page.press("#q", "Enter")
    return results(page)


def results(page: Page) -> list[str]:
    page.wait_for_selector("#results[aria-busy=false]", state="attached")
    found: list[str] = page.eval_on_selector_all("#results ul a", "links => links.map(link => link.href)")
    return found


@each_language
def test_queries_lead_to_their_paragraph(
    page: Page, server: str, locale: str, record_property: Callable[[str, object], None]
) -> None:
    own = f"{server}{locale}/"
    page.goto(f"{own}search/")
    missed = {}
    for query, wanted in QUERIES[locale].items():
        found = ask(page, query)
        assert all(target.startswith(own) for target in found), (query, found)
        if not any(target.removeprefix(own) in wanted for target in found[:3]):
            missed[query] = found[:3]
    record_property("queries", len(QUERIES[locale]))
    record_property("hits", len(QUERIES[locale]) - len(missed))
    print(
        f"{locale}: {len(QUERIES[locale]) - len(missed)} of {len(QUERIES[locale])} queries in the first 3"
    )
    assert missed == {}
    assert len(QUERIES[locale]) >= 20


@each_language
def test_every_expected_target_exists(site: Path, locale: str) -> None:
    for query, wanted in QUERIES[locale].items():
        for target in wanted:
            place, _, fragment = target.partition("#")
            tree = parse(site / locale / place / "index.html")
            assert not fragment or tree.xpath("//*[@id=$id]", id=fragment), (query, target)


@each_language
def test_nothing_is_loaded_before_use_and_little_for_the_first_answer(
    page: Page,
    server: str,
    site: Path,
    locale: str,
    content: Content,
    record_property: Callable[[str, object], None],
) -> None:
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{server}{locale}/search/", wait_until="networkidle")
    before = weigh(responses)
    assert not [name for name in before if search.FOLDER in name]
    print(f"{locale}: the page {sum(before.values()):,} bytes, {len(before)} requests", end="; ")
    assert sum(before.values()) <= 14_336
    responses.clear()
    found = ask(page, content.pages[locale, "index"].meta.title)
    cost = weigh(responses)
    folder = site / search.FOLDER
    index = json.loads((folder / f"passages.{content.language(locale).tag}.json").read_text("utf-8"))
    texts = sorted((folder / f"fragment/{page}.pf_fragment").stat().st_size for page in index["pages"])
    # Another query may need the texts of the three longest pages.
    worst = sum(size for name, size in cost.items() if "/fragment/" not in name) + sum(texts[-3:])
    print(f"the first answer {sum(cost.values()):,} bytes, at most {worst:,}, {len(cost)} requests")
    record_property("page bytes", sum(before.values()))
    record_property("first answer bytes", sum(cost.values()))
    record_property("most bytes", worst)
    assert max(worst, sum(cost.values())) <= MOST_BYTES, cost
    assert len(found) >= 3, "the texts of three pages are what the first answer loads"
    responses.clear()
    ask(page, "79/325")
    assert not [name for name in weigh(responses) if re.search(rf"{search.FOLDER}/(?!fragment/)", name)]


def weigh(responses: list[Response]) -> dict[str, int]:
    """Return the bytes of each body as sent, compressed, by the path of its address."""
    return {
        urlsplit(response.url).path: response.request.sizes()["responseBodySize"] for response in responses
    }


def test_ordinary_pages_carry_nothing_of_search(site: Path, content: Content) -> None:
    for page in content.pages.values():
        text = (site / page.address / "index.html").read_text("utf-8")
        own = page.name == search.PAGE
        assert ("assets/search." in text, "wasm-unsafe-eval" in text) == (own, own), page.address


def test_an_answer_can_be_shared_and_left_with_the_back_button(page: Page, server: str) -> None:
    own = f"{server}en/"
    page.goto(f"{own}search/?q={quote('joint secretariat')}")
    first = results(page)
    assert f"{own}circular/#p3" in first
    assert page.input_value("#q") == "joint secretariat"
    second = ask(page, "cookies")
    assert page.url == f"{own}search/?q=cookies"
    assert second == [f"{own}about/#privacy"]
    page.go_back()
    page.wait_for_selector(f'#results a[href="{own}circular/#p3"]')
    assert page.input_value("#q") == "joint secretariat"
    page.go_forward()
    page.wait_for_selector(f'#results a[href="{own}about/#privacy"]')
    page.click("#results ul a")
    page.wait_for_url(f"{own}about/#privacy")


def test_results_are_grouped_by_page_and_say_what_matched(page: Page, server: str) -> None:
    page.goto(f"{server}en/search/?q=thematic")
    results(page)
    titles = page.eval_on_selector_all("#results > li > h2", "all => all.map(one => one.textContent)")
    assert len(titles) == len(set(titles)) > 1
    ask(page, "human rights")
    assert page.text_content("#results mark") == "human rights"
    ask(page, "A/RES/79/325")
    assert "79/325" in page.inner_text("#results mark >> nth=0")
    assert ask(page, "embassies")
    assert page.inner_text("#results ul a") == "General Secretariat (GS)"
    assert ask(page, "multidisciplinary")
    assert page.inner_text("#results ul a") == "Paragraph 4"


@each_language
def test_counts_are_announced_in_the_plural_forms_of_the_language(
    page: Page, server: str, locale: str, content: Content
) -> None:
    texts = content.strings[locale]["search"]
    page.goto(f"{server}{locale}/search/")
    assert page.get_attribute("[role=status]", "aria-live") in (None, "polite")
    seen = set()
    # Enough of them for each plural form that has a number here.
    for query in ("qqqq", *list(QUERIES[locale])[:25]):
        ask(page, query)
        if page.is_visible("#more"):
            page.click("#more")
        count = len(results(page))
        category = Locale.parse(locale).plural_form(count)
        seen.add(category if count else "none")
        text = texts["results"][category] if count else texts["none"]
        said = re.sub(r"[\u00a0\u202f]", " ", page.inner_text("[role=status]"))
        assert said == text.format(n=count, query=query), (query, count)
    assert len(seen) >= 2


def test_it_is_operated_by_keyboard_alone(page: Page, server: str) -> None:
    page.goto(f"{server}fr/search/")
    page.focus("#q")
    page.keyboard.type("dialogue")
    page.keyboard.press("Enter")
    found = results(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('h2') !== null")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.href") == found[0]
    groups = page.locator("#results > li").count()
    page.focus("#more")
    page.keyboard.press("Enter")
    page.wait_for_selector("#more", state="hidden")
    page.wait_for_selector(f"#results > li:nth-child({groups + 1}) h2 a:focus")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@each_language
def test_axe_finds_nothing_wrong(
    browser: Browser, server: str, locale: str, scheme: Any, content: Content
) -> None:
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as context:
        window = context.new_page()
        title = content.pages[locale, "index"].meta.title
        window.goto(f"{server}{locale}/search/?q={quote(title)}")
        results(window)
        verdict = Verdict("axe")
        verdict.take(axe(window))
        assert verdict.faults == []


def test_what_a_reader_types_is_never_mark_up(page: Page, server: str) -> None:
    query = '<img src="x" onerror="alert(1)"> & {n}'
    page.goto(f"{server}en/search/?q={quote(query)}")
    results(page)
    assert page.inner_text("[role=status]") == f"Nothing found for “{query}”."
    assert page.locator("main img").count() == 0


@pytest.mark.parametrize("missing", ["pagefind.js", "passages.*", "wasm.*", "*.pf_fragment"])
def test_a_failure_is_told_in_words_and_leads_to_the_index(
    browser: Browser, server: str, missing: str, content: Content
) -> None:
    texts = content.strings["ru"]["search"]
    with browser.new_context() as context:
        window = context.new_page()
        window.goto(f"{server}ru/search/")
        window.route(f"**/{missing}", lambda route: route.abort())
        assert ask(window, "саммит") == []
        assert window.inner_text("[role=status]") == f"{texts['failed']} {texts['index']}"
        assert window.get_attribute("[role=status] a", "href") == "#index"


def test_from_a_folder_it_says_that_it_cannot(page: Page, site: Path, content: Content) -> None:
    page.goto((site / "zh/search/index.html").as_uri())
    page.wait_for_selector("[role=status] a")
    texts = content.strings["zh"]["search"]
    assert page.inner_text("[role=status]") == f"{texts['failed']} {texts['index']}"
    assert page.is_hidden("form")
    page.click("[role=status] a")
    assert page.is_visible("#index")


def test_it_works_at_the_root_of_a_host(page: Page, site: Path) -> None:
    with serve(site, "/") as root:
        page.goto(f"{root}es/search/")
        assert f"{root}es/circular/#p7" in ask(page, "ai.dialogue@itu.int")


@each_language
def test_without_scripts_the_index_lists_every_heading_and_term(
    browser: Browser, server: str, site: Path, locale: str, content: Content
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        window = context.new_page()
        window.goto(f"{server}{locale}/search/")
        assert window.is_hidden("form")
        own = f"{server}{locale}/"
        links: list[str] = window.eval_on_selector_all(".atoz a", "all => all.map(one => one.href)")
        initials: list[str] = window.eval_on_selector_all(
            ".atoz dt", "all => all.map(one => one.textContent)"
        )
    wanted = {f"glossary/#{term.id}" for term in content.terms if term.listed}
    for name in content.names:
        place = content.pages[locale, name].address.removeprefix(f"{locale}/")
        tree = parse(site / locale / place / "index.html")
        ids = tree.xpath("//main//h2[not(parent::section)]/@id") if name != search.PAGE else []
        wanted |= {place, *(f"{place}#{id}" for id in ids)}
    assert {link.removeprefix(own) for link in links} == wanted
    assert len(initials) == len(set(initials)) > 10
    print(f"{locale}: {len(links)} lines under {' '.join(initials)}")


@each_language
def test_python_and_javascript_cut_words_alike(
    browser: Browser, site: Path, locale: str, content: Content
) -> None:
    script = (ROOT / "overrides/assets/search.js").read_text("utf-8")
    block = script[script.index("  const WORD") : script.index("  const load")]
    text = " ".join(
        " ".join(parse(site / page.address / "index.html").xpath("//main//text()"))
        for page in content.pages.values()
        if page.locale == locale
    )
    rules = words.RULES.get(locale, {})
    found = [(word, words.key(word, locale)) for word in words.words(text)]
    window = browser.new_page()
    theirs = window.evaluate(
        f"([text, {{ stop = '', replace = [] }}]) => {{ {block}"
        " return words(text).map(([word]) => [word, key(word)]); }",
        [text, rules],
    )
    window.close()
    print(f"{locale}: {len(found)} words")
    assert [tuple(pair) for pair in theirs] == found


def test_the_index_has_every_page_and_no_other(site: Path, content: Content) -> None:
    for language in content.languages:
        index = json.loads((site / search.FOLDER / f"passages.{language.tag}.json").read_text("utf-8"))
        assert sorted(address for address, _ in index["pages"].values()) == sorted(
            page.address
            for page in content.pages.values()
            if page.locale == language.locale and page.name != search.PAGE
        )


def test_only_what_is_loaded_is_published(site: Path) -> None:
    kept = re.compile(
        r"pagefind\.js|pagefind-entry\.json|passages\.[\w-]+\.json|wasm\.\w+\.pagefind"
        r"|pagefind\.[\w-]+\.pf_meta|index/[\w-]+\.pf_index|fragment/[\w-]+\.pf_fragment"
    )
    folder = site / search.FOLDER
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert [name for name in names if not kept.fullmatch(name)] == []


def test_the_same_pages_give_the_same_index(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns(search.FOLDER))
    search.write_index(copy)
    names = sorted(
        path.relative_to(site).as_posix() for path in (site / search.FOLDER).rglob("*") if path.is_file()
    )
    again = sorted(
        path.relative_to(copy).as_posix() for path in (copy / search.FOLDER).rglob("*") if path.is_file()
    )
    assert names == again
    assert filecmp.cmpfiles(site, copy, names, shallow=False) == (names, [], [])


def test_the_index_keeps_the_order_of_each_language(content: Content) -> None:
    for locale, initial, text in (
        ("ar", "خ", "الخصوصية"),
        ("ar", "ا", "أهداف التنمية المستدامة"),
        ("zh", "Y", "隐私"),
        ("zh", "Q", "《全球数字契约》是什么"),
        ("zh", "0–9", "2026年7月6日和7日的全球对话"),
        ("en", "S", "The seven topics"),
        ("fr", "E", "États Membres"),
        ("fr", "A", "À propos de ce site"),
        ("es", "P", "La próxima reunión"),
    ):
        groups = dict(atoz.index(content, locale, lambda event: "ended"))
        texts = [line.text for line in groups.get(initial, [])]
        assert text in texts, (locale, initial, texts)
    russian = [initial for initial, _ in atoz.index(content, "ru", lambda event: "ended")]
    assert russian == sorted(russian)


def test_a_synonym_serves_while_the_pages_say_the_one_word_and_not_the_other() -> None:
    both = {said for _, said in words.synonyms("en", "A recording of the costs.")}
    assert both == {"recording", "costs"}
    assert {said for _, said in words.synonyms("en", "A recording: video; costs.")} == {"costs"}
    assert words.synonyms("en", "Nothing of the kind.") == []


def test_arabic_words_are_found_with_and_without_what_is_written_to_them() -> None:
    assert [words.key(word, "ar") for word in ("والمشاركين", "بالمشاركة", "للمشاركين", "مُشارِكون")] == [
        "مشارك"
    ] * 4
    assert words.key("إلكتروني", "ar") == words.key("الإلكتروني", "ar")
    assert words.key("خبيراً", "ar") == words.key("الخبير", "ar") == "خبير"
