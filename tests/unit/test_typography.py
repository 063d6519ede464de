"""The typography of each language, in the source (checks/typography.py) and in the build (typeset.py)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.build.typeset import NO_BREAK, THIN, isolate, typeset
from microsite.checks import typography
from microsite.content import Content
from microsite.model import Text
from small import CODES, TODAY, Project, cases

CASES = cases("typography")


def told(text: str, locale: str) -> dict[str, str]:
    content = Content((), (), {}, TODAY, texts=(Text("p", 7, text, locale),))
    found = typography.check(content)
    return {problem.rule: f"{problem.message} {problem.remedy}" for problem in found}


@pytest.mark.parametrize("rule", typography.RULES, ids=lambda rule: rule["id"])
def test_a_rule_finds_its_bad_example_and_not_its_good_one(rule: dict[str, str]) -> None:
    for locale in rule.get("locales", " ".join(CODES)).split():
        assert told(rule["bad"], locale)[rule["id"]]
        assert rule["id"] not in told(rule["good"], locale)


def test_rules_are_known_by_their_id_and_hold_in_languages_of_the_site() -> None:
    assert len({rule["id"] for rule in typography.RULES}) == len(typography.RULES)
    assert all({*rule.get("locales", "en").split()} <= {*CODES} for rule in typography.RULES)


def test_a_message_shows_what_was_found() -> None:
    message = told("on June 25, 2026 in Geneva", "en")["date-turned"]
    assert message.startswith("‘June 25, 2026’ is not how this language writes dates here. Write the day")


@pytest.mark.parametrize("case", CASES["sound"])
def test_what_the_language_writes_passes(case: dict[str, str]) -> None:
    ((locale, text),) = case.items()
    assert told(text, locale) == {}


@pytest.mark.parametrize("apart", ["[a](b--c...)", "[a 'b'--c]{lang=ru}", "[^n--x]", "{#x--y}", "x--y@z.org"])
def test_what_is_no_prose_keeps_its_marks(apart: str) -> None:
    assert told(f"text {apart} text", "en") == {}


def test_a_letter_as_circulated_keeps_its_marks_but_not_the_notes_on_it(project: Project) -> None:
    path = "docs/en/letter.md"
    project.change(path, "I have the honour", "It's an honour...")
    note = project.change(path, "Please write", "Please[^a] write") + 2
    project.write(path, f"{project.read(path)}\n[^a]: It's a note.\n")
    found = typography.check(project.load())
    assert [problem.line for problem in found if problem.rule in ("apostrophe", "ellipsis")] == [note]


def test_french_spaces_are_set_by_the_build_in_titles_names_and_texts_for_scripts_too() -> None:
    html = (
        '<title>Oui : non</title><p title="Voici : x" aria-label="Oui ; non">Voici : « mot » ; oui ! Non ? '
        "12:30 https://un.org <b>a</b> :</p><template><p>« a »</p></template>"
    )
    assert typeset(html, "fr") == (
        f'<title>Oui{NO_BREAK}: non</title><p title="Voici : x" aria-label="Oui{THIN}; non">'
        f"Voici{NO_BREAK}: «{NO_BREAK}mot{NO_BREAK}»{THIN}; oui{THIN}! Non{THIN}? "
        f"12:30 https://un.org <b>a</b>{NO_BREAK}:</p><template><p>«{NO_BREAK}a{NO_BREAK}»</p></template>"
    )
    assert typeset(html, "en") == typeset(html, "es") == html


def test_russian_breaks_no_line_before_a_dash_or_in_a_number() -> None:
    html = "<p>Диалог – 11 000 гостей, 6 и 7 июля</p>"
    done = html.replace(" –", f"{NO_BREAK}–").replace("11 ", f"11{NO_BREAK}")
    assert typeset(html, "ru") == typeset(done, "ru") == done


@pytest.mark.parametrize("language", ["es", "fr", "ru"])
def test_no_line_breaks_before_a_per_cent_sign(language: str) -> None:
    assert typeset("<p>75 % a 2 600</p>", language) == f"<p>75{NO_BREAK}% a 2{NO_BREAK}600</p>"


@pytest.mark.parametrize("tag", ["script", "style", "code", "pre", "textarea"])
def test_what_is_no_prose_is_left_alone(tag: str) -> None:
    html = f"<{tag}>a : 2026-07-06 الحوار UN</{tag}>"
    assert typeset(html, "fr") == html
    assert typeset(html, "ar") == html


@pytest.mark.parametrize("case", CASES["isolated"])
def test_latin_runs_are_isolated_in_arabic(case: str) -> None:
    text, isolated = re.sub("[‹›]", "", case), case.replace("‹", '<bdi dir="ltr">').replace("›", "</bdi>")
    assert isolate(text) == isolated
    set_in_type = re.sub('<span translate="no">(.*?)</span>', r"\1", typeset(f"<p>{text}</p>", "ar"))
    assert set_in_type == f"<p>{isolated}</p>"


@pytest.mark.parametrize("locale", CODES)
def test_symbols_of_documents_are_names_that_nobody_translates(locale: str) -> None:
    html = typeset("<p>A/RES/79/325, CL-26/22, 79/325, 1/2.</p>", locale)
    assert re.findall('<span translate="no">(.*?)</span>', html) == ["A/RES/79/325", "CL-26/22", "79/325"]


def test_what_has_a_direction_is_isolated_already() -> None:
    html = '<p><span lang="fr" dir="ltr">Le 2026-07-06 <b>UN</b></span> ثم UN</p>'
    assert typeset(html, "ar") == html.replace("ثم UN", 'ثم <bdi dir="ltr">UN</bdi>')


PARTS = [
    *["<p>", "</p>", "<b class='x'>", "</b>", "<bdi>", "</bdi>", "<br>", "<!-- : -->", "<code>", "</code>"],
    *["a", " : ", " ;", "« ", " »", "!", "?", " ", NO_BREAK, THIN, "الحوار", "UN", "2026-07-06", "79/325"],
    *["&amp;", "&#39;", ".", "12:30", "https://un.org/a?b"],
]
HTML = st.lists(st.sampled_from(PARTS), max_size=20).map("".join)


@given(HTML)
def test_typesetting_changes_spaces_and_isolation_alone_and_twice_is_once(html: str) -> None:
    def bare(text: str) -> str:
        return re.sub(r'[\s\u00a0\u202f]|<bdi dir="ltr">|</bdi>|<span translate="no">|</span>', "", text)

    for locale in CODES:
        once = typeset(html, locale)
        assert bare(once) == bare(html)
        assert typeset(once, locale) == once


@given(st.text(max_size=40), st.sampled_from(CODES))
def test_no_text_stops_the_typesetting(text: str, locale: str) -> None:
    assert isinstance(typeset(text, locale), str)
    assert all(told(text, locale).values())
