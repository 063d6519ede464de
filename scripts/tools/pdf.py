"""Prints the letters and the background pages of the built site as tagged PDF: `make pdf`.

The paper is the style sheet's print layer. Language, title, tags and bookmarks are Chromium's; their
words are the page's.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
from playwright.sync_api import Browser

from microsite.build.dates import size
from microsite.build.typeset import typeset
from microsite.content import Content, Page
from microsite.model import CannotRun

from .browser import chromium, run

# The texts on paper, in the order of the page, white space folded; and those of the headings.
_WORDS = """() => {
  const fold = text => text.replace(/[ \\t\\n]+/g, " ");
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.data.trim() && text.parentElement.checkVisibility()) texts.push(fold(text.data));
  }
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  return {texts, headings: headings.map(heading => fold(heading.textContent))};
}"""


# Whether a space between two elements becomes a text of its own depends on where the line ends: it
# goes to the text before it.
_JOIN_SPACES = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  texts.filter(text => text.data.trim()).forEach(text => {
    const next = texts[texts.indexOf(text) + 1];
    if (next && !next.data.trim() && next.previousSibling?.contains(text) && next.nextSibling) {
      text.data += " ";
      next.remove();
    }
  });
}"""


def printed_pages(content: Content) -> list[Page]:
    """Return the pages that are worth a sheet of paper: letters, the Dialogue, the background."""
    return [
        page
        for page in content.pages.values()
        if page.is_letter or page.name == "dialogue" or page.name.startswith("background/")
    ]


def print_page(browser: Browser, html: Path, moment: datetime) -> bytes:
    """Return a built page as a PDF dated `moment`. Raises CannotRun if its tags cannot be trusted."""
    tab = browser.new_page()
    tab.goto(html.resolve().as_uri())
    tab.evaluate(_JOIN_SPACES)
    options = {
        "preferCSSPageSize": True,
        "printBackground": True,
        "generateTaggedPDF": True,
        "generateDocumentOutline": True,
    }
    session = tab.context.new_cdp_session(tab)
    raw = base64.b64decode(session.send("Page.printToPDF", options)["data"])
    tab.emulate_media(media="print")
    words: dict[str, list[str]] = tab.evaluate(_WORDS)
    tab.close()
    with pikepdf.open(BytesIO(raw)) as file:
        try:
            _state_words(file, words["texts"], words["headings"])
        except ValueError:
            raise CannotRun(f"{html}:1: The PDF's tags and the page's texts do not match.") from None
        return _finished(file, moment)


def _state_words(file: pikepdf.Pdf, texts: list[str], headings: list[str]) -> None:
    """State what each tag and bookmark says, for Chromium stores it as it is seen on paper.

    There Arabic with numbers in it is out of order, and words that a line's end parts are glued. Each
    tagged text gets the words of the page as its ActualText (ISO 32000-1, 14.9.4), each bookmark those
    of its heading. Raises ValueError when the file has more or fewer of them than the page.
    """
    for element, text in zip(_leaves(file.Root.StructTreeRoot), texts, strict=True):
        element.ActualText = pikepdf.String(text)
    with file.open_outline() as outline:
        for item, text in zip(outline_items(outline.root), headings, strict=True):
            item.title = text


def _leaves(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the structure elements that hold text and nothing else, markers of lists left out."""
    held = element.get("/K", pikepdf.Array())
    kids = list(held) if isinstance(held, pikepdf.Array) else [held]
    inner = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    if kids and not inner and str(element.S) != "/Lbl":
        yield element
    for kid in inner:
        yield from _leaves(kid)


def outline_items(items: Iterable[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    """Yield bookmarks in the order of the page, those of sections inside those of the page."""
    for item in items:
        yield item
        yield from outline_items(item.children)


def _finished(file: pikepdf.Pdf, moment: datetime) -> bytes:
    """Return the file dated `moment`, without the browser's version, as small as it gets."""
    for key in ("/CreationDate", "/ModDate"):
        file.docinfo[key] = moment.strftime("D:%Y%m%d%H%M%SZ")
    del file.docinfo["/Creator"]
    pikepdf.settings.set_flate_compression_level(9)
    small = BytesIO()
    file.save(
        small,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        recompress_flate=True,
        deterministic_id=True,
    )
    return small.getvalue()


def work(content: Content, root: Path, moment: datetime) -> str:
    """Write the PDFs beside their pages in `site/` and link them there. Return how many, and their size.

    Nothing is written before all are printed. Raises CannotRun without Chromium or a built site.
    """
    site = root / "site"
    for page in printed_pages(content):
        if not (site / page.address / "index.html").is_file():
            raise CannotRun(f"site/{page.address}:1: The page is not built. Run make build first.")
    with chromium() as browser:
        printed = [
            (page, print_page(browser, site / page.address / "index.html", moment))
            for page in printed_pages(content)
        ]
    for page, body in printed:
        folder = site / page.address
        path = folder.with_suffix(".pdf")
        path.write_bytes(body)
        words = content.strings[page.locale]["files"]["pdf"].format(size=size(len(body), page.locale))
        link = typeset(f'<a href="../{path.name}" type="application/pdf">{words}</a>', page.locale)
        html = folder / "index.html"
        # The page has this comment where the link belongs: without PDFs there is no dead link.
        old = re.sub("<!--pdf-->(?:<a .*?</a>)?", "<!--pdf-->", html.read_text("utf-8"))
        html.write_text(old.replace("<!--pdf-->", f"<!--pdf-->{link}"), encoding="utf-8", newline="\n")
    return f"{len(printed)} PDFs in site/, {sum(len(body) for _, body in printed):,} bytes."


if __name__ == "__main__":
    sys.exit(run(work))
