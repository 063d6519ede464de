"""Paper: the print sheet, and the PDFs that are printed with it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser

from conftest import SITE_URL, parse
from microsite import pdf
from microsite.build.files import size
from microsite.model import Content

from .conftest import Open

MOMENT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def test_paper_is_black_on_white_without_navigation_in_dark_mode_too(
    window: Open, server: str, content: Content
) -> None:
    page = window(color_scheme="dark")
    for locale in ("en", "ar"):
        page.goto(f"{server}{locale}/circular/")
        note = page.get_by_text(f"{SITE_URL}{locale}/circular/").last
        assert note.is_hidden(), "the note for paper is on screen"
        page.emulate_media(media="print")
        colours = "part => [...document.querySelectorAll(part)].map(e => getComputedStyle(e).color)"
        for part in ("h1", "article p", "article a[href^=http]"):
            assert set(page.evaluate(colours, part)) == {"rgb(0, 0, 0)"}, part
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        for part in ("nav a", "button", "input", "[role=doc-backlink]", "a[href='#text']"):
            hidden = page.eval_on_selector_all(part, "all => all.every(e => !e.checkVisibility())")
            assert hidden, (locale, part)
        assert note.is_visible()
        shown = page.locator("article a[href^=http]").evaluate_all(
            "links => links.map(link => getComputedStyle(link, '::after').content)"
        )
        assert "none" not in shown, "an address is missing beside its link"
        page.emulate_media(media="screen")


def texts(element: pikepdf.Object) -> Iterator[str]:
    """Yield the words that the tags of a PDF state, in the order of its structure."""
    if "/ActualText" in element:
        yield str(element.ActualText)
    held = element.get("/K", pikepdf.Array())
    for kid in held if isinstance(held, pikepdf.Array) else [held]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from texts(kid)


def test_a_pdf_says_its_language_title_headings_and_words(
    site: Path, content: Content, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Path(shutil.copytree(site, tmp_path / "site"))
    monkeypatch.setattr(pdf, "chromium", lambda: nullcontext(browser))
    keys = [("ar", "circular"), ("zh", "dialogue"), ("fr", "invitation")]
    paths = pdf.make(replace(content, pages={key: content.pages[key] for key in keys}), full, MOMENT)
    assert [path.relative_to(full).as_posix() for path in paths] == [f"{a}/{b}.pdf" for a, b in keys]
    for (locale, name), path in zip(keys, paths, strict=True):
        page = parse(full / locale / name / "index.html")
        (link,) = page.xpath("//main//a[contains(@href, '.pdf') and not(contains(@href, '//'))]")
        said = content.strings[locale]["files"]["pdf"].format(size=size(path.stat().st_size, locale))
        assert (link.text_content(), link.get("href")) == (said, f"../{name}.pdf")
        with pikepdf.open(path) as file:
            assert str(file.Root.Lang) == content.language(locale).tag
            assert str(file.docinfo.Title) == page.findtext(".//title")
            assert file.Root.MarkInfo.Marked
            assert file.docinfo.CreationDate == "D:20261124060000Z"
            with file.open_outline() as outline:
                assert outline.root[0].title.split() == page.xpath("string(//h1)").split()
            stated = re.sub(r"\W", "", "".join(texts(file.Root.StructTreeRoot)))
        for block in page.xpath("//article//p | //h1 | //h2"):
            text = "".join(block.xpath(".//text()[not(ancestor::*[@role='doc-backlink'])]"))
            assert re.sub(r"\W", "", text) in stated, (path, text)
