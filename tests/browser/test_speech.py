"""What a screen reader says: snapshots of the accessibility tree, and one task as a transcript.

Renew the golden files with RENEW=1, and read every line that changed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from conftest import compare
from microsite.model import Content

from .keyboard import enter
from .speech import lines, spoken, tree
from .walk import Places, opened

HERE = Path(__file__).parent
MADE_WITH = HERE / "snapshots/chromium-version"


def made_with(browser: Browser) -> str:
    """Return which Chromium the golden files were made with, and which this is: they may differ in words.

    With RENEW=1 it is noted as theirs.
    """
    if os.environ.get("RENEW"):
        MADE_WITH.write_text(f"{browser.version}\n", "utf-8")
    return f", made with Chromium {MADE_WITH.read_text('utf-8').strip()}; this is {browser.version}"


def test_snapshots_of_each_template_in_each_language(browser: Browser, server: str, places: Places) -> None:
    wrong = []
    with opened(browser) as page:
        for place in places.sample:
            page.goto(server + place)
            page.evaluate("audit.elide()")
            text = "\n".join(lines(tree(page))) + "\n"
            name = place.strip("/").replace("/", "-") or "entry"
            try:
                compare(HERE / f"snapshots/{name}.txt", text, made_with(browser))
            except AssertionError as error:
                wrong.append(str(error))
    print(f"\n{len(places.sample)} snapshots")
    assert not wrong, "\n".join(wrong)


class Reader:
    """Somebody who works with a screen reader and the keyboard: each act is a line, then what is said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: list[str] = []

    def act(self, what: str) -> None:
        self.lines.append(f"# {what}")

    def hear(self, said: Iterator[str]) -> None:
        # The beginning of a paragraph is enough to know it by.
        self.lines += [re.sub(r"“(.{80}).+?”(?= \(| \[)", r"“\1 …”", line) for line in said]

    def load(self, what: str) -> None:
        self.act(what)
        self.page.wait_for_load_state()
        self.hear(iter([str(tree(self.page))]))

    def tab(self, name: str, key: str = "Tab") -> None:
        self.act(f"{key.replace('+', ' and ')} to “{name}”")
        for _ in range(150):
            self.page.keyboard.press(key)
            node = spoken(self.page)
            if node.name == name:
                self.hear(iter([str(node)]))
                return
        pytest.fail(f"{key} does not reach “{name}”")

    def enter(self, address: str) -> None:
        enter(self.page, address)
        self.load("Enter")


def test_transcript_of_a_task(browser: Browser, server: str, content: Content) -> None:
    """Open the site, choose Arabic, find date and place, copy the contact address, compare with French."""
    t = content.strings["ar"]
    circular = content.pages["ar", "circular"].meta
    with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        reader = Reader(page)
        page.goto(server)
        reader.load("Open the site")
        reader.tab(content.language("ar").name)
        reader.enter(f"{server}ar/")
        reader.act("Read on from the heading to the first list of facts")
        reader.hear(lines(spoken(page, page.locator("h1"))))
        for fact in page.locator(".facts dt, .facts dd").all()[:4]:
            reader.hear(lines(spoken(page, fact)))
        reader.tab(circular.nav_title or circular.title)
        reader.enter(f"{server}ar/circular/")
        reader.tab("chief.spm@itu.int")
        reader.act("Copy the name of the link")
        page.evaluate("getSelection().selectAllChildren(document.activeElement)")
        page.keyboard.press("ControlOrMeta+C")
        reader.hear(iter([f"clipboard “{page.evaluate('navigator.clipboard.readText()')}”"]))
        reader.tab(t["paragraph"]["link"].format(n=3))
        enter(page, "**#p3")
        reader.act("Enter: the address names the paragraph")
        reader.tab(t["compare"]["label"], "Shift+Tab")
        reader.enter("**/ar/compare/circular/*/#p3")
        reader.tab(t["compare"]["beside"].format(language=t["language_names"]["fr"]), "Shift+Tab")
        reader.enter(f"{server}ar/compare/circular/fr/#p3")
        reader.act("Read the heads of the columns and the row")
        reader.hear(lines(spoken(page, page.locator("thead tr"))))
        reader.hear(lines(spoken(page, page.locator("#p3"))))
    compare(HERE / "transcript.txt", "\n".join(reader.lines) + "\n", made_with(browser))
