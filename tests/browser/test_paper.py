"""Paper: the print sheet, and the PDFs that are printed with it."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser

from conftest import SITE_URL, parse
from microsite import git
from microsite.build.dates import size
from microsite.content import Content
from tools import draw

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
        ground = "[document.documentElement, document.body].map(e => getComputedStyle(e).backgroundColor)"
        assert set(page.evaluate(ground)) - {"rgba(0, 0, 0, 0)"} == {"rgb(255, 255, 255)"}
        for part in ("nav a", "button", "input", "[role=doc-backlink]", "a[href='#text']"):
            hidden = page.eval_on_selector_all(part, "all => all.every(e => !e.checkVisibility())")
            assert hidden, (locale, part)
        assert note.is_visible()
        shown = page.locator("article a[href^=http]").evaluate_all(
            "links => links.map(link => getComputedStyle(link, '::after').content)"
        )
        assert "none" not in shown, "an address is missing beside its link"
        page.emulate_media(media="screen")


def test_a_pdf_says_its_language_title_and_headings(
    site: Path, content: Content, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = Path(shutil.copytree(site, tmp_path / "site"))
    monkeypatch.setattr(git, "history", lambda *_: git.History("", MOMENT))
    keys = [("ar", "circular"), ("zh", "dialogue"), ("fr", "invitation")]
    draw.pdf(replace(content, pages={key: content.pages[key] for key in keys}), tmp_path, browser)
    for locale, name in keys:
        path = full / locale / f"{name}.pdf"
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
                (top,) = outline.root
                assert len(top.children) == page.xpath("count(//main//h2)")
