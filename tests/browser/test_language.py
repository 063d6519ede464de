"""Each part of every page is in the language it is marked with (WCAG 3.1.1, 3.1.2; ACT off6ek, ucwvc8)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from lingua import IsoCode639_1, LanguageDetectorBuilder
from lxml.html import HtmlElement

from conftest import pages
from microsite.content import Content

BLOCKS = {"p", "li", "dt", "dd", "td", "th", "h1", "h2", "h3", "summary", "button", "nav", "div"}
# Addresses, symbols and dates are in no language.
NO_WORDS = re.compile(r"\S+@\S+|\S*[/\d]\S*|\b(?:[a-z\d-]+\.)+[a-z]{2,}\b|\b[a-z]{1,2}\b")
# With fewer letters the detector guesses, or sees names alone.
LEAST = {"ar": 40, "zh": 25, "ru": 40}


def parts(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the words of each block by language; names that are not translated are left out."""
    found: dict[tuple[HtmlElement, str], str] = defaultdict(str)
    for text in tree.xpath("/html/body//text()[not(ancestor::script or ancestor::template)]"):
        element = text.getparent().getparent() if text.is_tail else text.getparent()
        if element.xpath("ancestor-or-self::*[@translate='no' or (self::a and @hreflang and not(@lang))]"):
            continue
        block = next((e for e in (element, *element.iterancestors()) if e.tag in BLOCKS), tree)
        found[block, element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")] += f" {text}"
    for (_, lang), words in found.items():
        yield lang, " ".join(NO_WORDS.sub("", words).split())


def test_every_part_is_in_the_language_that_it_is_marked_with(site: Path, content: Content) -> None:
    codes = {language.tag: language.locale for language in content.languages}
    known = [getattr(IsoCode639_1, code.upper()) for code in codes.values()]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*known).build()
    found: dict[tuple[str, str], str] = {}
    for address, tree in pages(site):
        for lang, words in parts(tree) if "/compare/" not in address else ():
            assert lang in codes, (address, lang, words)
            if sum(map(str.isalpha, words)) >= LEAST.get(codes[lang], 60):
                found.setdefault((lang, words), address)
    print(f"{len(found)} parts")
    wrong = []
    for (lang, words), address in found.items():
        like = detector.detect_language_of(words)
        if like is None or like.iso_code_639_1.name.lower() != codes[lang]:
            wrong.append(f"/{address} marked {lang}, like {like}: {words[:160]}")
    assert not wrong, "\n".join(wrong[:40])
