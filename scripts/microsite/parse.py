"""Cuts the Markdown of a page into sections and blocks, with the parser that also builds the page."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import count
from typing import Any

from markdown import Markdown
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block as MarkdownBlock

from .model import Block, BlockKind, Section

# Markdown that is not prose: a link's address, an attribute list, a reference to a note.
MARKS = re.compile(r"\]\([^)]*\)|\{[:#]?[^}\n]*\}|\[\^[\w-]+\]")
# What a reader does not see of Markdown: notes, attributes, icons, brackets and targets of links, emphasis.
_MARKUP = re.compile(r"\[\^[\w-]+\]|\{[^}\n]*\}|(?<!\w):[a-z][\w-]+:|!?\[|\](?:\([^)\s]*\))?|[*`<>]")
# Words in another language: `[Раехро]{lang=ru}`.
PHRASE = re.compile(r"\[([^\[\]\n]+)\]\{lang=([a-z]{2,3}(?:-[A-Za-z]+)?)\}")
# The class of what is shown only before, during or after an event: its id, and the state.
STATES = ("upcoming", "underway", "ended")
WHEN = re.compile(rf"when-([a-z0-9-]+)-({'|'.join(STATES)})")
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ATTRIBUTES = re.compile(r"(?:\n|[ \t]+)\{:?[ ]*((?:[#.][\w-]+ *)+)\}[ \t]*$")
_BEFORE = re.compile(r"[^\w\n]*(?:\d+\. )?")  # what may be in a line before its text
_KINDS: dict[str, BlockKind] = {"li": "item", "blockquote": "quotation"}


def plain(markdown: str) -> str:
    """Return a Markdown text as it is read."""
    return " ".join(unescape(_MARKUP.sub("", markdown)).split())


class When(MarkdownBlock):  # type: ignore[misc] # pymdownx ships no types: mypy sees its classes as Any
    """A block of text that is shown in one state of an event: `/// when | dialogue-2027 upcoming`."""

    NAME, ARGUMENT = "when", True

    def on_validate(self, parent: etree.Element) -> bool:
        """Return whether the argument names an event and one of its states."""
        return bool(WHEN.fullmatch(f"when-{'-'.join(self.argument.split())}"))

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element, whose class names event and state."""
        return etree.SubElement(parent, "div", {"class": f"when-{'-'.join(self.argument.split())}"})


class Authoring(BlocksExtension):  # type: ignore[misc] # pymdownx ships no types: mypy sees its classes as Any
    """Adds dated text, takes raw HTML as text, and leaves no way to lose a paragraph."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Register the block `when`, and take out what could hide or inject text."""
        block_mgr.register(When, self.getConfigs())
        for registry in (md.preprocessors, md.inlinePatterns, md.parser.blockprocessors):
            for name in ("html_block", "html", "reference"):
                registry.deregister(name, strict=False)


class Parser:
    """Python-Markdown with the extensions of `mkdocs.yml`, stopped before it reads inside the blocks."""

    def __init__(self, extensions: Mapping[str, Any]) -> None:
        self.markdown = Markdown(extensions=[*extensions, Authoring()], extension_configs=dict(extensions))

    def sections(self, source: str, offset: int = 0, numbered: bool = False) -> tuple[Section, ...]:
        """Return the sections of a Markdown text after `offset` lines, its plain paragraphs `numbered`."""
        md = self.markdown.reset()
        lines = source.split("\n")
        for preprocessor in md.preprocessors:
            lines = preprocessor.run(lines)
        places, numbers = _Places(source, offset), count(1)
        sections = [Section("top", 1, "", offset + 1, ())]
        for element in md.parser.parseDocument(lines).getroot() or ():
            if re.fullmatch("h[1-6]", element.tag):
                title, identifier, classes = _split(element.text or "")
                line = places.line(element.text or "")
                sections.append(Section(identifier, int(element.tag[1]), title, line, (), classes))
                continue
            for block in _blocks(element, places, ()):
                if numbered and block.kind == "paragraph" and not block.classes:
                    block = block._replace(number=next(numbers))
                sections[-1] = sections[-1]._replace(blocks=(*sections[-1].blocks, block))
        notes = [note for one in md.registeredExtensions for note in getattr(one, "footnotes", {}).items()]
        blocks = tuple(
            Block("footnote", text, _Places(source, offset).line(f"[^{name}]:"), label=name)
            for name, text in notes
        )
        return (*sections, *([Section("notes", 2, "", blocks[0].line, blocks)] if blocks else []))


class _Places:
    """Finds the line of each text of a page, in the order of the page."""

    def __init__(self, source: str, offset: int) -> None:
        self.source, self.offset, self.at = source, offset, 0

    def line(self, text: str) -> int:
        """Return the line on which the next such text begins, else that of the text before it."""
        first = text.strip().split("\n")[0]
        start = self.source.find(first, self.at)
        while start >= 0 and not _BEFORE.fullmatch(self.source, self.source.rfind("\n", 0, start) + 1, start):
            start = self.source.find(first, start + 1)
        if start < 0:  # after words that are no text of the page, such as the title of a box
            start, first = max(self.at, self.source.find(first, self.at)), ""
        self.at = start + len(first)
        return self.source.count("\n", 0, start) + 1 + self.offset


def _blocks(
    element: etree.Element, places: _Places, classes: tuple[str, ...], inside: BlockKind = "paragraph"
) -> Iterator[Block]:
    """Yield the translation units of an element of the block tree. Items of a numbered list are `ol`."""
    if element.tag == "tr":
        cells = [cell.text or "" for cell in element]
        line = places.line(next(filter(None, cells), ""))
        yield Block("row", " | ".join(cells), line, classes, cells=len(cells))
        return
    own = (*classes, *(element.get("class") or "").split(), *(["ol"] if element.tag == "ol" else []))
    inside = _KINDS.get(element.tag, inside)
    if (whole := element.text or "").strip():
        text, identifier, more = _split(whole)
        # Ids, and marks in the same line, belong to headings alone: they stay in the text, for the check.
        if identifier or "\n" not in whole[len(text) :]:
            text, more = whole, ()
        yield Block(inside, text, places.line(whole), own + more)
    for child in element:
        yield from _blocks(child, places, own, inside)


def _split(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text without its trailing `{: #id .class }`, the id and the classes."""
    if (match := _ATTRIBUTES.search(text)) is None:
        return text, "", ()
    words = match[1].split()
    identifier = next((word[1:] for word in words if word.startswith("#")), "")
    return text[: match.start()].rstrip(), identifier, tuple(word[1:] for word in words if word[0] == ".")
