"""Links lead to a page or a listed address, as their words say; published addresses stay."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from difflib import get_close_matches
from itertools import product
from posixpath import dirname, join, normpath, relpath

from rapidfuzz.distance import OSA

from ..content import Content, Page
from ..dataset import LEDGER, LINKS
from ..model import Problem
from ..parse import MAIL
from .rows import LINK, NOTE

_INSIDE = re.compile(r"([a-z0-9./-]*\.md)?(#[a-z0-9-]+)?(?<=.)\Z")
_ADDRESS = re.compile(r"\Ahttps://(?:www\.)?([a-z0-9.-]+)(?:/|\Z)")
_SYMBOL = re.compile(r"(?<![\w/])(?:[AS]/(?:RES/)?\d+/[A-Z0-9./]*\d|\d\d/\d{1,3})(?![\w/])")
_HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:org|int|net|com|ch|cn|eu|fr|ru)\b")
_NOTE_TEXT = re.compile(r"^\[\^([a-z0-9-]+)\]:", re.MULTILINE)
Faults = Iterator[tuple[str, str]]  # what is wrong, and what to write


def ids(content: Content, name: str) -> list[str]:
    """Return the ids that a page offers, in its order, from its original."""
    page = next(page for page in content.pages.values() if page.name == name and not page.meta.original)
    found = [section.id for section in page.sections if section.id != "top"]
    found += [f"p{block.number}" for section in page.sections for block in section.blocks if block.number]
    if page.meta.template == "timeline.html":
        found += [event.id for event in content.events]
    if page.meta.template == "glossary.html":
        found += [term.id for term in content.terms if term.listed]
    return found


def check(content: Content) -> Iterator[Problem]:
    """Yield each link to nowhere, each note without a text or a reference, each address that is gone."""
    yield from (Problem(LEDGER, *found, "ledger") for found in _gone(content))
    subjects = {f"link:{link.id}": link for link in content.links}
    labels = {locale: {link.label(locale) for link in content.links} for locale in content.strings}
    for (locale, _), page in content.pages.items():
        yield from _notes(page)
        for block in (block for section in page.sections for block in section.blocks):
            for words, target in LINK.findall(block.text):
                link = subjects.get(target)
                # Which address of e-mail is right, “markup” says.
                known = [] if link or target.startswith("mailto:") else _lost(content, page, target, subjects)
                address, name = (link.target(locale)[0], link.label(locale)) if link else (target, "")
                for message, remedy in (*known, *_misleading(words, address, name, labels.get(locale, ()))):
                    yield Problem(page.path, block.line, message, remedy, "links")
    for (index, link), locale in product(enumerate(content.links), content.strings):
        for wrong in _misleading(link.label(locale), link.target(locale)[0]):
            yield Problem(LINKS, content.files[LINKS].line(str(index)), *wrong, "links")
    hosts = {host(address) for link in content.links for _, address in link.addresses()}
    for text in content.texts:
        # The sources of the glossary: sites of the issuers of the letters, or listed ones.
        own = host(text.text)
        official = own in hosts or f".{own}".endswith((".un.org", ".itu.int", ".unesco.org"))
        if ".sources." in text.key and "://" in text.text and not official:
            remedy = "Add it to docs/_data/links.yml, or write the name of the source."
            yield Problem(text.path, text.number, f"“{text.text}” is not on the list.", remedy, "links")


def host(address: str) -> str:
    """Return the host of an address, or nothing."""
    return "".join(_ADDRESS.findall(address))


def _notes(page: Page) -> Iterator[Problem]:
    texts = Counter(_NOTE_TEXT.findall(page.source))
    references = set(NOTE.findall(_NOTE_TEXT.sub("", page.source)))
    for name in dict.fromkeys(NOTE.findall(page.source)):
        if texts[name] != 1 or name not in references:
            line = page.body_line + page.source.partition(f"[^{name}]")[0].count("\n")
            message = f"The note “{name}” is not both in the text and, once, at the end of the page."
            remedy = f"Write [^{name}] in the text and “[^{name}]: …” at the end, or delete both."
            yield Problem(page.path, line, message, remedy, "links")


def _lost(content: Content, page: Page, target: str, listed: Iterable[str]) -> Faults:
    """Yield what is wrong with a target that is not listed: no page of the site, or no place there."""
    match, folder = _INSIDE.match(target), dirname(page.name)
    path, fragment = match.groups("") if match else ("", "")
    name = normpath(join(folder, path)).removesuffix(".md") if path else page.name
    here, places = name in content.names, [""]
    places += [f"#{place}" for place in ids(content, name)] if here else []
    if not match or (name not in content.unread and not (here and fragment in places)):
        known = [path + place for place in places if here]
        known += [relpath(f"{one}.md", folder or ".") for one in content.names]
        near = "".join(f"{one}, or " for one in get_close_matches(target, [*known, *listed], 1))
        remedy = f"Write {near}the name of a page, or link: and an id of docs/_data/links.yml."
        yield f"“{target}” leads nowhere.", remedy


def _misleading(words: str, address: str, name: str = "", names: Container[str] = ()) -> Faults:
    """Yield words that name another place than the address, or another of `names` than the own `name`."""
    # Names in other letters may be inflected, those in Latin ones have a plural.
    near = name.isascii() and OSA.distance(*(text.casefold().replace("s", "") for text in (words, name)))
    if name and near == 1:
        yield f"“{words}” is nearly the name of this source.", f"Write {name}, or other words."
    # A page of the site may be about the document; a number may be a part of a symbol.
    whole = ":" in address and words.strip("* ")
    symbols = [symbol for symbol in _SYMBOL.findall(words) if "/RES/" in address or symbol == whole]
    named = [words] if name and words != name and words in names else []
    named += [symbol for symbol in symbols if not address.endswith(f"/{symbol}")]
    named += [mail for mail in MAIL.findall(words) if address != f"mailto:{mail}"]
    named += [one for one in _HOST.findall(MAIL.sub("", words)) if one.removeprefix("www.") != host(address)]
    for one in named:
        remedy = f"Write words that fit {address}, or the address that fits the words."
        yield f"The words of this link name {one}, its address another place.", remedy


def _gone(content: Content) -> Iterator[tuple[int, str, str]]:
    """Yield what is gone of all that the ledger lists."""
    for name, entry in content.published.items():
        line = content.files[LEDGER].line(name)
        if name not in content.names:
            if entry.moved not in content.names and name not in content.unread:
                remedy = f"Put it back, or write here “{name}: {{moved: PAGE-THAT-TAKES-ITS-PLACE}}”."
                yield line, f"The page “{name}” has been published and is gone.", remedy
            continue
        present = set(ids(content, name))
        if entry.moved or entry.aliases.keys() & present:
            message = f"“{name}”, or an id of it, has a successor here but is still in use."
            yield line, message, "Delete “moved”, or the alias."
        for old in entry.ids:
            if not {old, entry.aliases.get(old)} & present:
                remedy = f"Put {{#{old}}} back there, or add “{old}: NEW-ID” to its aliases here."
                yield line, f"The id “{old}” of “{name}” has been published, and is gone there.", remedy
