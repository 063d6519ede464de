"""Contributors write a subset of Markdown that cannot carry anything but text, links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from ..content import Content, Page
from ..model import TEXT_KEYS, Block, Problem
from ..parse import MAIL, PHRASE, STATES, WHEN

Found = tuple[int, str, str]
Row = tuple[re.Pattern[str], str, str]


def _rules(*rows: tuple[str, str, str]) -> list[Row]:
    return [(re.compile(pattern, re.IGNORECASE), message, remedy) for pattern, message, remedy in rows]


# Refused in pages, in their front matter and in the shared data alike.
_ANYWHERE = _rules(
    (r"<|&#|&\w+;", "HTML and character codes (<…>, &…;) are not allowed.",
     "Write the text itself; for a link [text](address)."),
    (r"\b(?:javascript|vbscript|livescript)\s*:|\bdata:\S|\b(?:file|ftp|http|blob|ws)\s*:/?/",
     "The address has a kind that is not allowed.", "Use https://…, mailto:… or the name of a page."),
    (r"\{\{|\{%|%\}|--8<--|^(?:\?{3}|!{3}|:::)", "This is a sign of a template or a plug-in.",
     "Write plain text."),
)  # fmt: skip
# Refused in a text that is shown as it is: front matter, shared data.
_SHOWN = _rules(
    (r"[*`\[\]\\]|\{(?!\w+\})|///", "This text is shown as it is, its marks (* ` [ ] { } ///) too.",
     "Write plain text."),
    (r"://|\bwww\.", "The text contains an address.", "Describe it in words."),
)  # fmt: skip
# Refused in a line of a page.
_IN_LINE = _rules(
    (r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", "Two versions of this text met here, and Git left both.",
     "Keep one, and delete the lines with <<<<<<<, ======= and >>>>>>>."),
    (r"^\s+\S", "The line begins with a space.", "Begin it at the margin."),
    (r"^(?:=+ *|-+ *|[*_ -]{3,}|[| ]*\| *)$", "A line of signs makes a rule or a heading.",
     "Write ## before a heading."),
    (r"^(?!#{1,6} \S)[>\d. -]*#", "This is not how a heading is written.",
     "Write “## Heading {#name}”, at the margin."),
    (r"^(?:[-+•▪●‣◦·]|\d+[.)])(?=[^\W\d])|^[•▪●‣◦·*+] |^\d+\) "
     r"|^(?:[-+*•▪●‣◦·]|\d+[.)])\s*$", "This is not how a list is written.",
     "Begin each line with “- ”, or with “1. ”."),
    (r"^(?:[>-]|\d+\.)\s*[>|#-]", "A list or quotation holds more than text.", "Write its text alone."),
    (r"^\|?[ |-]*:[ |:-]*$|^\|[ |-]*-:", "Colons align the columns of this table.",
     "Write | --- | alone."),
    (r"^///(?! (?:note|tip|warning|details)(?: \| [^|]+)?$| when \| [a-z0-9-]+ [a-z]+$|$)",
     "This kind of box is not known.",
     "Write “/// note | Title”, “/// details | Title” or “/// when | event state”, and /// below."),
)  # fmt: skip
# What must be left of the text of a block once its links, notes, stress and phrases are taken away.
_REST = _rules(
    (r"^(?:- |\d+\. |> |\|)", "A list, quotation or table follows the text directly.",
     "Leave an empty line."),
    (r"!\[|!\x00", "Images are not part of the pages.", "Describe it in words, or link to it."),
    (r"\\|`|~~", "A mark of program code, deletion or escape is here (\\ ` ~~).", "Write plain text."),
    (r"://|\bwww\.", "The text contains an address.", "Write [text](address)."),
    (r"_", "The text contains an underscore.", "Write *word* to stress a word."),
    (r"\*", "A * has no partner.", "Put * or ** right before and right behind the words, in one line."),
    (r"///", "A box is not written as it should be.",
     "Give “/// note | Title” and “///” a line each, with an empty line before and behind the box."),
    (r"[{}]", "These braces are not a mark that the pages use here.",
     "Write {#id} behind a heading, or copy the mark from another language."),
    (r"\^\[|[\[\]]", "A square bracket is not part of a link or note.",
     "Write [text](address) without a space, [^name], or ( )."),
)  # fmt: skip
_LINK = r"\[(?!\^)([^\[\]\n]+)\]\([^()\s\"]*\)(?:\{ \.md-button(?: \.md-button--primary)? \})?"
_NOTE = r"\[\^[a-z0-9-]+\]"
_ICON = r":material-[a-z0-9-]+:"
# A blank of a letter’s template, “[full name]”.
_BLANK = r"\[[^\[\]\n*_^]+\](?![\[({:])"
_STRESS = re.compile(r"\*\*(?=\S)([^*\n]+)(?<=\S)\*\*|\*(?=\S)([^*\n]+)(?<=\S)\*")
_CLASSES = (
    "place-date|reference|contact|addressees|subject|salutation|close|signature|annex|letterhead|addressee"
)
_CLASS = re.compile(
    rf"(?:{_CLASSES}|ol|admonition|admonition-title|note|tip|warning|details|{WHEN.pattern})"
)


def check(content: Content) -> Iterator[Problem]:
    """Yield every use of mark-up that pages, front matter and shared data do not allow."""
    mails = mailboxes(content)
    for page in content.pages.values():
        for line, message, remedy in dict.fromkeys((*_lines(page, mails), *_blocks(content, page))):
            yield Problem(page.path, line, message, remedy, "markup")
        for key in TEXT_KEYS:
            for message, remedy in _found(getattr(page.meta, key), _SHOWN):
                yield Problem(page.path, page.meta.lines[key], message, remedy, "markup")
    for text in content.texts:
        if ".match." not in text.key:
            shown = (
                _SHOWN if text.locale and ".sources." not in text.key and ".urls." not in text.key else []
            )
            for message, remedy in _found(text.text, shown):
                yield Problem(text.path, text.line, message, remedy, "markup")


def mailboxes(content: Content) -> frozenset[str]:
    """Return the e-mail addresses that the original letters give."""
    letters = (page for page in content.pages.values() if page.meta.status == "as-circulated")
    return frozenset(mail for page in letters for mail in re.findall(r"mailto:([^)\s]+)", page.source))


def _found(text: str, rules: list[Row]) -> Iterator[tuple[str, str]]:
    """Yield message and remedy of the rules that a text breaks, and of those that hold anywhere."""
    plain = re.sub(r"[\x00-\x1f\u200b]", "", unescape(unquote(text)))
    for pattern, message, remedy in _ANYWHERE:
        if pattern.search(text) or pattern.search(plain):
            yield message, remedy
    for pattern, message, remedy in rules:
        if pattern.search(text):
            yield message, remedy


def _lines(page: Page, mails: frozenset[str]) -> Iterator[Found]:
    """Yield what a single line shows, or a line beside the one before it."""
    cells = number = 0
    before = ""
    for number, line in enumerate(page.source.split("\n"), page.body_line):
        for found in _found(line, _IN_LINE):
            yield (number, *found)
        for address in set(MAIL.findall(line)) - mails:
            message = f"“{address}” is not an address of the letters."
            yield number, message, f"Write one of: {', '.join(sorted(mails))}."
        if re.match(r"\[\^[^\]]*\]:", before) and line.strip() and not line.startswith("[^"):
            yield number, "The note above goes on in a second line.", "Write each note in one line."
        own = len(line.strip().strip("|").split("|")) if line.startswith("|") else 0
        if own and cells and own != cells:
            yield number, f"This row has {own} cells, the head of the table {cells}.", "Make them equal."
        cells = (cells or own) if own else 0
        if (count := re.match(r"(\d+)\. ", line)) and int(count[1]) != _expected(before):
            yield number, "The numbers of this list are not 1, 2, 3 …", f"Write {_expected(before)}."
        before = line
    opened = sum(1 if re.match(r"/// \w", line) else -(line == "///") for line in page.source.split("\n"))
    if opened:
        yield (
            number,
            "A box is opened and not closed, or closed twice.",
            "Write one line /// below each box.",
        )


def _expected(before: str) -> int:
    count = re.match(r"(\d+)\. ", before)
    return int(count[1]) + 1 if count else 1


def _blocks(content: Content, page: Page) -> Iterator[Found]:
    """Yield what is wrong inside the blocks, and dated text whose states are not all there."""
    events = {event.id for event in content.events}
    for section in page.sections:
        title = Block("paragraph", section.title, section.line, section.classes)
        states: dict[str, dict[str, int]] = {}
        for block in (title, *section.blocks):
            yield from _block(content, page, block)
            for match in filter(None, map(WHEN.fullmatch, block.classes)):
                states.setdefault(match[1], {}).setdefault(match[2], block.line)
        for event, shown in states.items():
            line = min(shown.values())
            if event not in events:
                yield line, f"“{event}” is no event of docs/_data/events.yml.", "Write the id of one."
            for state in STATES:
                if state not in shown:
                    message = f"There is no text for the days when “{event}” is {state}."
                    yield line, message, f"Write one: /// when | {event} {state}"


def _block(content: Content, page: Page, block: Block) -> Iterator[Found]:
    text = re.sub(_LINK, r"\1", block.text)
    for phrase, tag in PHRASE.findall(text):
        if tag not in {one.tag for one in content.languages} | {one.locale for one in content.languages}:
            yield (
                block.line,
                f"“{tag}” of “{phrase}” is no language of the site.",
                "Write {lang=ru}, for example.",
            )
    text = re.sub(rf"{_NOTE}|{_ICON}", "", PHRASE.sub(r"\1", text))
    text = _STRESS.sub(lambda match: match[1] or match[2], text)
    if page.is_letter:
        text = re.sub(_BLANK, "", text)
    for name in block.classes:
        if not _CLASS.fullmatch(name) or (re.fullmatch(_CLASSES, name) and not page.is_letter):
            message = f"The mark “.{name}” is not one that this page uses."
            yield block.line, message, "Delete it, or copy the mark from another language."
    for offset, line in enumerate(text.split("\n")):
        for message, remedy in _found(line, _REST):
            yield block.line + offset, message, remedy
