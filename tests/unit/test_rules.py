"""What the rules on characters, names and facts can tell apart, and how long they may take."""

import time
from collections import Counter
from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite.checks import characters, facts, glossary, length, parity, typography, values
from microsite.checks.rows import Row, sentences
from microsite.content import MAX_BLOCK, Content
from microsite.model import Text
from small import CODES, EN, FR, RU, TODAY, Project, cases, said

TERMS = "docs/_data/glossary.yml"
FACTS = cases("facts")


@pytest.mark.parametrize("name", FACTS["same"])
def test_the_same_facts_in_six_languages(name: str) -> None:
    texts = FACTS["same"][name]
    found = [facts.facts(texts[locale], locale) for locale in CODES]
    assert found == [found[0]] * 6
    assert found[0]


@pytest.mark.parametrize("case", FACTS["words"])
def test_numbers_in_words(case: dict[str, str]) -> None:
    (locale, text), (_, found) = case.items()
    assert values.words(text, locale) == set(map(int, found.split()))


@pytest.mark.parametrize("case", FACTS["round"])
def test_round_numbers_in_words(case: dict[str, str]) -> None:
    ((locale, text),) = case.items()
    assert all(values.is_round(fact, text, locale) for fact in ("3000000000", "2000000", "1000"))
    assert not any(values.is_round(fact, text, locale) for fact in ("4000000000", "5000000", "7"))


@pytest.mark.parametrize("locale", CODES)
def test_a_day_of_the_week_is_read_in_each_language(locale: str) -> None:
    found, _ = values.find(normalize("NFKC", FACTS["same"]["a weekday"][locale]), locale)
    assert found == [values.Date(2024, 9, 22, 6)]


def test_a_range_may_give_the_year_once_or_twice() -> None:
    english = facts.facts("from 28 June to 3 July 2026", "en")
    for locale, text in FACTS["a range"].items():
        other, version = facts.facts(text, locale), Text("p", 1, text, locale)
        assert all(facts._has(version, fact, other - english, ()) for fact in english - other)


def test_exchanged_months_are_found(content: Content) -> None:
    months = list(content.strings["ar"]["date"]["months"])
    months[6], months[7] = months[7], months[6]
    turned = {**content.strings["ar"], "date": {**content.strings["ar"]["date"], "months": months}}
    found = facts.check(replace(content, strings={**content.strings, "ar": turned}))
    assert {(p.path, p.rule) for p in found} == {("docs/_data/strings/ar.yml", "facts")}


def test_what_all_translations_contradict_is_reported_in_the_original(content: Content) -> None:
    page = content.pages["en", "about"]
    short = replace(page, sections=page.sections[:-1])
    found = [*parity.check(replace(content, pages={**content.pages, ("en", "about"): short}))]
    assert [problem.path for problem in found] == [page.path]
    assert "lacks the section “report”" in found[0].message


def test_a_slip_in_a_name_is_reported_and_an_ending_is_none(project: Project) -> None:
    names = "- id: assembly\n  forms: {en: Assembly, fr: Assemblée, ru: Ассамблея}\n"
    names += "  marks: {en: U, fr: U, ru: U}\n  match: {en: [Assembly], fr: [Assemblée], ru: [Ассамбле]}\n"
    project.write("docs/_data/names.yml", names)
    project.change(EN, "- Opening", "- Opening by the Assembly")
    line = project.change(FR, "- Ouverture", "- Ouverture par les Assemblées")
    project.change(RU, "- Открытие", "- Открытие Ассамблеи")
    assert [*project.problems()] == []
    project.change(FR, "Assemblées", "Asemblée")
    said(project.problems(), FR, line, "“Assemblée” of docs/en/index.md:")


def test_an_expression_that_takes_too_long_is_named(project: Project) -> None:
    slow = "(?:a|aa)+$"
    project.change(TERMS, "en: [Palexpo]", f"en: ['{slow}']")
    project.change(EN, "- Opening", f"- {'a' * 60}b")
    begun = time.process_time()
    said(
        glossary.check(project.load()),
        TERMS,
        4,
        f"The expression “{slow}” cannot be read, fits an empty text or takes too long.",
    )
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("word", "name"),
    [("Palexpo", None), ("PALEXPO", None), ("Раlexpo", "Palexpo"), ("PaIexpo", "Palexpo"), ("Geneva", None),
     ("Palexp", "Palexpo"), ("Palexpoo", "Palexpo"), ("IBU", None)],
)  # fmt: skip
def test_look_alikes(word: str, name: str | None) -> None:
    assert characters.imitated(word, frozenset(["Palexpo", "ITU"])) == name


def test_a_sentence_that_is_lost_is_told_from_two_that_are_joined() -> None:
    others = [80.0, 60.0, 90.0]
    assert length.odd_one([82.0, 88.0], others) == 1
    assert length.odd_one([145.0, 88.0], others) is None


@pytest.mark.parametrize("third", ["It is not new.", "It is new."])
def test_a_note_of_a_letter_is_compared_among_its_translations(third: str) -> None:
    notes = {"ru": "Ссылка исправлена.", "en": "It is not old.", "fr": "Ce n’est pas ancien.", "es": third}
    states = ["as-circulated", *["unofficial-translation"] * 3]
    texts = zip(notes.items(), states, strict=True)
    row = Row("block", tuple(Text("p", 1, text, code, "block", state) for (code, text), state in texts))
    named = {
        code: {text: ["said-not"] * any(no in text for no in (" not ", "n’est"))}
        for code, text in notes.items()
    }
    found = [*glossary.compared(row, named, {"said-not": notes})]
    assert [problem.rule for problem in found] == ["glossary"] * (" not " not in third)


@pytest.mark.parametrize(
    "piece",
    ["6 июля, ", "１", "一", "two-", "ne ", "que aucun ne pas ", "проверен ни один ", "nor ", "ha ningún "],
)
def test_no_text_takes_long(piece: str) -> None:
    text, begun = (piece * MAX_BLOCK)[:MAX_BLOCK], time.process_time()
    for locale in CODES:
        facts.facts(text, locale)
        values.words(text, locale)
        length.width(text, locale)
        alone = Content((), (), {}, TODAY, texts=(Text("p", 1, text, locale),))
        assert len([*typography.check(alone), *characters.check(alone)]) < 20
    sentences(text)
    assert time.process_time() - begun < 5


DATES = ["Monday ", "31 ", "February ", "2025", "6", " and ", "–", "月", "年", "日", "（星期", ".",
         "يوم ", "الأحد ", "شباط/فبراير ", "июля ", "le ", "1er ", "juillet", "A/RES/79/1 ", "99999999999",
         "h ", "p.m."]  # fmt: skip


@given(st.lists(st.sampled_from(DATES), max_size=12).map("".join), st.sampled_from(CODES))
def test_nothing_like_a_date_stops_the_check(text: str, locale: str) -> None:
    for day in values.find(text, locale)[0]:
        assert str(day)
        assert isinstance(values.fault(day), str)
    assert isinstance(facts.facts(text, locale), Counter)
