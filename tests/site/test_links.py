"""Every link of the built site leads somewhere, says its language and is safe; and builds are repeatable."""

import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from conftest import ROOT, SITE_URL, build, pages
from microsite.content import Content

LYCHEE = Path(sys.executable).with_name("lychee")
LEFT_OUT = shutil.ignore_patterns(".venv", "node_modules", "site", ".build", "__pycache__", ".*_cache")


def dead(folder: Path, base: str) -> str:
    """Return what lychee says of dead internal links, fragments and assets of a site published at `base`."""
    options = ["--offline", "--config", "/dev/null", "--no-progress", "--include-fragments=anchor-only"]
    options += ["--index-files", "index.html", "--remap", f"{base} file://{folder}/"]
    options += ["--root-dir", str(folder.parent if base == SITE_URL else folder)]
    done = subprocess.run([LYCHEE, *options, folder], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 2), done.stderr
    return done.stdout if done.returncode else ""


def test_internal_links_resolve_under_a_sub_path_and_at_the_root(site: Path, later_site: Path) -> None:
    assert not dead(site, SITE_URL)
    assert not dead(later_site, "https://example.org/")


def test_a_dead_link_is_found(site: Path, tmp_path: Path) -> None:
    page = tmp_path / "global-dialogue/fr/circular/index.html"
    page.parent.mkdir(parents=True)
    text = (site / "fr/circular/index.html").read_text("utf-8")
    page.write_text(text.replace("</main>", '<a href="../none/">x</a><a href="#no-id">x</a></main>'), "utf-8")
    found = dead(tmp_path / "global-dialogue", SITE_URL)
    assert "fr/none" in found
    assert "#no-id" in found


def test_links_are_well_formed_and_say_where_they_leave_the_language(site: Path, content: Content) -> None:
    """A link into another language has `hreflang`, where the words around it are in another one."""
    tags = {language.locale: language.tag for language in content.languages}
    into = re.compile(f"(?:{SITE_URL}|https://docs.un.org/)({'|'.join(tags)})/")
    for address, page in pages(site):
        for link in page.xpath("//a[@href]"):
            href = link.get("href")
            parts, target = urlsplit(href), urljoin(SITE_URL + address, href)
            assert href not in ("#", ""), address
            assert parts.scheme in ("", "https", "mailto"), (address, href)
            assert not re.search("utm_|fbclid|gclid", parts.query), (address, href)
            found = into.match(target) if address.split("/")[0] in tags and not href.startswith("#") else None
            if found and next(link.iterancestors("main"), None) is not None:
                around = link.xpath("string(ancestor::*[@lang][1]/@lang)")
                assert link.get("hreflang", around) == tags[found[1]], (address, target)


def test_every_published_id_is_still_a_place_on_its_page(site: Path, content: Content) -> None:
    """Under its own name or as the former name of another place, in each language."""
    places = {address: {*page.xpath("//@id")} for address, page in pages(site)}
    for (locale, name), page in content.pages.items():
        entry = content.published.get(name) if locale in content.strings else None
        assert entry is None or {*entry.ids} <= places[page.address], (page.address, entry.ids)


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file of a built site, by its path."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def test_two_builds_of_one_commit_are_equal(site: Path, tmp_path: Path) -> None:
    """Byte for byte, in different folders and time zones."""
    copy = Path(shutil.copytree(ROOT, tmp_path / "elsewhere/copy", ignore=LEFT_OUT))
    done = build(copy, tmp_path / "site", TZ="Pacific/Kiritimati", PYTHONPATH=str(copy / "scripts"))
    assert done.returncode == 0, done.stderr
    ours, theirs = hashes(site), hashes(tmp_path / "site")
    assert not list(site.rglob("*.gz")), "the head of such a file holds the day on which it was made"
    assert [path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path)] == []
