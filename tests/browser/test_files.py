"""Paper and files: the print sheet, the PDFs, the ZIP that opens without a server."""

from __future__ import annotations

import copy
import gzip
import re
import shutil
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf
import pytest
from lxml import html
from playwright.sync_api import Browser, Page, Request

from microsite import offline, pdf
from microsite.build.files import size
from microsite.chromium import chromium
from microsite.model import Content

from .tagged_pdf import beside, elements

SITE_URL = "https://example.org/global-dialogue/"
MOMENT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
BUDGET = 14_336
# What the print sheet leaves out (overrides/assets/site.css, layer print).
NOT_ON_PAPER = (
    "skip",
    "langs",
    "menu",
    "files",
    "ways",
    "tools",
    "beside",
    "cite",
    "pairs",
    "footnote-backref",
)


@dataclass(frozen=True)
class Published:
    """A copy of the site with its PDFs and its ZIP, as the Pages workflow publishes it."""

    site: Path
    pdfs: list[Path]
    archive: Path


@pytest.fixture(scope="module")
def published(site: Path, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("published")
    full = Path(shutil.copytree(site, folder / "site"))
    pdfs = pdf.make(content, full, MOMENT)
    return Published(full, pdfs, offline.make(content, full, folder / "dist", MOMENT))


@pytest.fixture(scope="module")
def opened() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def parse(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


def on_paper(path: Path) -> html.HtmlElement:
    """Return the body of a built page without what the print sheet leaves out."""
    body = copy.deepcopy(parse(path).find("body"))
    assert body is not None
    hidden = [f"contains(concat(' ', @class, ' '), ' {name} ')" for name in NOT_ON_PAPER]
    for element in body.xpath(
        f"//*[{' or '.join(hidden)}] | //footer/*[@class='disclaimer'] | //template | //comment()"
    ):
        element.drop_tree()
    return body


# --- PDF


def test_the_letters_and_the_background_are_there_in_every_language(
    published: Published, content: Content
) -> None:
    made = {path.relative_to(published.site).as_posix() for path in published.pdfs}
    names = ["circular", "invitation", "dialogue"]
    names += [name for name in content.names if name.startswith("background/")]
    assert len(names) == 6
    assert made == {f"{language.locale}/{name}.pdf" for language in content.languages for name in names}
    sizes = [path.stat().st_size for path in published.pdfs]
    print(f"{len(made)} PDFs, {sum(sizes):,} bytes, the largest of {max(sizes):,}")
    assert max(sizes) < 500_000


def test_the_text_of_a_pdf_is_the_text_of_its_page(published: Published, content: Content) -> None:
    """Each text in the order of the tags, and the glyphs drawn for it.

    Glyphs of Arabic are stored in the order of the paper: there they are compared as a heap.
    """
    count = 0
    for path in published.pdfs:
        page = on_paper(path.with_suffix("") / "index.html")
        with pikepdf.open(path) as file:
            parts = [part for part in elements(file) if part.text.strip() and part.tag != "/Lbl"]
        texts = [" ".join(text.split()) for text in page.itertext() if text.strip()]
        assert [" ".join(part.text.split()) for part in parts] == texts, path
        mixed = content.language(path.relative_to(published.site).parts[0]).direction == "rtl"
        for part in parts:
            said, drawn = (comparable(text, mixed) for text in (part.text, part.glyphs))
            assert said == drawn, (path, part)
            count += len(said)
    print(f"{count:,} letters")


def comparable(text: str, heap: bool) -> str:
    """Return the letters of a text; as a heap, sorted and with brackets that tell no side."""
    letters = unicodedata.normalize("NFKC", re.sub(r"\s", "", text))
    return "".join(sorted(re.sub(r"[()\[\]«»]", "|", letters))) if heap else letters


def test_a_pdf_says_its_language_title_and_structure(published: Published, content: Content) -> None:
    for path in published.pdfs:
        locale = path.relative_to(published.site).parts[0]
        page = parse(path.with_suffix("") / "index.html")
        headings = [
            " ".join(e.text_content().split()) for e in page.iter("h1", "h2", "h3") if e.text_content()
        ]
        with pikepdf.open(path) as file:
            assert str(file.Root.Lang) == content.language(locale).tag
            assert str(file.docinfo.Title) == page.findtext(".//title")
            assert file.Root.ViewerPreferences.DisplayDocTitle
            assert file.Root.MarkInfo.Marked
            assert file.docinfo.CreationDate == "D:20261124060000Z"
            with file.open_outline() as outline:
                marks = [" ".join(item.title.split()) for item in pdf.outline_items(outline.root)]
            tags = [part.tag for part in elements(file)]
            assert marks == headings
            assert sum(bool(re.fullmatch(r"/H\d", tag)) for tag in tags) == len(headings)
            for sheet in file.pages:
                assert [round(float(n)) for n in sheet.mediabox] == [0, 0, 595, 842]


def test_paper_shows_the_address_of_each_link_and_the_numbers_of_the_sheets(published: Published) -> None:
    """Compared as a heap of letters, for in Arabic the lines of an address are stored as they lie."""
    for path in published.pdfs:
        links = on_paper(path.with_suffix("") / "index.html").xpath(
            "//article//a[starts-with(@href, 'http')]/@href"
        )
        with pikepdf.open(path) as file:
            shown = "".join(map(beside, file.pages))
            numbers = [f"{n}/{len(file.pages)}" for n in range(1, len(file.pages) + 1)]
        shown = re.sub(r"[\u2066\u2069\s()（）]", "", shown)
        assert sorted(shown) == sorted("".join([*links, *numbers])), path


def test_a_page_links_its_pdf_with_its_size_and_keeps_its_budget(
    published: Published, site: Path, content: Content
) -> None:
    script = next((published.site / "assets").glob("site.*.js"))
    largest = 0
    for path in published.pdfs:
        locale = path.relative_to(published.site).parts[0]
        page = path.with_suffix("") / "index.html"
        words = content.strings[locale]["files"]["pdf"].format(size=size(path.stat().st_size, locale))
        links = parse(page).xpath("//main//a[contains(@href, '.pdf') and not(contains(@href, '//'))]")
        assert [(link.text_content(), link.get("href")) for link in links] == [(words, f"../{path.name}")]
        weight = sum(len(gzip.compress(file.read_bytes(), 9)) for file in (page, script))
        largest = max(largest, weight)
        # Where nothing was printed, nothing is promised.
        assert b".pdf" not in re.sub(
            rb'"https://[^"]*"', b"", (site / page.relative_to(published.site)).read_bytes()
        )
    (arabic,) = parse(published.site / "ar/circular/index.html").xpath("//main/p[@class='files']//bdi")
    assert (arabic.text, arabic.get("dir")) == ("PDF", "ltr")  # or the number would stand before it
    print(f"the largest page with its links and script: {largest:,} bytes")
    assert largest <= BUDGET


# --- the print sheet


def test_paper_is_black_on_white_without_navigation_in_dark_mode_too(
    published: Published, content: Content, opened: Browser
) -> None:
    page = opened.new_page(color_scheme="dark")
    page.emulate_media(media="print")
    for language in content.languages:
        page.goto((published.site / language.locale / "circular/index.html").as_uri())
        strings = content.strings[language.locale]
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") in (
            "rgb(255, 255, 255)"
        )
        for part in ("h1", "article p", "article a[href^=http]", ".status p", ".paper"):
            assert page.eval_on_selector(part, "e => getComputedStyle(e).color") == "rgb(0, 0, 0)", part
        for part in (".langs", ".menu", ".skip", ".files", ".tools", ".footnote-backref"):
            assert page.eval_on_selector_all(part, "all => all.some(e => e.checkVisibility())") is False
        assert strings["disclaimer"].split(".")[0] in page.locator(".paper").inner_text()
        assert f"{SITE_URL}{language.locale}/circular/" in page.locator(".paper").inner_text()
        assert page.locator(".status p").is_visible()
        assert (
            page.locator("article p > .n").evaluate_all(
                "all => all.filter(e => e.checkVisibility()).length"
            )
            == 7
        )
    page.close()


def test_the_note_for_paper_is_not_on_screen(published: Published, opened: Browser) -> None:
    page = opened.new_page()
    page.goto((published.site / "en/circular/index.html").as_uri())
    assert page.locator(".paper").is_hidden()
    page.close()


# --- the ZIP


@pytest.fixture(scope="module")
def unpacked(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("with a blank, and ü")
    with zipfile.ZipFile(published.archive) as archive:
        archive.extractall(folder)
    return folder / "global-dialogue"


def test_the_zip_matches_its_checksum_and_is_made_the_same_again(
    published: Published, content: Content, tmp_path: Path
) -> None:
    body = published.archive.read_bytes()
    print(f"ZIP: {len(body):,} bytes")
    checksum = (published.site / "global-dialogue.zip.sha256").read_text("utf-8")
    assert checksum == f"{sha256(body).hexdigest()}  global-dialogue.zip\n"
    assert (published.site / "global-dialogue.zip").read_bytes() == body
    pages = {path: path.read_bytes() for path in published.site.rglob("*.html")}
    assert offline.make(content, published.site, tmp_path, MOMENT).read_bytes() == body
    assert pages == {path: path.read_bytes() for path in published.site.rglob("*.html")}


def test_every_page_links_the_zip_with_its_size(published: Published, site: Path, content: Content) -> None:
    count = published.archive.stat().st_size
    for page in content.pages.values():
        path = published.site / page.address / "index.html"
        words = content.strings[page.locale]["files"]["offline"].format(size=size(count, page.locale))
        (link,) = parse(path).xpath("//footer//a[contains(@href, '.zip') and not(contains(@href, 'sha'))]")
        assert link.text_content() == words
        assert (path.parent / link.get("href")).resolve() == published.site / "global-dialogue.zip"
        assert b"global-dialogue.zip" not in (site / page.address / "index.html").read_bytes()


def test_every_link_of_the_zip_leads_to_a_file_in_it(unpacked: Path, content: Content) -> None:
    ids = {path: set(parse(path).xpath("//@id")) for path in unpacked.rglob("*.html")}
    assert {(unpacked / page.address / "index.html") for page in content.pages.values()} < set(ids)
    count = 0
    for path in ids:
        tree = parse(path)
        for link in tree.xpath("//@href | //@src"):
            element = link.getparent()
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                own = str(link).startswith(SITE_URL)
                assert not own or element.get("rel") in ("canonical", "alternate"), (path, link)
                continue
            count += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path, link)
            assert not parts.fragment or parts.fragment in ids[target], (path, link)
    print(f"{len(ids)} pages, {count} links inside the ZIP")
    assert count > 2000


def test_the_zip_opens_from_a_folder(unpacked: Path, content: Content, opened: Browser) -> None:
    page = opened.new_page()
    trouble: list[str] = []

    def failed(request: Request) -> None:
        # Aborted is an icon that was still on its way when the page was left.
        if request.failure != "net::ERR_ABORTED":
            trouble.append(request.url)

    page.on("requestfailed", failed)
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    for path in sorted(unpacked.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", path  # site.css
    assert trouble == []

    page.goto((unpacked / "index.html").as_uri())
    page.get_by_role("link", name="العربية").click()
    _follow(page, "article a[href*='invitation']", "ar/invitation/index.html", "rtl")
    _follow(page, ".langs a[hreflang='zh-Hans']", "zh/invitation/index.html", "ltr")
    _follow(page, "article a.footnote-ref", "zh/invitation/index.html", "ltr")
    _follow(page, ".site a", "zh/index.html", "ltr")
    _follow(page, ".langs a[hreflang='ru']", "ru/index.html", "ltr")
    assert trouble == []
    page.close()


def _follow(page: Page, link: str, end: str, direction: str) -> None:
    page.locator(link).first.click()
    page.wait_for_url(lambda address: unquote(urlsplit(address).path).endswith(f"/global-dialogue/{end}"))
    assert page.evaluate("document.documentElement.dir") == direction
