"""What a screen reader finds on a letter, in either direction of writing: its accessibility tree.

Renew the two files with RENEW=1, and read every line that changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import compare

from .conftest import Open

# Left out is what editors change: the menu behind its second entry, the sentences of the letter.
ELIDE = """() => {
  const more = "nav:not(header nav) li:nth-child(n+3), article p[id] ~ p[id] ~ p, section li + li";
  document.querySelectorAll(`${more}, footer p:last-child`).forEach(e => e.remove());
  const texts = [...document.querySelectorAll("main :is(p, li, em)")].flatMap(e => [...e.childNodes]);
  texts.filter(node => node.nodeType === 3 && node.data.trim()).forEach(node => (node.data = "…"));
}"""


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_the_circular_as_a_screen_reader_finds_it(window: Open, server: str, locale: str) -> None:
    page = window()
    page.goto(f"{server}{locale}/circular/")
    page.evaluate(ELIDE)
    tree = page.locator("body").aria_snapshot()
    compare(Path(__file__).parent / f"snapshots/{locale}-circular.txt", tree + "\n")
