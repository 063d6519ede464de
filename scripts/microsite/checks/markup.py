"""Contributors write a subset of Markdown that cannot carry anything but text, links and tables."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache
from html import unescape
from itertools import pairwise
from urllib.parse import unquote

from ..content import Content, Page
from ..dataset import EVENTS
from ..model import Block, Problem
from ..parse import MAIL, PHRASE, STATES, WHEN
from ..source import rules
from .rows import lines

_RULES = {
    place: [(re.compile(rule["pattern"], re.IGNORECASE), rule["message"], rule["remedy"]) for rule in each]
    for place, each in rules(__file__).items()
}
# What _RULES["rest"] does not see: the words of links and phrases stay, the other marks go.
_LINK = re.compile(
    r"(?<!!)\[(?!\^)([^\[\]\n]+)\]\([^()\s\"]*\)(?:\{ \.md-button(?: \.md-button--primary)? \})?|"
    + PHRASE.pattern
)
_STRESS = re.compile(r"(?<!\*)(\*\*?)(?=\S)([^*\n]+)(?<=\S)\1(?!\*)")
_NOTE_OR_ICON = re.compile(r"\[\^[a-z0-9-]+\]|:material-[a-z0-9-]+:")
# A blank of a letter’s template, “[full name]”.
BLANK = re.compile(r"\[[^\[\]\n*_^]+\](?![\[({:])")


def check(content: Content) -> Iterator[Problem]:
    """Yield every use of mark-up that pages, front matter and shared data do not allow."""
    mails, cells = mailboxes(content), 0
    # Also those with an error in them, which is reported there.
    events = {text.text for text in content.texts if text.path == EVENTS and text.key.endswith(".id")}
    for line in lines(content):
        place = "line" if line.status and not line.key else "shown" if line.locale else ""
        place = "" if re.search(r"\.(?:sources|urls)\.", line.key) else place
        found = [] if ".match." in line.key else [*_found(line.text, "anywhere", place)]
        for address in set(MAIL.findall(line.text)) - mails if place == "line" else ():
            message = f"“{address}” is not an address of the letters."
            found.append((message, f"Write one of: {', '.join(sorted(mails))}."))
        own = len(line.text.strip().strip("|").split("|")) if line.text.startswith("|") else 0
        if own and cells and own != cells:
            found.append((f"This row has {own} cells, that above has {cells}.", "Make them equal."))
        cells = own
        for message, remedy in found:
            yield line.problem(message, remedy, "markup")
    for page in content.pages.values():
        for number in _boxes(page):
            message = "This box is not closed before the next box or heading, or was never opened."
            yield Problem(page.path, number, message, "Write one line /// below each box.", "markup")
        for section in page.sections:
            blocks = (Block("paragraph", section.title, section.line), *section.blocks)
            inside = (one for block in blocks for one in _block(page, block, events))
            for fault in (*_unsaid(blocks), *inside):
                yield Problem(page.path, *fault, "markup")


def mailboxes(content: Content) -> frozenset[str]:
    """Return the e-mail addresses that the original letters give."""
    letters = (page for page in content.pages.values() if page.meta.status == "as-circulated")
    return frozenset(mail for page in letters for mail in re.findall(r"mailto:([^)\s]+)", page.source))


@cache  # A preview asks again for the texts that were not edited.
def _found(text: str, *places: str) -> list[tuple[str, str]]:
    """Return message and remedy of each rule of these places that a text breaks."""
    plain = re.sub(r"[\x00-\x1f\u200b]", "", unescape(unquote(text)))
    return [
        (message, remedy)
        for place in places
        for pattern, message, remedy in _RULES.get(place, ())
        if pattern.search(text) or (place == "anywhere" and plain != text and pattern.search(plain))
    ]


def _boxes(page: Page) -> Iterator[int]:
    """Yield where a box takes in what was not meant to be in it: dated text would vanish with it."""
    every = enumerate(["#", *page.source.split("\n"), "#"], page.body_line - 1)
    signs = [(number, line[:4]) for number, line in every if re.match("#|/// |///$", line)]
    for (number, sign), (after, following) in pairwise(signs):
        if (sign == "/// ") != (following == "///"):
            yield number if sign == "/// " else after


def _unsaid(blocks: Sequence[Block]) -> Iterator[tuple[int, str, str]]:
    """Yield the states of events for which a section with dated text has none: the text would vanish."""
    dated = [(m[1], m[2], one.line) for one in blocks for m in map(WHEN.fullmatch, one.classes) if m]
    for event, line in {event: line for event, _, line in reversed(dated)}.items():
        for state in {*STATES} - {state for name, state, _ in dated if name == event}:
            message = f"There is no text for the days when “{event}” is {state}."
            yield line, message, f"Write one: /// when | {event} {state}"


def _block(page: Page, block: Block, events: Container[str]) -> Iterator[tuple[int, str, str]]:
    text = _NOTE_OR_ICON.sub("", _LINK.sub(lambda match: match[1] or match[2], block.text))
    text = _STRESS.sub(r"\2", text)
    text = BLANK.sub("", text) if page.is_letter else text
    for offset, line in enumerate(text.split("\n")):
        for found in _found(line, "rest"):
            yield block.line + offset, *found
    for name in block.classes:
        for found in _found(name, "mark"):
            yield block.line, *found
        if (match := WHEN.fullmatch(name)) and match[1] not in events:
            yield block.line, f"“{match[1]}” is no event of docs/_data/events.yml.", "Write the id of one."
