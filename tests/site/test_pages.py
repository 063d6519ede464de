"""The set of pages, their heads and their structure, in every language alike."""

import csv
import gzip
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree
from lxml.html import HtmlElement
from PIL import Image

from conftest import SITE_URL, comparisons, pages, parse, words
from microsite.content import Content, Page

BYTES, REQUESTS = 14_336, 3
Every = list[tuple[Page, HtmlElement]]
LOADED = (
    "//script/@src | //img/@src | //source/@srcset | //iframe/@src | //object/@data"
    " | //link[not(@rel='canonical' or @rel='alternate')]/@href[not(starts-with(., 'data:'))]"
)


@pytest.fixture(scope="module")
def every(site: Path, content: Content) -> Every:
    return [(page, parse(site / page.address / "index.html")) for page in content.pages.values()]


@cache
def packed(path: Path) -> int:
    """Return the size of a file as GitHub Pages sends it."""
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def test_every_page_is_there_in_every_language(site: Path, content: Content) -> None:
    ours = {page.address for page in content.pages.values()}
    assert {address for address, _ in pages(site)} == ours | {"", "404.html"} | comparisons(content)
    assert len(ours) == len(content.languages) * len(content.names)
    tree = etree.parse(site / "sitemap.xml")
    assert sorted(str(e.text) for e in tree.iter("{*}loc")) == sorted(SITE_URL + one for one in {"", *ours})
    assert len(list(tree.iter("{*}link"))) == (len(content.languages) + 1) * (len(ours) + 1)


def test_ids_and_headings_are_equal_in_all_languages(every: Every, content: Content) -> None:
    for name in content.names:
        trees = [tree for page, tree in every if page.name == name]
        ids = [tree.xpath("//@id") for tree in trees]
        levels = [[e.tag for e in tree.iter("h1", "h2", "h3", "h4")] for tree in trees]
        assert ids == [ids[0]] * len(content.languages), name
        assert levels == [levels[0]] * len(content.languages), name
        assert levels[0].count("h1") == 1, name


def test_letters_have_numbered_paragraphs_and_an_author_only_as_circulated(every: Every) -> None:
    """To a machine a translation of a letter is nobody's letter."""
    for page, tree in every:
        if page.is_letter:
            numbers = range(1, {"circular": 8, "invitation": 7}[page.name])
            ids = [one for one in tree.xpath("//article//@id") if re.fullmatch(r"p\d+", one)]
            assert ids == [f"p{n}" for n in numbers]
            assert [tree.xpath(f"string(//p[@id='p{n}']/a[@href='#p{n}'])") for n in numbers] == list(
                map(str, numbers)
            )
            data = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
            issued = {"author", "datePublished"} & data["@graph"][0].keys()
            assert bool(issued) is (page.meta.status == "as-circulated"), page.address


def test_heads_name_language_direction_and_versions(every: Every, content: Content) -> None:
    for page, tree in every:
        root, language = tree.getroottree().getroot(), content.language(page.locale)
        assert (root.get("lang"), root.get("dir")) == (language.tag, language.direction)
        assert tree.xpath("//link[@rel='canonical']/@href") == [SITE_URL + page.address]
        versions = {
            one.tag: SITE_URL + content.pages[one.locale, page.name].address for one in content.languages
        }
        links = {
            link.get("hreflang"): link.get("href") for link in tree.xpath("/html/head/link[@rel='alternate']")
        }
        assert links == {"x-default": SITE_URL, **versions}


def test_language_bar_is_six_links_in_order(every: Every, content: Content) -> None:
    for page, tree in every:
        bar = tree.xpath(f"//nav[@aria-label='{content.strings[page.locale]['languages']}']//a")
        found = [(link.get("lang"), words(link), "aria-current" in link.attrib) for link in bar]
        assert found == [(one.tag, one.name, one.locale == page.locale) for one in content.languages]


def test_every_page_has_its_own_title_and_ids_and_says_whose_site_it_is(site: Path, content: Content) -> None:
    seen: Counter[str] = Counter()
    for address, tree in pages(site):
        titles = tree.xpath("/html/head/title/text()")
        if not tree.xpath("//meta[@name='robots' and contains(@content, 'noindex')]"):
            titles += tree.xpath("//meta[@name='description']/@content")
        assert titles and all(titles), address
        seen.update(titles)
        assert max(Counter(map(str, tree.xpath("//@id"))).values()) == 1, address
        assert "xx" not in [address.split("/")[0], *tree.xpath("//@lang | //@hreflang")], address
        if strings := content.strings.get(address.split("/")[0]):
            first = " ".join(re.split("[.。]", strings["disclaimer"])[0].split())
            assert first in " ".join(map(words, tree.iter("footer"))), address
    assert [title for title, count in seen.items() if count > 1] == []


def test_entry_page_and_404_offer_six_languages_without_a_redirect(site: Path, content: Content) -> None:
    for name in ("index.html", "404.html"):
        tree = parse(site / name)
        links = [a for a in tree.xpath("//main//a[@hreflang]") if words(a)]
        own = [a.xpath("(ancestor-or-self::*[@dir])[last()]")[0] for a in links]
        found = [(e.get("lang"), e.get("dir"), words(a)) for a, e in zip(links, own, strict=True)]
        assert found == [(one.tag, one.direction, one.name) for one in content.languages]
        assert not tree.xpath("//script | //meta[@http-equiv='refresh']")


def test_a_first_visit_fits_into_one_round_trip_and_asks_no_other_host(site: Path) -> None:
    """HTML, CSS and JavaScript of every page: at most 14,336 bytes, gzip -6, in 3 requests."""
    weights = []
    for address, tree in pages(site):
        files = [site / address / ("" if address.endswith(".html") else "index.html")]
        for link in dict.fromkeys(tree.xpath(LOADED)):
            whole = urljoin(SITE_URL + address, link)
            assert whole.startswith(SITE_URL), (address, link)
            if re.search(r"\.(js|css)$", urlsplit(whole).path):
                files.append(site / unquote(whole.removeprefix(SITE_URL)))
        weights.append((sum(map(packed, files)), len(files), f"/{address}"))
    heaviest = sorted(weights, reverse=True)[:12]
    print(*(f"{size:7,} bytes {requests} requests {where}" for size, requests, where in heaviest), sep="\n")
    assert heaviest[0][0] <= BYTES
    assert max(requests for _, requests, _ in weights) <= REQUESTS


def test_pages_name_their_card_and_themselves_to_social_networks(
    every: Every, site: Path, content: Content
) -> None:
    for page, tree in every:
        metas = tree.xpath("//meta[starts-with(@property, 'og:')]")
        said = {meta.get("property"): meta.get("content") for meta in metas}
        image = site / said["og:image"].removeprefix(SITE_URL)
        assert image.stat().st_size <= 60_000
        with Image.open(image) as card:
            assert card.size == (1200, 630)
            drawn = card.info["Description"].splitlines()
        strings = content.strings[page.locale]
        words_now = [strings[key] for key in ("site_name", "site_place_dates", "tagline")]
        assert drawn == [*words_now, content.language(page.locale).name], "run: make cards"
        assert (said["og:title"], said["og:url"]) == (page.meta.title, SITE_URL + page.address)
        assert said["og:locale"].startswith(f"{page.locale}_")


def test_two_languages_side_by_side_have_the_same_full_rows(site: Path, content: Content) -> None:
    for address in comparisons(content):
        one, *_, other = address.rstrip("/").split("/")
        wanted = [(c.tag, c.direction) for c in map(content.language, (one, other))]
        tree = parse(site / address / "index.html")
        signals = tree.xpath("//meta[@name='robots'] | //link[@rel='canonical']")
        assert len(signals) == 1, "noindex or canonical: together they contradict each other"
        rows = [row.xpath("td[@lang]") for row in tree.xpath("//tbody/tr[@id]")]
        assert rows, address
        for row in rows:
            assert [(cell.get("lang"), cell.get("dir")) for cell in row] == wanted, address
            assert all(map(words, row)), address


def test_translators_get_all_texts_in_six_languages(site: Path, content: Content) -> None:
    """Read by other programs than those that wrote the files."""
    tree = etree.parse(site / "texts.tmx")
    dtd = etree.DTD(str(Path(__file__).with_name("tmx14.dtd")))
    assert dtd.validate(tree), dtd.error_log
    units = {unit.get("tuid"): unit for unit in tree.iter("tu")}
    originals = [page for page in content.pages.values() if not page.meta.original]
    blocks = sum(len(section.blocks) for page in originals for section in page.sections)
    assert len(units) == len(list(tree.iter("tu"))) > blocks
    tags, spoken = [one.tag for one in content.languages], "{http://www.w3.org/XML/1998/namespace}lang"
    for name, unit in units.items():
        assert [version.get(spoken) for version in unit] == tags, name
        assert all(part.text for part in unit.iter("prop", "seg")), name
    letter = {version.get(spoken): version for version in units["circular#p1"]}
    assert [letter[tag].findtext("prop") for tag in ("ru", "fr")] == ["original", "current, machine"]


def test_the_glossary_can_be_opened_as_a_table(site: Path, content: Content) -> None:
    with (site / "glossary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    for term in content.terms:
        if term.listed:
            assert all(rows[term.id][f"{locale} form"] == form for locale, form in term.forms.items())
    assert not any(value.startswith(tuple("=+-@")) for row in rows.values() for value in row.values())
