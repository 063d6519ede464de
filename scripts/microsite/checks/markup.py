"""Contributors write a subset of Markdown that cannot carry anything but text, links and tables.

The subset is what CommonMark (which the checks read) and Python-Markdown (which builds the pages)
understand alike: where the two differ, the source is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from markdown_it.token import Token

from ..blocks import WHEN, tokens
from ..model import TEXT_KEYS, Content, Page, Problem

Found = tuple[int, str, str]
Row = tuple[re.Pattern[str], str, str]

_HTML = (
    "HTML and character codes (<…>, &…;) are not allowed.",
    "Write the text itself; for a link [text](address).",
)
_KIND = ("The address has a kind that is not allowed.", "Use https://…, mailto:… or the name of a page.")

_LONE = ("A * has no partner.", "Put * or ** right before and right behind the words, in one line.")


def _rules(*rows: tuple[str, str, str]) -> list[Row]:
    return [(re.compile(pattern, re.IGNORECASE), message, remedy) for pattern, message, remedy in rows]


# Refused in pages, in their heads and in the shared data alike.
_ANYWHERE = _rules(
    (r"<|&#|&\w+;", *_HTML),
    (r"\b(?:javascript|vbscript|livescript)\s*:|\bdata:\S|\b(?:file|ftp|http|blob|ws)\s*:/?/", *_KIND),
    (r"\{\{|\{%|%\}|--8<--|^(?:\?{3}|!{3}|:::|///)", "This is a sign of a template or a plug-in.",
     "Write plain text."),
)  # fmt: skip
# Refused in a text that is shown as it stands: the head of a page, the shared data.
_SHOWN = _rules(
    (r"[*`\[\]\\]|\{(?!\w+\})", "This text is shown as it stands, its marks (* ` [ ] { }) too.",
     "Write plain text."),
    (r"://|\bwww\.", "An address stands in the text.", "Describe it in words."),
)  # fmt: skip
# Refused in a line of a page.
_IN_LINE = _rules(
    (r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", "The mark of a merge conflict stands here.",
     "Keep one of the two versions, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
    (r"^\s+\S", "The line begins with a space.", "Begin it at the margin."),
    (r"\\", "A backslash stands here.", "Write the sign alone."),
    (r"`|~~", "A mark of program code or of deletion stands here (` or ~~).", "Write plain text."),
    (r"\^\[", "A note is written inside the text.", "Write [^name], and the note at the end."),
    (r"!\[", "Images are not part of the pages.", "Describe it in words, or link to it."),
    (r"^\[TOC\]", "This is a sign of a plug-in.", "Write plain text."),
    (r"^(?!\[\^[a-z0-9-]+\]: \S)(?:[^\w\[]|\d)*\[[^\[\]]*\]\s*:",
     "A link or a note is defined in a way that is not allowed.",
     "Write [text](address), or a note as [^name]: text."),
    (r"^(?:=+ *|-+ *|[*_ -]{3,}|[| ]*\| *)$", "A line of signs makes a rule or a heading.",
     "Write ## before a heading."),
    (r"^(?!#{1,6} \S)[>\d. -]*#", "This is not how a heading is written.",
     "Write “## Heading {#name}”, at the margin."),
    (r"^(?:[-+•▪●‣◦·]|\d+[.)])(?=[^\W\d])|^[•▪●‣◦·*+] |^\d+\) "
     r"|^(?:[-+*•▪●‣◦·]|\d+[.)])\s*$", "This is not how a list is written.",
     "Begin each line with “- ”, or with “1. ”."),
    (r"^(?:[>-]|\d+\.)\s*[>|#-]", "A list or quotation holds more than text.", "Write its text alone."),
    (r"\*{3}", "Three * stand together.", "Write *word* or **word**."),
    (r"^\|?[ |-]*:[ |:-]*$|^\|[ |-]*-:", "Colons align the columns of this table.", "Write | --- | alone."),
)  # fmt: skip
_IN_TEXT = _rules(
    (r"://|\bwww\.", "An address stands in the text.", "Write [text](address)."),
    (r"_", "An underscore stands here.", "Write *word* to stress a word."),
    (r"\*", *_LONE),
    (r"[\[\]]", "A square bracket stands alone.", "Write [text](address) without a space, or ( )."),
)

_CLASSES = (
    "place-date|reference|contact|addressees|subject|salutation|close|signature|annex|letterhead|addressee"
)
_BRACES = re.compile(r"\{[^{}\n]*\}?|\}")
# The attribute lists in use (CONTRIBUTING.md): `{#id}` or `{#id .when-…}` at the end of a heading,
# `{: .class }` as a line below a paragraph, `*word*{: lang=ru }` behind a word in another language.
_ID_MARK = re.compile(rf"(?<= )\{{#[a-z0-9-]+(?: \.{WHEN.pattern})? ?\}}\Z")
_CLASS_MARK = re.compile(rf"\A\{{: \.(?:{_CLASSES}|{WHEN.pattern}) \}}\Z")
_LANGUAGE_MARK = re.compile(r"\{: lang=([a-z]+) \}")
_STRESS = re.compile(r"\*\*[^*]+\*\*|\*[^*]+\*")

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A word in brackets, “[Name]”, and a note whose text is missing (checks/links.py tells that).
_BRACKETS = re.compile(r"\[[^\[\]\n*_]+\](?!\[|\s*[(:])")
_NOTE_TEXT = re.compile(r"\[\^[a-z0-9-]+\]:")

_IN_TOKENS = {
    "hr": ("A line of --- or *** draws a rule.", "Delete it, or write a heading."),
    "code_block": ("The line begins with spaces.", "Begin it at the margin."),
}
_OPENING = {"bullet_list_open", "ordered_list_open", "blockquote_open", "table_open"}
_APART = _OPENING | {"heading_open"}
_NEVER_INSIDE = _APART | {"footnote_reference_open"}


def check(content: Content) -> Iterator[Problem]:
    """Yield every use of mark-up that the pages, their heads and the shared data do not allow."""
    mails = _mails(content)
    for page in content.pages.values():
        for line, message, remedy in dict.fromkeys(_page(content, page, mails)):
            yield Problem(page.path, line, message, remedy, "markup")
        for key in TEXT_KEYS:
            for message, remedy in _found(getattr(page.meta, key), _SHOWN):
                yield Problem(page.path, page.meta.lines[key], message, remedy, "markup")
    for text in content.texts:
        if ".match." not in text.key:
            shown = _SHOWN if text.locale and ".sources." not in text.key else []
            for message, remedy in _found(text.text, shown):
                yield Problem(text.path, text.line, message, remedy, "markup")


def _mails(content: Content) -> frozenset[str]:
    """Return the addresses that the original letters give."""
    return frozenset(
        address
        for page in content.pages.values()
        if page.meta.status == "as-circulated"
        for address in re.findall(r"mailto:([^)\s]+)", page.source)
    )


def _found(text: str, rules: list[Row]) -> Iterator[tuple[str, str]]:
    """Yield message and remedy of the rules that a text breaks, and of those that hold anywhere."""
    plain = re.sub(r"[\x00-\x1f\u200b]", "", unescape(unquote(text)))
    for pattern, message, remedy in _ANYWHERE:
        if pattern.search(text) or pattern.search(plain):
            yield message, remedy
    for pattern, message, remedy in rules:
        if pattern.search(text):
            yield message, remedy


def _page(content: Content, page: Page, mails: frozenset[str]) -> Iterator[Found]:
    lines = page.source.split("\n")
    for index, line in enumerate(lines):
        number = page.body_line + index
        for found in _found(line, _IN_LINE):
            yield (number, *found)
        for address in set(_MAIL.findall(line)) - mails:
            known = ", ".join(sorted(mails))
            yield number, f"“{address}” is not an address of the letters.", f"Write one of: {known}."
        beside = "\n".join(lines[max(0, index - 1) : index]), "".join(lines[index + 1 : index + 2])
        if "*" in _STRESS.sub("", line):
            yield (number, *_LONE)
        if _NOTE_TEXT.match(beside[0]) and line.strip() and not _NOTE_TEXT.match(line):
            yield number, "The note above goes on in a second line.", "Write each note in one line."
        for braces in _BRACES.finditer(line):
            if not _is_mark(content, line, braces, *beside):
                yield (
                    number,
                    f"“{braces[0]}” is not a mark that the pages use here.",
                    "Write {#id} behind a heading, or copy the mark from another language.",
                )
    yield from _tokens(page, lines)


def _is_mark(content: Content, line: str, braces: re.Match[str], before: str, after: str) -> bool:
    """Return whether braces are one of the marks in use, in its place."""
    if match := _LANGUAGE_MARK.match(line, braces.start()):
        known = any(match[1] == language.locale for language in content.languages)
        return known and any(braces.start() == stress.end() for stress in _STRESS.finditer(line))
    if line.startswith("#"):
        match = _ID_MARK.match(line, braces.start())
    else:
        match = _CLASS_MARK.match(line)
        if not re.match(r"[^\s#>|{-]", before) or _NOTE_TEXT.match(before) or after.strip():
            return False
    return match is not None and match[1] in (None, *(event.id for event in content.events))


def _tokens(page: Page, lines: list[str]) -> Iterator[Found]:
    """Yield what only a parser sees: where blocks begin, stand in one another, and what is no mark-up."""
    cells = index = 0
    for token in tokens(page.source):
        index = token.map[0] if token.map else index
        line = page.body_line + index
        if token.type in _IN_TOKENS:
            yield line, *_IN_TOKENS[token.type]
        if token.type in _NEVER_INSIDE and token.level > 0:
            yield line, "A list, quotation, table or heading stands within another.", "Set them apart."
        elif token.type in _APART and token.level == 0 and index and lines[index - 1].strip():
            yield (
                line,
                "A heading, list, quotation or table follows the text directly.",
                "Leave an empty line.",
            )
        if token.type == "thead_open":
            cells = _cells(lines[index])
        elif token.type == "tr_open" and (found := _cells(lines[index])) != cells:
            yield line, f"This row has {found} cells, the head of the table {cells}.", "Make them equal."
        if "style" in token.attrs:
            yield line, "Colons align a column of this table.", "Write | --- | without them."
        for offset, child in _children(token):
            if child.markup in ("_", "__"):
                yield line + offset, "An underscore stands here.", "Write *word* to stress a word."
            elif child.type in _IN_TOKENS:
                yield line + offset, *_IN_TOKENS[child.type]
            elif child.type == "text":
                for found_ in _found(_BRACKETS.sub("", child.content), _IN_TEXT):
                    yield (line + offset, *found_)


def _children(token: Token) -> Iterator[tuple[int, Token]]:
    """Yield the parts of a text, each with the number of lines before it."""
    offset = 0
    for child in token.children or ():
        yield offset, child
        offset += child.type in ("softbreak", "hardbreak")


def _cells(row: str) -> int:
    return len(row.strip().strip("|").split("|"))
