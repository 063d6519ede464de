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


def check(content: Content) -> Iterator[Problem]:
    """Yield every use of mark-up that pages, front matter and shared data do not allow."""
    mails = mailboxes(content)
    for page in content.pages.values():
        for line_found in dict.fromkeys((*_lines(page, mails), *_blocks(content, page))):
            yield Problem(page.path, *line_found, "markup")
        for key in TEXT_KEYS:
            for found in _found(getattr(page.meta, key), "shown"):
                yield Problem(page.path, page.meta.lines[key], *found, "markup")
    for text in content.texts:
        if ".match." not in text.key:
            shown = text.locale and not re.search(r"\.(?:sources|urls)\.", text.key)
            for found in _found(text.text, "shown" if shown else "anywhere"):
                yield Problem(text.path, text.line, *found, "markup")


def mailboxes(content: Content) -> frozenset[str]:
    """Return the e-mail addresses that the original letters give."""
    letters = (page for page in content.pages.values() if page.meta.status == "as-circulated")
    return frozenset(mail for page in letters for mail in re.findall(r"mailto:([^)\s]+)", page.source))


def _found(text: str, place: str) -> Iterator[tuple[str, str]]:
    """Yield message and remedy of the rules of a place that a text breaks, and of those of any place."""
    plain = re.sub(r"[\x00-\x1f\u200b]", "", unescape(unquote(text)))
    for name in dict.fromkeys(("anywhere", place)):
        for pattern, message, remedy in _RULES[name]:
            if pattern.search(text) or (name == "anywhere" and pattern.search(plain)):
                yield message, remedy


def _lines(page: Page, mails: frozenset[str]) -> Iterator[Found]:
    """Yield what a single line shows, or a row of a table beside the one before it."""
    cells = 0
    for number, line in enumerate(page.source.split("\n"), page.body_line):
        for found in _found(line, "line"):
            yield number, *found
        for address in set(MAIL.findall(line)) - mails:
            message = f"“{address}” is not an address of the letters."
            yield number, message, f"Write one of: {', '.join(sorted(mails))}."
        own = len(line.strip().strip("|").split("|")) if line.startswith("|") else 0
        if own and cells and own != cells:
            yield number, f"This row has {own} cells, the head of the table {cells}.", "Make them equal."
        cells = (cells or own) if own else 0


def _blocks(content: Content, page: Page) -> Iterator[Found]:
    """Yield what is wrong inside the blocks, and dated text whose states are not all there."""
    events = {event.id for event in content.events}
    for section in page.sections:
        dated: dict[str, dict[str, int]] = {}
        for block in (Block("paragraph", section.title, section.line), *section.blocks):
            yield from _block(page, block)
            for match in filter(None, map(WHEN.fullmatch, block.classes)):
                dated.setdefault(match[1], {})[match[2]] = block.line
        for event, states in dated.items():
            if event not in events or len(states) < len(STATES):
                message = (
                    f"There is not a text for each state of an event “{event}” of docs/_data/events.yml."
                )
                yield min(states.values()), message, f"Write /// when | {event} and: {', '.join(STATES)}."


def _block(page: Page, block: Block) -> Iterator[Found]:
    text = _NOTE_OR_ICON.sub("", _LINK.sub(lambda match: match[1] or match[2], block.text))
    text = _STRESS.sub(r"\2", text)
    text = _BLANK.sub("", text) if page.is_letter else text
    for offset, line in enumerate(text.split("\n")):
        for found in _found(line, "rest"):
            yield block.line + offset, *found
    for name in block.classes:
        for found in _found(name, "mark"):
            yield block.line, *found
