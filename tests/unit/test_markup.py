"""The Markdown that a contributor may write, and what a clumsy one writes instead."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from microsite import config
from microsite.checks import links, markup, structure
from microsite.content import Content, Page
from microsite.model import TEXT_KEYS, Language
from microsite.parse import Authoring, Parser
from microsite.schema import Event, FrontMatter, Link
from microsite.source import Reader
from small import ROOT, TODAY

EXTENSIONS = config.read(Reader(ROOT)).extensions
PARSER = Parser(EXTENSIONS)
BUILDER = Markdown(extensions=[*EXTENSIONS, Authoring()], extension_configs=dict(EXTENSIONS))
META = FrontMatter(title="T", description="D", status="our-summary", lines=dict.fromkeys(TEXT_KEYS, 2))
EVENT = Event(id="party", start="2027-05-01", mark="S", source=("un",))
UN = Link(id="un", name="UN", urls={"en": "https://un.org/x_y"})
WHEN = "/// when | party {}\nIt is {}.\n///"
DATED = "\n\n".join(WHEN.format(state, state) for state in ("upcoming", "underway", "ended"))


def written(body: str, status: str = "our-summary") -> Content:
    """Return a site of one page in English."""
    meta = META.model_copy(update={"status": status})
    page = Page("docs/en/a.md", "en", "a", meta, PARSER.sections(body, 4), body, 5)
    language = Language("en", "en", "ltr", "English")
    pages = {("en", "a"): page}
    return Content(
        languages=(language,), pages=pages, today=TODAY, names=("a",), events=(EVENT,), links=(UN,)
    )


def complaints(body: str, status: str = "our-summary") -> list[tuple[int, str]]:
    rules = (markup.check, links.check, structure.check)
    content = written(body, status)
    return [(p.line - 4, f"{p.message} {p.remedy}") for rule in rules for p in rule(content)]


CLUMSY = {
    "no space after #": ("##Part {#part}", 1, "Write “## Heading {#name}”"),
    "a heading in a list": ("- ## Part {#part}", 1, "how a heading is written"),
    "an underlined heading": ("Part\n----", 2, "Write ## before a heading"),
    "a rule": ("Text.\n\n***\n\nText.", 3, "makes a rule"),
    "a list without empty line": ("Text:\n- one\n- two", 2, "Leave an empty line"),
    "a table without empty line": ("Text:\n| a |\n| --- |\n| b |", 2, "Leave an empty line"),
    "a list of bullets": ("• one\n• two", 1, "Begin each line with “- ”"),
    "a list without space": ("-one\n-two", 1, "Begin each line with “- ”"),
    "a list with brackets": ("1) one\n2) two", 1, "or with “1. ”"),
    "an item without text": ("- one\n-\n- three", 2, "how a list is written"),
    "a list in a list": ("- one\n    - two", 2, "begins with a space"),
    "stress over two lines": ("a *word\nand* b", 1, "in one line"),
    "an underscore": ("a snake_case", 1, "an underscore"),
    "a backslash": ("a\\*", 1, "program code"),
    "code": ("a `word`", 1, "program code"),
    "an open link": ("[words](a.md", 1, "A square bracket"),
    "a bare address": ("See https://un.org/x_y", 1, "Write [text](address)"),
    "an e-mail address": ("Write to me@example.org", 1, "not an address of the letters"),
    "a reference": ("[words][1]\n\n[1]: https://un.org/x_y", 3, "A square bracket"),
    "a note in the text": ("Text^[a note].", 1, "[^name]"),
    "a mark apart": ("Good bye\n\n{: .close }", 3, "not a mark"),
    "a box closed twice": ("/// note | T\nText.\n///\n\n///", 3, "A box is not written"),
    "stress after stress": ("*one**two*", 1, "has no partner"),
    "an image as link": ("![A picture](https://un.org/x_y)", 1, "Images are not part"),
    "an event": ("Good bye\n{: onclick=x }", 2, "not a mark"),
    "an id on a text": ("Good bye\n{: #bye }", 2, "not a mark"),
    "a class mark of dated text": ("It is over.\n{: .when-party-ended }", 1, "no text for the days when"),
    "dated text without a state": (DATED.rpartition("/// when")[0], 2, "is ended"),
    "dated text of no event": (DATED.replace("party", "feast"), 2, "“feast” is no event"),
    "dated text of no state": (WHEN.format("soon", "soon"), 1, "box"),
    "an open box": ("/// note | Title\nText.", 1, "not closed"),
    "a box in a box": ("/// note | T\n/// details | T\na\n///\n///", 1, "not closed"),
    "a heading in a box": ("/// note | T\n## Part {#part}\n\nText\n///", 1, "not closed"),
    "an unknown box": ("/// html | script\nText.\n///", 1, "kind of box is not known"),
    "the end of all text": ("One.\n///Footnotes Go Here///\ntwo.", 2, "kind of box is not known"),
    "the end of all text in a line": ("One ///Footnotes Go Here/// two.", 1, "A box is not written"),
    "a colour": ("The word [word]{style=color:red}.", 1, "square bracket"),
    "columns to the right": ("| a | b |\n| --- | --: |\n| c | d |", 2, "Colons align"),
    "a cell is missing": ("| a | b |\n| --- | --- |\n| c |", 3, "has 1 cells, that above has 2"),
    "a wrong encoding": ("DÃ©bat", 1, "wrong encoding"),
    "a language that is none": ("A [word]{lang=zz}.", 1, "no language"),
    "a conflict": ("<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other", 3, "Two versions of this text"),
    "a snippet": ("--8<-- \"mkdocs.yml\"", 1, "a plug-in"),
    "an admonition of MkDocs": ("!!! note\n\nText", 1, "a plug-in"),
    "a text that is part of another": ("Text.\n\nx\n\nx `y`", 5, "program code"),
    "a note within a note": ("A.[^a]\n\n[^a]: [^b]: x", 3, "“b” is not both in"),
    "a host of brackets": ("[a](https://[b)", 1, "leads nowhere"),
    "a host of signs": ("[a](https://un.org\u2100x)", 1, "leads nowhere"),
}  # fmt: skip


@pytest.mark.parametrize("name", CLUMSY)
def test_clumsy_markdown_is_reported_at_its_line(name: str) -> None:
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
        "One.[^a] Two.[^b][^a]\n\n[^a]: First.\n[^b]: [UN](link:un).\n",
        "The word [mot]{lang=en} is kept.\n",
        "/// note | Title\nText.\n\nMore.\n///\n\n/// details | Title\nText.\n///\n",
        f"{DATED}\n",
        "According to the source[^a]: a text.\n\n[^a]: Source.\n",
    ],
)
def test_sound_markdown_passes(body: str) -> None:
    assert complaints(body) == []


def test_blanks_of_letters_pass_in_letters_alone() -> None:
    body = "[Name of the addressee]\n\nGood bye.\n{: .close }\n"
    assert complaints(body, "as-circulated") == []
    assert len(complaints(body)) == 1


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
        elif tag in ("summary", "li") and element.find("p") is None:
            found.append("item" if tag == "li" else "paragraph")
        elif tag == "tr":
            found.append("row")
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            found.append(f"{tag} {element.get('id')}")
    return found + notes


PIECES = st.sampled_from(
    ["word", "two words", "*", "**", "*em*", "**strong**", "[", "]", "(", ")", "[t](a.md)", "[^n]", "_",
     "[t](https://un.org/x_y)", "\n[^n]: note\n", "\n", "\n\n", "- ", "- item\n", "1. ", "-", "\n///\n",
     "1. one\n", "> ", "\n## H {#h}\n", "\n### K {#k}\n", "#", "|", " ", "  \n", "{: .close }", "{#x}",
     "\n| a | b |\n| --- | --- |\n| c | d |\n", "[w]{lang=en}", "=", "+", ":", "!", "\n/// note | T\n",
     "’", "&", "\n---\n", "    ", "\t", "…", "1) ", "A.\n\nB\n", "é", "字", "。", "\\", "`", "<b>",
     "\n/// details | T\n", f"\n\n{DATED}\n\n", "///", "/// ", "///Footnotes Go Here///"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=9).map("".join))
def test_what_passes_is_read_alike_by_check_and_build(body: str) -> None:
    """Every block that the check has read is on the page, nothing else is, and no mark is shown."""
    body += "\n"
    if complaints(body):
        return
    tree = html.fragment_fromstring(BUILDER.reset().convert(body), create_parent="div")
    ours = []
    for section in PARSER.sections(body):
        ours += [f"h{section.level} {section.id}"] * bool(section.title)
        ours += [block.kind for block in section.blocks]
    assert kinds(tree) == ours
    assert not set(tree.text_content()) & set("*_{}`\\<"), "a mark is shown to readers"
    assert "///" not in tree.text_content()
