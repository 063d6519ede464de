"""Input that is heavy, or that no rule was written for: a message within seconds, never a traceback."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from conftest import build
from microsite.cli import main
from microsite.source import MAX_BYTES, MAX_LINE
from small import INDEX, PINNED, Project

FR = "docs/fr/index.md"
SECONDS = 10


def french(body: str) -> Callable[[Project], None]:
    """Return what gives the French page another text below its front matter."""
    return lambda project: project.write(
        FR, project.read(FR).partition("\n---\n\n")[0] + f"\n---\n\n{body}\n"
    )


def everywhere(body: str) -> Callable[[Project], None]:
    def spoil(project: Project) -> None:
        for locale in INDEX:
            path = f"docs/{locale}/index.md"
            head = project.read(path).partition("\n---\n\n")[0]
            project.write(path, f"{head}\n---\n\n{body}\n")

    return spoil


def data(name: str, text: str) -> Callable[[Project], None]:
    return lambda project: project.write(f"docs/_data/{name}", text)


def sparse(project: Project) -> None:
    with (project.root / FR).open("wb") as file:
        file.truncate(50 << 20)


def match(expressions: str) -> Callable[[Project], object]:
    return lambda project: project.change(
        "docs/_data/glossary.yml", "match: {en: [", f"match: {{en: [{expressions}, "
    )


BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
LONG = "a" * 98 + " b c d.\n\n"
CASES: dict[str, tuple[Callable[[Project], object], str]] = {
    "25,000 paragraphs of a letter": (everywhere("a\n\n" * 25_000), "more than 600"),
    "8,000 list items": (everywhere("- a\n" * 8_000), "more than 600"),
    "a table of 3,000 rows": (everywhere("| a | b |\n| --- | --- |\n" + "| c | d |\n" * 3_000), "more than 600"),
    "3,000 notes": (french("".join(f"a[^n{n}]\n\n[^n{n}]: b\n\n" for n in range(3_000))), "more than 600"),
    "500 long paragraphs": (everywhere(LONG * 500), "index.md:"),
    "20 paragraphs of 800 sentences": (everywhere(("Aa. " * 800).strip() + "\n\n" + ("Bb. " * 800).strip()), ""),
    "20,000 lines": (french("a\n" * 20_000), "characters"),
    "600 boxes": (french("/// note | T\na\n///\n\n" * 600), "index.md:"),
    "open boxes": (french("/// note | T\n\n" * 4_000), "more than 600"),
    "deep quotations": (french("> " * 1900 + "x"), "holds more than text"),
    "deep lists": (french("- " * 1900 + "x"), "more than 600"),
    "deep brackets": (french("[" * 3900), "square bracket"),
    "deep indents": (french("\n".join("    " * n + "- a" for n in range(200))), "begins with a space"),
    "deep stress": (french("*a **b " * 550), "has no partner"),
    "a number without end": (french("9" * 3900), "index.md:"),
    "a number of digits of all kinds": (french("٣²½Ⅷ一" * 700), "index.md:"),
    "a date that is none": (french("Le dimanche 31 février 2025, le 99 juillet 0000 (A/RES/79/1)."), "index.md:"),
    "a file of 10 MB": (french("x" * (10 << 20)), "more than 100,000 bytes"),
    "a file of 50 MB of nothing": (sparse, "more than 100,000 bytes"),
    "every byte": (lambda project: project.write(FR, bytes(range(256)) * 16), "index.md:"),
    "an alias bomb": (data("dates.yml", BOMB), "dates.yml:1"),
    "deep data": (data("names.yml", "[" * 49_000), "names.yml:1"),
    "deep blocks of data": (data("names.yml", "- " * 1_900), "names.yml:1"),
    "many keys": (data("published.yml", "".join(f"a{n}: {{}}\n" for n in range(9_000))), "published.yml:"),
    "events that are texts": (data("events.yml", "- x\n" * 20_000), "events.yml:"),
    "an expression that never ends": (match("'" + "a?" * 40 + "a" * 40 + "'"), ""),
    "an expression of nested repeats": (match("'(a*)*$'"), "glossary.yml:"),
    "a host of brackets": (data("links.yml", "- {id: dialogue-site, name: x, urls: {en: 'https://[x'}}\n"),
                           "links.yml:1"),
    "a text of brackets": (lambda project: project.change("docs/_data/strings/fr.yml", "skip: ", "skip: //[x "),
                           ""),
    "no texts": (data("strings/fr.yml", "skip: x\n"), "strings/fr.yml:1"),
    "texts of another form": (data("strings/fr.yml", "date: [a]\nstatus: a\nevents: {}\n"), "strings/fr.yml:"),
    "search words of another form": (data("search/fr.yml", "stop: {a: b}\nsynonyms: x\n"), ""),
    "a page named as a folder": (lambda project: project.write("docs/fr/index.md/x.md", b"") if (
        (project.root / FR).unlink()) else None, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_bad_input_ends_in_a_message(
    project: Project, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, words = CASES[name]
    spoil(project)
    monkeypatch.chdir(project.root)
    start = time.process_time()
    with PINNED:
        code = main(["check"])
    seconds = time.process_time() - start
    out, _ = capsys.readouterr()
    assert code == (1 if words else code)
    assert words in out
    assert seconds < SECONDS
    assert all(len(line) < 2_000 for line in out.splitlines())


# Lines of the greatest length that are hard for a regular expression which is not written with care.
HARD = """a|1|.|-|[|]|(|{|<|*|_|!|&|&a|a@|a.|1.|a |1 |*a|[a|[^a|a](|«|“|年|1年|ا|я|A/|://|https://a|#|> |- |1/|a'|=
+1 |{: |%|\\\\|July |6 juillet |6 |/// |[a]{|:material-|a:|€ |два |٣ |¹|。|· |—|mailto:a""".replace("\n", "|").split("|")  # fmt: skip


@pytest.mark.parametrize("part", range(6))
def test_no_line_takes_long(project: Project, part: int) -> None:
    """The greatest page, of the greatest lines, each hard in its own way."""
    head = project.read(FR).partition("\n---\n\n")[0]
    for sign in HARD[part::6]:
        line = (sign * MAX_LINE)[: MAX_LINE - 1]
        count = (MAX_BYTES - 2_000) // (len(line.encode()) + 2)
        project.write(FR, f"{head}\n---\n\n" + f"{line}\n\n" * count)
        start = time.process_time()
        assert project.problems(), sign
        assert time.process_time() - start < SECONDS, sign


def test_a_build_of_bad_input_ends_in_a_message_and_leaves_the_last_site(project: Project) -> None:
    project.write("site/index.html", "the last good build")
    line = project.change(FR, "Ouverture", "<b>Ouverture</b>")
    done = build(project.root, project.root / "new")
    assert done.returncode == 1
    assert f"{FR}:{line}: HTML" in done.stderr
    assert "Traceback" not in done.stderr
    assert project.read("site/index.html") == "the last good build"
