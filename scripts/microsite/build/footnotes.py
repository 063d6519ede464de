"""Footnotes in the words of a language: references `1, 2`, ways back `↑ a b c`, a heading."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

from ..content import Page


def localize(root: etree.Element, page: Page, strings: Mapping[str, Any]) -> None:
    """Give the notes a heading, names for screen readers, and one way back for each reference."""
    ids = {element.get("id") for element in root.iter()}
    for parent in list(root.iter()):
        for before, sup in pairwise(parent):
            if before.tag == sup.tag == "sup" and not (before.tail or "").strip():
                before.tail, sup.text = None, "،\u00a0" if page.locale == "ar" else ",\u00a0"
        for link in parent.findall("a[@class='footnote-ref']"):
            link.set("role", "doc-noteref")
        back: list[etree.Element] = []
        for link in parent.findall("a[@class='footnote-backref']"):
            number = re.sub(r"\D", "", link.attrib.pop("title", ""))
            if link.get("href", "")[1:] in ids:
                link.set("role", "doc-backlink")
                link.text, link.tail = ascii_lowercase[len(back) % 26], " "
                back.append(link)
            else:  # its reference went with a block for another time
                parent.remove(link)
        if len(back) == 1:
            back[0].text = "↑"
            back[0].set("aria-label", strings["back_to_text"].format(n=number))
        elif back:
            arrow = etree.Element("span", {"class": "footnote-backref"})
            arrow.text, arrow.tail = "↑", " "
            parent.insert(list(parent).index(back[0]), arrow)
    for notes in root.findall("div[@class='footnote']"):
        notes.tag = "section"
        notes.set("aria-labelledby", "notes")
        title = etree.Element("h2", {"id": "notes"})
        link = etree.SubElement(title, "a", {"href": "#notes"})
        link.text = strings["notes" if page.is_letter else "sources"]
        notes[:] = [title, *(child for child in notes if child.tag != "hr")]
