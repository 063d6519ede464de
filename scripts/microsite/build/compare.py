"""Two languages side by side: the rows of a page, aligned by id, for every pair of languages."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Container, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import chain, permutations, product
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from markdown import Markdown

from ..content import Content, Page
from ..model import Language
from .typeset import typeset

# Stands in the page where a cell belongs. Its text is typeset once, not for each pair.
CELL = "\ufdd1"


class Row(NamedTuple):
    """A heading, paragraph, list or table of a page. `number` is its paragraph number, or empty."""

    id: str
    number: str
    html: str


def read(root: etree.Element, page: Page, md: Markdown) -> Iterator[Row]:
    """Yield the parts of a page's finished tree; of a letter also the notes, each a row."""
    # The sources of other pages are the same in all languages: references lead to the page itself.
    section, count, away = "top", 0, not page.is_letter
    top = "../" * (page.name.count("/") + 4)
    for element in root:
        notes = [] if away else [*element.findall("h2"), *element.iter("li")]
        for part in notes if element.tag == "section" else [element]:
            copy, identifier, number = deepcopy(part), part.get("id", ""), ""
            copy.tag = "div" if part.tag == "li" else part.tag
            if re.match(r"h[2-6]", part.tag):
                section, count = identifier, 0
            elif not identifier:
                count += 1
                identifier = f"{section}-{count}"
            elif copy[:1] and copy[0].get("class") == "n":
                number, copy.text = copy[0].text or "", (copy[0].tail or "").lstrip()
                copy.remove(copy[0])
            for parent in list(copy.iter()):
                for link in (*parent.findall("a"), *parent.findall("span[@class='footnote-backref']")):
                    target = link.get("href", "")
                    if link.get("class") == "footnote-backref":
                        parent.remove(link)
                    # To a page of the site it leads from the root; to a row it stays in the view.
                    elif not urlsplit(target).scheme and (target[:1] != "#" or ("#fn:" in target and away)):
                        link.set("href", top + urljoin(f"/{page.address}", target).lstrip("/"))
            html = md.serializer(copy)
            for processor in md.postprocessors:
                html = processor.run(html)
            yield Row(identifier, number, typeset(re.sub(r' id="[^"]*"', "", html), page.locale))


def comparisons(
    content: Content, rows: Mapping[tuple[str, str], list[Row]], built: Container[tuple[str, str]]
) -> Iterator[tuple[Page, Language, list[str]]]:
    """Yield each page with each other language, if one of both was built, and the HTML, row after row."""
    for name, (own, other) in product(content.names, permutations(content.languages, 2)):
        if (own.locale, name) in built or (other.locale, name) in built:
            pairs = zip(rows[own.locale, name], rows[other.locale, name], strict=True)
            yield content.pages[own.locale, name], other, [row.html for pair in pairs for row in pair]


def fill(html: str, cells: Sequence[str]) -> str:
    """Return a page with its cells in their places."""
    return "".join(chain.from_iterable(zip(html.split(CELL), (*cells, ""), strict=True)))
