"""Cuts the Markdown of a page into sections and blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from .model import Block, BlockKind, Section

# What in a text is no prose: a link's address, an attribute list, a reference to a note.
MARKS = re.compile(r"\]\([^)]*\)|\{[:#][^}]*\}|\[\^[\w-]+\]")
# The class of what is shown only before, during or after an event: its id, and the state.
WHEN = re.compile(r"when-([a-z0-9-]+)-(upcoming|underway|ended)")
_ATTRIBUTES = re.compile(r"(?:\n|[ \t]+)\{:?[ ]*([^{}\n]*?)[ ]*\}[ \t]*$")


# CommonMark with tables and footnotes, the footnotes in their place.
_PARSER = MarkdownIt("commonmark").enable("table").use(footnote_plugin, inline=False, move_to_end=False)


@lru_cache(maxsize=1024)  # pages, more than a site of this kind has; several rules go through each
def tokens(body: str) -> Sequence[Token]:
    """Return the tokens of a Markdown text."""
    return _PARSER.parse(body)


def parse_sections(body: str, offset: int = 0) -> tuple[Section, ...]:
    """Return the sections of a Markdown text. `offset` is the number of lines that stand before it."""
    sections = [Section("top", 1, "", offset + 1, ())]
    blocks: list[Block] = []
    inside: list[str] = []
    row: list[str] | None = None
    label = ""
    heading: Token | None = None
    for token in tokens(body):
        line = (token.map[0] if token.map else 0) + offset + 1
        match token.type:
            case "heading_open":
                heading = token
            case "list_item_open" | "blockquote_open":
                inside.append(token.type)
            case "list_item_close" | "blockquote_close":
                inside.pop()
            case "footnote_reference_open":
                label = str(token.meta.get("label", ""))
            case "footnote_reference_close":
                label = ""
            case "tr_open":
                row, row_line = [], line
            case "tr_close":
                blocks.append(Block("row", " | ".join(row or []), row_line, cells=len(row or [])))
                row = None
            case "inline" if row is not None:
                row.append(token.content)
            case "inline" if heading is not None:
                sections[-1] = replace(sections[-1], blocks=tuple(blocks))
                title, identifier, classes = split_attributes(token.content)
                sections.append(Section(identifier, int(heading.tag[1]), title, line, (), classes))
                blocks, heading = [], None
            case "inline":
                text, _, classes = split_attributes(token.content)
                blocks.append(Block(_kind(inside, label), text, line, classes, label=label))
    notes = tuple(block for block in blocks if block.kind == "footnote")
    sections[-1] = replace(
        sections[-1], blocks=tuple(block for block in blocks if block.kind != "footnote")
    )
    if notes:
        sections.append(Section("notes", 2, "", notes[0].line, notes))
    return tuple(sections)


def _kind(inside: list[str], label: str) -> BlockKind:
    if label:
        return "footnote"
    if not inside:
        return "paragraph"
    return "item" if inside[-1] == "list_item_open" else "quotation"


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
