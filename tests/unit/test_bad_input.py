"""Bad trees, end to end: a message, exit code 1, bounded time and memory, site/ as it was."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from microsite.reader import MAX_BYTES, MAX_LINE
from small import LANGUAGES, Project

FR = "docs/fr/index.md"
HEAD = """---
title: T
description: D
status: our-summary
original: en
translated: 2026-11-24
method: machine
"""
SECONDS = 20
BYTES = 1 << 30  # of address space: an import of MkDocs alone maps some 300 MB


def bomb(depth: int = 9) -> str:
    """Return YAML that unfolds to ten to the power of `depth` items."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, depth)]
    return "\n".join(lines)


def sparse(project: Project) -> None:
    with (project.root / FR).open("wb") as file:
        file.truncate(50 << 20)


def linked(project: Project) -> None:
    (project.root / FR).unlink()
    (project.root / FR).symlink_to("/etc/passwd")


def without_dates(project: Project) -> None:
    for language in LANGUAGES:
        project.change(f"docs/_data/strings/{language.locale}.yml", "\ndate:", "\ndatum:")


def french(text: str | bytes) -> tuple[str, str | bytes]:
    """Return the French page with another text below its head."""
    return FR, f"{HEAD}---\n\n{text}\n" if isinstance(text, str) else f"{HEAD}---\n\n".encode() + text


# A file and its new text, or a file and a change in it, or a function; and what is said.
Spoil = tuple[str, str | bytes] | tuple[str, str, str] | Callable[[Project], object]
CASES: dict[str, tuple[Spoil, str]] = {
    "a file that is not UTF-8": (french(b"Caf\xe9."), "docs/fr/index.md:10: .*not UTF-8"),
    "broken YAML": ((FR, HEAD.replace("D\n", '"D\n') + "---\n\nText\n"), "index.md:3: .*not valid YAML"),
    "no head": ((FR, "Text.\n"), "docs/fr/index.md:1: The head of the page is missing"),
    "an open head": ((FR, "---\ntitle: T\n"), "docs/fr/index.md:1: .*or not closed"),
    "an unknown key": ((FR, f"{HEAD}hide: all\n---\n\nText\n"), "index.md:8: The key “hide”"),
    "a page missing in one language": (lambda project: (project.root / FR).unlink(),
                                       "docs/fr/index.md:1: .*missing in this language"),
    "a page of one language": (("docs/fr/more.md", f"{HEAD}---\n\nText\n"), "more.md:1: .*in fr, but"),
    "a wrong folder name": (("docs/Fr/index.md", "x"), "docs/Fr:1: .*small letters"),
    "a missing folder": (lambda project: (project.root / "docs/ru").rename(project.root / "docs/de"),
                         "docs/de:1: .*not the folder of a language"),
    "an empty file": ((FR, ""), "docs/fr/index.md:1: The file is empty"),
    "a symbolic link": (linked, "docs/fr/index.md:1: The file is a link"),
    "an alias bomb": ((FR, f"---\n{bomb()}\n---\n\nText\n"), "docs/fr/index.md:2: .*aliases"),
    "an alias bomb in the data": (("docs/_data/dates.yml", bomb()), "docs/_data/dates.yml:1: .*aliases"),
    "deep YAML": ((FR, f"{HEAD}sections: {'[' * 3900}\n---\n\nText\n"), "index.md:8: .*20 levels"),
    "deep data": (("docs/_data/dates.yml", "- " * 1900 + "x"), "docs/_data/dates.yml:1: .*20 levels deep"),
    "deep quotations": (french("> " * 1900 + "x"), "docs/fr/index.md:10: A list or quotation holds more"),
    "deep lists": (french("- " * 1900 + "x"), "docs/fr/index.md:10: A list or quotation holds more"),
    "deep brackets": (french("[" * 3900), "docs/fr/index.md:10: A square bracket"),
    "deep stress": (french("*a **b " * 550), "docs/fr/index.md:10: A \\* has no partner"),
    "a 10 MB line": (french("x" * (10 << 20)), "docs/fr/index.md:1: .*more than 100,000 bytes"),
    "a line of 6,000 signs": (french("x" * 6000), "docs/fr/index.md:10: .*more than 4,000 characters"),
    "a binary file": ((FR, bytes(range(256)) * 16), "docs/fr/index.md:1: This is binary data"),
    "a file of 50 MB": (sparse, "docs/fr/index.md:1: .*more than 100,000 bytes"),
    "an image": (("docs/fr/a.png", b"\x89PNG\r\n"), "docs/fr/a.png:1: Only Markdown pages"),
    "a program": (("docs/_data/a.py", "import os"), "docs/_data/a.py:1: Only .yml and .md"),
    "a page beside the entry page": (("docs/xx/a.md", "x"), "docs/xx/a.md:1: Only index.md"),
    "a way out": ((FR, "letter.md#p2", "../../../etc/passwd.md"), "docs/fr/index.md:18: There is no page"),
    "HTML": ((FR, "Ouverture", "<script>alert(1)</script>"), "docs/fr/index.md:17: HTML"),
    "a template": ((FR, "Ouverture", "{{ config }}"), "docs/fr/index.md:17: .*sign of a template"),
    "data that are no mapping": (("docs/_data/strings/fr.yml", "x"), "strings/fr.yml:1: .*list of keys"),
    "texts that are gone": (("docs/_data/strings/fr.yml", "skip: x"), "strings/fr.yml:1: The text “"),
    "dates that are gone": (without_dates, "strings/fr.yml:1: .*“date.day” is missing"),
    "events that are no list": (("docs/_data/events.yml", "a: b"), "events.yml:1: .*not a list"),
    "a date beyond the calendar": (("docs/_data/events.yml", "2026-07-06", "0000-07-06"),
                                   "events.yml:1: .*not a date"),
    "an endless expression": (("docs/_data/glossary.yml", "match: {en: [P", 'match: {en: ["(a*)*$", P'),
                              "glossary.yml:1: .*regular expression"),
    "a number without end": (french("9" * 3900), "docs/fr/index.md:"),
}  # fmt: skip


def run(project: Project, command: str) -> tuple[subprocess.CompletedProcess[str], float]:
    """Run the command with little memory and time. Return it and the seconds that it took."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "microsite.cli", command],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=bounded,
    )
    return done, time.monotonic() - start


@pytest.mark.parametrize("name", CASES)
def test_bad_input_ends_in_a_message(project: Project, name: str) -> None:
    spoil, message = CASES[name]
    project.write("site/index.html", "the last good build")
    if callable(spoil):
        spoil(project)
    else:
        (project.write if len(spoil) == 2 else project.change)(*spoil)
    for command in ("check", "build"):
        done, seconds = run(project, command)
        said = done.stdout + done.stderr
        print(f"{command}: {seconds:.1f} s")
        assert done.returncode == 1, said
        assert re.search(message, said), said
        assert "Traceback" not in said
        assert len(said) < 100_000
    assert [path.name for path in (project.root / "site").iterdir()] == ["index.html"]
    assert project.read("site/index.html") == "the last good build"


# Lines of the greatest length that are hard for a regular expression which is not written with care.
HARD = [
    *[
        "a",
        "1",
        " ",
        ".",
        "-",
        "[",
        "]",
        "(",
        "{",
        "<",
        "*",
        "_",
        "`",
        "|",
        "!",
        "&",
        "&a",
        "a@",
        "a.",
        "1.",
    ],
    *[
        "a ",
        "1 ",
        "*a",
        "[a",
        "[^a",
        "a](",
        "«",
        "“",
        "年",
        "1年",
        "ا",
        "я",
        "a-",
        "A/",
        "://",
        "https://a",
    ],
    *["#", "> ", "- ", "1/", "a'", "=", "~", "+1 ", "{: ", "%", "\\", "a_", "July ", "6 juillet ", "6 "],
]


def test_no_line_takes_long(project: Project) -> None:
    """The greatest file, of the greatest lines, each hard in its own way."""
    head, _, _ = project.read(FR).partition("\n\n")
    slowest = ("", 0.0)
    for sign in HARD:
        line = (sign * MAX_LINE)[: MAX_LINE - 1]
        body = "\n\n".join([line] * ((MAX_BYTES - 2000) // (len(line.encode()) + 2)))
        project.write(FR, f"{head}\n\n{body}\n")
        start = time.process_time()
        assert project.problems()
        slowest = max(slowest, (sign, time.process_time() - start), key=lambda pair: pair[1])
    print(f"slowest: {slowest[1]:.2f} s for a page of “{slowest[0]}”")
    assert slowest[1] < 8


def test_the_whole_check_is_told_once_and_stops(project: Project) -> None:
    """All at once: every bad file is told, none hides another."""
    project.write(FR, b"\xff")
    project.write("docs/ru/index.md", "")
    project.write("docs/de/x.md", "x")
    project.write("docs/_data/links.yml", "- {")
    done, _ = run(project, "check")
    places = [re.match(r"[^:]+:\d+", line) for line in done.stdout.splitlines()]
    assert [place[0] for place in places if place] == [
        "docs/_data/links.yml:2", "docs/de:1", "docs/fr/index.md:1", "docs/ru/index.md:1",
    ]  # fmt: skip
