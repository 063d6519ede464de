"""Input that is heavy, or that no rule was written for: a message within seconds, never a traceback."""

import time

import pytest

from conftest import build
from microsite.cli import main
from microsite.content import MAX_BLOCK
from microsite.source import MAX_BYTES
from small import FR, LOCALES, Project

SECONDS = 10
BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
NAME = "- {id: a, forms: {en: a, fr: a, ru: a}, marks: {en: S, fr: S, ru: S}, match: {en: ['MATCH']}}\n"
HOST = "- {id: dialogue-site, name: x, urls: {en: 'https://[x'}}\n"
# A file of the data, or else the page in every language; its text; what is said of it, if anything has to be.
TEXTS: dict[str, tuple[str, str, str]] = {
    "25,000 paragraphs": ("", "a\n\n" * 25_000, "more than 600"),
    "8,000 list items": ("", "- a\n" * 8_000, "more than 600"),
    "a table of 3,000 rows": ("", "| a |\n| --- |\n" + "| b |\n" * 3_000, "more than 600"),
    "3,000 notes": ("", "".join(f"a[^n{n}]\n\n[^n{n}]: b\n\n" for n in range(3_000)), "more than 600"),
    "500 long paragraphs": ("", ("a" * 98 + " b c d.\n\n") * 500, "index.md:"),
    "paragraphs of 800 sentences": ("", "\n\n".join(["Aa. " * 800, "Bb. " * 800]), ""),
    "a long line": (
        "",
        "a" * (MAX_BLOCK + 1),
        "index.md:7: The file is empty, binary data, or has a line of more",
    ),
    "20,000 lines": ("", "a\n" * 20_000, "characters"),
    "open boxes": ("", "/// note | T\n\n" * 4_000, "more than 600"),
    "deep quotations": ("", "> " * 1900 + "x", "holds more than text"),
    "deep lists": ("", "- " * 1900 + "x", "more than 600"),
    "deep brackets": ("", "[" * 3900, "square bracket"),
    "deep stress": ("", "*a **b " * 550, "has no partner"),
    "a number without end": ("", "9" * 3900, ""),
    "digits of all kinds": ("", "٣²½Ⅷ一" * 700, "index.md:"),
    "dates that are none": ("", "Le dimanche 31 février 2025, on Monday 99 July 0000.", "index.md:"),
    "a file of 10 MB": ("", "x" * (10 << 20), "more than 100,000 bytes"),
    "an alias bomb": ("dates.yml", BOMB, "dates.yml:1"),
    "deep data": ("names.yml", "[" * 49_000, "names.yml:1"),
    "events that are texts": ("events.yml", "- x\n" * 20_000, "events.yml:"),
    "an expression that never ends": ("names.yml", NAME.replace("MATCH", "a?" * 40 + "a" * 40), ""),
    "an expression of nested repeats": ("names.yml", NAME.replace("MATCH", "(a*)*$"), "names.yml:1"),
    "a host of brackets": ("links.yml", HOST, "links.yml:1"),
    "texts of brackets": ("strings/fr.yml", "skip: '//[x'\n", "strings/fr.yml:1"),
    "texts of another form": ("strings/fr.yml", "date: [a]\nstatus: a\nevents: {}\n", "strings/fr.yml:"),
    "search words of another form": ("search/fr.yml", "stop: {a: b}\nsynonyms: x\n", ""),
}


@pytest.mark.parametrize("name", TEXTS)
def test_bad_input_ends_in_a_message(
    project: Project, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, text, words = TEXTS[name]
    if file:
        project.write(f"docs/_data/{file}", text)
    for locale in () if file else LOCALES:
        path = f"docs/{locale}/index.md"
        project.write(path, project.read(path).partition("\n\n")[0] + f"\n\n{text}\n")
    monkeypatch.chdir(project.root)
    start = time.process_time()
    code = main(["check"])
    seconds = time.process_time() - start
    out, _ = capsys.readouterr()
    assert code == 1 or not words
    assert words in out
    assert seconds < SECONDS
    assert all(len(line) < 2_000 for line in out.splitlines())


# What is hard, repeated, for a regular expression that is not written with care.
HARD = [
    *"a1.-[]({<*_!&«“年اя#=%\\٣¹。·—| ", "&a", "a@", "a.", "1.", "*a", "[a", "[^a", "a](", "1年", "A/",
    "://", "https://a", "{: ", "a ", "1 ", "> ", "- ", "1/", "a'", "+1 ", "July ", "6 juillet ", "6 ",
    "/// ", "[a]{", ":material-", "a:", "€ ", "два ", "« ", "[a](b", "mailto:a", "**", "| ",
]  # fmt: skip


@pytest.mark.parametrize("part", range(3))
def test_no_line_takes_long(project: Project, part: int) -> None:
    """A page of the greatest lines, each hard in its own way."""
    most = MAX_BYTES // 21
    lines = [(sign * MAX_BLOCK)[: min(MAX_BLOCK, most // len(sign[-1].encode()))] for sign in HARD[part::3]]
    project.write(FR, project.read(FR).partition("\n\n")[0] + "\n\n" + "\n\n".join(lines))
    start = time.process_time()
    problems = [*project.problems()]
    assert "bytes" not in str(problems[0])
    assert time.process_time() - start < SECONDS / 2


def test_a_build_of_bad_input_ends_in_a_message_and_leaves_the_last_site(project: Project) -> None:
    project.write("site/index.html", "the last good build")
    line = project.change(FR, "Ouverture", "<b>Ouverture</b>")
    done = build(project.root, project.root / "new")
    assert done.returncode == 1
    assert f"{FR}:{line}: HTML" in done.stderr
    assert "Traceback" not in done.stderr
    assert project.read("site/index.html") == "the last good build"
