"""Contributors write a subset of Markdown that cannot carry anything but text, links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from urllib.parse import unquote

import yaml

from ..content import Content, Page
from ..model import TEXT_KEYS, Block, Problem
from ..parse import MAIL, PHRASE, STATES, WHEN

Found = tuple[int, str, str]

_RULES = {
    place: [(re.compile(rule["pattern"], re.IGNORECASE), rule["message"], rule["remedy"]) for rule in rules]
    for place, rules in yaml.safe_load(files(__package__).joinpath("markup.yml").read_text("utf-8")).items()
}
# What _RULES["rest"] does not see: the words of links and phrases stay, the other marks go.
_LINK = re.compile(
    r"(?<!!)\[(?!\^)([^\[\]\n]+)\]\([^()\s\"]*\)(?:\{ \.md-button(?: \.md-button--primary)? \})?|"
    + PHRASE.pattern
)
_STRESS = re.compile(r"(?<!\*)(\*\*?)(?=\S)([^*\n]+)(?<=\S)\1(?!\*)")
_NOTE_OR_ICON = re.compile(r"\[\^[a-z0-9-]+\]|:material-[a-z0-9-]+:")
# A blank of a letter’s template, “[full name]”.
_BLANK = re.compile(r"\[[^\[\]\n*_^]+\](?![\[({:])")
_CLASSES = (
    "place-date|reference|contact|addressees|subject|salutation|close|signature|annex|letterhead|addressee"
)
_BOXES = rf"ol|admonition|admonition-title|note|tip|warning|details|{WHEN.pattern}"


def check(content: Content) -> Iterator[Problem]:
    """Yield every use of mark-up that pages, front matter and shared data do not allow."""
    mails = mailboxes(content)
    for page in content.pages.values():
        for line, message, remedy in dict.fromkeys((*_lines(page, mails), *_blocks(content, page))):
            yield Problem(page.path, line, message, remedy, "markup")
        for key in TEXT_KEYS:
            for message, remedy in _found(getattr(page.meta, key), "shown"):
                yield Problem(page.path, page.meta.lines[key], message, remedy, "markup")
    for text in content.texts:
        if ".match." not in text.key:
            shown = text.locale and not re.search(r"\.(?:sources|urls)\.", text.key)
            for message, remedy in _found(text.text, "shown" if shown else "anywhere"):
                yield Problem(text.path, text.line, message, remedy, "markup")


def mailboxes(content: Content) -> frozenset[str]:
    """Return the e-mail addresses that the original letters give."""
    letters = (page for page in content.pages.values() if page.meta.status == "as-circulated")
    return frozenset(mail for page in letters for mail in re.findall(r"mailto:([^)\s]+)", page.source))


def _found(text: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield message and remedy of the rules of a place that a text breaks, and of those of any place."""
    plain = re.sub(r"[\x00-\x1f\u200b]", "", unescape(unquote(text)))
    for pattern, message, remedy in _RULES["anywhere"]:
        if pattern.search(text) or pattern.search(plain):
            yield message, remedy
    for pattern, message, remedy in _RULES[place] if place != "anywhere" else ():
        if pattern.search(text):
            yield message, remedy


def _lines(page: Page, mails: frozenset[str]) -> Iterator[Found]:
    """Yield what a single line shows, or a line beside the one before it."""
    cells, before = 0, ""
    boxes: list[int] = []
    remedy = "Write one line /// below each box, and ## headings outside."
    for number, line in enumerate(page.source.split("\n"), page.body_line):
        for found in _found(line, "line"):
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
        count, last = (re.match(r"(\d+)\. ", text) for text in (line, before))
        if count and int(count[1]) != (expected := int(last[1]) + 1 if last else 1):
            yield number, "The numbers of this list are not 1, 2, 3 …", f"Write {expected}."
        if re.match(r"/// \w", line):
            boxes.append(number)
        elif boxes and line.startswith("#"):
            yield number, "A heading is inside a box.", remedy
        elif line == "///" and not (boxes and boxes.pop()):
            yield number, "No box is open here.", remedy
        before = line
    yield from ((number, "This box is not closed.", remedy) for number in boxes)


def _blocks(content: Content, page: Page) -> Iterator[Found]:
    """Yield what is wrong inside the blocks, and dated text whose states are not all there."""
    events = {event.id for event in content.events}
    for section in page.sections:
        title = Block("paragraph", section.title, section.line)
        states: dict[str, dict[str, int]] = {}
        for block in (title, *section.blocks):
            yield from _block(content, page, block)
            for match in filter(None, map(WHEN.fullmatch, block.classes)):
                states.setdefault(match[1], {}).setdefault(match[2], block.line)
        for event, shown in states.items():
            line = min(shown.values())
            if event not in events:
                yield line, f"“{event}” is no event of docs/_data/events.yml.", "Write the id of one."
            for state in set(STATES) - set(shown):
                message = f"There is no text for the days when “{event}” is {state}."
                yield line, message, f"Write one: /// when | {event} {state}"


def _block(content: Content, page: Page, block: Block) -> Iterator[Found]:
    for phrase, tag in PHRASE.findall(block.text):
        if tag not in {code for one in content.languages for code in (one.tag, one.locale)}:
            message = f"“{tag}” of “{phrase}” is no language of the site."
            yield block.line, message, "Write {lang=ru}, for example."
    text = _NOTE_OR_ICON.sub("", _LINK.sub(lambda match: match[1] or match[2], block.text))
    text = _STRESS.sub(r"\2", text)
    text = _BLANK.sub("", text) if page.is_letter else text
    for name in block.classes:
        if not re.fullmatch(f"{_BOXES}|{_CLASSES}" if page.is_letter else _BOXES, name):
            message = f"The mark “.{name}” is not one that this page uses."
            yield block.line, message, "Delete it, or copy the mark from another language."
    for offset, line in enumerate(text.split("\n")):
        for message, remedy in _found(line, "rest"):
            yield block.line + offset, message, remedy
