"""Contributors write a subset of Markdown that cannot carry anything but text, links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from ..blocks import parser
from ..model import Content, Page, Problem

# `{#id}`, `{#id .class}`, `{: .class }`, `{: lang=ru }`: the attribute lists in use (CONTRIBUTING.md).
_BRACES = re.compile(r"\{[^{}\n]*\}?|\}")
_ALLOWED_BRACES = re.compile(
    r"\{#[a-z0-9-]+( \.when-[a-z0-9-]+)?[ ]?\}\Z"
    r"|\{: \.(when-[a-z0-9-]+|[a-z-]+) \}\Z"
    r"|\{: lang=(ar|zh|en|fr|ru|es) \}\Z"
)
_CLASSES = frozenset(
    [
        "place-date",
        "reference",
        "contact",
        "addressees",
        "subject",
        "salutation",
        "close",
        "signature",
        "annex",
        "letterhead",
        "addressee",
    ]
)
_TEMPLATE = re.compile(r"\{\{|\{%|\{#-|-%\}|--8<--|^\s*(?:\?\?\?|!!!|:::|///)", re.MULTILINE)
_SCHEME = re.compile(r"\b(?:javascript|vbscript|data|file|ftp|http|blob)\s*:", re.IGNORECASE)
_TARGET = re.compile(r"https://[!-;=?-~]+\Z|mailto:[a-z0-9.]+@[a-z0-9.]+\Z|[a-z0-9./_-]*(?:#[a-z0-9-]+)?\Z")
# What Python-Markdown would turn into markup although CommonMark would not, and the reverse.
_TAG = re.compile(r"<\s*[a-zA-Z/!?]|&(?:#\w+|[a-zA-Z]+);")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]*\]:", re.MULTILINE)
_ABBREVIATION = re.compile(r"^ {0,3}\*\[[^\]\n]*\]:", re.MULTILINE)
_REMEDY = {
    "code_block": ("A line is indented by four spaces.", "Begin the line at the margin."),
    "fence": ("A code block stands here.", "Write plain text."),
    "code_inline": ("Text between ` marks is code.", "Write plain text, or quotation marks."),
    "hr": ("A line of --- or *** draws a rule.", "Delete it, or write a heading."),
    "image": ("Images are not part of the pages.", "Describe it in words, or link to it."),
    "lheading": ("A line of === or --- below a text makes a heading.", "Write ## before the text."),
}


def check(content: Content) -> Iterator[Problem]:
    """Yield every use of mark-up that the pages do not allow."""
    events = {event.id for event in content.events}
    known = {link.url for link in content.links}
    mails = _mails(content)
    for page in content.pages.values():
        for line, message, remedy in _page(page, events, known, mails):
            yield Problem(page.path, line, message, remedy, "markup")


def _mails(content: Content) -> frozenset[str]:
    """Return the addresses that the original letters give."""
    return frozenset(
        address
        for page in content.pages.values()
        if page.meta.status == "as-circulated"
        for address in re.findall(r"mailto:([^)\s]+)", page.source)
    )


def _page(
    page: Page, events: set[str], known: set[str], mails: frozenset[str]
) -> Iterator[tuple[int, str, str]]:
    start = page.body_line
    lines = page.source.split("\n")
    for number, line in enumerate(lines, start):
        yield from ((number, *found) for found in _line(line, events))
        for address in set(_MAIL.findall(line)) - mails:
            yield number, f"“{address}” is not an address of the letters.", _write_one_of(mails)
    for pattern in (_REFERENCE, _ABBREVIATION):
        for match in pattern.finditer(page.source):
            line_number = start + page.source[: match.start()].count("\n")
            yield (
                line_number,
                "A link or an abbreviation is defined apart.",
                "Write [text](address).",
            )
    yield from _tokens(page, known)


def _line(line: str, events: set[str]) -> Iterator[tuple[str, str]]:
    plain = unescape(unquote(line))
    if _TAG.search(line) or re.search(r"<\s*[a-zA-Z/!?]", plain):
        yield (
            "HTML and character codes (<…>, &…;) are not allowed.",
            "Write the text itself; for a link [text](address).",
        )
    if _TEMPLATE.search(line):
        yield "This is a sign of a template or a plug-in.", "Write plain text."
    if _SCHEME.search(re.sub(r"[\s\x00-\x1f]", "", plain)):
        yield (
            "The address has a kind that is not allowed.",
            "Use https://…, mailto:… or the name of a page.",
        )
    for match in _BRACES.finditer(line):
        braces = match[0]
        known_class = re.search(r"\.([a-z0-9-]+)", braces)
        name = known_class[1] if known_class else ""
        when = re.fullmatch(r"when-(.+)-(?:upcoming|underway|ended)", name)
        if not _ALLOWED_BRACES.match(braces) or (
            name and name not in _CLASSES and not (when and when[1] in events)
        ):
            yield (
                f"“{braces}” is not a mark that the pages use.",
                "Write {#id} behind a heading, or copy the mark from another language.",
            )


def _tokens(page: Page, known: set[str]) -> Iterator[tuple[int, str, str]]:
    line = page.body_line
    for token in parser().parse(page.source):
        if token.map:
            line = page.body_line + token.map[0]
        if token.type in _REMEDY:
            yield line, *_REMEDY[token.type]
        if token.type == "heading_open" and token.markup in ("=", "-"):
            yield line, *_REMEDY["lheading"]
        for child in token.children or ():
            if child.type in _REMEDY:
                yield line, *_REMEDY[child.type]
            if child.type == "link_open":
                yield from _target(line, str(child.attrs.get("href", "")), page, known)
            if child.type == "link_open" and child.attrs.get("title"):
                yield line, "A link has a title that most readers never see.", "Delete the title."


def _target(line: int, href: str, page: Page, known: set[str]) -> Iterator[tuple[int, str, str]]:
    own = re.sub(r"^(https://docs\.un\.org/)([a-z]{2})/", r"\1{lang}/", href)
    if not _TARGET.match(href):
        yield (
            line,
            f"The link “{href}” is not allowed.",
            "Use https://…, mailto:… or the name of a page such as about.md.",
        )
    elif href.startswith("https://docs.un.org/") and f"/{page.locale}/" not in href:
        yield (
            line,
            f"“{href}” is the document in another language.",
            f"Write https://docs.un.org/{page.locale}/…",
        )
    elif href.startswith("https://") and href not in known and own not in known:
        yield (
            line,
            f"The address “{href}” is not on the list.",
            "Correct it, or add it to docs/_data/links.yml.",
        )


def _write_one_of(mails: frozenset[str]) -> str:
    return f"Write one of: {', '.join(sorted(mails))}."
