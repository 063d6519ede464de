"""What pages, front matter, shared data, links, ledger and letters must hold: each error at its line."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

import pytest

from microsite import checks
from microsite.checks import data, links, markup, parity, structure
from small import INDEX, SCAN, Project, said

EN, FR, RU = "docs/en/index.md", "docs/fr/index.md", "docs/ru/index.md"
LETTER_EN, LETTER_FR = "docs/en/letter.md", "docs/fr/letter.md"
EVENTS, LINKS = "docs/_data/events.yml", "docs/_data/links.yml"
TERMS, STRINGS, LEDGER = "docs/_data/glossary.yml", "docs/_data/strings/fr.yml", "docs/_data/published.yml"
RULES = (structure.check, data.check, markup.check, links.check, parity.check, checks.source.check,
         checks.glossary.check)
EVENT = "{id: dialogue-2026, start: 2026-07-06, end: 2026-07-07, mark: S, source: [un]}"
NEW = EVENT.replace("2026, start", "x, start")

# The file, a text in it and another text for it, and what is said of the first line that differs.
CASES: dict[str, tuple[str, str, str, str]] = {
    # Front matter
    "an unknown key": (FR, "method:", "hide: all\nmethod:", "“hide” is unknown. Delete it"),
    "an empty title": (FR, "title: Dialogue", "title:", "“title” is missing or empty"),
    "a title in two lines": (FR, ": Dialogue", ": |\n  a\n  b", "a text in one line"),
    "a long title": (FR, ": Dialogue", f": {'T' * 401}", "at most 400"),
    "an unknown status": (FR, "our-summary", "draft", "“draft”. Write as-circulated"),
    "no such day": (FR, "2026-11-24", "2026-02-30", "Write a day such as"),
    "an unknown method": (FR, "method: machine", "method: magic", "Write machine, or human"),
    "a key of the program": (FR, "method:", "lines: {}\nmethod:", "“lines”"),
    # Versions of a page
    "a template of another page": (EN, "---\n\n", "template: glossary.html\n---\n\n", "of another page"),
    "an original that was reviewed": (EN, "---\n\n", "reviewed_by: A. Person\n---\n\n", "An original is no"),
    "another template": (FR, "method:", "template: home.html\nmethod:", "Delete the line"),
    "a language without a page": (FR, "original: en", "original: zh", "Write “original: en”"),
    "the status of an original": (FR, "our-summary", "as-circulated", "our-summary"),
    "an original in translation": (EN, "our-summary", "unofficial-translation", "“status” does not fit"),
    "a day to come": (FR, "translated: 2026-11-24", "translated: 2027-01-01", "has not come yet"),
    # Headings
    "a second title": (FR, "## Programme", "# Programme", "Write ## for a section"),
    "a level skipped": (FR, "## Programme", "### Programme", "Write ## here"),
    "no id": (FR, " {#papers}", "", "has no id"),
    "an id of the site": (FR, "{#papers}", "{#p2}", "has this id already"),
    "an id twice": (EN, "{#programme}", "{#papers}", "appears twice"),
    "a class beside the id": (FR, "{#papers}", "{#papers .big}", "Write {#name} alone"),
    # Links and notes
    "no such page": (FR, "letter.md", "lettre.md", "Write letter.md"),
    "a way out of the folder": (FR, "letter.md", "../en/letter.md", "leads nowhere"),
    "no such place": (FR, "#p2", "#p3", "leads nowhere"),
    "no such subject": (FR, "link:res-79-325", "link:res-79-352", "Write link:res-79-325"),
    "an address not listed": (FR, "link:res-79-325", "https://evil.example/", "leads nowhere"),
    "another mailbox": (LETTER_FR, "mailto:info@", "mailto:n@", "leads nowhere"),
    "words of another mailbox": (LETTER_FR, "[info@", "[office@", "name office@example.org"),
    "words of another symbol": (FR, "[Nations Unies]", "[A/RES/79/1]", "name A/RES/79/1"),
    "words of a symbol within": (FR, "[Nations Unies]", "[A/RES/79/32]", "name A/RES/79/32"),
    "a symbol, and another place": (FR, "[Nations Unies](link:res-79-325)",
                                    "[A/RES/79/1](link:dialogue-site)", "name A/RES/79/1"),
    "words of another host": (FR, "[Nations Unies]", "[unesco.org]", "name unesco.org"),
    "words of a host, page as target": (FR, "[la lettre]", "[www.itu.int]", "name www.itu.int"),
    "an empty link": (FR, "[Nations Unies]", "[]", "The link has no text"),
    "a source of another host": (TERMS, "  match:", "  sources: {fr: 'https://evil.example/'}\n  match:",
                                 "is not on the list"),
    # Letters
    "a changed letter": (LETTER_EN, "invite you", "invite us", "“us” where the text as"),
    "a word too few": (LETTER_EN, "the honour", "honour", "text as circulated has “the”"),
    # Events
    "a month that is none": (EVENTS, "start: 2026-07-06", "start: 2026-13-01", "a day such as 2026-07-06"),
    "an end before the start": (EVENTS, "end: 2026-07-07", "end: 2026-07-05", "in order"),
    "an unknown mark": (EVENTS, "mark: S", "mark: 3", "Write S, 2+"),
    "no source": (EVENTS, "source: [un]", "source: []", "Write a list such as"),
    "an unknown source": (EVENTS, "source: [un]", "source: [nu]", "“nu” of “dialogue-2026” is unknown"),
    "a second event": (EVENTS, EVENT, f"{EVENT}\n- {EVENT}", "Two entries have the id"),
    "no dialogue": (EVENTS, "id: dialogue-2026", "id: dialogue-2025", "“dialogue-2026”, and it is missing"),
    # Links
    "no address": (LINKS, 'urls: {en: "https://www.un.org/dialogue"}', "urls: {}", "Write either url:"),
    "a disguised host": (LINKS, "www.un.org/", "xn--un-org/", "Write {en: https://host/path"),
    "a user name": (LINKS, "www.un.org/", "un.org@evil.example/", "Write {en: https://host/path"),
    "an unknown language": (LINKS, "{en: ", "{de: ", "Write {en: https://host/path"),
    # Glossary, ledger
    "a form that is missing": (TERMS, ", ru: Palexpo}", "}", "Write it by language"),
    "a broken expression": (TERMS, "{en: [Palexpo]", "{en: ['(']", "with closed brackets"),
    "an expression of nothing": (TERMS, "{en: [Palexpo]", "{en: ['x*']", "Write regular expressions"),
    "a hidden term": (TERMS, "  match:", "  listed: false\n  match:", "“listed”"),
    "an id of a lost heading": (LEDGER, "{}", "index: {ids: [gone]}", "has been published, and is gone"),
    "a move to nowhere": (LEDGER, "{}", "old: {moved: nowhere}", "has been published and is gone"),
    "a move that was none": (LEDGER, "{}", "letter: {moved: index}", "still in use"),
    "an alias of a living id": (LEDGER, "{}", "index: {aliases: {papers: programme}}", "or the alias"),
    "an alias to nothing": (LEDGER, "{}", "index: {ids: [gone], aliases: {gone: x}}", "is gone there"),
    # Interface texts
    "no text": (STRINGS, "\nskip: ", "\nskip:\nskap: ", "“skip” is empty"),
    "open braces": (STRINGS, "\nskip: ", "\nskip: '{'\nskap: ", "the words in braces"),
    "a way to secrets": (STRINGS, "\nskip: ", "\nskip: '{a.__class__}'\nskap: ", "the words in braces"),
    "words of no other language": (STRINGS, "\nskip: ", "\nskip: '{n}'\nskap: ", "of the other languages"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_error_is_reported_at_its_line(project: Project, name: str) -> None:
    path, old, new, words = CASES[name]
    line = project.change(path, old, new)
    said(project.problems(*RULES), path, line, words)


def unlink(project: Project) -> None:
    (project.root / FR).unlink()


def add_page(project: Project) -> None:
    project.write("docs/fr/more.md", project.read(FR))


def rename(project: Project) -> object:
    project.change("mkdocs.yml", "- index.md", "- home.md")
    project.write(LEDGER, "index: {ids: [papers]}\n")
    return [
        (project.root / path).rename(project.root / path.replace("index", "home")) for path in (EN, FR, RU)
    ]


def without_circulated(project: Project) -> object:
    project.change(LETTER_EN, "as-circulated", "our-summary")
    project.change(LETTER_FR, "unofficial-translation", "our-summary")
    return project.change("docs/ru/letter.md", "unofficial-translation", "our-summary")


# A change, or what is done to the project; where that is reported; what is said.
ELSEWHERE: dict[str, tuple[tuple[str, str, str] | Callable[[Project], object], str, int | str, str]] = {
    "another template in the original": ((EN, "---\n\n", "template: glossary.html\n---\n\n"), FR, 2,
                                         "“template” does not fit"),
    "a text of one language": ((STRINGS, "skip:", "skipp: a\nskip:"), STRINGS.replace("fr", "ru"), 1,
                               "delete it in: fr"),
    "a note twice": ((FR, "[^source]: ", "[^source]: A.\n[^source]: "), FR, 34, "once, at the end"),
    "a missing page": (unlink, FR, 1, "missing in this language. Write docs/fr/index.md"),
    "a page of one language": (add_page, "docs/fr/more.md", 1, "is not in the navigation"),
    "a renamed page": (rename, LEDGER, 1, "“index: {moved: PAGE-THAT-TAKES-ITS-PLACE}”"),
    "a page without text": (lambda project: project.write(FR, project.read(FR).partition("\n\n")[0] + "\n"),
                            FR, 10, "lacks a paragraph"),
    "a note without use": ((FR, "réunion[^source]", "réunion"), FR, 40, "The note “source” is not both"),
    "a form not recognised": ((TERMS, "fr: [Palexpo]", "fr: [Genève]"), TERMS, 2, "is not recognised"),
    "another plural form": ((STRINGS, "    other: ", "    few: "), STRINGS, "  outdated_sections:",
                            "needs: many, one, other"),
    "a missing text": ((STRINGS, "\nskip: ", "\nskap: "), STRINGS, 1, "“skip” is missing"),
    "eleven months": ((STRINGS, "\ndate:", "\ndate:\n  months: [mai]"), STRINGS, "  months:", "twelve"),
    "an event without text": ((EVENTS, EVENT, f"{EVENT}\n- {NEW}"), STRINGS, "events:", "“events.dialogue"),
    "a place without text": ((EVENTS, "[un]", "[un], place: moon"), STRINGS, "facts:", "“facts.moon”"),
    "a changed scan": ((SCAN, "you", "us"), SCAN, 1, "as it was received"),
    "a lost scan": (lambda project: (project.root / SCAN).unlink(), SCAN, 1, "Put it back"),
    "no letter as circulated": (without_circulated, SCAN, 1, "The letter has “” where the text"),
}  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_error_is_reported_where_it_is_fixed(project: Project, name: str) -> None:
    spoil, path, line, words = ELSEWHERE[name]
    spoil(project) if callable(spoil) else project.change(*spoil)
    if isinstance(line, str):  # the line that begins so
        line = next(n for n, text in enumerate(project.read(path).split("\n"), 1) if text.startswith(line))
    said(project.problems(*RULES), path, line, words)


def test_the_rules_report_in_one_round(project: Project) -> None:
    """A page that is broken hides no errors of other pages, and links to it are not reported."""
    lines = [project.change(RU, "title:", "titel:")]
    lines += [project.change(LETTER_FR, "honneur", "<b>honneur")]
    lines += [project.change("docs/ru/letter.md", "Palexpo", "дворец")]
    for code in ("en", "fr", "ru"):
        project.change(f"docs/{code}/letter.md", "[info@", "[A](index.md) [info@")
    problems = project.problems()
    said(problems, RU, lines[0], "“titel” is unknown")
    said(problems, LETTER_FR, lines[1], "HTML")
    said(problems, "docs/ru/letter.md", lines[2], "Palexpo")
    assert not [problem for problem in problems if "nowhere" in problem.message]


def test_what_was_published_cannot_be_struck_from_the_ledger(project: Project) -> None:
    project.write(LEDGER, "index: {ids: [papers, programme]}\nletter: {ids: [p1]}\n")
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", str(project.root), *command], check=True)
    assert project.problems(*RULES) == []
    project.write(LEDGER, "index: {ids: [papers]}\n")
    problems = project.problems(links.check)
    said(problems, LEDGER, 1, "“programme” of “index” has been published, and is gone")
    said(problems, LEDGER, 1, "“p1” of “letter” has been published, and is gone")


def test_sound_content_passes(project: Project) -> None:
    """What the rules could take for an error, and is none."""
    project.write(LEDGER, "old/page: {moved: index}\nindex: {ids: [papers, old], aliases: {old: papers}}\n")
    project.change(LINKS, "name: un.org", "name: {en: un.org, fr: onu.org}, cited: [fr]")
    project.change(TERMS, "  match:", "  sources: {fr: 'https://news.un.org/fr/', ru: CL-1}\n  match:")
    project.change(EVENTS, EVENT, f"{EVENT}\n- {{id: dialogue-x, start: 2027-05, mark: U, source: [letter]}}")
    for code in INDEX:
        project.change(f"docs/_data/strings/{code}.yml", "\nevents:", "\nevents:\n  dialogue-x: –")
        more = "(link:res-79-325), [un.org](link:dialogue-site), [*A/RES/79/1*](link:un), "
        more += "[A/RES/79/325](index.md)"
        project.change(f"docs/{code}/index.md", "(link:res-79-325)", more)
    project.accept()
    assert project.problems(*RULES) == []
