"""What Chromium draws of the site: `make pdf` prints its pages, `make cards` the cards of social networks."""

import re
import sys
from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path
from string import Template

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, Error

from microsite import config, git
from microsite.build.dates import size
from microsite.build.typeset import typeset
from microsite.content import Content, load
from microsite.model import CannotRun

from .browser import chromium

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


def pdf(content: Content, root: Path, browser: Browser) -> str:
    """Write the PDFs beside their pages in `site/`, which must be built, and link them. Return how many."""
    moment = git.history(root, content.today).moment
    pages = [page for page in content.pages.values() if _PRINTED.match(page.name)]
    for page in pages:
        html = root / "site" / page.address / "index.html"
        path = html.parent.with_suffix(".pdf")
        path.write_bytes(print_page(browser, html, moment))
        words = content.strings[page.locale]["files"]["pdf"]
        words = words.format(size=size(path.stat().st_size, page.locale))
        link = typeset(f'<a href="../{path.name}" type="application/pdf">{words}</a>', page.locale)
        # The page has this comment where the link belongs: without PDFs there is no dead link.
        text = re.sub("<!--pdf-->(?:<a .*?</a>)?", f"<!--pdf-->{link}", html.read_text("utf-8"))
        html.write_text(text, encoding="utf-8", newline="\n")
    return f"{len(pages)} PDFs in site/"


def cards(content: Content, root: Path, browser: Browser) -> str:
    """Write `overrides/assets/cards/<language>.png`, its words as its description. Return how many."""
    assets = root / "overrides/assets"
    page = Template(Path(__file__).with_name("card.html").read_text("utf-8"))
    drawn = {"sheet": assets / "site.css", "logo": assets.parent / "partials/logo.html"}
    more = {key: path.read_text("utf-8") for key, path in drawn.items()}
    tab = browser.new_page(viewport={"width": 1200, "height": 630}, color_scheme="light")
    for language in content.languages:
        strings, note = content.strings[language.locale], PngInfo()
        shown = {key: strings[key] for key in ("site_name", "site_place_dates", "tagline")}
        shown["autonym"] = language.name
        fields = {key: escape(text) for key, text in shown.items()}
        html = page.substitute(fields, tag=language.tag, direction=language.direction, **more)
        tab.set_content(typeset(html, language.locale))
        note.add_itxt("Description", "\n".join(shown.values()))
        # Enough for flat colours and the edges of letters.
        flat = Image.open(BytesIO(tab.screenshot())).convert("RGB").quantize(64, dither=Image.Dither.NONE)
        flat.save(assets / "cards" / f"{language.locale}.png", optimize=True, pnginfo=note)
    return f"{len(content.languages)} cards"


if __name__ == "__main__":
    try:
        read, _ = load(Path.cwd(), config.today())
        with chromium() as started:
            print({"pdf": pdf, "cards": cards}[sys.argv[1]](read, Path.cwd(), started))
    except (CannotRun, Error) as error:
        sys.exit(str(error))
