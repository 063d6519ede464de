"""Every link of the built site leads somewhere, says its language and is safe."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conftest import ROOT, SITE_URL, build, pages
from microsite.model import Content

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


def counted(done: subprocess.CompletedProcess[str]) -> int:
    """Return how many links lychee looked at, from its closing line."""
    return int(done.stdout.split("🔍 ")[1].split()[0])


def test_internal_links_resolve_under_the_sub_path(site: Path) -> None:
    done = lychee(site, SITE_URL)
    print(f"lychee: {counted(done)} links")
    assert done.returncode == 0, done.stdout
    assert counted(done) > 3000


def test_internal_links_resolve_at_the_root(tmp_path: Path) -> None:
    target = tmp_path / "root"
    assert build(ROOT, target, SITE_URL="https://example.org/").returncode == 0
    done = lychee(target, "https://example.org/")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "planted",
    [
        '<a href="../no-such-page/">x</a>',
        '<a href="#no-such-id">x</a>',
        '<img src="no.png" alt="">',
    ],
    ids=["page", "fragment", "asset"],
)
def test_a_dead_link_is_found(site: Path, tmp_path: Path, planted: str) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "global-dialogue"))
    page = copy / "fr/circular/index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", f"{planted}</main>"), "utf-8")
    done = lychee(copy, SITE_URL)
    assert done.returncode == 2, done.stdout
    assert "fr/circular/index.html" in done.stdout


def test_ids_are_unique_and_links_are_well_formed(site: Path) -> None:
    for address, page in pages(site):
        ids = Counter(map(str, page.xpath("//@id")))
        assert [name for name, count in ids.items() if count > 1] == [], address
        for href in page.xpath("//a/@href"):
            parts = urlsplit(href)
            assert href not in ("#", ""), address
            assert parts.scheme in ("", "https", "mailto"), (address, href)
            assert not any(word in parts.query for word in ("utm_", "fbclid", "gclid")), href


def test_a_link_into_another_language_says_so(site: Path, content: Content) -> None:
    folders = {language.locale: language.tag for language in content.languages}
    tags = {tag: locale for locale, tag in folders.items()}
    external = {link.url: link.lang for link in content.links if link.lang}
    for address, page in pages(site):
        if address.split("/")[0] not in folders:
            continue
        for link in page.xpath("//a[@href]"):
            href = link.get("href")
            # The language of the text around the link, which need not be the page's.
            own = tags[link.xpath("string(ancestor::*[@lang][1]/@lang)")]
            phrases = content.strings[own]["in_language"]
            target = external.get(href) or _locale(address, href, set(folders))
            if target in (None, own):
                assert not (href in external and link.get("hreflang")), (address, href)
                continue
            assert link.get("hreflang") == folders[target], (address, href)
            named = content.language(target).name in link.text_content()
            said = phrases[target] in (link.tail or "") + link.text_content()
            assert named or said, (address, href)


def _locale(address: str, href: str, folders: set[str]) -> str | None:
    """Return the language folder that a relative link leads into, or None."""
    parts = urlsplit(href)
    if parts.scheme or not parts.path:
        return None
    steps = address.split("/")[:-1]
    for step in parts.path.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return steps[0] if steps and steps[0] in folders else None
