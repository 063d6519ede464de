"""Each part of every page is in the language it is marked with (WCAG 3.1.1, 3.1.2; ACT off6ek, ucwvc8)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder
from playwright.sync_api import Browser

from microsite.model import Content

from .findings import Finding, Verdict
from .walk import Places, opened

# The script of a language, where no other of the six is written in it; the others are in Latin.
SCRIPTS = {"ar": "ARABIC", "zh": "CJK", "ru": "CYRILLIC"}
# Below this the detector guesses.
LETTERS = 40
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\S*[/\d]\S*")
HOST = re.compile(r"\b(?:[a-z\d-]+\.)+[a-z]{2,}\b", re.ASCII)
QUOTATION = re.compile(r"[“«《「]\s*([^”»》」]{12,}?)\s*[”»》」]")


@cache
def detector(codes: tuple[str, ...]) -> LanguageDetector:
    return LanguageDetectorBuilder.from_iso_codes_639_1(
        *(getattr(IsoCode639_1, code.upper()) for code in codes)
    ).build()


def script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]


def judge(text: str, lang: str, codes: tuple[str, ...]) -> str:
    """Return what speaks against `text` being in the language tagged `lang`, or an empty string.

    Short texts are judged by their script alone, and a single letter not at all.
    """
    code = lang.partition("-")[0]
    if code not in codes:
        return f"no language of this site: “{lang}”"
    letters = [letter for letter in ADDRESS.sub("", text) if letter.isalpha()]
    if len(letters) < 2:
        return ""
    scripts = Counter(map(script, letters))
    wanted = SCRIPTS.get(code, "LATIN")
    if scripts[wanted] * 2 < len(letters):
        return f"marked {lang}, written in {scripts.most_common(1)[0][0]}"
    if len(letters) >= LETTERS and code not in SCRIPTS:
        found = detector(codes).detect_language_of(text)
        if found is None or found.iso_code_639_1.name.lower() != code:
            return f"marked {lang}, looks like {found and found.name}"
    return ""


def findings(
    texts: list[dict[str, str]], content: Content, names: re.Pattern[str], where: str
) -> list[Finding]:
    """Return the blocks, links, emphasized and quoted parts whose language is not the marked one."""
    codes = tuple(language.locale for language in content.languages)
    parts = [(item, part) for item in texts for part in (item["text"], *QUOTATION.findall(item["text"]))]
    return [
        Finding("own", "language", "violation", item["id"], part[:160], said, where)
        for item, part in parts
        if (said := judge(names.sub("", HOST.sub("", part)), item["lang"], codes))
    ]


def proper_names(content: Content) -> re.Pattern[str]:
    """Return what is a name and has no language: that of a source, and those of exceptions.yml."""
    listed = [item["html"] for item in Verdict("own").exceptions if item["rule"] == "language"]
    sources = [re.escape(name) for link in content.links for name in (link.name, *link.names.values())]
    return re.compile("|".join([*listed, *sorted(sources, key=len, reverse=True)]))


def test_every_part_is_in_the_language_that_it_is_marked_with(
    browser: Browser, server: str, places: Places, content: Content
) -> None:
    names = proper_names(content)
    found: list[Finding] = []
    parts = 0
    with opened(browser) as page:
        for place in places.every:
            page.goto(server + place)
            page.evaluate("audit.unfold()")
            texts = page.evaluate("audit.texts()")
            parts += len(texts)
            found += findings(texts, content, names, f"/{place}")
    print(f"\nlanguage: {len(places.every)} pages, {parts} parts, {len(found)} findings")
    kinds = {(one.html, one.message): one for one in found}
    assert not kinds, "\n".join(map(str, list(kinds.values())[:40]))
