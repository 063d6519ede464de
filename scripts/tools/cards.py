"""Draws the card that social networks show beside a link, one for each language: `make cards`.

The words are the interface's, the colours the style sheet's, the letters Chromium's: no other
renderer at hand shapes Arabic. The cards are committed, so that a build needs no browser.
"""

from __future__ import annotations

import sys
from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from microsite.build.typeset import typeset
from microsite.content import Content

from .browser import chromium, run

SIZE = (1200, 630)
_STYLE = """
html { font-size: 32px; line-height: 1.35; }
body { inline-size: 1200px; block-size: 630px; display: flex; flex-direction: column;
  padding: 72px 84px 60px; border-block-start: 24px solid var(--accent); }
img { inline-size: 96px; block-size: 96px; margin-block-end: 32px; }
h1 { font-size: 72px; line-height: 1.25; margin: 0 0 20px; text-wrap: balance; }
:lang(ar) h1 { line-height: 1.4; margin-block-end: 4px; }
:lang(ar) img { margin-block-end: 16px; }
p { margin: 0; font-size: 36px; color: var(--soft); }
.last { display: flex; justify-content: space-between; margin-block-start: auto; padding-block-start: 24px;
  border-block-start: 2px solid var(--line); font-size: 30px; }
.last b { color: var(--accent); }
"""


def words(content: Content, locale: str) -> tuple[str, ...]:
    """Return the lines of a language's card: name, place and dates, what the site is, language."""
    strings = content.strings[locale]
    keys = ("site_name", "site_place_dates", "tagline")
    return (*(strings[key] for key in keys), content.language(locale).name)


def card(content: Content, locale: str, assets: Path) -> str:
    """Return the HTML of a language's card. `assets` holds the site's style sheet."""
    language = content.language(locale)
    icon = (assets.parent / "partials/icon.txt").read_text("utf-8")
    name, place_dates, tagline, autonym = (escape(line) for line in words(content, locale))
    return typeset(
        f'<!doctype html><html lang="{language.tag}" dir="{language.direction}"><meta charset="utf-8">'
        f"<style>{(assets / 'site.css').read_text('utf-8')}{_STYLE}</style><body>"
        f'<img alt="" src="{icon}"><h1>{name}</h1><p>{place_dates}</p>'
        f'<p class="last"><span>{tagline}</span><b>{autonym}</b></p></body></html>',
        locale,
    )


def reduced(image: bytes, description: str) -> bytes:
    """Return a PNG with at most 64 colours, enough for flat colours and the edges of letters.

    The description is stored in it, so that a test can see whether a card has the present words.
    """
    note = PngInfo()
    note.add_itxt("Description", description)
    with Image.open(BytesIO(image)) as picture:
        palette = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    small = BytesIO()
    palette.save(small, "PNG", optimize=True, pnginfo=note)
    return small.getvalue()


def work(content: Content, root: Path, moment: datetime) -> str:
    """Write `overrides/assets/cards/<language>.png`. Return their sizes."""
    assets = root / "overrides/assets"
    (assets / "cards").mkdir(exist_ok=True)
    sizes = []
    with chromium() as browser:
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light")
        for language in content.languages:
            page.set_content(card(content, language.locale, assets))
            body = reduced(page.screenshot(), "\n".join(words(content, language.locale)))
            path = assets / "cards" / f"{language.locale}.png"
            path.write_bytes(body)
            sizes.append(f"{path.relative_to(root)}: {len(body):,} bytes")
    return "\n".join(sizes)


if __name__ == "__main__":
    sys.exit(run(work))
