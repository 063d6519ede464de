"""The set of pages, their heads and their structure, in every language alike."""

from __future__ import annotations

import json
import re
from pathlib import Path

from lxml import etree

from conftest import SITE_URL, comparisons, pages, parse
from microsite.model import Content


def test_every_page_stands_in_every_language(site: Path, content: Content) -> None:
    built = {address for address, _ in pages(site)}
    wanted = {page.address for page in content.pages.values()} | {"", "404.html"} | comparisons(content)
    print(f"{len(built)} HTML pages")
    assert built == wanted
    assert len(content.pages) == len(content.languages) * len(content.names)


def test_ids_are_equal_in_all_languages(site: Path, content: Content) -> None:
    for name in content.names:
        versions = [parse(site / content.pages[language.locale, name].address / "index.html")
                    for language in content.languages]  # fmt: skip
        ids = [page.xpath("//@id") for page in versions]
        assert all(other == ids[0] for other in ids), name
        levels = [[e.tag for e in page.iter("h1", "h2", "h3", "h4")] for page in versions]
        assert all(other == levels[0] for other in levels), name
        assert levels[0][0] == "h1"
        assert levels[0].count("h1") == 1


def test_letters_have_their_numbered_paragraphs(site: Path, content: Content) -> None:
    for language in content.languages:
        for name, count in (("circular", 7), ("invitation", 6)):
            page = parse(site / language.locale / name / "index.html")
            numbers = page.xpath("//article/p[@id]/a[@class='n']")
            assert [n.text for n in numbers] == [str(n) for n in range(1, count + 1)]
            assert [n.getparent().get("id") for n in numbers] == [f"p{n}" for n in range(1, count + 1)]


def test_heads_name_language_direction_and_versions(site: Path, content: Content) -> None:
    for page in content.pages.values():
        tree = parse(site / page.address / "index.html")
        language = content.language(page.locale)
        root = tree.getroottree().getroot()
        assert (root.get("lang"), root.get("dir")) == (language.tag, language.direction)
        assert tree.xpath("string(//link[@rel='canonical']/@href)") == SITE_URL + page.address
        alternates = {
            link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@rel='alternate']")
        }
        assert alternates == {
            "x-default": SITE_URL,
            **{
                other.tag: SITE_URL + content.pages[other.locale, page.name].address
                for other in content.languages
            },
        }
        title = tree.xpath("string(//title)")
        assert title
        assert content.strings[page.locale]["site_name"].split()[0] in title


def test_titles_and_descriptions_are_unique(site: Path) -> None:
    for query in ("string(//title)", "string(//meta[@name='description']/@content)"):
        seen: dict[str, str] = {}
        for address, tree in pages(site):
            value = str(tree.xpath(query))
            if tree.xpath("//meta[@name='robots' and @content='noindex']") and "@name" in query:
                continue
            assert value, address
            assert value not in seen, (address, seen.get(value))
            seen[value] = address


def test_language_bar_is_six_links_in_order(site: Path, content: Content) -> None:
    order = [(language.tag, language.name) for language in content.languages]
    # The order of the United Nations is that of the English names.
    english = content.strings["en"]["language_names"]
    names = [english[language.locale] for language in content.languages]
    assert names == sorted(names)
    for page in content.pages.values():
        tree = parse(site / page.address / "index.html")
        links = tree.xpath("//nav[@class='langs']//a")
        assert [(link.get("lang"), link.text) for link in links] == order
        assert [link.get("lang") for link in links if link.get("aria-current")] == [
            content.language(page.locale).tag
        ]


def test_sitemap_lists_every_page_with_its_versions(site: Path, content: Content) -> None:
    tree = etree.parse(site / "sitemap.xml")
    places = [str(e.text) for e in tree.iter("{*}loc")]
    assert sorted(places) == sorted(
        [SITE_URL, *(SITE_URL + page.address for page in content.pages.values())]
    )
    assert len(list(tree.iter("{*}link"))) == (len(content.languages) + 1) * len(places)
    assert "/xx/" not in (site / "sitemap.xml").read_text("utf-8")


def test_a_translation_of_a_letter_is_nobodys_letter_to_a_machine(site: Path, content: Content) -> None:
    for page in content.pages.values():
        if page.is_letter:
            tree = parse(site / page.address / "index.html")
            document = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))["@graph"][0]
            issued = {"author", "datePublished"} & document.keys()
            assert bool(issued) is (page.meta.status == "as-circulated"), page.address


def test_the_pseudo_language_is_nowhere(site: Path) -> None:
    for address, tree in pages(site):
        assert not re.search(r"(^|/)xx/", address)
        assert "xx" not in tree.xpath("//@lang | //@hreflang"), address


def test_every_page_says_that_the_site_is_independent(site: Path, content: Content) -> None:
    for page in content.pages.values():
        tree = parse(site / page.address / "index.html")
        strings = content.strings[page.locale]
        assert strings["tagline"] in tree.xpath("string(//header)")
        footer = re.sub(r"[\s\u202f]+", " ", tree.xpath("string(//footer)"))
        assert strings["disclaimer"].split(".")[0] in footer


def test_entry_page_and_404_offer_six_languages_without_a_redirect(site: Path, content: Content) -> None:
    for name in ("index.html", "404.html"):
        tree = parse(site / name)
        links = tree.xpath("//ul[@class='entries']//a")
        names = [language.name for language in content.languages]
        assert [link.text for link in links] == names
        assert (" · ".join(names) in tree.xpath("string(//title)")) is (name == "index.html")
        assert not tree.xpath("//script | //meta[@http-equiv='refresh']")
        for item, language in zip(tree.xpath("//ul[@class='entries']/li"), content.languages, strict=True):
            assert (item.get("lang"), item.get("dir")) == (language.tag, language.direction)


def test_the_facts_of_the_home_page_are_those_of_the_data(site: Path, content: Content) -> None:
    days = [event.start for event in content.events if event.id == "dialogue-2026"]
    urls = [link.url for link in content.links if link.id == "res-79-325"]
    for language in content.languages:
        tree = parse(site / language.locale / "index.html")
        assert tree.xpath("//dl[@class='facts']//time/@datetime") == days
        assert tree.xpath("//dl[@class='facts']//a[@translate='no']/@href") == [
            url.replace("{lang}", language.locale) for url in urls
        ]


def test_no_page_loads_anything_from_another_host(site: Path) -> None:
    for address, tree in pages(site):
        loaded = tree.xpath(
            "//script/@src | //img/@src | //link[not(@rel='canonical' or @rel='alternate')]/@href"
        )
        assert [u for u in loaded if "//" in u and not u.startswith("data:image/svg+xml,")] == [], address
        assert not tree.xpath("//@style | //script[not(@src) and not(@type)]"), address
