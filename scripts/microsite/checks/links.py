"""Every link leads to a page of the site or to a listed address, as its words say; notes are complete."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

from ..content import Content, Page
from ..model import Problem
from ..parse import MAIL
from .ledger import ids
from .markup import mailboxes

Found = tuple[int, str, str]

LINK = re.compile(r"\[(?!\^)([^\[\]]*)\]\(([^()\s]*)\)")
_TARGET = re.compile(r"(?:link|https|mailto):\S+\Z|([a-z0-9./-]*\.md)?(#[a-z0-9-]+)?(?<=.)\Z")
_UN_DOCUMENT = re.compile(r"(https://docs\.un\.org/)[a-z]{2}(?=/)")
_SYMBOL = re.compile(r"(?<![\w/])(?:[AS]/(?:RES/)?\d+/[A-Z0-9./]*\d|\d\d/\d{1,3})(?![\w/])")
_HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:org|int|net|com|ch|cn|eu|fr|ru)\b")
_NOTE = re.compile(r"\[\^([a-z0-9-]+)\]")
_NOTE_TEXT = re.compile(r"^\[\^([a-z0-9-]+)\]:", re.MULTILINE)


def check(content: Content) -> Iterator[Problem]:
    """Yield each link whose target is unknown, and each note without a text or a reference."""
    known = {address for link in content.links for _, address in link.addresses()}
    known |= {f"mailto:{mail}" for mail in mailboxes(content)}
    for page in content.pages.values():
        blocks = (block for section in page.sections for block in section.blocks)
        found = [(block.line, *link) for block in blocks for link in LINK.findall(block.text)]
        wrong = ((line, *what) for line, *link in found for what in _link(content, page, known, *link))
        for line, message, remedy in (*_notes(page), *wrong):
            yield Problem(page.path, line, message, remedy, "links")
    hosts = {_host(address) for address in known}
    for text in content.texts:
        host = _host(text.text)
        # The sources of the glossary: sites of the issuers of the letters, or listed ones.
        official = ".".join(host.split(".")[-2:]) in ("un.org", "itu.int", "unesco.org")
        if ".sources." in text.key and "://" in text.text and not official and host not in hosts:
            remedy = "Add it to docs/_data/links.yml, or write the name of the source."
            yield Problem(text.path, text.line, f"“{text.text}” is not on the list.", remedy, "links")


def _notes(page: Page) -> Iterator[Found]:
    texts = Counter(_NOTE_TEXT.findall(page.source))
    references = set(_NOTE.findall(_NOTE_TEXT.sub("", page.source)))
    for number, text in enumerate(page.source.split("\n"), page.body_line):
        for name in set(_NOTE.findall(text)):
            if not texts[name]:
                remedy = f"Write [^{name}]: text at the end of the page."
                yield number, f"The note “{name}” has no text.", remedy
            elif name not in references:
                remedy = f"Write [^{name}] in the text, or delete the note."
                yield number, f"Nothing refers to the note “{name}”.", remedy
            elif texts[name] > 1 and text.startswith(f"[^{name}]:"):
                yield number, f"The note “{name}” appears {texts[name]} times.", "Give each its own name."


def _link(
    content: Content, page: Page, known: set[str], words: str, target: str
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a link."""
    if not re.search(r"\w", words):
        yield "The link has no text.", "Write words between [ and ]."
    if not (match := _TARGET.match(target)):
        remedy = "Use link:…, https://…, mailto:… or the name of a page such as about.md."
        yield f"The link “{target}” is not allowed.", remedy
    elif target.startswith("link:"):
        subjects = {f"link:{link.id}": link for link in content.links}
        if link := subjects.get(target):
            yield from _misleading(words, link.target(page.locale)[0])
        else:
            near = get_close_matches(target, subjects, 1)
            remedy = f"Write {near[0]}." if near else "Add it to docs/_data/links.yml."
            yield f"“{target}” is no subject of the list of links.", remedy
    elif ":" in target:
        own = _UN_DOCUMENT.sub(lambda found: f"{found[1]}{page.locale}", target)
        if target != own:
            yield f"“{target}” is the document in another language.", f"Write {own}"
        elif target not in known and _UN_DOCUMENT.sub(r"\g<1>{lang}", target) not in known:
            remedy = "Correct it, or add it to docs/_data/links.yml (e-mail: one of the letters)."
            yield f"The address “{target}” is not on the list.", remedy
        yield from _misleading(words, target)
    else:
        yield from _inside(content, page, match[1] or "", match[2])
        yield from _misleading(words, target)


def _misleading(words: str, address: str) -> Iterator[tuple[str, str]]:
    """Yield words that name another place than the address."""
    host = _host(address).removeprefix("www.")
    named = [
        symbol
        for symbol in _SYMBOL.findall(words)
        # A page of the site may be about the document; a number may be a part of a symbol.
        if ("/RES/" in address or (":" in address and words.strip("* ") == symbol))
        and not address.endswith(f"/{symbol}")
    ]
    named += [mail for mail in MAIL.findall(words) if address != f"mailto:{mail}"]
    named += [name for name in _HOST.findall(MAIL.sub("", words)) if name.removeprefix("www.") != host]
    for name in named:
        remedy = f"Write words that fit {address}, or the address that fits the words."
        yield f"The words of this link name {name}, its address another place.", remedy


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # brackets, or signs that look like others
        return ""


def _inside(content: Content, page: Page, path: str, fragment: str | None) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a link to a page of the site."""
    name = normpath(join(dirname(page.name), path))[: -len(".md")] if path else page.name
    target = content.pages.get((page.locale, name))
    if name in content.unread:
        return
    if target is None or path.startswith("/"):
        near = get_close_matches(name, content.names, 1)
        remedy = f"Write the page’s path from here, such as {near[0]}.md." if near else "Correct the name."
        yield f"There is no page “{path}” in this language.", remedy
    elif fragment and fragment[1:] not in ids(content, name):
        places = ", ".join(f"#{section.id}" for section in target.sections[1:])
        yield f"“{name}.md” has no place “{fragment}”.", f"Write one of: {places or 'no #…'}."
