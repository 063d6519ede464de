"""The cards of social networks, and what a page says of itself to them (Open Graph)."""

from __future__ import annotations

from pathlib import Path

from lxml.html import HtmlElement
from PIL import Image

from conftest import ROOT, SITE_URL, parse
from microsite.cards import words
from microsite.model import Content


def open_graph(page: HtmlElement) -> dict[str, list[str]]:
    """Return the values of each `og:` and `twitter:` name, in order."""
    found: dict[str, list[str]] = {}
    for meta in page.xpath("//meta[starts-with(@property, 'og:') or starts-with(@name, 'twitter:')]"):
        name = meta.get("property") or meta.get("name")
        found.setdefault(name, []).append(meta.get("content"))
    return found


def test_cards_are_small_and_have_the_present_words(content: Content) -> None:
    for language in content.languages:
        path = ROOT / f"overrides/assets/cards/{language.locale}.png"
        print(f"{path.name}: {path.stat().st_size:,} bytes")
        assert path.stat().st_size <= 60_000
        with Image.open(path) as card:
            card.load()
            assert card.size == (1200, 630)
            drawn = card.info["Description"]
        assert drawn == "\n".join(words(content, language.locale)), "run: make cards"


def test_every_page_names_its_card_and_itself_in_its_language(site: Path, content: Content) -> None:
    for page in content.pages.values():
        strings = content.strings[page.locale]
        said = open_graph(parse(site / page.address / "index.html"))
        (image,) = said.pop("og:image")
        assert image.startswith(f"{SITE_URL}assets/cards/{page.locale}.")
        assert (site / image.removeprefix(SITE_URL)).read_bytes() == (
            ROOT / f"overrides/assets/cards/{page.locale}.png"
        ).read_bytes()
        others = [
            content.strings[language.locale]["og_locale"]
            for language in content.languages
            if language.locale != page.locale
        ]
        assert said == {
            "og:type": ["website" if page.name == "index" else "article"],
            "og:title": [page.meta.title],
            "og:description": [page.meta.description],
            "og:url": [SITE_URL + page.address],
            "og:site_name": [strings["site_name"]],
            "og:locale": [strings["og_locale"]],
            "og:locale:alternate": others,
            "og:image:width": ["1200"],
            "og:image:height": ["630"],
            "og:image:alt": [strings["language_entry"]],
            "twitter:card": ["summary_large_image"],
        }


def test_locales_have_the_form_that_open_graph_asks_for(content: Content) -> None:
    for language in content.languages:
        locale, _, territory = content.strings[language.locale]["og_locale"].partition("_")
        assert locale == language.locale
        assert len(territory) == 2
        assert territory.isupper()
