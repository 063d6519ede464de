"""Cuts the Markdown of a page into sections and blocks, with the parser that also builds the page."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block as MarkdownBlock

from .model import Block, BlockKind, Section

# Markdown that is not prose: a link's address, an attribute list, a reference to a note.
MARKS = re.compile(r"\]\([^)]*\)|\{[:#]?[^}\n]*\}|\[\^[\w-]+\]")
# Words in another language: `[Раехро]{lang=ru}`.
PHRASE = re.compile(r"\[([^\[\]\n]+)\]\{lang=([a-z]{2,3}(?:-[A-Za-z]+)?)\}")
# The class of what is shown only before, during or after an event: its id, and the state.
STATES = ("upcoming", "underway", "ended")
WHEN = re.compile(rf"when-([a-z0-9-]+)-({'|'.join(STATES)})")
HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ATTRIBUTES = re.compile(r"(?:\n|[ \t]+)\{:?[ ]*([^{}\n]*?)[ ]*\}[ \t]*$")
_HEADING = re.compile(r"h[1-6]\Z")
_KINDS: dict[str, BlockKind] = {"p": "paragraph", "li": "item", "tr": "row", "blockquote": "quotation"}


class When(MarkdownBlock):  # type: ignore[misc] # pymdownx has no types
    """A block of text that is shown in one state of an event: `/// when | dialogue-2027 upcoming`."""

    NAME = "when"
    ARGUMENT = True

    def on_validate(self, parent: etree.Element) -> bool:
        """Return whether the argument names an event and one of its states."""
        return bool(WHEN.fullmatch(f"when-{'-'.join(self.argument.split())}"))

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element, whose class names event and state."""
        return etree.SubElement(parent, "div", {"class": f"when-{'-'.join(self.argument.split())}"})


class Authoring(BlocksExtension):  # type: ignore[misc] # pymdownx has no types
    """Adds dated text, takes raw HTML as text, and leaves no way to lose a paragraph."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:
        """Register the block `when`, and take out what could hide or inject text."""
        block_mgr.register(When, self.getConfigs())
        for registry, name in (
            (md.preprocessors, "html_block"),
            (md.preprocessors, "fenced_code_block"),
            (md.inlinePatterns, "html"),
            (md.inlinePatterns, "reference"),
            (md.parser.blockprocessors, "reference"),
        ):
            registry.deregister(name, strict=False)
        for extension in md.registeredExtensions:
            if "PLACE_MARKER" in extension.config:  # footnotes: this text would vanish from a page
                extension.setConfig("PLACE_MARKER", "\ufdd0")


class Parser:
    """Python-Markdown with the extensions of `mkdocs.yml`, stopped before it reads inside the blocks."""

    def __init__(self, extensions: Sequence[str | Extension], configs: Mapping[str, Any]) -> None:
        self.markdown = Markdown(extensions=[*extensions, Authoring()], extension_configs=dict(configs))

    def tree(self, source: str) -> tuple[etree.Element, Mapping[str, str]]:
        """Return the tree of blocks, their text still Markdown, and the footnotes by name."""
        md = self.markdown.reset()
        lines = source.split("\n")
        for preprocessor in md.preprocessors:
            lines = preprocessor.run(lines)
        root = md.parser.parseDocument(lines).getroot()
        assert isinstance(root, etree.Element)
        notes: dict[str, str] = {}
        for extension in md.registeredExtensions:
            notes |= getattr(extension, "footnotes", {})
        return root, notes

    def sections(self, source: str, offset: int = 0) -> tuple[Section, ...]:
        """Return the sections of a Markdown text. `offset` is the number of lines before it."""
        root, notes = self.tree(source)
        line = Lines(source, offset)
        sections: list[Section] = [Section("top", 1, "", offset + 1, ())]
        blocks: list[Block] = []
        for element in root:
            if _HEADING.match(element.tag):
                sections[-1] = replace(sections[-1], blocks=tuple(blocks))
                title, identifier, classes = split_attributes(element.text or "")
                level = int(element.tag[1])
                sections.append(Section(identifier, level, title, line.of(element.text or ""), (), classes))
                blocks = []
            else:
                blocks += _blocks(element, line, ())
        sections[-1] = replace(sections[-1], blocks=tuple(blocks))
        if notes:
            found = tuple(
                Block("footnote", text, Lines(source, offset).of(f"\n[^{name}]:") + 1, label=name)
                for name, text in notes.items()
            )
            sections.append(Section("notes", 2, "", found[0].line, found))
        return tuple(sections)


class Lines:
    """Finds the line of each text of a page, in the order of the page."""

    def __init__(self, source: str, offset: int) -> None:
        self.source, self.offset, self.at, self.line = source, offset, 0, 1

    def of(self, text: str) -> int:
        """Return the line on which the next such text begins, else that of the text before it."""
        first = text.rstrip().split("\n")[0] if text[:1] != "\n" else text
        at = self.source.find(first, self.at)
        if at >= 0:
            self.line += self.source.count("\n", self.at, at)
            self.at = at
        return self.line + self.offset


def _blocks(element: etree.Element, line: Lines, classes: tuple[str, ...]) -> Iterator[Block]:
    """Yield the translation units of an element of the block tree."""
    kind = _KINDS.get(element.tag)
    if kind == "row":
        cells = [cell.text or "" for cell in element]
        yield Block(
            "row", " | ".join(cells), line.of(next(filter(None, cells), "")), classes, cells=len(cells)
        )
        return
    own = classes + tuple((element.get("class") or "").split())
    if (element.text or "").strip():
        text, _, more = split_attributes(element.text or "")
        inside: BlockKind | None = (
            "item" if "<li>" in own else "quotation" if "<blockquote>" in own else None
        )
        yield Block(
            inside or kind or "paragraph",
            text,
            line.of(element.text or ""),
            tuple(name for name in own + more if name[0] != "<"),
        )
    if element.tag == "ol":
        own += ("ol",)
    if element.tag in ("li", "blockquote"):
        own += (f"<{element.tag}>",)
    for child in element:
        yield from _blocks(child, line, own)


def split_attributes(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text without its trailing `{: #id .class }`, the id and the classes."""
    match = _ATTRIBUTES.search(text)
    if not match:
        return text, "", ()
    words = match[1].split()
    identifier = next((word[1:] for word in words if word.startswith("#")), "")
    classes = tuple(word[1:] for word in words if word.startswith("."))
    return text[: match.start()].rstrip(), identifier, classes


def number_paragraphs(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections of a letter with its plain paragraphs numbered from 1 throughout."""
    count = 0
    numbered = []
    for section in sections:
        blocks = []
        for block in section.blocks:
            if block.kind == "paragraph" and not block.classes:
                count += 1
                block = replace(block, number=count)
            blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return tuple(numbered)
