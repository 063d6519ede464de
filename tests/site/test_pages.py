"""The set of pages, their heads and their structure, in every language alike."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement
from PIL import Image

from conftest import SITE_URL, comparisons, pages, parse, words
from microsite.content import Content, Page
from tools import cards

BYTES, REQUESTS = 14_336, 3
LOADED = (
    "//script/@src | //img/@src | //source/@srcset | //iframe/@src | //object/@data"
    " | //link[not(@rel='canonical' or @rel='alternate')]/@href[not(starts-with(., 'data:'))]"
)


def tree_of(site: Path, page: Page) -> HtmlElement:
    return parse(site / page.address / "index.html")


@cache
def packed(path: Path) -> int:
    """Return the size of a file as GitHub Pages sends it."""
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def test_every_page_stands_in_every_language(site: Path, content: Content) -> None:
    built = {address for address, _ in pages(site)}
    assert built == {page.address for page in content.pages.values()} | {"", "404.html"} | comparisons(
        content
    )
    assert len(content.pages) == len(content.languages) * len(content.names)


def test_ids_and_headings_are_equal_in_all_languages(site: Path, content: Content) -> None:
    for name in content.names:
        trees = [tree_of(site, content.pages[language.locale, name]) for language in content.languages]
        ids = [tree.xpath("//@id") for tree in trees]
        assert all(other == ids[0] for other in ids), name
        levels = [[e.tag for e in tree.iter("h1", "h2", "h3", "h4")] for tree in trees]
        assert all(other == levels[0] for other in levels), name
        assert levels[0].count("h1") == 1, name


def test_letters_have_their_numbered_paragraphs(site: Path, content: Content) -> None:
    for language in content.languages:
        for name, count in (("circular", 7), ("invitation", 6)):
            tree = tree_of(site, content.pages[language.locale, name])
            ids = [one for one in tree.xpath("//article//@id") if re.fullmatch(r"p\d+", one)]
            assert ids == [f"p{n}" for n in range(1, count + 1)]
            for n in range(1, count + 1):
                assert tree.xpath(f"//p[@id='p{n}']/a[@href='#p{n}']")[0].text == str(n)


def test_heads_name_language_direction_and_versions(site: Path, content: Content) -> None:
    for page in content.pages.values():
        tree, language = tree_of(site, page), content.language(page.locale)
        root = tree.getroottree().getroot()
        assert (root.get("lang"), root.get("dir")) == (language.tag, language.direction)
        assert tree.xpath("//link[@rel='canonical']/@href") == [SITE_URL + page.address]
        links = tree.xpath("/html/head/link[@rel='alternate']")
        assert {link.get("hreflang"): link.get("href") for link in links} == {
            "x-default": SITE_URL,
            **{
                other.tag: SITE_URL + content.pages[other.locale, page.name].address
                for other in content.languages
            },
        }


def test_titles_and_descriptions_are_unique(site: Path) -> None:
    seen: dict[str, str] = {}
    for address, tree in pages(site):
        values = [tree.findtext(".//title")]
        if not tree.xpath("//meta[@name='robots' and contains(@content, 'noindex')]"):
            values += tree.xpath("//meta[@name='description']/@content")
        for value in values:
            assert value, address
            assert value not in seen, (address, seen[value])
            seen[value] = address


def test_language_bar_is_six_links_in_order(site: Path, content: Content) -> None:
    order = [(language.tag, language.name) for language in content.languages]
    for page in content.pages.values():
        bar = f"//nav[@aria-label='{content.strings[page.locale]['languages']}']//a"
        links = tree_of(site, page).xpath(bar)
        assert [(link.get("lang"), words(link)) for link in links] == order
        current = [link.get("lang") for link in links if link.get("aria-current")]
        assert current == [content.language(page.locale).tag]


def test_sitemap_lists_every_page_with_its_versions(site: Path, content: Content) -> None:
    tree = etree.parse(site / "sitemap.xml")
    places = [str(e.text) for e in tree.iter("{*}loc")]
    assert sorted(places) == sorted([SITE_URL, *(SITE_URL + p.address for p in content.pages.values())])
    assert len(list(tree.iter("{*}link"))) == (len(content.languages) + 1) * len(places)


def test_a_translation_of_a_letter_is_nobodys_letter_to_a_machine(site: Path, content: Content) -> None:
    for page in content.pages.values():
        if page.is_letter:
            data = tree_of(site, page).xpath("string(//script[@type='application/ld+json'])")
            issued = {"author", "datePublished"} & json.loads(data)["@graph"][0].keys()
            assert bool(issued) is (page.meta.status == "as-circulated"), page.address


def test_every_page_has_unique_ids_no_pseudo_language_and_says_whose_site_it_is(
    site: Path, content: Content
) -> None:
    for address, tree in pages(site):
        ids = Counter(map(str, tree.xpath("//@id")))
        assert [name for name, count in ids.items() if count > 1] == [], address
        assert "xx" not in [address.split("/")[0], *tree.xpath("//@lang | //@hreflang")], address
        strings = content.strings.get(address.split("/")[0])
        if strings:
            first = " ".join(re.split("[.。]", strings["disclaimer"])[0].split())
            assert first in " ".join(map(words, tree.iter("footer"))), address


def test_entry_page_and_404_offer_six_languages_without_a_redirect(site: Path, content: Content) -> None:
    for name in ("index.html", "404.html"):
        tree = parse(site / name)
        links = [a for a in tree.xpath("//main//a[@hreflang]") if words(a)]
        own = [a.xpath("(ancestor-or-self::*[@dir])[last()]")[0] for a in links]
        assert [(words(a), e.get("lang"), e.get("dir")) for a, e in zip(links, own, strict=True)] == [
            (language.name, language.tag, language.direction) for language in content.languages
        ]
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


def test_pages_name_their_card_and_themselves_to_social_networks(site: Path, content: Content) -> None:
    for page in content.pages.values():
        metas = tree_of(site, page).xpath("//meta[starts-with(@property, 'og:')]")
        said = {meta.get("property"): meta.get("content") for meta in metas}
        image = site / said["og:image"].removeprefix(SITE_URL)
        assert image.stat().st_size <= 60_000
        with Image.open(image) as card:
            assert card.size == (1200, 630)
            drawn = card.info["Description"].splitlines()
        assert drawn == list(cards.words(content, page.locale).values()), "run: make cards"
        assert (said["og:title"], said["og:url"]) == (page.meta.title, SITE_URL + page.address)
        assert said["og:locale"].startswith(f"{page.locale}_")


def test_two_languages_side_by_side_have_the_same_full_rows(site: Path, content: Content) -> None:
    for address in comparisons(content):
        one, *_, other = address.rstrip("/").split("/")
        wanted = [(c.tag, c.direction) for c in map(content.language, (one, other))]
        tree = parse(site / address / "index.html")
        signals = tree.xpath("//meta[@name='robots'] | //link[@rel='canonical']")
        assert len(signals) == 1, "noindex or canonical: together they contradict each other"
        rows = tree.xpath("//tbody/tr[@id]")
        assert rows, address
        for row in rows:
            cells = row.xpath("td[@lang]")
            assert [(cell.get("lang"), cell.get("dir")) for cell in cells] == wanted, address
            assert all(map(words, cells)), (address, row.get("id"))
