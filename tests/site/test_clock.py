"""With the clock at five days, what depends on the day says the right thing in the right tense.

The texts in golden/ have been read by readers of each language. Renew them with RENEW=1, and read
every line that changed.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html
from mkdocs.commands.build import build
from mkdocs.config import load_config

from conftest import ROOT, SITE_URL, compare, words
from microsite.content import Content
from microsite.plugin import MicrositePlugin

DAYS = ("2026-06-01", "2026-07-06", "2026-07-08", "2026-11-23", "2028-01-01")
GOLDEN = Path(__file__).parent / "golden"
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
    dated = {page.name for page in content.pages.values() if re.search(r"\.when-|/// when", page.source)}
    names = [name for name in content.names if name in dated or name == "timeline"]
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
    told: dict[str, list[str]] = {day: [] for day in DAYS}
    for language in content.languages:
        for name in names:
            place = f"{content.pages[language.locale, name].address}index.html"
            blocks = {day: texts(tmp_path / day / place) for day in DAYS}
            always = set.intersection(*map(set, blocks.values()))
            for day in DAYS:
                told[day] += [f"# {language.locale} {name}", *(b for b in blocks[day] if b not in always)]
    errors = []
    for day in DAYS:
        try:
            compare(GOLDEN / f"{day}.txt", "\n".join(told[day]) + "\n")
        except AssertionError as error:
            errors.append(str(error))
    assert not errors, "\n".join(errors)
