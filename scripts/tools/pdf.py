"""Prints letters, Dialogue, outcome and background of the built site as tagged PDF: `make pdf`.

The paper is the style sheet's print layer; language, title, tags and bookmarks are Chromium's.
"""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
from playwright.sync_api import Browser

from microsite import git
from microsite.build.dates import size
from microsite.build.typeset import typeset
from microsite.content import Content
from microsite.model import CannotRun

from .browser import run

# The pages that are worth a sheet of paper: letters, the Dialogue, the background.
_PRINTED = re.compile(r"circular|invitation|dialogue|outcome|background/")


def print_page(browser: Browser, html: Path, moment: datetime) -> bytes:
    """Return a built page as a PDF dated `moment`, equal for equal pages."""
    tab = browser.new_page()
    tab.goto(html.resolve().as_uri())
    printed = tab.pdf(prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    tab.close()
    with pikepdf.open(BytesIO(printed)) as file:
        for key in ("/CreationDate", "/ModDate"):
            file.docinfo[key] = moment.strftime("D:%Y%m%d%H%M%SZ")
        del file.docinfo["/Creator"]  # the browser's version
        small, streams = BytesIO(), pikepdf.ObjectStreamMode.generate
        file.save(small, object_stream_mode=streams, recompress_flate=True, deterministic_id=True)
    return small.getvalue()


def work(content: Content, root: Path, browser: Browser) -> str:
    """Write the PDFs beside their pages in `site/`, which must be built, and link them. Return how many."""
    moment = git.moment(root, content.today)
    pages = [page for page in content.pages.values() if _PRINTED.match(page.name)]
    for page in pages:
        html = root / "site" / page.address / "index.html"
        if not html.is_file():
            raise CannotRun(f"site/{page.address}:1: The page is not built. Run make build first.")
        path = html.parent.with_suffix(".pdf")
        path.write_bytes(print_page(browser, html, moment))
        words = content.strings[page.locale]["files"]["pdf"].format(
            size=size(path.stat().st_size, page.locale)
        )
        link = typeset(f'<a href="../{path.name}" type="application/pdf">{words}</a>', page.locale)
        # The page has this comment where the link belongs: without PDFs there is no dead link.
        text = re.sub("<!--pdf-->(?:<a .*?</a>)?", f"<!--pdf-->{link}", html.read_text("utf-8"))
        html.write_text(text, encoding="utf-8", newline="\n")
    return f"{len(pages)} PDFs in site/"


if __name__ == "__main__":
    run(work)
