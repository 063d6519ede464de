"""Dates in words, the state of events, and what the Markdown extension adds to a page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from lxml import html
from markdown import Markdown
from microsite.blocks import number_paragraphs, parse_sections
from microsite.build.markup import PageText, Reading

from microsite.build.dates import first_day, in_words, last_day, state
from microsite.content import load
from microsite.model import Content, Event, Page
from small import ROOT, Project

STRINGS = load(ROOT)[0].strings


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-07-06", date(2026, 7, 6), date(2026, 7, 6)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_days_of_a_date(text: str, first: date, last: date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("start", "end", "today", "expected"),
    [
        ("2026-07-06", "2026-07-07", date(2026, 7, 5), "upcoming"),
        ("2026-07-06", "2026-07-07", date(2026, 7, 6), "underway"),
        ("2026-07-06", "2026-07-07", date(2026, 7, 7), "underway"),
        ("2026-07-06", "2026-07-07", date(2026, 7, 8), "ended"),
        ("2027-05", "2027-05", date(2027, 5, 31), "underway"),
        ("2027", "2028", date(2026, 12, 31), "upcoming"),
        ("2027", "2028", date(2029, 1, 1), "ended"),
    ],
)
def test_state_of_an_event(start: str, end: str, today: date, expected: str) -> None:
    assert state(Event("e", start, end, "S", ()), today) == expected


@pytest.mark.parametrize(
    ("locale", "start", "end", "words"),
    [
        ("en", "2026-07-06", "2026-07-07", "6 and 7 July 2026"),
        ("en", "2026-07-07", "2026-07-10", "7 to 10 July 2026"),
        ("en", "2026-07-31", "2026-08-01", "31 July to 1 August 2026"),
        ("en", "2027-05", "2027-05", "May 2027"),
        ("en", "2027", "2028", "2027 to 2028"),
        ("fr", "2026-08-01", "2026-08-01", "1er août 2026"),
        ("fr", "2026-07-07", "2026-07-10", "du 7 au 10 juillet 2026"),
        ("fr", "2026-08-01", "2026-08-02", "1er et 2 août 2026"),
        ("es", "2026-07-06", "2026-07-07", "6 y 7 de julio de 2026"),
        ("ru", "2026-07-06", "2026-07-07", "6 и 7 июля 2026 года"),
        ("ru", "2027-05", "2027-05", "май 2027 года"),
        ("zh", "2026-07-06", "2026-07-07", "2026年7月6日和7日"),
        ("zh", "2026-07-31", "2026-08-01", "2026年7月31日至8月1日"),
        ("ar", "2026-07-06", "2026-07-07", "6 و7 تموز/يوليه 2026"),
        ("ar", "2027", "2028", "من عام 2027 إلى عام 2028"),
    ],
)
def test_dates_in_words(locale: str, start: str, end: str, words: str) -> None:
    assert in_words(start, end, locale, STRINGS[locale]) == words


def converted(content: Content, page: Page, today: date = date(2026, 7, 6)) -> html.HtmlElement:
    """Return the HTML of a page on a day."""
    extension = PageText()
    events = {event.id: event for event in content.events}
    extension.reading = Reading(page, content, lambda name: state(events[name], today))
    markdown = Markdown(extensions=["toc", "tables", "fenced_code", "attr_list", "footnotes", extension])
    return html.fragment_fromstring(markdown.convert(page.source), create_parent="div")


def reading(content: Content, key: tuple[str, str], body: str) -> Page:
    sections = parse_sections(body)
    return replace(content.pages[key], source=body, sections=number_paragraphs(sections))


def test_headings_link_to_themselves(model_project: Project) -> None:
    content = model_project.load()
    tree = converted(content, content.pages["fr", "index"])
    assert [(h.get("id"), h[0].get("href")) for h in tree.xpath("//h2[not(@id='notes')] | //h3")] == [
        ("programme", "#programme"),
        ("papers", "#papers"),
    ]


def test_paragraphs_of_a_letter_are_numbered_and_its_formulas_are_not(model_project: Project) -> None:
    content = model_project.load()
    tree = converted(content, content.pages["fr", "letter"])
    numbers = [(p.get("id"), p[0].text, p[0].get("href")) for p in tree.xpath("//p[@id]")]
    assert numbers == [("p1", "1", "#p1"), ("p2", "2", "#p2")]
    assert tree.xpath("//p[@id='p1']/a/@aria-label") == ["Lien vers le paragraphe 1"]
    assert tree.xpath("string(//p[@class='reference'])") == "Réf. : CL-1, 6 et 7 juillet 2026"
    assert not converted(content, content.pages["fr", "index"]).xpath("//p[@id]")


@pytest.mark.parametrize(
    ("today", "kept"),
    [(date(2026, 7, 5), "before"), (date(2026, 7, 6), "now"), (date(2026, 7, 8), "after")],
)
def test_blocks_for_another_time_are_left_out(model_project: Project, today: date, kept: str) -> None:
    content = model_project.load()
    body = "".join(
        f"{text}[^{text}]\n{{: .when-dialogue-2026-{when} }}\n\n[^{text}]: Note {text}.\n\n"
        for text, when in (("before", "upcoming"), ("now", "underway"), ("after", "ended"))
    )
    tree = converted(content, reading(content, ("en", "index"), body), today)
    paragraphs = tree.xpath("./p")
    assert len(paragraphs) == 1
    assert paragraphs[0].text == kept
    assert "class" not in paragraphs[0].attrib
    ids = set(tree.xpath("//@id"))
    assert all(href[1:] in ids for href in tree.xpath("//a/@href")), "a link of a note leads nowhere"


def test_notes_speak_the_language_of_the_page(model_project: Project) -> None:
    content = model_project.load()
    tree = converted(content, content.pages["fr", "index"])
    assert tree.xpath("//a[@role='doc-noteref']/@aria-label") == ["Note 1"]
    assert tree.xpath("//a[@role='doc-backlink']/@aria-label") == ["Retour au texte, note 1"]
    assert tree.xpath("string(//section[@aria-labelledby='notes']/h2)") == "Sources"
    assert not tree.xpath("//hr | //@title")


def test_a_link_to_another_language_says_so(model_project: Project) -> None:
    content = model_project.load()
    link = replace(content.links[0], id="en", url="https://www.un.org/en/x", lang="en")
    content = replace(content, links=(*content.links, link))
    body = "[a](https://www.un.org/en/x), [b](https://docs.un.org/fr/A/RES/79/325), [c](mailto:x@y.z)\n"
    tree = converted(content, reading(content, ("fr", "index"), body))
    assert [a.get("hreflang") for a in tree.iter("a")] == ["en", None, None]
    assert [a.get("translate") for a in tree.iter("a")] == [None, None, "no"]
    assert tree.text_content().strip() == "a (en anglais), b, c"
    same = converted(content, reading(content, ("en", "index"), body))
    assert same.text_content().strip() == "a, b, c"


def test_tables_scroll_by_keyboard(model_project: Project) -> None:
    content = model_project.load()
    tree = converted(content, content.pages["ru", "index"])
    scrollers = [dict(box.attrib) for box in tree.xpath("//table/..")]
    assert scrollers == [{"class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Диалог"}]


@pytest.mark.parametrize(
    "body",
    ["<b onclick=x>a</b>", "a\n{: onclick=x }", "[a](javascript:x)", "[a](java&#115;cript:x)",
     "![a](//b.c/d.png)",
     "<javascript:x>", "[a](//b.c)", "[a](data:,x)", "| a |\n| -: |\n| b |", "```{ .a onclick=x }\nb\n```"],
)  # fmt: skip
def test_what_no_page_needs_is_left_out_even_unchecked(model_project: Project, body: str) -> None:
    content = model_project.load()
    tree = converted(content, reading(content, ("en", "index"), body))
    assert not tree.xpath("//b | //img | //@onclick | //@style | //@src | //@href"), html.tostring(tree)
