"""Footnotes in the words of a language: references `1, 2`, ways back `↑ a b c`, a heading."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from itertools import pairwise
from string import ascii_lowercase
from typing import Any

from ..content import Page


def localize(root: etree.Element, page: Page, strings: Mapping[str, Any]) -> None:
    """Give the notes a heading, names for those who listen, and one way back for each reference."""
    ids = {element.get("id") for element in root.iter()}
    for parent in list(root.iter()):
        for before, sup in pairwise(parent):
            if before.tag == sup.tag == "sup" and not (before.tail or "").strip():
                before.tail, sup.text = None, "، " if page.locale == "ar" else ", "
        for link in parent.findall("a[@class='footnote-ref']"):
            link.set("role", "doc-noteref")
        back = parent.findall("a[@class='footnote-backref']")
        # A reference may have gone with a block for another time.
        for link in [link for link in back if link.get("href", "")[1:] not in ids]:
            parent.remove(link)
            back.remove(link)
        for letter, link in zip(ascii_lowercase * 3, back, strict=False):
            number = "".join(re.findall(r"\d+", link.attrib.pop("title", "")))
            link.set("role", "doc-backlink")
            link.text, link.tail = letter, " "
            if len(back) == 1:
                link.text = "↑"
                link.set("aria-label", strings["back_to_text"].format(n=number))
        if len(back) > 1:
            arrow = etree.Element("span")
            arrow.text, arrow.tail = "↑", " "
            parent.insert(list(parent).index(back[0]), arrow)
    for notes in root.findall("div[@class='footnote']"):
        notes.tag = "section"
        notes.set("aria-labelledby", "notes")
        title = etree.Element("h2", {"id": "notes"})
        link = etree.SubElement(title, "a", {"href": "#notes"})
        link.text = strings["notes" if page.is_letter else "sources"]
        notes[:] = [title, *(child for child in notes if child.tag != "hr")]
