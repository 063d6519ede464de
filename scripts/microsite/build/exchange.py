"""Files for those who translate: all texts as a TMX translation memory, the glossary as CSV."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from datetime import datetime

from ..content import Content, Page
from ..status import outdated
from .search import plain

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'


def memory(content: Content, moment: datetime) -> bytes:
    """Return all blocks in all languages as TMX 1.4b: a unit is a block, its id page and place.

    Each version says whether it is original, current or outdated, and how it was made.
    """
    root = etree.Element("tmx", version="1.4")
    header = {"segtype": "block", "o-tmf": "Markdown", "adminlang": "en", "datatype": "plaintext"}
    header |= {"srclang": "*all*", "creationtool": "dialogue-microsite", "creationtoolversion": "1"}
    etree.SubElement(root, "header", header, creationdate=f"{moment:%Y%m%dT%H%M%SZ}")
    body = etree.SubElement(root, "body")
    for name in content.names:
        pages = [content.pages[language.locale, name] for language in content.languages]
        original = next(page for page in pages if not page.meta.original)
        source = content.language(original.locale).tag
        texts = [dict(_units(content, page)) for page in pages]
        for place in dict(_units(content, original)):
            unit = etree.SubElement(body, "tu", tuid=f"{name}#{place}", srclang=source)
            for page, found in zip(pages, texts, strict=True):
                if place in found:
                    version = etree.SubElement(unit, "tuv", {_XML_LANG: content.language(page.locale).tag})
                    etree.SubElement(version, "prop", type="status").text = found[place][0]
                    etree.SubElement(version, "seg").text = found[place][1]
    etree.indent(root, "")
    return (_HEAD + etree.tostring(root, "unicode") + "\n").encode()


def _units(content: Content, page: Page) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield place, status and text of each heading and block of a page."""
    old = outdated(content, page)
    for section in page.sections:
        state = "outdated" if section.id in old else "current" if page.meta.original else "original"
        status = ", ".join(filter(None, (state, page.meta.method)))
        title = page.meta.title if section.id == "top" else section.title
        if title:
            yield section.id, (status, plain(title))
        for number, block in enumerate(section.blocks, 1):
            place = f"p{block.number}" if block.number else f"{section.id}-{number}"
            yield place, (status, plain(block.text))


def terms(content: Content) -> bytes:
    """Return the glossary as CSV in UTF-8: a row a term, for each language form, mark and other names."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    locales = [language.locale for language in content.languages]
    writer.writerow(["id", *(f"{code} {what}" for code in locales for what in ("form", "mark", "also"))])
    for term in content.terms:
        if term.listed:
            cells = ((term.forms[c], term.marks[c], "; ".join(term.also.get(c, ()))) for c in locales)
            writer.writerow([term.id, *(text for cell in cells for text in cell)])
    return file.getvalue().encode("utf-8-sig")
