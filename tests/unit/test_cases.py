"""What a contributor may get wrong, and what a rule could take for an error: the tables in cases/."""

import pytest

from small import EN, FR, LEDGER, LOCALES, RU, SCAN, Project, cases, said

TABLES = ("files", "pages", "data", "words")
WRONG = {f"{table}: {name}": case for table in TABLES for name, case in cases(table).items()}
HONEST, ALONE = cases("honest"), cases("alone")


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_reported_at_its_line(project: Project, name: str) -> None:
    case, line = WRONG[name], "1"
    if "text" in case:
        project.write(case["file"], case["text"])
    else:
        line = str(project.change(case["file"], case["old"], case["new"]))
    path, line = case.get("at", f"{case['file']}:{line}").split(":", 1)
    rows = enumerate(project.read(path).split("\n"), 1)
    number = int(line) if line.isdigit() else next(n for n, text in rows if text.startswith(line))
    said(project.problems(), path, number, case["says"])


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_change_passes(project: Project, name: str) -> None:
    for change in HONEST[name]:
        project.change(change["file"], change["old"], change["new"])
    assert [*project.problems()] == []


@pytest.mark.parametrize("name", ALONE)
def test_a_language_that_alone_says_something_else_is_reported(project: Project, name: str) -> None:
    case, first = ALONE[name], {"en": "- Opening", "fr": "- Ouverture", "ru": "- Открытие"}
    for locale, old in first.items():
        project.change(f"docs/{locale}/index.md", old, f"- {case[locale]}")
    found = "\n".join(map(str, project.problems()))
    assert case["says"] in found if "says" in case else found == ""
    assert found.count("\n") == 0, "one difference, one message"


def test_a_missing_page_and_a_lost_scan_are_reported(project: Project) -> None:
    for path in (FR, SCAN):
        (project.root / path).unlink()
    problems = [*project.problems()]
    said(problems, FR, 1, "missing in this language. Write docs/fr/index.md")
    said(problems, SCAN, 1, "Put it back")


def test_a_renamed_page_must_have_an_entry_in_the_ledger(project: Project) -> None:
    project.change("mkdocs.yml", "- index.md", "- home.md")
    project.write(LEDGER, "index: {ids: [papers]}\n")
    for path in (EN, FR, RU):
        (project.root / path).rename(project.root / path.replace("index", "home"))
    said(project.problems(), LEDGER, 1, "“index: {moved: PAGE-THAT-TAKES-ITS-PLACE}”")


def test_a_letter_as_circulated_cannot_become_a_summary(project: Project) -> None:
    for locale in LOCALES:
        status = "as-circulated" if locale == "en" else "unofficial-translation"
        project.change(f"docs/{locale}/letter.md", status, "our-summary")
    said(project.problems(), SCAN, 1, "The letter has “” where the text")


def test_all_is_reported_in_one_round(project: Project) -> None:
    """A page that cannot be read hides no errors of other pages, and links to it are not reported."""
    project.write(FR, b"---\ncaf\xe9\n")
    project.write("docs/de/x.md", "x")
    project.write("docs/ru/new.md", "")
    project.write("docs/ru/old.md", b"---\rcaf\xe9\r")
    for locale in LOCALES:
        project.change(f"docs/{locale}/letter.md", "[info@", "[A](index.md) [info@")
    html = project.change("docs/fr/letter.md", "honneur", "<b>honneur")
    term = project.change("docs/ru/letter.md", "Palexpo", "дворец")
    problems = [*project.problems()]
    said(problems, FR, 2, "not UTF-8")
    said(problems, "docs/de/x.md", 1, "No page or list")
    said(problems, "docs/ru/new.md", 1, "empty")
    said(problems, "docs/ru/old.md", 2, "not UTF-8")
    said(problems, "docs/en/letter.md", 12, "where the text as circulated has")
    said(problems, "docs/fr/letter.md", html, "HTML")
    said(problems, "docs/ru/letter.md", term, "Palexpo")
    assert not [p for p in problems if "nowhere" in p.message or "missing in this language" in p.message]


def test_an_error_in_the_data_hides_no_error_of_a_page(project: Project) -> None:
    """Rules that do not need the broken file report in the same round; none reports what it lacks."""
    events, links = "docs/_data/events.yml", "docs/_data/links.yml"
    line = project.change(events, "mark: S", "mark: 3")
    page = project.change(FR, "Ouverture", "l'ouverture")
    unsafe = project.change(FR, "Nations Unies", "javascript:alert(1)")
    problems = [*project.problems()]
    said(problems, events, line, "“mark” is “3”")
    said(problems, FR, page, "’")
    said(problems, FR, unsafe, "kind that is not allowed")
    assert {problem.path for problem in problems} == {events, FR}
    project.change(links, "https://www.un.org/dialogue", "https://[x")
    assert {problem.path for problem in project.problems()} == {events, links, FR}
