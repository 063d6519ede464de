"""The Markdown that a contributor may write, and what a clumsy one writes instead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from microsite.blocks import parse_sections
from microsite.checks import links, markup, structure, typography
from microsite.model import TEXT_KEYS, Content, FrontMatter, Language, Link, Page

LINES = dict.fromkeys(TEXT_KEYS, 2)
EMPTY = Content((Language("en", "en", "ltr", "English"),), ("a",), {}, {"en": {}}, (), (), ())
CONTENT = replace(EMPTY, links=(Link("un", "https://un.org/x_y", "UN", "en"),))


def written(body: str) -> Content:
    """Return a site of one page in English."""
    page = Page("docs/en/a.md", "en", "a", FrontMatter("T", "D", "our-summary", lines=LINES),
                parse_sections(body, 4), body, 5)  # fmt: skip
    return replace(CONTENT, pages={("en", "a"): page})


def complaints(body: str) -> list[tuple[int, str]]:
    content = written(body)
    rules = (markup.check, links.check, typography.check, structure.check)
    return [(p.line - 4, f"{p.message} {p.remedy}") for rule in rules for p in rule(content)]


CLUMSY = {
    "no space after #": ("##Part {#part}", 1, "Write “## Heading {#name}”"),
    "a heading in a list": ("- ## Part {#part}", 1, "how a heading is written"),
    "a heading in a quotation": ("> ## Part {#part}", 1, "holds more than text"),
    "an underlined heading": ("Part\n----", 2, "Write ## before a heading"),
    "a rule": ("Text.\n\n***\n\nText.", 3, "makes a rule"),
    "a list without empty line": ("Text:\n- one\n- two", 2, "Leave an empty line"),
    "a table without empty line": ("Text:\n| a |\n| --- |\n| b |", 2, "Leave an empty line"),
    "a quotation without empty line": ("Text:\n> words", 2, "Leave an empty line"),
    "a heading without empty line": ("Text\n## Part {#part}\n\nText", 2, "Leave an empty line"),
    "a list of stars": ("* one\n* two", 1, "Begin each line with “- ”"),
    "a list of bullets": ("• one\n• two", 1, "Begin each line with “- ”"),
    "a list without space": ("-one\n-two", 1, "Begin each line with “- ”"),
    "a list with brackets": ("1) one\n2) two", 1, "or with “1. ”"),
    "an item without text": ("- one\n-\n- three", 2, "how a list is written"),
    "a list in a list": ("- one\n    - two", 2, "begins with a space"),
    "an indented line": ("    text", 1, "Begin it at the margin"),
    "a tab": ("\ttext", 1, "Begin it at the margin"),
    "an open star": ("a **word", 1, "has no partner"),
    "a star apart": ("a * word*", 1, "has no partner"),
    "stress over two lines": ("a *word\nand* b", 1, "in one line"),
    "three stars": ("a ***word***", 1, "Three * stand together"),
    "an underscore": ("a _word_", 1, "Write *word*"),
    "a snake": ("a snake_case", 1, "An underscore stands here"),
    "a backslash": ("a\\*", 1, "A backslash"),
    "code": ("a `word`", 1, "program code"),
    "a fence": ("~~~\nx\n~~~", 1, "program code"),
    "a link with a space": ("[words] (a.md)", 1, "without a space"),
    "an open link": ("[words](a.md", 1, "A square bracket"),
    "a bare address": ("See https://un.org/x_y", 1, "Write [text](address)"),
    "a bare host": ("See www.un.org", 1, "Write [text](address)"),
    "an e-mail address": ("Write to me@example.org", 1, "not an address of the letters"),
    "a reference": ("[words][1]\n\n[1]: https://un.org/x_y", 3, "defined in a way"),
    "a note in the text": ("Text^[a note].", 1, "Write [^name]"),
    "a note of two lines": ("Text.[^a]\n\n[^a]: one\ntwo", 4, "each note in one line"),
    "a note without text": ("Text.[^a]\n\n[^a]:", 3, "is not allowed"),
    "a note with a strange name": ("Text.[^A b]\n\n[^A b]: x", 3, "is not allowed"),
    "a mark on the same line": ("Good bye {: .close }", 1, "not a mark that the pages use here"),
    "a mark apart": ("Good bye\n\n{: .close }", 3, "not a mark"),
    "a mark before more text": ("Good bye\n{: .close }\nmore", 2, "not a mark"),
    "a mark of a list": ("- item\n{: .close }", 2, "not a mark"),
    "an unknown mark": ("Good bye\n{: .red }", 2, "copy the mark from another language"),
    "an event that is none": ("It is over.\n{: .when-party-ended }", 2, "not a mark"),
    "a mark without spaces": ("Good bye\n{:.close}", 2, "not a mark"),
    "an id on a text": ("Good bye {#bye}", 1, "not a mark"),
    "a language of no stress": ("word{: lang=en }", 1, "not a mark"),
    "a language not of the site": ("*word*{: lang=de }", 1, "not a mark"),
    "columns to the right": ("| a | b |\n| --- | --: |\n| c | d |", 2, "Colons align"),
    "columns to the left": ("| a | b |\n|:--|:--|\n| c | d |", 2, "Colons align"),
    "a cell is missing": ("| a | b |\n| --- | --- |\n| c |", 3, "has 1 cells, the head of the table 2"),
    "a table in a list": ("- | a |\n| --- |\n| b |", 1, "holds more than text"),
    "an image": ("![A picture](a.png)", 1, "Images are not part"),
    "a merge conflict": ("<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other", 3, "merge conflict"),
    "a contents list": ("[TOC]", 1, "a plug-in"),
    "an admonition": ("!!! note\n\nText", 1, "a plug-in"),
}  # fmt: skip


@pytest.mark.parametrize("name", CLUMSY)
def test_clumsy_markdown_is_told_at_its_line(name: str) -> None:
    body, line, words = CLUMSY[name]
    found = complaints(f"{body}\n")
    assert any(number == line and words in text for number, text in found), found


@pytest.mark.parametrize(
    "body",
    [
        "Text with *stress*, **more** and a [link](a.md).\n",
        "Text,  \nbroken on purpose.\n",
        "A date: 6/7, a share of 5 %, a sum of 3 + 4 = 7, a sign & another; a dash – and an ellipsis…\n",
        "## Part {#part}\n\nText.\n\n### Deeper {#deeper}\n\nMore.\n",
        "- one\n- two\n\n1. one\n2. two\n",
        "> Words of another.\n",
        "| a | b |\n| --- | --- |\n| c | *d* |\n",
        "One.[^a] Two.[^b][^a]\n\n[^a]: First.\n[^b]: [UN](https://un.org/x_y).\n",
        "The word *mot*{: lang=en } is kept.\n",
        "Good bye.\n{: .close }\n",
        "[Name of the addressee]\n",
        "According to the source[^a]: a text.\n\n[^a]: Source.\n",
    ],
)
def test_sound_markdown_passes(body: str) -> None:
    assert complaints(body) == []


def built(body: str) -> html.HtmlElement:
    """Return what Python-Markdown, with the site's extensions, makes of a text."""
    extensions = ["toc", "tables", "fenced_code", "attr_list", "footnotes"]
    source = Markdown(extensions=extensions).convert(body.lstrip())
    return html.fragment_fromstring(source, create_parent="div")


def kinds(tree: html.HtmlElement) -> list[str]:
    """Return the kinds of blocks of built HTML, the notes last, in the words of the model."""
    found: list[str] = []
    notes: list[str] = []
    for element in tree.iter():
        above = {parent.tag for parent in element.iterancestors()}
        tag = str(element.tag)
        if any(parent.get("class") == "footnote" for parent in element.iterancestors()):
            notes += ["footnote"] * (tag == "p")
        elif tag == "p":
            found.append("item" if "li" in above else "quotation" if "blockquote" in above else "paragraph")
        elif tag == "li" and element.find("p") is None:
            found.append("item")
        elif tag == "tr":
            found.append("row")
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            found.append(f"{tag} {element.get('id')}")
    return found + notes


PIECES = st.sampled_from(
    ["word", "two words", "*", "**", "*em*", "**strong**", "[", "]", "(", ")", "[t](a.md)", "[^n]", "_",
     "[Name]", "[t](https://un.org/x_y)", "\n[^n]: note\n", "\n", "\n\n", "- ", "- item\n", "1. ", "-",
     "1. one\n", "> ", "\n## H {#h}\n", "\n### K {#k}\n", "#", "|", " ", "  \n", "{: .close }", "{#x}",
     "\n| a | b |\n| --- | --- |\n| c | d |\n", "\n{: .close }\n", "*w*{: lang=en }", "=", "+", ":", "!",
     "’", "&", "\n---\n", "    ", "\t", "…", "1) ", "A.\n\nB\n", "é", "字", "。", "\\", "`", "<b>"]
)  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=9).map("".join))
def test_what_passes_is_read_alike_by_check_and_build(body: str) -> None:
    """The check reads CommonMark, the build Python-Markdown: a text that passes is the same to both."""
    body += "\n"
    if complaints(body):
        return
    tree = built(body)
    ours = []
    for section in parse_sections(body):
        if section.title:
            ours.append(f"h{section.level} {section.id}")
        ours += [block.kind for block in section.blocks]
    assert kinds(tree) == ours
    assert not set(tree.text_content()) & set("*_{}`\\<"), "a mark is shown to readers"
    allowed = {"id", "class", "href", "title", "lang"}
    assert all(set(element.attrib) <= allowed for element in tree.iter())
