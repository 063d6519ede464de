"""A page with everything that authors may write, and the style of every page against its rules."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tinycss2
import yaml
from cssselect import SelectorError
from lxml import etree, html
from lxml.cssselect import CSSSelector
from markdown import Markdown

from conftest import ROOT
from microsite.build import style
from microsite.build.context import Site
from microsite.build.page import EMOJI, PageText
from microsite.content import Content
from microsite.parse import Authoring

TEXT = """
A **strong** and *stressed* text with snake_case_words, [another language]{lang=ru},
:material-calendar: an icon, :smile: a face and [a button](about.md){.md-button}.[^one][^two]

/// when | dialogue-2027 upcoming
The session lies ahead.
///

/// when | dialogue-2027 ended
The session is over.
///

/// note | A note
With a [link](link:unv).
///

/// details | More
Hidden until it is opened.
///

## A heading {#first}

1. one
2. two

- bullet

| A | B |
| --- | --- |
| 1 | 2[^one] |

> A quotation.

[^one]: The [first](link:unv) note.
[^two]: The second note.
"""
HOSTILE = """
/// note | <script>alert(1)</script>
<img src=x onerror=alert(1)>
///

/// details | [a](javascript:alert(1)){onclick=alert(1)}
///

:material-calendar" onload="alert(1): :material-../../logo: [x]{style=position:fixed onclick=alert(1)}
[y](link:unv){onmouseover=alert(1) target=_blank} [z](data:text/html,x) {% raw %}
"""
# Classes that scripts and the tests look for, or that say what a part is and need no rule of their own.
OWN = ROOT / "overrides/assets/site.css"
HOOKS = {
    *("extra", "details", "md-sidebar", "md-footer-meta", "disclaimer", "pages", "current", "original"),
    *("annex", "letterhead", "upcoming", "underway", "glossary"),
}
# Our classes that no page has today: of notices, of states of events, of files made apart.
LATER = {"outdated", "files", "major"}
# A page does not have these states when it is loaded.
_STATES = re.compile(
    r"::?(?:hover|focus(?:-visible|-within)?|target|before|after|placeholder|marker|active|open"
    r"|-webkit-[\w-]+|-ms-[\w-]+|first-letter|details-content)"
)


@cache
def settings() -> dict[str, Any]:
    text = re.sub(r"!\S+", "", (ROOT / "mkdocs.yml").read_text("utf-8"))
    return dict(yaml.safe_load(text))


@pytest.fixture(scope="module")
def shown(content: Content) -> Site:
    return Site(replace(content, today=date(2026, 11, 24)), date(2026, 11, 24))


def rendered(shown: Site, locale: str, text: str) -> str:
    """Return the HTML of a text as the build makes it on the page About of a language."""
    extension = PageText()
    page = replace(shown.content.pages[locale, "about"], name="dialogue")
    extension.page, extension.site = page, shown
    markdown = Markdown(
        extensions=[*settings()["markdown_extensions"], Authoring(), extension],
        extension_configs={"pymdownx.emoji": EMOJI},
    )
    return markdown.convert(text)


def with_components(site: Path, shown: Site, locale: str) -> str:
    """Return a built page with the text of all components in place of its own, and without a style."""
    page = (site / locale / "about/index.html").read_text("utf-8")
    start, end = page.index('<div class="md-typeset">'), page.index("</article>")
    page = f'{page[:start]}<div class="md-typeset">{rendered(shown, locale, TEXT)}</div>{page[end:]}'
    return re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)


def test_each_component_becomes_its_markup(shown: Site) -> None:
    for language in shown.content.languages:
        tree = html.fragment_fromstring(rendered(shown, language.locale, TEXT), "div")
        assert tree.xpath("string(.//div[@class='admonition note']/p[@class='admonition-title'])") == "A note"
        assert tree.xpath("string(.//details/summary)") == "More"
        assert tree.xpath("count(.//span[@class='twemoji']/svg/path)") == 1
        assert tree.xpath("string(.//span[@lang='ru'])") == "another language"
        assert tree.xpath("string(.//a[@class='md-button']/@href)") == "about.md"
        assert "The session lies ahead." in tree.text_content()
        assert "The session is over." not in tree.text_content()
        assert "snake_case_words" in tree.text_content()
        assert [link.text for link in tree.xpath(".//a[@class='footnote-backref']")] == ["a", "b", "↑"]
        comma = "، " if language.locale == "ar" else ", "
        assert [sup.text for sup in tree.xpath(".//p/sup")] == [None, comma]
        foreign = tree.xpath(".//a[.='link']/following-sibling::small[@class='lang-mark']")
        assert [mark.text for mark in foreign] == ([] if language.locale == "en" else ["en"])
        assert tree.xpath(".//div[@role='region']/@tabindex") == ["0"]


def test_nothing_executable_passes(shown: Site) -> None:
    tree = html.fragment_fromstring(rendered(shown, "en", HOSTILE), "div")
    assert {element.tag for element in tree.iter()} <= {
        "div",
        "p",
        "details",
        "summary",
        "a",
        "span",
        "small",
    }
    names = {name for element in tree.iter() for name in element.attrib}
    assert names <= {"class", "href", "title", "hreflang", "lang"}
    assert all(href.startswith("https://") for href in tree.xpath(".//@href"))


def plain(text: str) -> str:
    return re.sub(r"\s*([>+~,:(])\s*", r"\1", text)


@cache
def matcher(selector: str) -> CSSSelector | None:
    try:
        return CSSSelector(_STATES.sub("", selector) or "*", translator="html")
    except (SelectorError, etree.XPathError):
        return None


def rules_of(css: str) -> set[tuple[tuple[str, ...], str]]:
    """Return each selector of a style sheet with the at-rules around it."""
    found = style.parse(tinycss2.parse_stylesheet(css, True, True))
    return {(tuple(map(plain, one.around)), plain(text)) for one in found for text, _ in one.selectors}


def dressed(site: Path, shown: Site) -> Iterator[tuple[str, html.HtmlElement, str]]:
    """Yield pages with address, tree and style: the test pages, and all but most side-by-side ones."""
    sheets = style.Style(OWN)
    for locale in ("en", "ar"):
        page = with_components(site, shown, locale)
        yield f"{locale}/components", html.document_fromstring(page), sheets.sheet(page)
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        if "/compare/" not in address or re.search("en/compare/dialogue/ar|ar/compare/circular/zh", address):
            page = path.read_text("utf-8")
            bare = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
            tree = html.document_fromstring(page)
            assert sheets.sheet(bare) == tree.xpath("string(//style)"), address
            yield address, tree, sheets.sheet(bare)


def test_every_page_has_the_rules_that_it_needs(site: Path, shown: Site) -> None:
    rules = [
        (tuple(map(plain, rule.around)), plain(selector), matcher(selector))
        for rule in style.Style(OWN).rules
        for selector, _ in rule.selectors
        if not all(name.startswith("--") for name, _ in rule.declarations)
    ]
    named = {name for _, selector, _ in rules for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    used: set[str] = set()
    for address, tree, sheet in dressed(site, shown):
        have = rules_of(sheet)
        lost = [one for around, one, find in rules if find and (around, one) not in have and find(tree)]
        assert not lost, (address, lost)
        classes = {
            name for value in tree.xpath("//*[not(ancestor::template)]/@class") for name in value.split()
        }
        assert classes - named <= HOOKS, (address, classes - named)
        used |= classes
    own = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", "", OWN.read_text("utf-8"))))
    assert own - used <= LATER, own - used


def test_material_stays_light(site: Path, shown: Site) -> None:
    sheets = style.Style(OWN)
    sheets.rules = style.installed()
    sheet = sheets.sheet(with_components(site, shown, "en"))
    print(f"Material's part with all components: {len(gzip.compress(sheet.encode(), 6)):,} bytes")
    assert len(gzip.compress(sheet.encode(), 6)) <= 5_300
