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
from .markup import mailboxes

Found = tuple[int, str, str]

LINK = re.compile(r"\[(?!\^)([^\[\]]*)\]\(([^()\s]*)\)")
_TARGET = re.compile(
    r"https://[!-;=?-~]+\Z|mailto:[a-z0-9.]+@[a-z0-9.]+\Z|link:[a-z0-9-]+\Z"
    r"|([a-z0-9./-]*\.md)?(#[a-z0-9-]+)?(?<=.)\Z"
)
_UN_DOCUMENT = re.compile(r"(https://docs\.un\.org/)[a-z]{2}(?=/)")
_SYMBOL = re.compile(r"(?<![\w/])(?:A|S)/(?:RES/)?\d+/[A-Z0-9./]*\d|(?<![\w/])\d\d/\d{1,3}(?![\w/])")
_HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+(?:org|int|net|com|ch|cn|eu|fr|ru)\b")
_NOTE = re.compile(r"\[\^([a-z0-9-]+)\]")
_NOTE_TEXT = re.compile(r"^\[\^([a-z0-9-]+)\]:", re.MULTILINE)


def check(content: Content) -> Iterator[Problem]:
    """Yield each link whose target is unknown, and each note without a text or a reference."""
    mails = mailboxes(content)
    listed = {address for link in content.links for _, address in link.addresses()}
    for page in content.pages.values():
        found = [*_notes(page)]
        for section in page.sections:
            for block in section.blocks:
                for words, target in LINK.findall(block.text):
                    found += [
                        (block.line, *what) for what in _link(content, page, words, target, listed, mails)
                    ]
        for line, message, remedy in found:
            yield Problem(page.path, line, message, remedy, "links")
    for text in content.texts:
        if ".sources." in text.key and "://" in text.text and not _is_known(text.text, listed):
            message = f"The address “{text.text}” is not on the list."
            yield Problem(
                text.path, text.line, message, "Add it to docs/_data/links.yml, or name it.", "links"
            )


def _is_known(address: str, listed: set[str]) -> bool:
    """Return whether an address is on a site of the issuers of the letters, or on a listed one."""
    host = urlsplit(address).hostname or ""
    official = ".".join(host.split(".")[-2:]) in ("un.org", "itu.int", "unesco.org")
    return official or host in {urlsplit(other).hostname for other in listed}


def _notes(page: Page) -> Iterator[Found]:
    texts = Counter(_NOTE_TEXT.findall(page.source))
    references = set(_NOTE.findall(_NOTE_TEXT.sub("", page.source)))
    for number, text in enumerate(page.source.split("\n"), page.body_line):
        for name in set(_NOTE.findall(text)):
            if not texts[name]:
                yield (
                    number,
                    f"The note “{name}” has no text.",
                    f"Write [^{name}]: text at the end of the page.",
                )
            elif name not in references:
                remedy = f"Write [^{name}] in the text, or delete the note."
                yield number, f"Nothing refers to the note “{name}”.", remedy
            elif texts[name] > 1 and text.startswith(f"[^{name}]:"):
                yield number, f"The note “{name}” appears {texts[name]} times.", "Give each its own name."


def _link(
    content: Content, page: Page, words: str, target: str, listed: set[str], mails: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a link."""
    if not words.strip(" *"):
        yield "The link has no text.", "Write words between [ and ]."
    address = target
    if target.startswith("link:"):
        subjects = {link.id: link for link in content.links}
        if (link := subjects.get(target[len("link:") :])) is None:
            near = get_close_matches(target[len("link:") :], subjects, 1)
            remedy = f"Write link:{near[0]}." if near else "Add it to docs/_data/links.yml."
            yield f"“{target}” is no subject of the list of links.", remedy
            return
        address, _ = link.target(page.locale)
    elif found := _target(content, page, target, listed, mails):
        yield found
        return
    yield from _misleading(words, address)


def _misleading(words: str, address: str) -> Iterator[tuple[str, str]]:
    """Yield words that name another place than the address."""
    remedy = f"Write words that fit the address {address}, or the address that fits the words."
    for symbol in _SYMBOL.findall(words):
        if address.startswith("https://") and not address.endswith(f"/{symbol}") and "/RES/" in address:
            yield f"The words of this link name {symbol}, its address another document.", remedy
    for mail in MAIL.findall(words):
        if address != f"mailto:{mail}":
            yield f"The words of this link name {mail}, its address is another one.", remedy
    for host in _HOST.findall(MAIL.sub("", words)):
        if (urlsplit(address).hostname or "").removeprefix("www.") != host.removeprefix("www."):
            yield f"The words of this link name {host}, its address another place.", remedy


def _target(
    content: Content, page: Page, href: str, listed: set[str], mails: frozenset[str]
) -> tuple[str, str] | None:
    """Return message and remedy for a target, or None if it is sound."""
    match = _TARGET.match(href)
    if not match:
        remedy = "Use link:…, https://…, mailto:… or the name of a page such as about.md."
        return f"The link “{href}” is not allowed.", remedy
    if href.startswith("https://"):
        own = _UN_DOCUMENT.sub(lambda found: f"{found[1]}{page.locale}", href)
        if href != own:
            return f"“{href}” is the document in another language.", f"Write {own}"
        if href not in listed and _UN_DOCUMENT.sub(r"\g<1>{lang}", href) not in listed:
            return (
                f"The address “{href}” is not on the list.",
                "Correct it, or add it to docs/_data/links.yml.",
            )
    if href.startswith("mailto:") and href[len("mailto:") :] not in mails:
        return f"“{href}” is not an address of the letters.", f"Write one of: {', '.join(sorted(mails))}."
    if href.startswith(("https://", "mailto:")):
        return None
    path, fragment = match[1], match[2]
    name = normpath(join(dirname(page.name), path))[: -len(".md")] if path else page.name
    target = content.pages.get((page.locale, name))
    if name in content.unread:
        return None
    if target is None or (path or "").startswith("/"):
        near = get_close_matches(name, content.names, 1)
        remedy = f"Write the page’s path from here, such as {near[0]}.md." if near else "Correct the name."
        return f"There is no page “{path}” in this language.", remedy
    if fragment and fragment[1:] not in _ids(content, target):
        ids = ", ".join(f"#{section.id}" for section in target.sections[1:])
        return f"“{name}.md” has no place “{fragment}”.", f"Write one of: {ids or 'no #…'}."
    return None


def _ids(content: Content, page: Page) -> set[str]:
    """Return the places of a page that a link may lead to."""
    numbers = {f"p{block.number}" for section in page.sections for block in section.blocks if block.number}
    rows = {
        "timeline.html": [event.id for event in content.events],
        "glossary.html": [term.id for term in content.terms if term.listed],
    }
    sections = {section.id for section in page.sections[1:]}
    return sections | numbers | set(rows.get(page.meta.template, ()))
