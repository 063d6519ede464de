"""Reads the text of a tagged PDF as ISO 32000-1 says: in the order of the tags, in logical order.

Common extractors sort by place on the paper and guess the order of Arabic; this one heeds what the
file states: the structure tree (14.7), `ActualText` (14.9.4) and `ReversedChars` (14.8.2.3.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

_CHAR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*$", re.MULTILINE)
_RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


@dataclass
class _Span:
    """Marked content in hand: its properties and the glyphs shown in it so far."""

    mcid: int | None = None
    actual: str | None = None
    backwards: bool = False
    glyphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        # Chromium leaves empty spans where it cuts glyphs off at the end of a sheet.
        if self.actual is not None and self.glyphs:
            return self.actual
        return "".join(reversed(self.glyphs) if self.backwards else self.glyphs)


@dataclass(frozen=True)
class Element:
    """A tag, the text of its own that it stands for, and the glyphs drawn for it."""

    tag: str
    text: str
    glyphs: str


def elements(file: Pdf) -> Iterator[Element]:
    """Yield the structure elements in the order of the tree."""
    texts = {page.obj.objgen: _marked(page) for page in file.pages}

    def walk(element: Object, page: Object | None) -> Iterator[Element]:
        page = element.get("/Pg", page)
        kids = element.get("/K", Array())
        glyphs, inner = "", []
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int) or kid.get("/Type") == Name.MCR:
                place = page if isinstance(kid, int) else kid.get("/Pg", page)
                assert place is not None
                glyphs += texts[place.objgen].get(int(kid if isinstance(kid, int) else kid.MCID), "")
            elif kid.get("/Type") != Name.OBJR:
                inner.append(kid)
        yield Element(str(element.get("/S", "")), str(element.get("/ActualText", glyphs)), glyphs)
        for kid in inner:
            yield from walk(kid, page)

    yield from walk(file.Root.StructTreeRoot, None)


def beside(page: pikepdf.Page) -> str:
    """Return the text of a page that belongs to no element: what is repeated in its margins."""
    return _marked(page).get(None, "")


def _marked(page: pikepdf.Page) -> dict[int | None, str]:
    """Return the text of each marked-content id of a page; None is what is marked as no content."""
    texts: dict[int | None, str] = {}
    fonts = {name: _Font(font) for name, font in page.resources.get("/Font", Dictionary()).items()}
    font: _Font | None = None
    spans = [_Span()]
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                found = operands[1] if isinstance(operands[1], Dictionary) else Dictionary()
                actual = found.get("/ActualText")
                mcid = found.get("/MCID")
                spans.append(
                    _Span(
                        None if mcid is None else int(mcid),
                        None if actual is None else str(actual),
                        operands[0] == Name.ReversedChars,
                    )
                )
            case "BMC":
                spans.append(_Span(backwards=operands[0] == Name.ReversedChars))
            case "EMC":
                done = spans.pop()
                if done.mcid is None:
                    spans[-1].glyphs.append(done.text)
                else:
                    texts[done.mcid] = texts.get(done.mcid, "") + done.text
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ":
                assert font is not None
                shown = operands[0] if isinstance(operands[0], Array) else [operands[0]]
                for piece in shown:
                    if isinstance(piece, pikepdf.String):
                        spans[-1].glyphs.extend(font.read(bytes(piece)))
            case "Do":
                raise AssertionError("a picture or form on the page: this reader does not look inside")
    texts[None] = spans[0].text
    return texts


class _Font:
    """Glyph codes and the letters that they stand for."""

    def __init__(self, font: Object) -> None:
        self.width = 2 if font.Subtype == Name.Type0 else 1
        table = font.ToUnicode.read_bytes()
        self.letters: dict[int, str] = {}
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
            for code, letters in _CHAR.findall(block):
                self.letters[int(code, 16)] = bytes.fromhex(letters.decode()).decode("utf-16-be")
        for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
            for first, last, letter in _RANGE.findall(block):
                for offset in range(int(last, 16) - int(first, 16) + 1):
                    self.letters[int(first, 16) + offset] = chr(int(letter, 16) + offset)

    def read(self, codes: bytes) -> Iterator[str]:
        """Yield the letters of each glyph; nothing for one without, such as a mark of direction."""
        for start in range(0, len(codes), self.width):
            yield self.letters.get(int.from_bytes(codes[start : start + self.width], "big"), "")
