"""The search index: Pagefind run over the passages of the built pages, one index a language.

Pagefind finds pages; a reader wants the paragraph. So each target of a page (its beginning, a
heading, a numbered paragraph, a row, a note) gets a place in the page's count of words, by which
`overrides/assets/search.js` tells what a found word belongs to. Pagefind is given words without
accents and stop words (`words.py`); what it keeps to show is the text as printed.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from hashlib import sha256
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pagefind.service import get_executable
from zopfli.gzip import compress

from .words import RULES, key, synonyms, words

FOLDER = "pagefind"
PAGE = "search"

# Keeps the place of a stop word, and is no word to Pagefind.
_NO_WORD = "·"
# A private language tag (BCP 47), for which Pagefind has no stemmer.
_UNSTEMMED = "x-"
_SIGNATURE = b"pagefind_dcd"
# Bytes of all indexes; the thirteen pages of this site have 88,000.
_LITTLE = 200_000


class Passage:
    """What a result leads to: an id of a page, or the page itself where `id` is empty.

    `name` is a heading of its own, where it has one.
    """

    def __init__(self, id: str) -> None:
        self.id = id
        self.name = self.text = ""


class Passages(HTMLParser):
    """Cuts the main part of one page into passages, in `found`. `lang` is the page's tag.

    Outside the article only what has an id is text; the rest serves to get about.
    """

    # What stands in a passage without being its text: numbers, backlinks, sources, states of events and
    # of translations.
    _SKIPPED = frozenset({"n", "footnote-ref", "footnote-backref", "source", "state", "states"})
    _TARGETS = frozenset({"p", "li", "tr", "dt", "dd", "div", "section"})
    _INLINE = frozenset({"a", "abbr", "bdi", "cite", "em", "small", "span", "strong", "sub", "sup", "time"})
    _VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Passage] = []
        head, main, rest = html.partition("<main")
        language = re.search(r'<html[^>]* lang="([^"]+)"', head)
        self.lang = language[1] if language else ""
        self._open: list[tuple[str, Passage]] = []
        self._section = self._here = Passage("")
        # The depth of the open element that has begun this, or 0.
        self._article = self._hidden = self._naming = 0
        self.feed(main + rest.partition("</main>")[0])

    def _begin(self, id: str) -> None:
        self._here = Passage(id)
        self.found.append(self._here)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a passage at an id, or a part that is left out."""
        attributes = {name: value or "" for name, value in attrs}
        if tag not in self._INLINE:
            self.handle_data(" • " if tag == "li" else " ")
        if tag in self._VOID:
            return
        self._open.append((tag, self._here))
        depth = len(self._open)
        classes = set(attributes.get("class", "").split())
        id = attributes.get("id", "")
        if self._hidden:
            return
        if tag == "main":
            self._begin("")
            self._section = self._here
        elif tag == "article":
            self._article = depth
        elif classes & self._SKIPPED or tag == "small" or attributes.get("lang", self.lang) != self.lang:
            self._hidden = depth
        elif re.fullmatch("h[1-6]", tag):
            self._naming = depth
            if id:
                self._begin(id)
                self._section = self._here
        elif id and tag in self._TARGETS:
            self._begin(id)
        elif tag == "p" and self._here.id[1:].isdigit() and self._open[-2][0] == "article":
            self._here = self._section  # a line of a letter that has no number
        if "when" in classes or attributes.get("scope") == "row":
            self._naming = depth

    def handle_endtag(self, tag: str) -> None:
        """End what the element has begun. What follows a numbered paragraph still belongs to it."""
        if tag in self._VOID or not self._open:
            return
        depth = len(self._open)
        _, before = self._open.pop()
        self._hidden *= self._hidden != depth
        self._naming *= self._naming != depth
        if self._article == depth:
            self._article, self._here = 0, Passage("")
        if not self._hidden and tag in self._TARGETS - {"p"}:
            self._here = before

    def handle_data(self, data: str) -> None:
        """Add text to the passage or to its name."""
        if not self._hidden:
            if self._naming:
                self._here.name += data
            elif self._article or self._here.id:
                self._here.text += data


def write_index(site: Path) -> None:
    """Write the folder `pagefind` of a built site. Raises OSError or CalledProcessError.

    Left out are the search page itself and what lies outside the languages' folders: the entry
    page and the page for addresses that do not exist. Pages marked noindex are left out, too.
    """
    program = get_executable()
    if program is None:
        raise FileNotFoundError("the package pagefind[extended] is not installed")
    pages = []
    for path in sorted(site.glob("*/**/index.html")):
        html = path.read_text("utf-8")
        if path.parent.name != PAGE and '<meta name="robots" content="noindex' not in html:
            pages.append(_Page(path.parent.relative_to(site).as_posix(), Passages(html)))
    vocabulary: dict[str, set[str]] = {}
    for page in pages:
        vocabulary.setdefault(page.locale, set()).update(page.keys)
    output = site / FOLDER
    shutil.rmtree(output, ignore_errors=True)
    named = {}
    with TemporaryDirectory() as temporary:
        for number, page in enumerate(pages):
            # The name carries a hash of what is shown, and so does the fragment's that comes of it.
            name = f"{number}-{sha256(page.text.encode()).hexdigest()[:8]}.html"
            Path(temporary, name).write_text(page.document(vocabulary[page.locale]), "utf-8")
            named[f"/{name}"] = page
        subprocess.run(
            [program, "--site", temporary, "--output-path", output, "--silent"],
            check=True,
            capture_output=True,
            text=True,
        )
    _keep_what_is_loaded(output)
    _show_text_as_printed(output, named)


class _Page:
    """One page: `text` has two lines for each passage, its name and its text; `keys` its words."""

    def __init__(self, address: str, passages: Passages) -> None:
        self.locale = address.split("/")[0]
        self.address = f"{address}/"
        self.lang = passages.lang
        pairs = [
            (passage.id, " ".join(passage.name.split()), " ".join(passage.text.split()).strip("• "))
            for passage in passages.found
        ]
        self.text = "\n".join(f"{name}\n{text}" for _, name, text in pairs)
        # The id of each passage, and how many words its name and its text have.
        self.passages = [(id, len(words(name)), len(words(text))) for id, name, text in pairs]
        self.keys = [key(word, self.locale) for word in words(self.text)]

    def document(self, vocabulary: set[str]) -> str:
        """Return what Pagefind indexes. `vocabulary` has the keys of all pages in the language."""
        rules = RULES.get(self.locale, {})
        particles = tuple(rules.get("particles", ""))
        keys = [
            key[1:] if particles and key.startswith(particles) and key[1:] in vocabulary else key
            for key in self.keys
        ]
        lang = self.lang if rules.get("stemmed", True) else _UNSTEMMED + self.lang
        return f'<html lang="{lang}"><body>{escape(" ".join(key or _NO_WORD for key in keys))}'


def _keep_what_is_loaded(output: Path) -> None:
    entry_path = output / "pagefind-entry.json"
    entry = json.loads(entry_path.read_bytes())
    # Pagefind writes the languages in an order that changes from run to run.
    entry["languages"] = {
        lang.removeprefix(_UNSTEMMED): index for lang, index in sorted(entry["languages"].items())
    }
    entry_path.write_text(json.dumps(entry, separators=(",", ":")), "utf-8")
    wanted = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    wanted |= {"pagefind.js", entry_path.name}
    pieces = list((output / "index").iterdir())
    # zopfli spares the first search a twentieth; of many pages it would take too long to build.
    if sum(piece.stat().st_size for piece in pieces) < _LITTLE:
        for piece in pieces:
            piece.write_bytes(compress(gzip.decompress(piece.read_bytes()), numiterations=1))
    for path in output.iterdir():
        if path.is_file() and path.name not in wanted and path.suffix != ".pf_meta":
            path.unlink()


def _show_text_as_printed(output: Path, pages: dict[str, _Page]) -> None:
    """Put the text in place of the keys, and write for each language where its passages begin.

    With that go the rules for a query, which the page of the search need not bring.
    """
    contents: dict[str, dict[str, Any]] = {}
    for path in sorted((output / "fragment").iterdir()):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
        page = pages[fragment["url"]]
        fragment |= {"url": page.address, "content": page.text}
        body = _SIGNATURE + json.dumps(fragment, ensure_ascii=False, separators=(",", ":")).encode()
        path.write_bytes(gzip.compress(body, mtime=0))
        content = contents.setdefault(
            page.lang,
            {
                "pages": {},
                "rules": RULES.get(page.locale, {}),
                "synonyms": synonyms(
                    page.locale,
                    " ".join(other.text for other in pages.values() if other.locale == page.locale),
                ),
            },
        )
        content["pages"][path.stem] = (page.address, page.passages)
    for lang, content in contents.items():
        path = output / f"passages.{lang}.json"
        path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")
