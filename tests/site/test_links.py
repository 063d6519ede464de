"""Every link of the built site leads somewhere, says its language and is safe."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from conftest import ROOT, SITE_URL, build, pages
from microsite.content import Content

LYCHEE = Path(sys.executable).with_name("lychee")


def lychee(folder: Path, base: str) -> subprocess.CompletedProcess[str]:
    """Check all internal links, fragments and assets of a site published at `base`."""
    return subprocess.run(
        [
            LYCHEE,
            "--offline",
            "--config", "/dev/null",
            "--no-progress",
            "--include-fragments=anchor-only",
            "--index-files", "index.html",
            "--root-dir", str(folder.parent if base.count("/") > 3 else folder),
            "--remap", f"{base} file://{folder}/",
            str(folder),
        ],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip


def test_internal_links_resolve_under_the_sub_path_and_a_dead_one_is_found(
    site: Path, tmp_path: Path
) -> None:
    done = lychee(site, SITE_URL)
    assert done.returncode == 0, done.stdout
    copy = Path(shutil.copytree(site, tmp_path / "global-dialogue"))
    page = copy / "fr/circular/index.html"
    for planted in ('<a href="../no-such-page/">x</a>', '<a href="#no-such-id">x</a>'):
        page.write_text(page.read_text("utf-8").replace("</main>", f"{planted}</main>"), "utf-8")
    done = lychee(copy, SITE_URL)
    assert done.returncode == 2, done.stdout
    assert "no-such-page" in done.stdout
    assert "no-such-id" in done.stdout


def test_internal_links_resolve_at_the_root(tmp_path: Path) -> None:
    target = tmp_path / "root"
    assert build(ROOT, target, SITE_URL="https://example.org/").returncode == 0
    done = lychee(target, "https://example.org/")
    assert done.returncode == 0, done.stdout


def test_links_are_well_formed_and_carry_no_tracker(site: Path) -> None:
    for address, page in pages(site):
        for href in page.xpath("//a/@href"):
            parts = urlsplit(href)
            assert href not in ("#", ""), address
            assert parts.scheme in ("", "https", "mailto"), (address, href)
            assert not any(word in parts.query for word in ("utm_", "fbclid", "gclid")), href


def test_a_link_into_another_language_says_so(site: Path, content: Content) -> None:
    """By `hreflang`, where it leads out of the language of the words around it."""
    tags = {language.locale: language.tag for language in content.languages}
    into = re.compile(f"(?:{SITE_URL}|https://docs.un.org/)({'|'.join(tags)})/")
    for address, page in pages(site):
        if address.split("/")[0] not in tags:
            continue
        for link in page.xpath("//main//a[@href]"):
            target = urljoin(SITE_URL + address, link.get("href"))
            around = link.xpath("string(ancestor::*[@lang][1]/@lang)")
            found = into.match(target)
            if found and not target.startswith(f"{SITE_URL}{address}#"):
                assert link.get("hreflang", around) == tags[found[1]], (address, target)
