"""The Markdown extension that makes a page's text citable, dated and clear about languages."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from html import unescape
from posixpath import relpath
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from material.extensions.emoji import to_svg, twemoji

from ..content import Page
from ..parse import WHEN
from . import compare, footnotes
from .context import Site

_ELEMENTS = re.compile(
    r"(?:div|span|p|h[1-6]|[uo]l|li|em|strong|a|[bh]r|blockquote|sup|table|thead|tbody|t[rhd]|details|summary)\Z"
)
_ATTRIBUTES = frozenset(["id", "class", "lang", "href", "title", "start", "open"])
_ADDRESS = re.compile(r"https://|mailto:|link:|#|(?!//)[^:\\]*\Z")
# What MkDocs passes to pymdownx.emoji: in mkdocs.yml it would be a tag that runs code, which is refused.
EMOJI = {"emoji_index": twemoji, "emoji_generator": to_svg}


class PageText(Extension, Treeprocessor):
    """Set `page` and `site` before each page is converted; without a page, a text is only made harmless."""

    page: Page | None = None
    site: Site

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the last of all processors."""
        # A list that begins with 3 begins with 3.
        vars(md.parser.blockprocessors["olist"])["LAZY_OL"] = False
        self.md = md
        md.treeprocessors.register(self, "microsite", -10)

    def run(self, root: etree.Element) -> None:
        """Change the tree of a page."""
        _harmless(root)
        if (page := self.page) is None:
            return
        # MkDocs has no option for it, and Python-Markdown sets XHTML after its extensions.
        self.md.set_output_format("html")
        site, strings = self.site, self.site.content.strings[page.locale]
        _drop_other_times(root, site)
        published = site.content.published.get(page.name)
        for old, new in published.aliases.items() if published else ():
            for heading in root.findall(f"*[@id='{new}']"):
                _prepend(heading, etree.Element("span", {"id": old}))
        if page.is_letter:
            _number(root, strings)
        footnotes.localize(root, page, strings)
        _links(root, page.locale, site)
        site.rows[page.locale, page.name] = list(compare.read(root, page, self.md))
        _mark_outdated(root, page, site, strings)


def _harmless(root: etree.Element) -> None:
    """Leave out what no page needs: the second wall after the check, which names it first."""
    for element in root.iter():
        if not _ELEMENTS.match(element.tag):
            element.tag, element.text = "span", element.get("alt", element.text)
        address = re.sub(r"[\x00-\x20]", "", unescape(element.get("href", "")))
        for name, value in list(element.attrib.items()):
            if not value or name not in _ATTRIBUTES or (name == "href" and not _ADDRESS.match(address)):
                del element.attrib[name]


def _drop_other_times(root: etree.Element, site: Site) -> None:
    """Unwrap the blocks for today's state of an event, and drop those for another."""
    for parent in list(root.iter()):
        for child in list(parent):
            if match := WHEN.fullmatch(child.get("class", "")):
                at = list(parent).index(child)
                parent[at : at + 1] = list(child) if site.state_of(match[1]) == match[2] else []


def _prepend(element: etree.Element, first: etree.Element) -> None:
    first.tail, element.text = (first.tail or "") + (element.text or ""), None
    element.insert(0, first)


def _number(root: etree.Element, strings: Mapping[str, Any]) -> None:
    """Give each plain paragraph of a letter its number as id and as a link before the text."""
    for count, element in enumerate((one for one in root.findall("p") if not one.get("class")), 1):
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
        subject = site.subjects.get(address, address.removeprefix("link:"))
        if subject == address:
            continue
        source = site.source(subject, locale)
        if address not in site.subjects:
            link.set("href", source.address)
        if source.foreign:
            link.set("hreflang", source.foreign)
        if source.mark:
            small = etree.Element("small", {"class": "lang-mark", "title": source.title})
            small.text, small.tail, link.tail = source.mark, link.tail, "\u00a0"
            parent.insert(list(parent).index(link) + 1, small)


def _mark_outdated(root: etree.Element, page: Page, site: Site, strings: Mapping[str, Any]) -> None:
    """Put a notice at the head of each section whose original has changed since its translation."""
    original, texts = site.content.original(page), strings["status"]
    if original is None:
        return
    for name in site.outdated[page.locale, page.name]:
        notice = etree.Element("p", {"class": "outdated"})
        notice.text = f"{texts['outdated']} "
        address = relpath(original.address, page.address)
        link = etree.SubElement(notice, "a", {"href": f"{address}/#{'text' if name == 'top' else name}"})
        link.set("hreflang", site.content.language(original.locale).tag)
        link.text = texts["outdated_original"]
        link.tail = strings["aside"].format(text=strings["in_language"][original.locale])
        places = {"notes": len(root) - 1} | {e.get("id"): index for index, e in enumerate(root, 1)}
        root.insert(places.get(name, 0), notice)
