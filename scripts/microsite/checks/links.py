"""Every link leads to a page of the site or to a listed address, as its words say; notes are complete."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

from ..content import Content, Page
from ..model import Problem
from ..parse import MAIL
from .ledger import ids
from .markup import mailboxes

LINK = re.compile(r"\[(?!\^)([^\[\]]*)\]\(([^()\s]*)\)")
_INSIDE = re.compile(r"([a-z0-9./-]*\.md)?(#[a-z0-9-]+)?(?<=.)\Z")
_SYMBOL = re.compile(r"(?<![\w/])(?:[AS]/(?:RES/)?\d+/[A-Z0-9./]*\d|\d\d/\d{1,3})(?![\w/])")
_HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:org|int|net|com|ch|cn|eu|fr|ru)\b")
_NOTE = re.compile(r"\[\^([a-z0-9-]+)\]")
_NOTE_TEXT = re.compile(r"^\[\^([a-z0-9-]+)\]:", re.MULTILINE)


def check(content: Content) -> Iterator[Problem]:
    """Yield each link whose target is unknown, and each note without a text or a reference."""
    listed = {address for link in content.links for _, address in link.addresses()}
    mails = {f"mailto:{mail}" for mail in mailboxes(content)}
    for page in content.pages.values():
        known = {address.replace("{lang}", page.locale) for address in listed} | mails
        yield from _notes(page)
        for block in (block for section in page.sections for block in section.blocks):
            for words, target in LINK.findall(block.text):
                for message, remedy in _link(content, page, known, words, target):
                    yield Problem(page.path, block.line, message, remedy, "links")
    hosts = {_host(address) for address in listed}
    for text in content.texts:
        host = _host(text.text)
        # The sources of the glossary: sites of the issuers of the letters, or listed ones.
        official = re.search(r"(?:^|\.)(?:un\.org|itu\.int|unesco\.org)$", host)
        if ".sources." in text.key and "://" in text.text and not official and host not in hosts:
            remedy = "Add it to docs/_data/links.yml, or write the name of the source."
            yield Problem(text.path, text.line, f"“{text.text}” is not on the list.", remedy, "links")


def _notes(page: Page) -> Iterator[Problem]:
    texts = Counter(_NOTE_TEXT.findall(page.source))
    references = set(_NOTE.findall(_NOTE_TEXT.sub("", page.source)))
    for name in dict.fromkeys(_NOTE.findall(page.source)):
        if texts[name] != 1 or name not in references:
            line = page.body_line + page.source.partition(f"[^{name}]")[0].count("\n")
            message = f"The note “{name}” is not both in the text and, once, at the end of the page."
            remedy = f"Write [^{name}] in the text and “[^{name}]: …” at the end, or delete both."
            yield Problem(page.path, line, message, remedy, "links")


def _link(
    content: Content, page: Page, known: set[str], words: str, target: str
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a link."""
    address = target
    if target.startswith("link:"):
        subjects = {f"link:{link.id}": link.target(page.locale)[0] for link in content.links}
        if target not in subjects:
            near = _near(target, subjects) or "Add it to docs/_data/links.yml."
            yield f"“{target}” is no subject of the list of links.", near
        address = subjects.get(target, target)
    elif ":" not in target:
        yield from _inside(content, page, target)
    elif target not in known:
        remedy = "Correct it, or add it to docs/_data/links.yml (e-mail: one of the letters)."
        yield f"The address “{target}” is not on the list.", remedy
    host = _host(address).removeprefix("www.")
    # A page of the site may be about the document; a number may be a part of a symbol.
    whole = ":" in address and words.strip("* ")
    named = [
        symbol
        for symbol in _SYMBOL.findall(words)
        if ("/RES/" in address or symbol == whole) and not address.endswith(f"/{symbol}")
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


def _near(name: str, names: Iterable[str]) -> str:
    near = get_close_matches(name, names, 1)
    return f"Write {near[0]}." if near else ""


def _inside(content: Content, page: Page, target: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a link to a page of the site."""
    if not (match := _INSIDE.match(target)):
        remedy = "Use link:…, https://…, mailto:… or the name of a page such as about.md."
        yield f"The link “{target}” is not allowed.", remedy
        return
    path, fragment = match.groups("")
    name = normpath(join(dirname(page.name), path)).removesuffix(".md") if path else page.name
    if name in content.unread:
        return
    if (page.locale, name) not in content.pages or path.startswith("/"):
        near = _near(name, content.names)
        yield f"There is no page “{path}” in this language.", near or "Correct the path from this page."
    elif fragment and fragment[1:] not in (places := ids(content, name)):
        known = ", ".join(f"#{place}" for place in places)
        yield f"“{name}.md” has no place “{fragment}”.", f"Write one of: {known or 'no #…'}."
