"""Whether a translation is up to date: computed from the original's sections, one by one."""

import pytest

from microsite.checks import parity
from microsite.content import Content
from microsite.status import outdated, sections_line
from small import EN, FR, LANGUAGES, ORIGINAL, Project, said

TRANSLATIONS = [language.locale for language in LANGUAGES if language.locale != ORIGINAL]


def stale(content: Content) -> dict[tuple[str, str], list[str]]:
    """Return the outdated sections of each translation that has any."""
    return {key: names for key, page in content.pages.items() if (names := outdated(content, page))}


def test_everything_is_current_after_accept(model_project: Project) -> None:
    content = model_project.load()
    assert stale(content) == {}


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("in Geneva", "at Geneva", "top"),
        ("title: Dialogue", "title: Dialogues", "top"),
        ("description: The", "description: A", "top"),
        ("## Programme", "## Programmes", "programme"),
        ("- Opening", "- Openings", "programme"),
        ("letter.md#p2", "letter.md#p1", "programme"),
        ("It is over.", "It is over now.", "programme"),
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


def test_editing_a_translation_white_space_and_normal_form_change_nothing(project: Project) -> None:
    project.change(FR, "Les deux journées", "Les deux jours")
    project.change(EN, "in Geneva on", "in Geneva\non")
    project.change(EN, "- Opening", "-   Opening")
    assert stale(project.load()) == {}
    project.change(EN, "all** States", "all** States at the café")
    project.accept()
    project.change(EN, "café", "cafe\u0301")
    assert stale(project.load()) == {}


def test_an_outdated_translation_is_a_note_with_the_line_to_paste(project: Project) -> None:
    project.change(EN, "- Opening", "- Openings")
    assert [*project.problems()] == []
    content = project.load()
    notes = list(parity.notes(content))
    assert [note.path for note in notes] == [content.pages[code, "index"].path for code in TRANSLATIONS]
    line = sections_line(content.pages[ORIGINAL, "index"])
    note = said(notes, FR, 8, f"put into its front matter: {line}")
    assert "programme" in note.message
    old = next(text for text in project.read(FR).split("\n") if text.startswith("sections:"))
    project.change(FR, old, line)
    assert stale(project.load()) == {("ru", "index"): ["programme"]}
