"""The Markdown that a contributor may write, and what a clumsy one writes instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown import Markdown

from microsite.checks import links, markup, structure
from microsite.content import Content, Page
from microsite.model import TEXT_KEYS, Language, Text
from microsite.parse import Authoring
from microsite.schema import Event, FrontMatter, Link
from small import PARSER, SETTINGS, TODAY, cases

BUILDER = Markdown(
    extensions=[*SETTINGS.extensions, Authoring()], extension_configs=dict(SETTINGS.extensions)
)
META = FrontMatter(title="T", description="D", status="our-summary", lines=dict.fromkeys(TEXT_KEYS, 2))
EVENT = Event(id="party", start="2027-05-01", mark="S", source=("un",))
UN = Link(id="un", name="UN", urls={"en": "https://un.org/x_y"})
CASES = cases("markdown")


def written(body: str, status: str = "our-summary") -> Content:
    """Return a site of one page in English."""
    meta = META.model_copy(update={"status": status})
    page = Page("docs/en/a.md", "en", "a", meta, PARSER.sections(body, 4), body, 5)
    language = Language("en", "en", "ltr", "English")
    pages = {("en", "a"): page}
    texts = (Text("docs/_data/events.yml", 1, EVENT.id, "", "0.id"),)
    return Content((language,), ("a",), pages, TODAY, events=(EVENT,), links=(UN,), texts=texts)


def complaints(body: str, status: str = "our-summary") -> list[tuple[int, str]]:
    rules = (markup.check, links.check, structure.check)
    content = written(body, status)
    return [(p.line - 4, f"{p.message} {p.remedy}") for rule in rules for p in rule(content)]


@pytest.mark.parametrize("name", CASES["clumsy"])
def test_clumsy_markdown_is_reported_at_its_line(name: str) -> None:
    case = CASES["clumsy"][name]
    found = complaints(f"{case['text']}\n")
    assert any(number == int(case["line"]) and case["says"] in text for number, text in found), found


@pytest.mark.parametrize("body", CASES["sound"])
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
     "\n/// details | T\n", f"\n\n{CASES['sound'][-1]}\n", "///", "/// ", "///Footnotes Go Here///"]
)  # fmt: skip


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
