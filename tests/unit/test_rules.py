"""The rules on characters and names, and those that compare languages: what passes, what is reported."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite import source
from microsite.checks import characters, facts, glossary, parity, proportion, typography, values
from microsite.checks.rows import Version, sentences
from microsite.content import Content
from microsite.model import Problem, Text
from small import TODAY, Project, said

EN, FR, RU = (f"docs/{locale}/index.md" for locale in ("en", "fr", "ru"))
LETTER = "docs/fr/letter.md"
LINKS, TERMS, STRINGS = (f"docs/_data/{name}.yml" for name in ("links", "glossary", "strings/fr"))
CODES = ("ar", "zh", "en", "fr", "ru", "es")
INVITED = "J’ai l’honneur de vous inviter à Palexpo."
WRITE = "Veuillez écrire à [info@example.org](mailto:info@example.org)."
HOSTS = """- {id: a, url: "https://docs.un.org/{lang}/a", name: A}
- {id: evil, url: "https://HOST/{lang}/x", name: E}
- {id: un"""

# The file, a text in it, what is written instead, what is said. A number: so many lines below the change.
CASES: dict[str, tuple[str, str, str, str] | tuple[str, str, str, str, int]] = {
    # characters
    "not NFC": (FR, "Débat", "De\u0301bat", "U+0301, combining acute"),
    "a direction control": (FR, "Débat", "\u202eDébat", "U+202E"),
    "a zero-width space": (FR, "Débat", "Dé\u200bbat", "U+200B"),
    "a private character": (FR, "Débat", "D\ue001bat", "U+E001"),
    "a soft hyphen": (FR, "Débat", "Dé\u00adbat", "U+00AD"),
    "a control": (FR, "Débat", "D\x1bébat", "U+001B"),
    "a lost character": (FR, "Débat", "D\ufffdbat", "U+FFFD, replacement character"),
    "a picture": (FR, "Débat", "Débat 😀", "U+1F600, grinning face"),
    "a stroke through letters": (FR, "Débat", "D\u0336ébat", "U+0336"),
    "a filler": (FR, "Débat", "Débat\u3164", "hangul filler"),
    "mixed scripts": (FR, "Ouverture", "Оuverture", "letters of another script (Cyrillic, Latin)"),
    "a letter of no language": (FR, "Ouverture", "Οuverture", "U+039F"),
    "letters of print": (FR, "Ouverture", "Oﬃce", "U+FB03"),
    "a Ukrainian letter": (RU, "Открытие", "Открытіе", "U+0456"),
    "a word of another script": (FR, "Ouverture", "Открытие", "letters of another script (Cyrillic)"),
    "a lone Latin letter": (RU, "в Женеве", "c Женевой", "letters of another script (Latin)"),
    "a name in another script": (LETTER, "Palexpo.", "Раехро.", "Раехро"),
    "a name with one letter off": (LETTER, "Palexpo.", "Palexro.", "looks like “Palexpo”"),
    "a body with a small l": (FR, "Ouverture", "lTU", "looks like “ITU”"),
    "a look-alike in another language": (FR, "Ouverture", "Ouverture [Раlexpo]{lang=ru}",
        "looks like “Palexpo”"),
    "a symbol in another script": (FR, "Ouverture", "Résolution А/RES/79/325", "looks like “A/RES/79/325”"),
    "a title": (FR, "title: Dialogue", "title: Dіalogue", "U+0456"),
    "an interface text": (STRINGS, "skip: Aller", "skip: A\u200bller", "U+200B"),
    "a term": (TERMS, "fr: Palexpo,", "fr: Раlexpo,", "“Раlexpo” looks like"),
    "a host that begins alike": (LINKS, "- {id: un", HOSTS.replace("HOST", "docs.un.org.evil.net"),
                                 "looks like “docs.un.org”", 1),
    "a host one letter off": (LINKS, "- {id: un", HOSTS.replace("HOST", "docs.um.org"),
                              "looks like “docs.un.org”", 1),
    # parity
    "a paragraph is missing": (FR, "Une résolution était soumise à la réunion[^source].\n\n", "",
                               "lacks a paragraph, the footnote “source” of docs/en/index.md:30", 0),
    "a paragraph too many": (FR, "## Programme", "Encore un mot.\n\n## Programme", "does not have"),
    "an item is missing": (FR, "- Débat, voir [la lettre](letter.md#p2)\n", "", "lacks a list item", 2),
    "a section is missing": (FR, "### Documents {#papers}\n\n", "", "lacks the section “papers” of level 3"),
    "another id": (FR, "{#papers}", "{#documents}", "has the section “documents” of level 3"),
    "another mark": (LETTER, "{: .reference }", "{: .contact }", "has the mark “contact”", -1),
    "another link": (FR, "letter.md#p2", "letter.md#p1", "lacks the link “letter.md#p2”"),
    "the first paragraph of a letter": (LETTER, f"{INVITED}\n\n", "",
                                        "lacks a paragraph of docs/en/letter.md:10"),
    "two paragraphs exchanged": (LETTER, f"{INVITED}\n\n{WRITE}", f"{WRITE}\n\n{INVITED}",
        "lacks a paragraph of docs/en/letter.md:10"),
    # facts
    "another number": (FR, "Projet | 12", "Projet | 13", "lacks “12”"),
    "another day": (FR, "6 et 7 juillet", "6 et 8 juillet", "2026-07-07"),
    "another symbol": (LETTER, "CL-1", "CL-2", "lacks “CL-1”"),
    "a date that the data do not have": (EN, "6 and 7 July 2026", "6 and 9 July 2026", "2026-07-09"),
    "another day in an interface text": (STRINGS, "6 et 7 juillet", "6 et 8 juillet", "2026-07-08"),
    "a number in a title": (FR, "title: Dialogue", "title: Dialogue de 2027", "has “2027”"),
    "another number in words": (FR, "deux journées comptaient deux", "journées comptaient trois",
        "has 3 in words"),
    "another day of the week": (FR, "les 6 et", "le lundi 6 et le lundi", "2026-07-07 is a Tuesday"),
    "no such day": (FR, "7 juillet 2026", "32 juillet 2026", "There is no day 2026-07-32"),
    "a form of the date": (STRINGS, '"{d} {month} {year}"', '"{d} {month} 1999"',
        "has “1999-01-01”"),
    # glossary
    "a concept is missing": (LETTER, "Palexpo.", "Genève.", "“Palexpo”"),
    "a variant": (FR, "Ouverture", "Ouverture à Palexpô", "not the official form"),
    "a variant in an interface text": (STRINGS, "tagline: Site", "tagline: Palexpô", "not the official"),
    # proportion
    "an untranslated sentence": (FR, "Les deux journées comptaient deux parties",
        "The two days had two parts",
                                 "in the same words"),
    "a text of another language": (STRINGS, "skip: Aller au contenu", "skip: Skip to the text",
                                   "in the same words"),
    "a text far too short": (FR, "Les deux journées comptaient deux parties", "Deux", "of the usual length"),
    "a sentence is missing": (FR, " Il était *ouvert* à **tous** les États.", "", "has no counterpart"),
    "a text of another text": (FR, "Il est en cours.", "Il reste à venir.", "is the same as docs/fr/"),
    "a sentence twice": (FR, "**tous** les États.",
        "**tous** les États. Il était *ouvert* à **tous** les États.",
                         "is here twice"),
}  # fmt: skip


RULES = (characters, parity, facts, glossary, proportion, typography)


def found_in(project: Project) -> list[Problem]:
    content = project.load()
    return [problem for rule in RULES for problem in rule.check(content)]


@pytest.mark.parametrize("name", CASES)
def test_a_change_for_the_worse_is_reported_at_its_line(project: Project, name: str) -> None:
    path, old, new, words, *delta = CASES[name]
    line = project.change(path, old, new)
    said(found_in(project), path, line + (delta[0] if delta else 0), words)


# Sound changes that a rule could take for an error.
HONEST: dict[str, list[tuple[str, str, str]]] = {
    "a typo in a translation": [(FR, "Les deux journées", "Les deux jours")],
    "a typo in an original": [(EN, "The two days", "These two days")],
    "a sentence is split": [(FR, "à Genève les 6", "à Genève. C’était les 6")],
    "sentences are joined": [(FR, "2026. Il était", "2026 ; il était")],
    "spaces at the end of lines": [(FR, "- Ouverture", "- Ouverture "), (FR, "{#papers}", "{#papers}   ")],
    "the name of a reader": [(FR, "method: machine", "method: machine\nreviewed_by: Anne O'Brien")],
    "a quoted word": [(FR, "- Ouverture", "- Ouverture ([Открытие]{lang=ru})")],
    "a sign": [(FR, "- Ouverture", "- Ouverture & clôture")],
    "a word in brackets": [
        (EN, "- Opening", "- Opening [text]"), (FR, "- Ouverture", "- Ouverture [texte]"),
        (RU, "- Открытие", "- Открытие [текст]"),
    ],
    "a list with letters": [
        (EN, "- Opening", "- Opening: (a) yes, (b) no"), (FR, "- Ouverture",
        "- Ouverture : a) oui, b) non"),
        (RU, "- Открытие", "- Открытие: а) да, б) нет"),
    ],
    "the days of the week": [
        (EN, "6 and 7 July", "Monday 6 and Tuesday 7 July"),
        (FR, "les 6 et 7", "le lundi 6 et le mardi 7"), (RU, "6 и 7 июля", "в понедельник, 6 и 7 июля"),
    ],
    "a number beside a date": [
        (EN, "- Opening", "- 40 names on 7 July 2026"), (FR, "- Ouverture", "- 40 noms le 7 juillet 2026"),
        (RU, "- Открытие", "- 40 имен 7 июля 2026 года"),
    ],
    "a number in words": [(EN, "| Draft | 12 |", "| Draft | twelve |")],
    "a year in all titles": [(path, "title: ", "title: 2026 ") for path in (EN, FR, RU)],
    "quotation marks inside others": [
        (EN, "- Opening", "- “The ‘Opening’ day”"), (FR, "- Ouverture", "- « Le jour “Ouverture” »"),
        (RU, "- Открытие", "- «День „Открытие“»"),
    ],
    "a footnote is deleted everywhere": [
        (EN, "[^source]\n", "\n"), (FR, "[^source].", "."), (RU, "[^source].", "."),
        (EN, "[^source]: [United Nations](link:res-79-325).\n", ""),
        (FR, "[^source]: [Nations Unies](link:res-79-325).\n", ""),
        (RU, "[^source]: [Организация Объединенных Наций](link:res-79-325).\n", ""),
    ],
    "a new paragraph everywhere": [
        (EN, "## Programme", "A second paragraph says more.\n\n## Programme"),
        (FR, "## Programme", "Un deuxième alinéa en dit plus.\n\n## Programme"),
        (RU, "## Программа", "Второй абзац говорит больше.\n\n## Программа"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_change_passes(project: Project, name: str) -> None:
    for path, old, new in HONEST[name]:
        project.change(path, old, new)
    assert found_in(project) == []


# The same in six languages: what counts as the same facts.
SAME = {
    "40 names on a day": (
        "قدم 40 اسماً في 4 شباط/فبراير 2026", "2026年2月4日提交了40人的名单",
        "submitted 40 names on 4 February 2026",
        "a soumis 40 noms le 4 février 2026", "представил 40 имен 4 февраля 2026 года",
        "presentó 40 nombres el 4 de febrero de 2026",
    ),
    "the 82nd": ("الدورة الـ82", "第82届会议", "the 82nd session", "82e session",
        "82-я сессия", "82.º período"),
    "millions": (
        "2 مليون، 1,5 مليار، 2\u00a0600، 11 ألف", "200万、15亿、2600、1.1万",
        "2 million, 1.5 billion, 2,600, 11,000",
        "2 millions, 1,5 milliard, 2\u202f600, 11 mille", "2 млн, 1,5 миллиарда, 2600, 11 тыс.",
        "2 millones, 1.500 millones, 2.600, 11.000",
    ),
    "times": (
        "الساعة 10:30 و15:00", "10时30分、15时", "at 10.30 and 15:00", "à 10 h 30 et 15 h",
        "в 10:30 и 15.00", "a las 10.30 y a las 15.00",
    ),
    "sizes": ("14 كيلوبايت", "14KB", "14 KB", "14 Ko", "14 Кбайт", "14 KB"),
    "a weekday": (
        "يوم الأحد 22 أيلول/سبتمبر 2024", "2024年9月22日（星期日）", "on Sunday 22 September 2024",
        "le dimanche 22 septembre 2024", "в воскресенье, 22 сентября 2024 года",
        "el domingo 22 de septiembre de 2024",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_the_same_facts_in_six_languages(name: str) -> None:
    found = [facts.facts(text, locale) for locale, text in zip(CODES, SAME[name], strict=True)]
    assert found == [found[2]] * 6
    assert found[2]


@pytest.mark.parametrize(
    ("locale", "text", "found"),
    [
        ("ar", "ستة أشهر، والدورة التاسعة والسبعين، الأولى", {1, 6, 9, 70}),
        ("en", "six months, the seventy-ninth session, the first", {1, 6, 9, 70}),
        ("es", "seis meses, el septuagésimo noveno período, la primera", {1, 6, 9, 70}),
        ("fr", "six mois, la soixante-dix-neuvième session, la première", {1, 6, 9, 70}),
        ("ru", "шести месяцев, на семьдесят девятой сессии, первого", {1, 6, 9, 70}),
        ("zh", "六个月，第七十九届会议，首届", {1, 6, 9, 70}),
        ("en", "one of the two, for ever", {2}),
        ("ru", "в двух из трех", {2, 3}),
    ],
)
def test_numbers_in_words(locale: str, text: str, found: set[int]) -> None:
    assert values.words(text, locale) == found


@pytest.mark.parametrize("locale", CODES)
def test_a_day_of_the_week_is_read_in_each_language(locale: str) -> None:
    text = normalize("NFKC", SAME["a weekday"][CODES.index(locale)])
    found, _ = values.find(text, locale)
    assert found == [values.Date(2024, 9, 22, 6)]


def test_a_range_may_give_the_year_once_or_twice(content: Content) -> None:
    english = facts.facts("from 28 June to 3 July 2026", "en")
    for text, locale in (
        ("2026年6月28日至7月3日", "zh"),
        ("من 28 حزيران/يونيه 2026 إلى 3 تموز/يوليه 2026", "ar"),
    ):
        other = facts.facts(text, locale)
        version = Version("p", 1, text, locale)
        assert all(facts._has(version, fact, other - english) for fact in english - other)


def test_the_project_has_no_exchanged_months(content: Content) -> None:
    months = list(content.strings["ar"]["date"]["months"])
    months[6], months[7] = months[7], months[6]
    turned = {**content.strings["ar"], "date": {**content.strings["ar"]["date"], "months": months}}
    found = [*facts.check(replace(content, strings={**content.strings, "ar": turned}))]
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
    assert found_in(project) == []
    project.change(FR, "Assemblées", "Asemblée")
    said(found_in(project), FR, line, "“Assembly” of docs/en/index.md:")


def test_an_expression_that_takes_too_long_is_named(project: Project) -> None:
    content, slow = project.load(), "(?:a|aa)+$"
    term = content.terms[0].model_copy(update={"match": {"en": (slow,)}})
    text = content.texts[0]._replace(path=TERMS, key="0.match.en.0", text=slow)
    page = content.pages["en", "index"]
    block = page.sections[0].blocks[0]._replace(text=f"{'a' * 60}b")
    section = page.sections[0]._replace(blocks=(block,))
    pages = {**content.pages, ("en", "index"): replace(page, sections=(section,))}
    begun = time.process_time()
    found = [*glossary.check(replace(content, terms=(term,), texts=(text,), pages=pages))]
    assert [p.message for p in found if p.path == TERMS] == [f"The expression “{slow}” takes too long."]
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
    assert proportion.odd_one([82.0, 88.0], others) == 1
    assert proportion.odd_one([145.0, 88.0], others) is None


LONG = ("a. ", "6 and ", "12", "6 июля, ", "{", "[", "« ", "(", "１", "一", "two-", " ", "[a](b")


@pytest.mark.parametrize("piece", LONG)
def test_no_text_takes_long(piece: str) -> None:
    text, begun = (piece * source.MAX_LINE)[: source.MAX_LINE], time.process_time()
    for locale in CODES:
        facts.facts(text, locale)
        values.words(text, locale)
        proportion.width(text, locale)
        alone = Content((), (), {}, TODAY, texts=(Text("p", 1, "", text, locale),))
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
