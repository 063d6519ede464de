"""What the browser tests walk over: pages, modes, and how a page is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Literal

from lxml import etree
from playwright.sync_api import Browser, Page

from conftest import SITE_URL
from microsite.build.compare import address
from microsite.model import Content

AUDIT = "\n".join((Path(__file__).parent / name).read_text("utf-8") for name in ("audit.js", "act.js"))


@dataclass(frozen=True)
class Mode:
    """How a reader sees a page: colours and width in CSS pixels."""

    colours: Literal["light", "dark", "forced"]
    width: int

    def __str__(self) -> str:
        return f"{self.colours} {self.width}"


FIRST, *OTHERS = MODES = [
    Mode(colours, width) for width in (1280, 320) for colours in ("light", "dark", "forced")
]


@dataclass(frozen=True)
class Places:
    """Addresses below the site's root.

    `every`: the sitemap, the entry page, 404.html, and side by side all pairs of both letters and of
    one background page, and of the other pages one for each pair, in turn.
    `sample`: one page per template and language, of `every` the first of its kind.
    `main`: the sitemap and the sample.
    `built`: every HTML page of the site.
    """

    every: tuple[str, ...]
    sample: tuple[str, ...]
    main: tuple[str, ...]
    built: tuple[str, ...]


def places_of(site: Path, content: Content, comparisons: set[str]) -> Places:
    """Return the addresses to be walked over, read from the built sitemap and the list of pairs."""
    listed = [
        str(place.text).removeprefix(SITE_URL) for place in etree.parse(site / "sitemap.xml").iter("{*}loc")
    ]
    letters = [name for name in content.names if content.pages[content.languages[0].locale, name].is_letter]
    background = next(name for name in content.names if "/" in name)
    full = [*letters, background]
    rest = [name for name in content.names if name not in full]
    pairs = list(permutations([language.locale for language in content.languages], 2))
    beside = [address(one, name, other) for name in full for one, other in pairs]
    beside += [address(one, rest[index % len(rest)], other) for index, (one, other) in enumerate(pairs)]
    assert set(beside) <= comparisons
    templates: dict[str, str] = {}
    for name in content.names:
        page = content.pages[content.languages[0].locale, name]
        templates.setdefault(page.meta.template or ("letter" if page.is_letter else "main"), name)
    known = {page.address for page in content.pages.values()}
    sample = [
        *(content.pages[language.locale, name].address
          for name in templates.values() for language in content.languages),
        # A page that is in the sitemap but no page of Markdown has a template of its own.
        *(place for place in listed if place not in known),
        *beside[:: len(pairs) // len(content.languages)][: len(content.languages)],
        "", "404.html",
    ]  # fmt: skip
    built = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    return Places(
        every=tuple(dict.fromkeys([*listed, "", "404.html", *beside])),
        sample=tuple(dict.fromkeys(sample)),
        main=tuple(dict.fromkeys([*listed, *sample])),
        built=tuple(re.sub(r"(^|/)index\.html$", r"\1", path) for path in built),
    )


@contextmanager
def opened(browser: Browser, width: int = 1280, height: int = 800, **options: object) -> Iterator[Page]:
    """Give a page in a context of its own, with our own checks (`audit`) ready in it."""
    context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
    try:
        context.add_init_script(AUDIT)
        yield context.new_page()
    finally:
        context.close()


def set_mode(page: Page, mode: Mode) -> None:
    """Show the page that is open in another mode."""
    page.set_viewport_size({"width": mode.width, "height": 800})
    page.emulate_media(
        color_scheme="dark" if mode.colours == "dark" else "light",
        forced_colors="active" if mode.colours == "forced" else "none",
    )
    # The colours of the new mode are there with the second frame.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
