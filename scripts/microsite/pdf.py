"""Prints the letters and the background pages of the built site as tagged PDF: `make pdf`.

The paper is the style sheet's print layer. Language, title, tags and bookmarks are Chromium's.
"""

from __future__ import annotations

import base64
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
from playwright.sync_api import Browser

from .after import fill, run
from .build.files import size
from .chromium import chromium
from .model import Content, Page


def printed_pages(content: Content) -> list[Page]:
    """Return the pages that are worth a sheet of paper: letters, the Dialogue, the background."""
    return [
        page
        for page in content.pages.values()
        if page.is_letter or page.name == "dialogue" or page.name.startswith("background/")
    ]


def print_page(browser: Browser, html: Path) -> bytes:
    """Return a built page as Chromium prints it, on A4 as the style sheet says."""
    tab = browser.new_page()
    tab.goto(html.resolve().as_uri())
    session = tab.context.new_cdp_session(tab)
    printed = session.send(
        "Page.printToPDF",
        {
            "preferCSSPageSize": True,
            "printBackground": True,
            "generateTaggedPDF": True,
            "generateDocumentOutline": True,
        },
    )
    tab.close()
    return base64.b64decode(printed["data"])


def finished(printed: bytes, moment: datetime) -> bytes:
    """Return a PDF dated `moment`, without the program's version, as small as it gets."""
    pikepdf.settings.set_flate_compression_level(9)
    with pikepdf.open(BytesIO(printed)) as file:
        for key in ("/CreationDate", "/ModDate"):
            file.docinfo[key] = moment.strftime("D:%Y%m%d%H%M%SZ")
        del file.docinfo["/Creator"]
        small = BytesIO()
        file.save(
            small,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=True,
            deterministic_id=True,
        )
    return small.getvalue()


def make(content: Content, site: Path, moment: datetime) -> list[Path]:
    """Write the PDFs beside their pages in `site` and link them there. Return their paths.

    Nothing is written before all are printed. Raises CannotRun without Chromium.
    """
    with chromium() as browser:
        made = [
            (page, finished(print_page(browser, site / page.address / "index.html"), moment))
            for page in printed_pages(content)
        ]
    paths = []
    for page, body in made:
        folder = site / page.address
        path = folder.with_suffix(".pdf")
        path.write_bytes(body)
        words = content.strings[page.locale]["files"]["pdf"].format(size=size(len(body), page.locale))
        fill(folder / "index.html", "pdf", f'<a href="../{path.name}" type="application/pdf">{words}</a>')
        paths.append(path)
    return paths


def work(content: Content, root: Path, moment: datetime) -> str:
    """Make the PDFs of `site/`. Return how many there are, and their size."""
    paths = make(content, root / "site", moment)
    return f"{len(paths)} PDFs in site/, {sum(path.stat().st_size for path in paths):,} bytes."


if __name__ == "__main__":
    sys.exit(run(work))
