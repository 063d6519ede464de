"""Draws the card that social networks show beside a link, one for each language: `make cards`.

The words are the interface's, the colours the style sheet's, the letters Chromium's: no other
renderer at hand shapes Arabic. The cards are committed, so that a build needs no browser.
"""

from html import escape
from io import BytesIO
from pathlib import Path
from string import Template

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser

from microsite.build.typeset import typeset
from microsite.content import Content

from .browser import run


def words(content: Content, locale: str) -> dict[str, str]:
    """Return the words of a language's card: name, place and dates, what the site is, language."""
    strings = {key: content.strings[locale][key] for key in ("site_name", "site_place_dates", "tagline")}
    return strings | {"autonym": content.language(locale).name}


def work(content: Content, root: Path, browser: Browser) -> str:
    """Write `overrides/assets/cards/<language>.png`, its words as its description. Return how many."""
    assets = root / "overrides/assets"
    page = Template(Path(__file__).with_name("card.html").read_text("utf-8"))
    drawn = {"sheet": assets / "site.css", "logo": assets.parent / "partials/logo.html"}
    more = {key: path.read_text("utf-8") for key, path in drawn.items()}
    tab = browser.new_page(viewport={"width": 1200, "height": 630}, color_scheme="light")
    for language in content.languages:
        shown = words(content, language.locale)
        fields = {key: escape(text) for key, text in shown.items()}
        html = page.substitute(fields, tag=language.tag, direction=language.direction, **more)
        tab.set_content(typeset(html, language.locale))
        note = PngInfo()
        note.add_itxt("Description", "\n".join(shown.values()))
        with Image.open(BytesIO(tab.screenshot())) as picture:
            # Enough for flat colours and the edges of letters.
            flat = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
        flat.save(assets / "cards" / f"{language.locale}.png", optimize=True, pnginfo=note)
    return f"{len(content.languages)} cards"


if __name__ == "__main__":
    run(work)
