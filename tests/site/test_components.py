"""A page with everything that authors may write, and the style of every page against its rules."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import tinycss2
from cssselect import SelectorError
from lxml import etree, html
from lxml.cssselect import CSSSelector

import components
from components import COMPONENTS, OWN, rendered
from conftest import parse
from microsite.build import style
from microsite.build.context import Site

# Classes that scripts and the tests look for, or that say what a part is and need no rule of their own.
HOOKS = {
    *("extra", "details", "md-footer-meta", "disclaimer", "pages", "current", "original"),
    *("annex", "letterhead", "upcoming", "underway", "glossary", "note"),
}
# Our classes that no page has today: of notices, of states of events.
LATER = {"outdated", "major"}
# A page does not have these states when it is loaded.
_STATES = re.compile(
    r"::?(?:hover|focus(?:-visible|-within)?|target|before|after|placeholder|marker|active|open"
    r"|-webkit-[\w-]+|-ms-[\w-]+|first-letter|details-content)"
)


def test_each_component_becomes_its_markup_in_every_language(shown: Site) -> None:
    for locale in shown.content.strings:
        tree = html.fragment_fromstring(rendered(shown, locale, COMPONENTS["text"]), "div")
        for path, text in COMPONENTS["becomes"].items():
            assert tree.xpath(f"string({path})") == text, (locale, path)
        assert "The session lies ahead." in tree.text_content()
        assert "The session is over." not in tree.text_content()
        assert [link.text for link in tree.xpath(".//a[@class='footnote-backref']")] == ["a", "b", "↑"]
        comma = "،" if locale == "ar" else ","
        assert [sup.text for sup in tree.xpath(".//p/sup")] == [None, f"{comma}\u00a0"]
        foreign = tree.xpath(".//a[.='link']/following-sibling::small[@class='lang-mark']")
        assert [mark.text for mark in foreign] == ([] if locale == "en" else ["en"])


def test_nothing_executable_passes(shown: Site) -> None:
    tree = html.fragment_fromstring(rendered(shown, "en", COMPONENTS["hostile"]), "div")
    assert not tree.xpath(
        ".//*[not(self::div|self::p|self::details|self::summary|self::a|self::span|self::small)]"
    )
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


def rules(css: str) -> set[tuple[tuple[str, ...], str]]:
    """Return each selector of a style sheet with the at-rules around it."""
    found = style.parse(tinycss2.parse_stylesheet(css, True, True))
    return {(tuple(map(plain, one.around)), plain(text)) for one in found for text, _ in one.selectors}


def dressed(site: Path, shown: Site) -> Iterator[tuple[str, html.HtmlElement, str]]:
    """Yield pages with address, tree and style, of either direction: of all components, and the site's."""
    for locale in ("en", "ar"):
        tree = html.document_fromstring(components.page(site, shown, locale))
        yield f"{locale}/components", tree, tree.xpath("string(//style)")
    places = [page.address for key, page in shown.content.pages.items() if key[0] in ("en", "ar")]
    for place in ("", *places, "en/compare/dialogue/ar/", "ar/compare/circular/zh/"):
        tree = parse(site / place / "index.html")
        yield place, tree, tree.xpath("string(//style)")


def test_every_page_has_the_rules_that_it_needs(site: Path, shown: Site) -> None:
    ours = [
        (tuple(map(plain, rule.around)), plain(selector), matcher(selector))
        for rule in style.Style(OWN).rules
        for selector, _ in rule.selectors
        if not all(name.startswith("--") for name, _ in rule.declarations)
    ]
    named = {name for _, selector, _ in ours for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    used: set[str] = set()
    for address, tree, sheet in dressed(site, shown):
        have = rules(sheet)
        lost = [one for around, one, find in ours if find and (around, one) not in have and find(tree)]
        assert not lost, (address, lost)
        classes = set(" ".join(tree.xpath("//*[not(ancestor::template)]/@class")).split())
        assert classes - named <= HOOKS, (address, classes - named)
        used |= classes
    own = set(re.findall(r"\.([a-z][\w-]*)", re.sub(r"\{[^{}]*\}", "", OWN.read_text("utf-8"))))
    assert own - used <= LATER, own - used
