"""Every link leads to a page of the site or to a listed address, and every note has text and reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from posixpath import dirname, join, normpath

from ..blocks import tokens
from ..model import Content, Page, Problem

Found = tuple[int, str, str]

_TARGET = re.compile(
    r"https://[!-;=?-~]+\Z|mailto:[a-z0-9.]+@[a-z0-9.]+\Z|([a-z0-9./-]*\.md)?(#[a-z0-9-]+)?(?<=.)\Z"
)
_UN_DOCUMENT = re.compile(r"(https://docs\.un\.org/)[a-z]{2}(?=/)")
_NOTE = re.compile(r"\[\^([a-z0-9-]+)\]")
_NOTE_TEXT = re.compile(r"^\[\^([a-z0-9-]+)\]:", re.MULTILINE)


def check(content: Content) -> Iterator[Problem]:
    """Yield each link whose target is unknown, and each note without a text or a reference."""
    known = frozenset(link.url for link in content.links)
    for page in content.pages.values():
        for line, message, remedy in (*_notes(page), *_links(content, page, known)):
            yield Problem(page.path, line, message, remedy, "markup")


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
                yield number, f"The note “{name}” stands {texts[name]} times.", "Give each its own name."


def _links(content: Content, page: Page, known: frozenset[str]) -> Iterator[Found]:
    line = page.body_line
    for token in tokens(page.source):
        line = page.body_line + token.map[0] if token.map else line
        offset = 0
        for child, following in zip(token.children or (), [*(token.children or ())][1:], strict=False):
            offset += child.type in ("softbreak", "hardbreak")
            if child.type != "link_open":
                continue
            href = str(child.attrs["href"])
            if f"]({href})" not in token.content:
                yield line + offset, "This link is written in an unusual way.", "Write [text](address)."
            elif following.type == "link_close":
                yield line + offset, "The link has no text.", "Write words between [ and ]."
            elif found := _target(content, page, href, known):
                yield (line + offset, *found)


def _target(content: Content, page: Page, href: str, known: frozenset[str]) -> tuple[str, str] | None:
    """Return message and remedy for a target, or None if it is sound."""
    match = _TARGET.match(href)
    if not match:
        remedy = "Use https://…, mailto:… or the name of a page such as about.md."
        return f"The link “{href}” is not allowed.", remedy
    if href.startswith("https://"):
        own = _UN_DOCUMENT.sub(lambda found: f"{found[1]}{page.locale}", href)
        if href != own:
            return f"“{href}” is the document in another language.", f"Write {own}"
        if href not in known and _UN_DOCUMENT.sub(r"\g<1>{lang}", href) not in known:
            remedy = "Correct it, or add it to docs/_data/links.yml."
            return f"The address “{href}” is not on the list.", remedy
    if href.startswith(("https://", "mailto:")):
        return None
    path, fragment = match[1], match[2]
    name = normpath(join(dirname(page.name), path))[: -len(".md")] if path else page.name
    target = content.pages.get((page.locale, name))
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
    rows = [event.id for event in content.events] + [term.id for term in content.terms if term.listed]
    sections = {section.id for section in page.sections[1:]}
    return sections | numbers | set(rows if page.meta.template else ())
