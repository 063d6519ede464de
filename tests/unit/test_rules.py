"""Each rule of `checks`: one change to a sound project, told at the changed line with a remedy."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from microsite.registry import CannotRun

from microsite import checks
from microsite.build.context import Site
from microsite.checks import characters, parity, source, spelled
from microsite.model import Content, Problem
from small import INDEX, LANGUAGES, Project, page, said

EN, FR, RU = (f"docs/{locale}/index.md" for locale in ("en", "fr", "ru"))
LETTER = "docs/fr/letter.md"
EVENTS, LINKS, TERMS, DATES = (
    f"docs/_data/{name}.yml" for name in ("events", "links", "glossary", "dates")
)
LEDGER, ENTRY = "docs/_data/published.yml", "docs/xx/index.md"
STRINGS = "docs/_data/strings/fr.yml"
MADE = "translated: 2026-11-24\nmethod: machine"
INVITED = "J’ai l’honneur de vous inviter à Palexpo."
WRITE = "Veuillez écrire à [info@example.org](mailto:info@example.org)."
HOSTS = """- {id: a, lang: en, url: "https://docs.un.org/a", name: A}
- {id: evil, lang: en, url: "https://HOST/x", name: E}
- {id: un"""
SAME = '- {id: y, lang: fr, url: "https://www.un.org/dialogue", name: y}'
TOMORROW = f"{datetime.now(UTC).date() + timedelta(days=9)}"

# Rule: what is done to which file, and what is said. A number: so many lines below the change.
CASES: dict[str, tuple[str, str, str, str] | tuple[str, str, str, str, int]] = {
    # checks/structure.py
    "a level is skipped": (FR, "### Documents", "#### Documents", "skips a level"),
    "a heading of level one": (FR, "## Programme", "# Programme", "Write ## for a section"),
    "a heading without id": (FR, " {#programme}", "", "has no id"),
    "a taken id": (FR, "{#papers}", "{#p1}", "cannot be the id"),
    "an id of the template": (FR, "{#papers}", "{#cite}", "cannot be the id"),
    "an id in capitals": (FR, "{#papers}", "{#papers-}", "cannot be the id"),
    "an id twice": (FR, "{#papers}", "{#programme}", "stands 2 times"),
    "an empty section": (FR, "[^source]:", "## Fin {#end}\n\n[^source]:", "has no text"),
    "nothing written": (FR, "title: Dialogue", "title: …", "still to be written"),
    "a text to be written": (FR, "- Ouverture", "- …", "still to be written"),
    "a heading to be written": (FR, "## Programme", "## …", "still to be written"),
    "its own original": (FR, "original: en", "original: fr", "does not hold the original"),
    "another original": (FR, "original: en", "original: ru", "Write en."),
    "no language of the site": (FR, "original: en", "original: de", "does not hold the original"),
    "no original named": (FR, "original: en\n", "", "which language the page was translated from", -3),
    "an original that is a translation": (EN, "status:", f"original: fr\n{MADE}\nstatus:",
                                         "name this page as the original"),
    "a false claim": (LETTER, "unofficial-translation", "as-circulated", "cannot be the status"),
    "a summary of a letter": (LETTER, "unofficial-translation", "our-summary", "unofficial-translation"),
    "a translation of a summary": (FR, "our-summary", "unofficial-translation", "Write our-summary"),
    "an original that says it is none": ("docs/en/letter.md", "as-circulated", "unofficial-translation",
                                         "An original is no translation"),
    "a template of one version": (FR, "status:", "template: home.html\nstatus:", "differs from that of"),
    "a day to come": (FR, "translated: 2026-11-24", f"translated: {TOMORROW}", "has not come yet"),
    "a page twice in nav": ("mkdocs.yml", "- letter.md", "- letter.md\n- letter.md", "twice in nav"),
    # checks/data.py and records.py
    "no event of the Dialogue": (EVENTS, "id: dialogue-2026", "id: ai-for-good-2026",
                                 "Put it back, with “id: dialogue-2026”"),
    "no address of the Dialogue": (LINKS, "id: dialogue-site", "id: site", "“id: dialogue-site”", -2),
    "a text is missing": (STRINGS, "  label: À propos de ce texte\n", "", "“status.label” is missing"),
    "a text of one language": (STRINGS, "skip:", "salt: sel\nskip:", "Only this language has"),
    "an empty text": (STRINGS, "skip: Aller au contenu", "skip:", "is empty"),
    "a list for a text": (STRINGS, "skip: Aller au contenu", "skip: [a]", "not one text"),
    "a word in braces": (STRINGS, "note: Note {n}", "note: Note {m}", "{m}, which the other"),
    "a lost word in braces": (STRINGS, "note: Note {n}", "note: Note", "lacks {n}"),
    "an open brace": (STRINGS, "note: Note {n}", "note: Note {n", "braces of “note” are not in order"),
    "a format that fills memory": (STRINGS, "{n}", "{n:>999999999}", "braces"),
    "a look inside the program": (STRINGS, "{n}", "{n.__class__}", "braces"),
    "a plural form too many": (STRINGS, " one: \"{n} section", " few: \"{n} section", "plural forms"),
    "a wrong date field": (STRINGS, "{d} {month} {year}", "{d} {moon} {year}", "{moon}"),
    "months": (STRINGS, "  first: 1er", "  months: [janvier]\n  first: 1er", "twelve"),
    "no text for an event": (STRINGS, "  dialogue-2026:", "  dialogue:", "has no text", -23),
    "an unknown source": (EVENTS, "letter, un", "letter, nobody", "“nobody” of “dialogue-2026”", -1),
    "no source": (EVENTS, ", source: [letter, un]", "", "lacks “source”", -1),
    "a source as text": (EVENTS, "[letter, un]", "letter", "a list such as"),
    "an unknown key of an event": (EVENTS, "mark: S", "mark: S, note: x", "“note” is unknown"),
    "an unknown mark": (EVENTS, "mark: S", "mark: X", "S, 2+, 1 or U"),
    "an unknown kind": (EVENTS, "mark: S", "mark: S, kind: party", "event or deadline"),
    "an id that would be markup": (EVENTS, "id: dialogue-2026", 'id: "x onclick=y"', "small letters"),
    "no such day": (EVENTS, "2026-07-06", "2026-02-30", "is not a date"),
    "no such month": (EVENTS, "start: 2026-07-06, end: 2026-07-07", "start: 2026-13", "is not a date"),
    "an end before the start": (EVENTS, "end: 2026-07-07", "end: 2026-07-01", "not before the start"),
    "several months": (EVENTS, "start: 2026-07-06, end: 2026-07-07", "start: 2026-07, end: 2026-09",
                       "its years"),
    "over the turn of a year": (EVENTS, "end: 2026-07-07", "end: 2027-07-07", "turn of a year"),
    "an end of another kind": (EVENTS, "end: 2026-07-07", "end: 2026-08", "Write both as"),
    "an event twice": (EVENTS, "- {id", "- {id: dialogue-2026, start: 2026, mark: S, source: [un]}\n- {id",
                       "Two entries have the id", 1),
    "an id that is a list": (EVENTS, "id: dialogue-2026", "id: [dialogue-2026]", "small letters"),
    "an id that is a list of keys": (TERMS, "id: palexpo", "id: {a: b}", "small letters"),
    "an event that is a text": (EVENTS, "- {id", "- text\n- {id", "has no keys"),
    "events as keys": (EVENTS, "- {id", "a: b\nb: {id", "not a list"),
    "no address": (LINKS, "url: \"https://docs.un.org/{lang}/A/RES/79/325\", ", "", "lacks “url”"),
    "http": (LINKS, "https://", "http://", "not a safe address"),
    "javascript": (LINKS, "https://docs.un.org/{lang}/A/RES/79/325", "javascript:alert(1)", "not a safe"),
    "an address with a name": (LINKS, "https://docs", "https://me@docs", "not a safe address"),
    "an address with a port": (LINKS, "un.org/", "un.org:8080/", "not a safe address"),
    "an address that would be markup": (LINKS, "/325", "/325'><b>", "not a safe address"),
    "an address in other letters": (LINKS, "docs.un.org", "docs.un.оrg", "not a safe address"),
    "a punycode host": (LINKS, "docs.un.org", "xn--docs.un.org", "not a safe address"),
    "a way up": (LINKS, "/A/RES", "/../RES", "not a safe address"),
    "no language of an address": (LINKS, "{lang}", "en", "language of the address is not clear"),
    "an unknown language of an address": (LINKS, "{lang}", "de\", lang: \"de", "not clear"),
    "a list as language": (LINKS, "name:", "lang: [en], name:", "not usable"),
    "a form is missing": (TERMS, "fr: Palexpo, ", "", "for each of en, fr, ru"),
    "forms as a text": (TERMS, "{en: Palexpo, fr: Palexpo, ru: Palexpo}", "Palexpo", "for each of"),
    "a mark is wrong": (TERMS, "fr: S", "fr: T", "S, 2+, 1 or U"),
    "a variant as text": (TERMS, "[Palexpô]", "Palexpô", "not usable"),
    "an unknown language": (TERMS, "avoid: {fr", "avoid: {de", "not usable"),
    "a broken expression": (TERMS, "match: {en: [P", 'match: {en: ["(", P', "regular expression", -3),
    "an endless expression": (TERMS, "match: {en: [P", 'match: {en: ["(a+)+$", P', "repeat single", -3),
    "an expression for all": (TERMS, "match: {en: [P", 'match: {en: ["x*", P', "regular expression", -3),
    "a date without a reason": (DATES, ", why: the interface texts name it", "", "lacks “why”"),
    "a date that is none": (DATES, "2026-04-23", "2026-31", "is not a date"),
    "a form that its expression does not know": (TERMS, "fr: Palexpo,", "fr: Palais,", "not recognised"),
    "a form that is to be avoided": (TERMS, "[Palexpô]", "[expo]", "part of the official form", -3),
    "a document without an address": (EVENTS, "mark: S", "mark: S, symbol: A/RES/1", "add https://docs.un"),
    "a date that the letters have not": (EVENTS, "start: 2026-07-06", "start: 2026-07-05",
                                         "the letters give 2026-07-05"),
    "an address twice": (LINKS, "- {id: dialogue-site", f"{SAME}\n- {{id: x", "“y” has the same", 1),
    "a data file too many": ("docs/_data/more.yml", "", "a: b\n", "No page uses this file"),
    "a language too many": ("docs/_data/strings/de.yml", "", "a: b\n", "one file in strings for each"),
    "an address that is none": (LEDGER, "{}", "../x: {ids: []}", "cannot be the address of a page"),
    "a ledger that is a list": (LEDGER, "{}", "- index", "not a list of keys"),
    "an empty list as ledger": (LEDGER, "{}", "[]", "not a list of keys"),
    "a page that has not moved": (LEDGER, "{}", "index: {moved: letter}", "is still there"),
    "a template of the entry page": (ENTRY, "entry.html", "home.html", "“template: entry.html”", -1),
    "a title of the entry page": (ENTRY, "title: G", "title: \\G", "plain words"),
    # content.py, mkdocs.yml
    "a program of others": ("mkdocs.yml", "nav:", "hooks: [evil.py]\nnav:", "“hooks” is no setting"),
    "a setting whose name stands higher up": ("mkdocs.yml", "nav:", "extra:\n  x: y\nnav:",
                                              "“extra” is no setting"),
    "a page like another": ("mkdocs.yml", "- letter.md", "- x/index.md\n- letter.md\n- index.md",
                            "“index.md” stands twice", 2),
    "a plug-in of others": ("mkdocs.yml", "- microsite:", "- macros\n- microsite:", "“macros” is no"),
    "an extension of others": ("mkdocs.yml", "- tables", "- tables\n- md_in_html", "no setting"),
    # checks/links.py
    "a page that is not there": (FR, "letter.md#p2", "lettre.md#p2", "such as letter.md"),
    "a place that is not there": (FR, "letter.md#p2", "letter.md#p9", "has no place “#p9”"),
    "another language": (FR, "letter.md#p2", "../en/letter.md#p2", "no page"),
    "out of the site": (FR, "letter.md#p2", "../../../secret.md", "no page"),
    "an address from the root": (FR, "letter.md#p2", "/letter.md", "no page"),
    "another host": (FR, "letter.md#p2", "//evil.example", "is not allowed"),
    "an unlisted address": (FR, "letter.md#p2", "https://example.org", "not on the list"),
    "an unsafe address": (FR, "letter.md#p2", "http://www.un.org", "is not allowed"),
    "a document in another language": (FR, "un.org/fr/", "un.org/en/", "Write https://docs.un.org/fr/A/RES"),
    "a link without a text": (FR, "[la lettre]", "[]", "has no text"),
    "a link with a title": (FR, "letter.md#p2)", 'letter.md "titre")', "unusual way"),
    "a note without a text": (FR, "[^source]:", "[^other]:", "“source” has no text", -6),
    "a note without a reference": (FR, "réunion[^source].", "réunion.", "Nothing refers", 6),
    "a note twice": (FR, "[^source]: [", "[^source]: Nations Unies\n[^source]: [", "stands 2 times"),
    # checks/characters.py
    "not NFC": (FR, "Débat", "De\u0301bat", "NFC"),
    "a direction control": (FR, "Débat", "\u202eDébat", "U+202E"),
    "a zero-width space": (FR, "Débat", "Dé\u200bbat", "U+200B"),
    "a private character": (FR, "Débat", "D\ue001bat", "U+E001"),
    "a soft hyphen": (FR, "Débat", "Dé\u00adbat", "U+00AD"),
    "a control": (FR, "Débat", "D\x1bébat", "U+001B"),
    "a lost character": (FR, "Débat", "D\ufffdbat", "U+FFFD, replacement character"),
    "a picture": (FR, "Débat", "Débat 😀", "U+1F600, grinning face"),
    "a heap of marks": (FR, "Débat", "De\u0335\u0335\u0335bat", "heaped"),
    "mixed scripts": (FR, "Ouverture", "Оuverture", "mixes letters of several scripts"),
    "a Greek letter": (FR, "Ouverture", "Οuverture", "mixes letters of several scripts"),
    "letters of print": (FR, "Ouverture", "Oﬃce", "a form that search does not find"),
    "wide letters": (FR, "Ouverture", "ＩＴＵ", "a form that search does not find"),
    "a word of another script": (FR, "Ouverture", "Открытие", "is written in Cyrillic letters"),
    "a rare script": (FR, "Ouverture", "ꓑꓮꓡ", "is written in Lisu letters"),
    "a lone Latin letter": (RU, "в Женеве", "c Женевой", "looks like a Cyrillic one"),
    "a name in another script": (LETTER, "Palexpo.", "Раехро.", "Раехро"),
    "a name with one letter off": (LETTER, "Palexpo.", "Palexro.", "looks like “Palexpo”"),
    "a body with a small l": (FR, "Ouverture", "lTU", "looks like “ITU”"),
    "a symbol in another script": (FR, "Ouverture", "Résolution А/RES/79/325", "looks like “A/RES/79/325”"),
    "a title": (FR, "title: Dialogue", "title: Dіalogue", "mixes letters"),
    "an interface text": (STRINGS, "skip: Aller", "skip: A\u200bller", "In “skip”"),
    "a term": (TERMS, "fr: Palexpo,", "fr: Раlexpo,", "In “0.forms.fr”: “Раlexpo” looks like"),
    "a host that begins alike": (LINKS, "- {id: un", HOSTS.replace("HOST", "docs.un.org.evil.net"),
                                 "looks like “docs.un.org”", 1),
    "a host one letter off": (LINKS, "- {id: un", HOSTS.replace("HOST", "docs.um.org"),
                              "looks like “docs.un.org”", 1),
    # checks/status.py
    "sections of an original": (EN, "status:", "sections: {top: 12345678}\nstatus:", "An original has no"),
    # checks/parity.py
    "a paragraph is missing": (FR, "Une résolution était soumise à la réunion[^source].\n\n", "",
                               "docs/en/index.md:18", 0),
    "a paragraph too many": (FR, "## Programme", "Encore un mot.\n\n## Programme", "does not have"),
    "an item is missing": (FR, "- Débat, voir [la lettre](letter.md#p2)\n", "", "A list item is missing"),
    "a cell too many": (FR, "| Projet | 12 |", "| Projet | 12 | 12 |", "This row has 3 cells"),
    "a section is missing": (FR, "### Documents {#papers}\n\n", "", "does not have"),
    "another id": (FR, "{#papers}", "{#documents}", "#papers"),
    "another mark": (LETTER, "{: .reference }", "{: .contact }", "differs from", -1),
    "another link": (FR, "letter.md#p2", "letter.md#p1", "lacks the link “letter.md#p2”"),
    "the first paragraph of a letter": (LETTER, f"{INVITED}\n\n", "",
                                        "Paragraph 1 of the letter is missing; docs/en/letter.md:10"),
    "two paragraphs exchanged": (LETTER, f"{INVITED}\n\n{WRITE}", f"{WRITE}\n\n{INVITED}",
                                 "the one in line 16 have changed places"),
    "paragraphs of a letter": (LETTER, f"\n\n{WRITE}\n", "\n",
                               "Paragraph 2 of the letter is missing", -1),
    # checks/facts.py
    "another number": (FR, "Projet | 12", "Projet | 13", "lacks “12”"),
    "another day": (FR, "6 et 7 juillet", "6 et 8 juillet", "2026-07-07"),
    "another symbol": (LETTER, "CL-1", "CL-2", "lacks “CL-1”"),
    "a date that the data have not": (EN, "6 and 7 July 2026", "6 and 9 July 2026", "2026-07-09"),
    "another day in an interface text": (STRINGS, "6 et 7 juillet", "6 et 8 juillet", "2026-07-08"),
    # checks/glossary.py
    "a concept is missing": (LETTER, "Palexpo.", "Genève.", "“Palexpo”"),
    "a variant": (FR, "Ouverture", "Ouverture à Palexpô", "not the official form"),
    "a variant in an interface text": (STRINGS, "tagline: Site", "tagline: Palexpô", "not the official"),
    # checks/proportion.py
    "an untranslated sentence": (FR, "Les deux journées comptaient deux parties",
                                 "The two days had two parts", "in the same words"),
    "a text far too short": (FR, "a eu lieu à Genève les 6 et 7 juillet 2026. Il était *ouvert* à **tous**",
                             ": 6 et 7 juillet 2026,", "seems to be missing"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_change_for_the_worse_is_told_at_its_line(project: Project, name: str) -> None:
    path, old, new, words, *delta = CASES[name]
    line = project.change(path, old, new)
    said(project.problems(), path, line + (delta[0] if delta else 0), words)


def test_the_sound_project_has_no_problem(model_project: Project) -> None:
    assert model_project.problems() == []


@pytest.mark.parametrize(
    ("line", "key"),
    [("skip: ", "skip"), ("  more: ", "status.more"), ("  index: ", "search.index"), ("moved: ", "moved")],
)
def test_a_text_that_templates_show_and_no_language_has_is_told(
    project: Project, line: str, key: str
) -> None:
    for language in LANGUAGES:
        path = f"docs/_data/strings/{language.locale}.yml"
        text = next(text for text in project.read(path).split("\n") if text.startswith(line))
        project.change(path, f"{text}\n", "")
    told = project.problems()
    assert {(problem.path, problem.message, problem.remedy) for problem in told} == {
        (f"docs/_data/strings/{language.locale}.yml", f"The text “{key}” is missing.", "Put it back.")
        for language in LANGUAGES
    }


def test_what_pages_ask_for_in_vain_is_told_with_its_place(project: Project) -> None:
    content = project.load()
    texts = content.strings["fr"]
    line = content.line(STRINGS, "paragraph") - 1
    with pytest.raises(CannotRun, match=f"^{STRINGS}:{line}: “paragraph.nothing” is missing"):
        texts["paragraph"]["nothing"]
    with pytest.raises(CannotRun, match=f"^{STRINGS}:1: “nothing” is missing"):
        texts["nothing"]
    assert texts["paragraph"]["link"]
    assert "nothing" not in texts
    shown = Site(content, datetime.now(UTC).date(), datetime.now(UTC).date(), "a/b")
    with pytest.raises(CannotRun, match=f"^{LINKS}:1: “nothing” is missing"):
        shown.source("nothing", "fr")
    with pytest.raises(CannotRun, match=f"^{EVENTS}:1: “nothing” is missing"):
        shown.event("nothing")


def test_a_page_missing_in_one_language_is_told(project: Project) -> None:
    (project.root / FR).unlink()
    said(project.problems(), FR, 1, "missing in this language")


def test_a_page_of_one_language_is_told(project: Project) -> None:
    project.write("docs/fr/extra.md", page("en", "Page", "Une page.", "our-summary", "Un texte.\n"))
    said(project.problems(), "docs/fr/extra.md", 1, "The page is in fr, but not in the navigation.")


def test_a_page_without_text_is_told(project: Project) -> None:
    for language in LANGUAGES:
        project.write(
            f"docs/{language.locale}/index.md", page(language.locale, "T", "D", "our-summary", "")
        )
    said(project.problems(), EN, 6, "The page has no text.")


def test_a_page_that_nobody_calls_the_original_is_told(project: Project) -> None:
    project.change(EN, "status:", f"original: ru\n{MADE}\nstatus:")
    said(project.problems(), EN, 4, "name this page as the original")


def test_a_later_stage_says_nothing_where_an_earlier_one_failed(project: Project) -> None:
    project.change(FR, "{#papers}", "{#other}")
    project.change(FR, "Projet | 12", "Projet | 13")
    assert {problem.rule for problem in project.problems()} == {"parity"}


def test_what_all_translations_contradict_is_told_of_the_original(content: Content) -> None:
    page = content.pages["en", "about"]
    short = replace(page, sections=page.sections[:-1])
    found = [*parity.check(replace(content, pages={**content.pages, ("en", "about"): short}))]
    assert [problem.path for problem in found] == [page.path]
    assert "docs/ar/about.md:44 has it" in found[0].message


def test_what_was_published_cannot_be_struck_out(project: Project) -> None:
    project.write(LEDGER, "letter:\n  ids: [p1, p2]\nindex:\n  ids: [papers]\n")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", str(project.root)]
    # The developer's own settings may sign commits, or run hooks.
    alone = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for command in (["init", "-q"], ["add", LEDGER], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True, env=alone)
    assert project.problems() == []
    project.write(LEDGER, "letter:\n  ids: [p1]\n")
    said(project.problems(), LEDGER, 1, "“p2” of the page “letter” has been struck out")
    said(project.problems(), LEDGER, 1, "“index” has been struck out")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("to Palexpo.", "to the Palexpo.", "Here stands “the”; the text as circulated has “Palexpo.”"),
        ("invite you to", "invite to", "Here stands “to”; the text as circulated has “you”"),
        (" to Palexpo.", "", "“to Palexpo.” of the text as circulated is missing here"),
    ],
)
def test_an_original_letter_is_what_was_circulated(
    project: Project, old: str, new: str, words: str
) -> None:
    path = "docs/en/letter.md"
    project.write(source.PATH, project.read(path).split("---\n")[2])
    assert project.problems() == []
    line = project.change(path, old, new)
    said([*source.check(project.load())], path, line, words)


def test_without_what_was_circulated_an_original_letter_is_told(project: Project) -> None:
    project.write(source.PATH, "[^n]: No word of the letters.\n")
    said(project.problems(), source.PATH, 1, "The letters as they were circulated are missing")
    (project.root / source.PATH).unlink()
    said(project.problems(), source.PATH, 1, "The letters as they were circulated are missing")
    assert not [*source.check(replace(project.load(), pages={}))]


def test_a_slip_in_a_term_is_told_and_an_ending_is_none(project: Project) -> None:
    project.write(
        "docs/_data/names.yml",
        "- id: assembly\n  forms: {en: Assembly, fr: Assemblée générale, ru: Ассамблея}\n"
        "  marks: {en: U, fr: U, ru: U}\n",
    )
    line = project.change(FR, "Ouverture", "Ouverture des Assemblées")
    assert project.problems() == []
    project.change(FR, "Assemblées", "Asemblée")
    said(project.problems(), FR, line, "“Asemblée” looks like a misspelling of “Assemblée”")


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
    assert spelled.spelled(text, locale) == found


@pytest.mark.parametrize("number", ["trois parties", "deux parties, en trois fois"])
def test_a_number_in_words_is_compared(project: Project, number: str) -> None:
    line = project.change(
        FR, "Les deux journées comptaient deux parties", f"Les journées comptaient {number}"
    )
    found = [problem.line for problem in project.problems() if problem.rule == "spelled"]
    assert found == ([line] if number.startswith("trois") else [])


@pytest.mark.parametrize(
    ("path", "old", "right", "wrong", "name"),
    [
        (EN, "6 and 7 July", "Monday 6 and Tuesday 7 July", "Friday 6 and Tuesday 7 July", "Monday"),
        (
            FR,
            "les 6 et 7 juillet",
            "le lundi 6 et le mardi 7 juillet",
            "le mardi 6 et le 7 juillet",
            "lundi",
        ),
        (RU, "6 и 7 июля", "в понедельник, 6 и 7 июля", "в среду, 6 и 7 июля", "понедельник"),
    ],
)
def test_a_day_of_the_week_is_that_of_its_date(
    project: Project, path: str, old: str, right: str, wrong: str, name: str
) -> None:
    line = project.change(path, old, right)
    assert not [problem for problem in project.problems() if problem.rule == "spelled"]
    project.change(path, right, wrong)
    said(project.problems(), path, line, f"Write {name}, or correct the date")


def test_a_preview_is_shown_only_of_what_is_safe(project: Project) -> None:
    project.change(FR, "Ouverture", "l'ouverture")
    assert not list(checks.run(project.load(), (checks.BEFORE_PREVIEW,)))
    project.change(FR, "Débat", "<b>Débat</b>")
    assert list(checks.run(project.load(), (checks.BEFORE_PREVIEW,)))


# Sound changes that a rule could take for an error.
HONEST: dict[str, list[tuple[str, str, str]]] = {
    "a typo in a translation": [(FR, "Les deux journées", "Les deux jours")],
    "a typo in an original": [(EN, "The two days", "These two days")],
    "a sentence is split": [(FR, "à Genève les 6", "à Genève. C’était les 6")],
    "spaces at the end of lines": [
        (FR, "- Ouverture", "- Ouverture "), (FR, "{#papers}", "{#papers}   "),
        (FR, "Débat, voir [la lettre](letter.md#p2)\n", "Débat, voir [la lettre](letter.md#p2)\t\n \n"),
    ],
    "the name of a reader": [(FR, "method: machine", "method: machine\nreviewed_by: Anne O'Brien")],
    "a quoted word": [(FR, "- Ouverture", "- Ouverture (*Открытие*{: lang=ru })")],
    "a word in brackets": [
        (EN, "- Opening", "- Opening [text]"),
        (FR, "- Ouverture", "- Ouverture [texte]"),
        (RU, "- Открытие", "- Открытие [текст]"),
    ],
    "a sign": [(FR, "- Ouverture", "- Ouverture & clôture")],
    "a colon after “data”": [(EN, "- Opening", "- Opening of the data: a start")],
    "a link below the text": [(LETTER, "[info@example.org](mailto:info@example.org)",
                               "[info@example.org](mailto:info@example.org)  \nMerci")],
    "a title of digits": [(path, "title: ", "title: 2026 #") for path in (EN, FR, RU)],
    "a new event": [
        (EVENTS, "- {", "- {id: x, start: 2024, mark: U, source: [un], calendar: true}\n- {"),
        ("docs/_data/strings/en.yml", "\nevents:\n", "\nevents:\n  x: A meeting\n"),
        ("docs/_data/strings/fr.yml", "\nevents:\n", "\nevents:\n  x: Une réunion\n"),
        ("docs/_data/strings/ru.yml", "\nevents:\n", "\nevents:\n  x: Встреча\n"),
    ],
    "a new address": [(LINKS, "- {", '- {id: g, lang: fr, url: "https://un.org/a_b~c?d", name: UN}\n- {')],
    "a new paragraph everywhere": [
        (EN, "## Programme", "A second paragraph says more.\n\n## Programme"),
        (FR, "## Programme", "Un deuxième alinéa en dit plus.\n\n## Programme"),
        (RU, "## Программа", "Второй абзац говорит больше.\n\n## Программа"),
    ],
    "a corrected date everywhere": [
        (EN, "6 and 7 July", "7 and 8 July"), (FR, "6 et 7 juillet", "7 et 8 juillet"),
        (RU, "6 и 7 июля", "7 и 8 июля"), ("docs/en/letter.md", "6 and 7", "7 and 8"),
        (source.PATH, "6 and 7", "7 and 8"),
        (LETTER, "6 et 7", "7 et 8"), ("docs/ru/letter.md", "6 и 7", "7 и 8"),
        (EVENTS, "start: 2026-07-06, end: 2026-07-07", "start: 2026-07-07, end: 2026-07-08"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_change_passes(project: Project, name: str) -> None:
    for path, old, new in HONEST[name]:
        project.change(path, old, new)
    assert project.problems() == []


@pytest.mark.parametrize(
    ("word", "name", "alike"),
    [
        ("Palexpo", "Palexpo", False),
        ("PALEXPO", "Palexpo", False),
        ("Раlexpo", "Palexpo", True),
        ("PaIexpo", "Palexpo", True),
        ("Palexp", "Palexpo", True),
        ("Palexpoo", "Palexpo", True),
        ("Geneva", "Palexpo", False),
        ("ІТU", "ITU", True),
        ("IBU", "ITU", False),
        ("docs.un.0rg", "docs.un.org", False),
    ],
)
def test_look_alikes(word: str, name: str, alike: bool) -> None:
    assert characters.imitates(word, name) is alike


def test_one_cause_is_told_once(project: Project) -> None:
    project.change(FR, "Ouverture", "<b>a</b> <i>b</i>")
    told = project.problems()
    assert len({(problem.line, problem.message) for problem in told}) == len(told)


def test_a_problem_shows_what_cannot_be_seen() -> None:
    problem = Problem("docs/a\u202eb.md", 1, "A\x1b[31m\nB.", "C\udcff.")
    assert str(problem) == "docs/a\\u202eb.md:1: A\\x1b[31m\\nB. C\\udcff."
    assert str(replace(problem, path="docs/é.md", message="«中»")) == "docs/é.md:1: «中» C\\udcff."


def test_the_texts_of_the_project_are_in_every_language() -> None:
    assert INDEX.keys() == {language.locale for language in LANGUAGES}
