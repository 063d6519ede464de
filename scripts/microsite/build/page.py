"""The Markdown extension that makes a page's text citable, dated and clear about languages."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from material.extensions.emoji import to_svg, twemoji
from mkdocs.utils import get_relative_url

from ..content import Page
from ..parse import WHEN
from ..status import outdated
from . import footnotes
from .compare import rows
from .context import Site

_ELEMENTS = re.compile(
    r"(?:div|span|p|h[1-6]|[uo]l|li|em|strong|a|[bh]r|blockquote|sup|table|thead|tbody|t[rhd]|details|summary)\Z"
)
_ATTRIBUTES = frozenset(["id", "class", "lang", "href", "title", "start", "open"])
_ADDRESS = re.compile(r"https://|mailto:|link:|#|(?!//)[^:\\]*\Z")
_HEADING = re.compile(r"h[2-6]\Z")


def icon(*arguments: Any) -> Any:
    """Return Material's icon of a short name; an emoji, which would come from another host, as a sign."""
    *_, character, alt, _, _, _, _ = arguments
    return alt if character else to_svg(*arguments)


# What MkDocs is to tell pymdownx.emoji: in mkdocs.yml it would be a call of code, which the check refuses.
EMOJI = {"emoji_index": twemoji, "emoji_generator": icon}


class PageText(Extension):
    """Set `page` and `site` before each page is converted; without a page, a text is only made harmless."""

    page: Page | None = None
    site: Site

    def extendMarkdown(self, md: Markdown) -> None:
        """Register one processor before the table of contents is read, and one after all others."""
        # A list that begins with 3 begins with 3.
        vars(md.parser.blockprocessors["olist"])["LAZY_OL"] = False
        md.treeprocessors.register(_Dated(self, md), "microsite-dated", 6)
        md.treeprocessors.register(_Finish(self, md), "microsite", -10)


class _Dated(Treeprocessor):
    """Unwraps the blocks for today's state of an event, and drops those for another."""

    def __init__(self, extension: PageText, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        """Change the tree of a page."""
        for parent in list(root.iter()) if self.extension.page else ():
            for child in list(parent):
                if match := WHEN.fullmatch(child.get("class", "")):
                    at, now = list(parent).index(child), self.extension.site.state_of(match[1])
                    kept = [child] if child.tag != "div" else list(child)
                    parent[at : at + 1] = kept if now == match[2] else []
                    child.attrib.pop("class")


class _Finish(_Dated):
    """Makes all else of a page's text."""

    def run(self, root: etree.Element) -> None:
        """Change the tree of a page."""
        _harmless(root)
        page = self.extension.page
        if page is None:
            return
        # MkDocs has no option for it, and Python-Markdown sets XHTML after its extensions.
        self.md.set_output_format("html")
        site = self.extension.site
        published, strings = site.content.published.get(page.name), site.content.strings[page.locale]
        for sign in root.iterfind(".//span[@class='twemoji']"):
            sign.set("aria-hidden", "true")
        for heading in root:
            name = heading.get("id")
            if _HEADING.match(heading.tag) and name:
                link = etree.Element("a", {"href": f"#{name}"})
                link.text, heading.text = heading.text, None
                link[:], heading[:] = list(heading), [link]
            for old, new in (published.aliases if published else {}).items():
                if name == new:
                    _prepend(heading, etree.Element("span", {"id": old}))
        if page.is_letter:
            _number(root, strings)
        footnotes.localize(root, page, strings)
        _links(root, page.locale, site)
        site.rows[page.locale, page.name] = list(rows(root, page, self.md))
        _mark_outdated(root, page, site, strings)
        _make_tables_scroll(root, page.meta.title)


def _harmless(root: etree.Element) -> None:
    """Leave out what no page needs: the second wall behind the check, which names it first."""
    for element in root.iter():
        if not _ELEMENTS.match(element.tag):
            element.tag = "span"
        address = re.sub(r"[\x00-\x20]", "", unescape(element.get("href", "")))
        for name in list(element.attrib):
            if name not in _ATTRIBUTES or (name == "href" and not _ADDRESS.match(address)):
                del element.attrib[name]


def _prepend(element: etree.Element, first: etree.Element) -> None:
    first.tail, element.text = (first.tail or "") + (element.text or ""), None
    element.insert(0, first)


def _number(root: etree.Element, strings: Mapping[str, Any]) -> None:
    """Give each plain paragraph of a letter its number as id and as a link before the text."""
    plain = [element for element in root if element.tag == "p" and not element.get("class")]
    for count, element in enumerate(plain, 1):
        element.set("id", f"p{count}")
        link = etree.Element("a", {"class": "n", "href": f"#p{count}"})
        link.set("aria-label", strings["paragraph"]["link"].format(n=count))
        link.text, link.tail = str(count), " "
        _prepend(element, link)


def _links(root: etree.Element, locale: str, site: Site) -> None:
    """Lead the links to the reader's language, and mark those whose target is in another."""
    for parent, link in [(element, link) for element in root.iter() for link in element.findall("a")]:
        address = link.get("href", "")
        if address.startswith("mailto:"):
            link.set("translate", "no")
        subject = address.removeprefix("link:") if address.startswith("link:") else site.subject(address)
        if not subject:
            continue
        source = site.source(subject, locale)
        if address.startswith("link:"):
            link.set("href", source.address)
        if source.foreign:
            link.set("hreflang", source.foreign)
        if source.mark:
            small = etree.Element("small", {"class": "lang-mark", "title": source.title})
            small.text, small.tail, link.tail = source.mark, link.tail, "\u00a0"
            parent.insert(list(parent).index(link) + 1, small)


def _mark_outdated(root: etree.Element, page: Page, site: Site, strings: Mapping[str, Any]) -> None:
    """Put a notice at the head of each section whose original has changed since its translation."""
    content, texts = site.content, strings["status"]
    original = content.original(page)
    if original is None:
        return
    for name in outdated(content, page):
        notice = etree.Element("p", {"class": "outdated"})
        notice.text = f"{texts['outdated']} "
        address = get_relative_url(original.address, page.address)
        link = etree.SubElement(notice, "a", {"href": f"{address}#{'text' if name == 'top' else name}"})
        link.set("hreflang", content.language(original.locale).tag)
        link.text = texts["outdated_original"]
        link.tail = strings["aside"].format(text=strings["in_language"][original.locale])
        for index, element in enumerate(list(root)):
            if element.get("id") == name or (name == "notes" and element.tag == "section"):
                root.insert(index + (element.tag != "section"), notice)
        if name == "top":
            root.insert(0, notice)


def _make_tables_scroll(root: etree.Element, title: str) -> None:
    """Put each table into Material's scroller, which the keyboard can reach (ACT rule 0ssw9k)."""
    for index, element in enumerate(list(root)):
        if element.tag == "table":
            scroller = etree.Element("div", {"class": "md-typeset__scrollwrap", "tabindex": "0"})
            scroller.set("role", "region")
            scroller.set("aria-label", title)
            etree.SubElement(scroller, "div", {"class": "md-typeset__table"}).append(element)
            root[index] = scroller
