"""Whether a translation is up to date: computed from the original's sections, one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from microsite.blocks import parse_sections

from microsite import checks
from microsite.model import Content, FrontMatter, Page
from microsite.status import hashes, outdated, sections_line, state
from small import INDEX, LANGUAGES, ORIGINAL, Project, said

TRANSLATIONS = [language.locale for language in LANGUAGES if language.locale != ORIGINAL]
EN, FR = "docs/en/index.md", "docs/fr/index.md"


def stale(content: Content) -> dict[tuple[str, str], list[str]]:
    """Return the outdated sections of each translation that has any."""
    return {key: names for key, page in content.pages.items() if (names := outdated(content, page))}


def test_everything_is_current_after_accept(model_project: Project) -> None:
    content = model_project.load()
    assert stale(content) == {}
    for name in content.names:
        assert state(content, ORIGINAL, name) == "original"
        assert {state(content, locale, name) for locale in TRANSLATIONS} == {"current"}
    assert state(content, "fr", "nowhere") == "missing"


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("in Geneva", "at Geneva", "top"),
        ("title: Dialogue", "title: Dialogues", "top"),
        ("description: The", "description: A", "top"),
        ("## Programme", "## Programmes", "programme"),
        ("- Opening", "- Openings", "programme"),
        ("letter.md#p2", "letter.md#p1", "programme"),
        ("| Draft", "| Drafts", "papers"),
        ("[United Nations]", "[the United Nations]", "notes"),
    ],
)
def test_one_change_of_the_original_makes_its_translations_outdated_and_no_other(
    project: Project, old: str, new: str, section: str
) -> None:
    project.change(EN, old, new)
    content = project.load()
    assert stale(content) == {(locale, "index"): [section] for locale in TRANSLATIONS}
    assert {state(content, locale, "index") for locale in TRANSLATIONS} == {"outdated"}
    assert {state(content, locale, "letter") for locale in TRANSLATIONS} == {"current"}


def test_editing_a_translation_changes_nothing(project: Project) -> None:
    project.change(FR, "Les deux journées", "Les deux jours")
    project.change(FR, "title: Dialogue", "title: Le Dialogue")
    content = project.load()
    assert stale(content) == {}
    assert project.problems() == []


def test_white_space_and_normal_form_are_no_change(project: Project) -> None:
    project.change(EN, "in Geneva on", "in Geneva\non")
    project.change(EN, "- Opening", "-   Opening")
    assert stale(project.load()) == {}
    project.change(EN, "all** States", "all** States at the café")
    project.accept()
    project.change(EN, "café", "cafe\u0301")
    assert stale(project.load()) == {}


def test_the_same_holds_for_every_section_of_the_real_site(content: Content) -> None:
    before = stale(content)
    changed = 0
    for page in content.pages.values():
        for section in page.sections:
            if page.meta.original or not section.blocks:
                continue
            block = replace(section.blocks[-1], text=section.blocks[-1].text + "x")
            new = replace(section, blocks=(*section.blocks[:-1], block))
            sections = tuple(new if item is section else item for item in page.sections)
            pages = {**content.pages, (page.locale, page.name): replace(page, sections=sections)}
            after = stale(replace(content, pages=pages))
            for key in content.pages:
                hit = [section.id] if key[1] == page.name and key[0] != page.locale else []
                assert set(after.get(key, [])) == {*before.get(key, []), *hit}, (key, section.id)
            changed += 1
    print(f"{changed} sections of originals changed, one by one")
    assert changed > len(content.names)


LETTERS = "abcdefghijklmnopqrstuvwxyz"


@settings(max_examples=1000, deadline=None)
@given(data=st.data())
def test_any_other_letter_changes_the_hash_of_its_section_alone(data: st.DataObject) -> None:
    source = INDEX[ORIGINAL]
    inner = [i for i, char in enumerate(source) if char in LETTERS and source[i - 1] in f"{LETTERS} "]
    place = data.draw(st.sampled_from(inner))
    letter = data.draw(st.sampled_from(LETTERS).filter(lambda char: char != source[place]))
    page = replace(PAGE, source=source, sections=parse_sections(source))
    changed = f"{source[:place]}{letter}{source[place + 1 :]}"
    before, after = hashes(page), hashes(replace(page, sections=parse_sections(changed)))
    if before.keys() == after.keys():  # else an id was changed, which parity tells
        line = source[:place].count("\n") + 1
        section = [item for item in page.sections if item.line <= line][-1]
        assert [name for name in before if before[name] != after[name]] == [section.id]


PAGE = Page("docs/en/index.md", ORIGINAL, "index", FrontMatter("T", "D", "our-summary"), (), "")


def test_an_outdated_translation_is_a_note_with_the_line_to_paste(project: Project) -> None:
    project.change(EN, "- Opening", "- Openings")
    assert project.problems() == []
    content = project.load()
    notes = list(checks.status.notes(content))
    assert [note.path for note in notes] == [content.pages[code, "index"].path for code in TRANSLATIONS]
    line = sections_line(content.pages[ORIGINAL, "index"])
    note = said(notes, FR, 8, f"put this line into its head: {line}")
    assert "programme" in note.message
    old = next(text for text in project.read(FR).split("\n") if text.startswith("sections:"))
    project.change(FR, old, line)
    assert stale(project.load()) == {("ru", "index"): ["programme"]}


def test_a_hash_of_digits_stays_a_text(project: Project) -> None:
    """YAML takes 00001234 for 668: a translation with such a hash would be outdated for ever."""
    top = project.load().pages["fr", "index"].meta.sections["top"]
    project.change(FR, f"{{top: {top}", "{top: 00001234")
    assert project.load().pages["fr", "index"].meta.sections["top"] == "00001234"
