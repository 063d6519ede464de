"""The Markdown extension that makes a page's text citable, dated and clear about languages."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.utils import get_relative_url

from ..content import Content, Page
from ..parse import WHEN
from ..status import outdated
from .compare import ROOT, Row, without_ids
from .context import Site

_ELEMENTS = re.compile(
    r"(?:div|p|h[1-6]|[uo]l|li|em|strong|a|[bh]r|blockquote|sup|table|thead|tbody|t[rhd])\Z"
)
_ATTRIBUTES = frozenset(["id", "class", "lang", "href", "title", "start"])
_ADDRESS = re.compile(r"https://|mailto:|#|(?!//)[^:\\]*\Z")
_HEADING = re.compile(r"h[2-6]\Z")


@dataclass
class Reading:
    """What the extension needs of the page in hand, and the rows that it reads off it."""

    page: Page
    site: Site
    rows: list[Row] = field(default_factory=list)

    @property
    def content(self) -> Content:
        """Return the content of the site."""
        return self.site.content

    def state(self, event_id: str) -> str:
        """Return the state of an event on the day of the build."""
        return self.site.state_of(event_id)

    @property
    def strings(self) -> Mapping[str, Any]:
        """Return the interface texts of the page's language."""
        return self.content.strings[self.page.locale]


class PageText(Extension):
    """Set `reading` before each page is converted."""

    reading: Reading | None = None

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the tree processor, after all of Python-Markdown's own."""
        md.treeprocessors.register(_PageTree(self, md), "microsite", -10)


class _PageTree(Treeprocessor):
    def __init__(self, extension: PageText, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        _harmless(root)
        reading = self.extension.reading
        if reading is None:
            return
        # MkDocs has no option for it, and Python-Markdown sets XHTML after its extensions.
        self.md.set_output_format("html")
        _drop_other_times(root, reading)
        _link_headings(root)
        if reading.page.is_letter:
            _number(root, reading)
        _localize_footnotes(root, reading)
        _keep_aliases(root, reading)
        _name_languages(root, reading)
        _part_targets(root)
        reading.rows = self._rows(root, reading.page)
        _tell_outdated(root, reading)
        _make_tables_scroll(root, reading)

    def _rows(self, root: etree.Element, page: Page) -> list[Row]:
        """Return the page's parts for the side-by-side view, a footnote a row."""
        rows = []
        section, count = "top", 0
        for element in root:
            if element.tag == "section":
                title = element.find("h2")
                parts = [] if title is None else [title]
                parts += list(element.iter("li"))
            else:
                parts = [element]
            for part in parts:
                copy = deepcopy(part)
                copy.tag = "div" if part.tag == "li" else part.tag
                identifier, number = part.get("id", ""), ""
                if _HEADING.match(part.tag):
                    section, count = identifier, 0
                elif not identifier:
                    count += 1
                    identifier = f"{section}-{count}"
                elif copy[:1] and copy[0].get("class") == "n":
                    number, copy.text = copy[0].text or "", (copy[0].tail or "").lstrip()
                    copy.remove(copy[0])
                for parent in list(copy.iter()):
                    for link in parent.findall("a"):
                        if link.get("class") == "footnote-backref":
                            parent.remove(link)
                        _lead_from_root(link, page)
                html = self.md.serializer(copy)
                for processor in self.md.postprocessors:
                    html = processor.run(html)
                rows.append(Row(identifier, number, without_ids(html)))
        return rows


def _harmless(root: etree.Element) -> None:
    """Leave out what no page needs: the second wall behind `checks/markup.py`, which names it first."""
    for element in root.iter():
        if not _ELEMENTS.match(element.tag):
            element.tag = "span"
        address = re.sub(r"[\x00-\x20]", "", unescape(element.get("href", "")))
        for name in list(element.attrib):
            if name not in _ATTRIBUTES or (name == "href" and not _ADDRESS.match(address)):
                del element.attrib[name]


def _drop_other_times(root: etree.Element, reading: Reading) -> None:
    """Replace each box of dated text by what is in it, or remove it if it is for another state."""
    for element in list(root):
        if match := WHEN.fullmatch(element.get("class", "")):
            at = list(root).index(element)
            root.remove(element)
            if reading.state(match[1]) == match[2]:
                root[at:at] = list(element)


def _link_headings(root: etree.Element) -> None:
    for heading in root:
        if _HEADING.match(heading.tag) and heading.get("id"):
            link = etree.Element("a", {"href": f"#{heading.get('id')}"})
            link.text, heading.text = heading.text, None
            link.extend(list(heading))
            for child in list(heading):
                heading.remove(child)
            heading.append(link)


def _keep_aliases(root: etree.Element, reading: Reading) -> None:
    """Let each id that was given up still lead to its successor."""
    published = reading.content.published.get(reading.page.name)
    for old, new in (published.aliases if published else {}).items():
        for element in root:
            if element.get("id") == new:
                anchor = etree.Element("span", {"id": old})
                anchor.tail, element.text = element.text, None
                element.insert(0, anchor)


def _number(root: etree.Element, reading: Reading) -> None:
    """Give each plain paragraph of a letter its number as id and as a link before the text."""
    count = 0
    for element in root:
        if element.tag == "p" and not element.get("class"):
            count += 1
            element.set("id", f"p{count}")
            link = etree.Element("a", {"class": "n", "href": f"#p{count}"})
            link.set("aria-label", reading.strings["paragraph"]["link"].format(n=count))
            link.text = str(count)
            link.tail = " " + (element.text or "")
            element.text = None
            element.insert(0, link)


def _localize_footnotes(root: etree.Element, reading: Reading) -> None:
    strings = reading.strings
    ids = {element.get("id") for element in root.iter()}
    for parent in list(root.iter("p")):
        for link in parent.findall("a"):
            # A reference may have gone with a block that was marked for another time.
            if link.get("class") == "footnote-backref" and link.get("href", "")[1:] not in ids:
                parent.remove(link)
    seen: Counter[str] = Counter()
    for link in root.iter("a"):
        if link.get("class") == "footnote-ref":
            link.set("role", "doc-noteref")
            link.set("aria-label", strings["note"].format(n=link.text))
            if reading.content.language(reading.page.locale).direction == "rtl":
                # Else its number runs together with one before it, and both are shown in wrong order.
                link.set("dir", "ltr")
        elif link.get("class") == "footnote-backref":
            number = "".join(re.findall(r"\d+", link.attrib.pop("title", "")))
            seen[number] += 1
            # The second way back from one note has another name than the first.
            again = strings["aside"].format(text=seen[number]) if seen[number] > 1 else ""
            link.set("role", "doc-backlink")
            link.set("aria-label", strings["back_to_text"].format(n=number) + again)
            link.text = "↑"
    for parent in root:
        if parent.tag == "div" and parent.get("class") == "footnote":
            parent.tag = "section"
            parent.set("aria-labelledby", "notes")
            rule = parent.find("hr")
            if rule is not None:
                parent.remove(rule)
            title = etree.Element("h2", {"id": "notes"})
            link = etree.SubElement(title, "a", {"href": "#notes"})
            link.text = strings["notes" if reading.page.is_letter else "sources"]
            parent.insert(0, title)


def _name_languages(root: etree.Element, reading: Reading) -> None:
    """Say after a link in which language its target is, where that is not the page's."""
    locale = reading.page.locale
    languages = {url: code for link in reading.content.links for code, url in link.addresses() if code}
    for link in root.iter("a"):
        address = link.get("href", "")
        if address.startswith("mailto:"):
            link.set("translate", "no")
        language = languages.get(address)
        if language and language != locale:
            link.set("hreflang", reading.content.language(language).tag)
            phrase = reading.strings["in_language"][language]
            link.tail = reading.strings["aside"].format(text=phrase) + (link.tail or "")


def _part_targets(root: etree.Element) -> None:
    """Mark each note that follows a link or a note at once, so that their targets do not overlap."""
    for parent in root.iter():
        for before, child in pairwise(parent):
            # At most a full stop lies between the two.
            if child.tag == "sup" and before.tag in ("a", "sup") and len(before.tail or "") < 2:
                child.set("class", "next")


def _lead_from_root(link: etree.Element, page: Page) -> None:
    """Make a link to another page of the site one from the root; fragments stay in the row's page."""
    target = link.get("href", "")
    if not urlsplit(target).scheme and not target.startswith("#"):
        link.set("href", ROOT + urljoin(f"/{page.address}", target).lstrip("/"))


def _tell_outdated(root: etree.Element, reading: Reading) -> None:
    """Put a notice at the head of each section whose original has changed since its translation."""
    page, texts = reading.page, reading.strings["status"]
    original = reading.content.original(page)
    if original is None:
        return
    path = get_relative_url(original.address, page.address)
    for name in outdated(reading.content, page):
        notice = etree.Element("p", {"class": "outdated"})
        notice.text = f"{texts['outdated']} "
        link = etree.SubElement(notice, "a", {"href": f"{path}#{'text' if name == 'top' else name}"})
        link.set("hreflang", reading.content.language(original.locale).tag)
        link.text = texts["outdated_original"]
        link.tail = reading.strings["aside"].format(text=reading.strings["in_language"][original.locale])
        places = [0] if name == "top" else []
        for index, element in enumerate(root):
            if element.get("id") == name or (name == "notes" and element.tag == "section"):
                places.append(index + (element.tag != "section"))
        if places:
            root.insert(places[0], notice)


def _make_tables_scroll(root: etree.Element, reading: Reading) -> None:
    """Put each table into a scroller that the keyboard can reach (ACT rule 0ssw9k)."""
    for index, element in enumerate(list(root)):
        if element.tag == "table":
            scroller = etree.Element("div", {"class": "scroll", "tabindex": "0", "role": "region"})
            scroller.set("aria-label", reading.page.meta.title)
            root.remove(element)
            scroller.append(element)
            root.insert(index, scroller)
