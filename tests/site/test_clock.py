"""With the clock at five days, what depends on the day says the right thing in the right tense.

The texts in dated.txt, of one language of either direction, have been read. Renew them with RENEW=1, and
read every line that changed. In the other languages as many blocks must depend on the day.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from conftest import ROOT, SITE_URL, compare, words
from microsite.content import Content
from microsite.plugin import MicrositePlugin

# Before and during the first session, now, in the month of the second session, and after it.
DAYS = ("2026-06-01", "2026-07-06", "2026-11-23", "2027-05-15", "2028-01-01")
BLOCKS = "self::p or self::li or self::dt or self::dd or self::h2 or self::h3 or self::td or self::summary"


def texts(path: Path) -> list[str]:
    """Return the blocks of a page's main part, each once, without the numbers of notes."""
    (main,) = html.document_fromstring(path.read_bytes()).iter("main")
    for note in main.xpath(".//sup"):
        note.drop_tree()
    return [words(e) for e in main.xpath(f".//*[{BLOCKS}][not(ancestor::*[{BLOCKS}])]")]


def test_dated_pages_speak_in_the_right_tense(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated_pages = {page.name for page in content.pages.values() if "/// when" in page.source}
    names = [name for name in content.names if name in {*dated_pages, "timeline"}]
    monkeypatch.setenv("SITE_URL", SITE_URL)
    # The pages are built in this process without the others, what is made of all of them, and checks:
    # on the first of these days no text was translated yet.
    monkeypatch.setattr(MicrositePlugin, "on_post_build", lambda *_, **__: None)
    monkeypatch.setattr("microsite.checks.run", lambda *_: [])
    kept = "\n".join(["/_data/", "*.md", *(f"!/*/{name}.md" for name in names)])
    for day in DAYS:
        monkeypatch.setenv("MICROSITE_TODAY", day)
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / day), exclude_docs=kept)
        config.plugins.run_event("startup", command="build", dirty=False)
        build(config)
    told = dict.fromkeys(DAYS, "")
    for name in names:
        counts = set()
        for locale in content.strings:
            place = f"{content.pages[locale, name].address}index.html"
            blocks = {day: texts(tmp_path / day / place) for day in DAYS}
            always = set.intersection(*map(set, blocks.values()))
            dated = {day: [block for block in blocks[day] if block not in always] for day in DAYS}
            counts.add(tuple(map(len, dated.values())))
            for day in DAYS if locale in ("en", "ar") else ():
                told[day] += "\n".join([f"# {locale} {name}", *dated[day], ""])
        assert len(counts) == 1, (name, counts)
    compare(Path(__file__).with_name("dated.txt"), "\n".join(f"== {day} ==\n{told[day]}" for day in DAYS))
