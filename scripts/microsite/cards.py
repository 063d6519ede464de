"""Draws the card that social networks show beside a link, one for each language: `make cards`.

The words are the interface's, the colours the style sheet's, the letters Chromium's: no other
renderer at hand shapes Arabic. The cards are committed, so that a build needs no browser.
"""

from __future__ import annotations

import sys
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image

from .build.typeset import typeset
from .chromium import chromium
from .content import CannotRun, load
from .model import Content

SIZE = (1200, 630)
_STYLE = """
html { font-size: 32px; line-height: 1.35; }
body { inline-size: 1200px; block-size: 630px; display: flex; flex-direction: column; padding: 72px 84px 60px;
  border-block-start: 24px solid var(--accent); }
svg { inline-size: 96px; block-size: 96px; margin-block-end: 32px; }
h1 { font-size: 72px; line-height: 1.25; margin: 0 0 20px; text-wrap: balance; }
:lang(ar) h1 { line-height: 1.4; margin-block-end: 4px; }
:lang(ar) svg { margin-block-end: 16px; }
p { margin: 0; font-size: 36px; color: var(--soft); }
.last { display: flex; justify-content: space-between; margin-block-start: auto; padding-block-start: 24px;
  border-block-start: 2px solid var(--line); font-size: 30px; }
.last b { color: var(--accent); }
"""


def card(content: Content, locale: str, assets: Path) -> str:
    """Return the HTML of a language's card. `assets` holds the site's style sheet and icon."""
    strings, language = content.strings[locale], content.language(locale)
    words = {key: escape(strings[key], quote=False) for key in ("site_name", "site_place_dates", "tagline")}
    return typeset(
        f'<!doctype html><html lang="{language.tag}" dir="{language.direction}"><meta charset="utf-8">'
        f"<style>{(assets / 'site.css').read_text('utf-8')}{_STYLE}</style><body>"
        f"{(assets / 'icon.svg').read_text('utf-8')}<h1>{words['site_name']}</h1>"
        f"<p>{words['site_place_dates']}</p>"
        f'<p class="last"><span>{words["tagline"]}</span><b>{language.name}</b></p></body></html>',
        locale,
    )


def reduced(image: bytes) -> bytes:
    """Return a PNG with at most 64 colours, enough for flat colours and the edges of letters."""
    with Image.open(BytesIO(image)) as picture:
        palette = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    small = BytesIO()
    palette.save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> int:
    """Write `overrides/assets/cards/<language>.png`. Return 0, or 2 if that cannot be done."""
    assets = Path("overrides/assets")
    try:
        content, problems = load(Path.cwd())
        if problems:
            raise CannotRun("\n".join(map(str, problems)))
        (assets / "cards").mkdir(exist_ok=True)
        with chromium() as browser:
            page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light")
            for language in content.languages:
                page.set_content(card(content, language.locale, assets))
                path = assets / "cards" / f"{language.locale}.png"
                path.write_bytes(reduced(page.screenshot()))
                print(f"{path}: {path.stat().st_size:,} bytes")
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
