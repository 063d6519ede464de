"""With the clock at five days, what depends on the day says the right thing in the right tense.

The texts in dated.txt, of one language of either direction, have been read. Renew them with RENEW=1, and
read every line that changed. That all languages have the same dated blocks is a rule of the check.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from conftest import ROOT, SITE_URL, compare, words
from microsite.content import Content
from microsite.plugin import MicrositePlugin

# Before and during the first session, now, in the month of the second session, and after it.
LOCALES, DAYS = ("en", "ar"), ("2026-06-01", "2026-07-06", "2026-11-23", "2027-05-15", "2028-01-01")
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
    places = [key for key in content.pages if key[0] in LOCALES and key[1] in {*dated_pages, "timeline"}]
    monkeypatch.setenv("SITE_URL", SITE_URL)
    # The pages are built in this process without the others, what is made of all of them, and checks:
    # on the first of these days no text was translated yet.
    monkeypatch.setattr(MicrositePlugin, "on_post_build", lambda *_, **__: None)
    monkeypatch.setattr("microsite.checks.run", lambda *_: [])
    monkeypatch.setattr("microsite.plugin.load", lambda _, day: (replace(content, today=day), []))
    kept = "\n".join(["/_data/", "*.md", *(f"!/{locale}/{name}.md" for locale, name in places)])
    for day in DAYS:
        monkeypatch.setenv("MICROSITE_TODAY", day)
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path / day), exclude_docs=kept)
        config.plugins.run_event("startup", command="build", dirty=False)
        build(config)
    told = {day: f"== {day} ==\n" for day in DAYS}
    for key in places:
        blocks = {day: texts(tmp_path / day / content.pages[key].address / "index.html") for day in DAYS}
        always = set.intersection(*map(set, blocks.values()))
        for day in DAYS:
            dated = [block for block in blocks[day] if block not in always]
            told[day] += "\n".join([f"# {' '.join(key)}", *dated, ""])
    compare(Path(__file__).with_name("dated.txt"), "\n".join(told.values()))
