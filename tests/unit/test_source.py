"""Bad files: each is reported at its line, with a remedy, and hides no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microsite import config
from microsite.content import load
from microsite.model import CannotRun, Problem
from microsite.source import MAX_BYTES, MAX_LINE, Reader, normal
from small import LANGUAGES, TODAY, Project, said

FR = "docs/fr/index.md"
HEAD = "---\ntitle: T\ndescription: D\nstatus: our-summary\n"
DATA = "docs/_data/"
REST = "markdown_extensions: []\nnav: [index.md]\n"
DEEP = "[" * 30 + "]" * 30

FILES: dict[str, tuple[str, str | bytes, int, str]] = {
    "not UTF-8": (FR, HEAD.encode() + b"---\n\ncaf\xe9\n", 7, "not UTF-8"),
    "binary": (FR, b"PNG\n\0\1\2\n", 2, "binary data"),
    "empty": (FR, "", 1, "empty"),
    "too big": (FR, HEAD + "---\n\n" + "word\n" * (MAX_BYTES // 5), 1, "more than 100,000 bytes"),
    "a long line": (FR, f"{HEAD}---\n\n{'x' * (MAX_LINE + 1)}\n", 7, "more than 4,000 characters"),
    "no front matter": (FR, "Some text.\n", 1, "missing or not closed"),
    "open front matter": (FR, "---\ntitle: T\n\nText\n", 1, "missing or not closed"),
    "no keys": (FR, "---\n---\n\nText\n", 1, "not a list of keys"),
    "an open quotation mark": (FR, HEAD.replace("T\n", '"T\n') + "---\n", 2, "not valid YAML"),
    "a tab": (FR, f"{HEAD}\tmethod: human\n---\n", 5, "not valid YAML"),
    "an anchor": (FR, f"{HEAD}method: &a machine\n---\n", 5, "a value begins with"),
    "a tag that runs code": (FR, f"{HEAD}method: !!python/name:os.system x\n---\n", 5, "a value begins with"),
    "deep nesting": (FR, f"{HEAD}sections: {DEEP}\n---\n", 5, "Run “microsite accept”"),
    "a key that is a list": (FR, f"{HEAD}? [a]\n: b\n---\n", 5, "not valid YAML"),
    "a key twice": (FR, f"{HEAD}title: X\n---\n\nText\n", 5, "appears twice"),
    "a conflict": (FR, "---\ntitle: T\n<<<<<<< HEAD\nstatus: our-summary\n---\n", 3, "Two versions"),
    "an end that MkDocs knows": (FR, f"{HEAD}...\n# <script>\n---\n", 5, "begins with ..."),
    "a control sign": (FR, f"{HEAD}method: \x07machine\n---\n", 5, "steers the text"),
    "a title cut at #": (FR, HEAD.replace(": T", ": T #1") + "---\n\nText\n", 2, "cut at “ #”"),
    "a text cut at #": (DATA + "strings/fr.yml", "skip: No #1\n", 1, "cut at “ #”"),
    "a folder in capitals": ("docs/FR/index.md", "x", 1, "small letters, of en, fr, ru"),
    "an image": ("docs/fr/photo.png", b"x", 1, "No page or list"),
    "a name in capitals": ("docs/fr/Über-uns.md", "x", 1, "No page or list"),
    "a page beside the entry page": ("docs/xx/evil.md", "---\ntitle: x\n---\n", 1, "No page or list"),
    "a program among the data": (DATA + "evil.py", "import os", 1, "No page or list"),
    "events that are no list": (DATA + "events.yml", "a: b\n", 1, "not a list"),
    "a ledger that is a list": (DATA + "published.yml", "- a\n", 1, "not a list"),
    "no such page in the ledger": (DATA + "published.yml", "../a: {ids: []}\n", 1, "small letters"),
}  # fmt: skip


def read(project: Project) -> list[Problem]:
    return load(project.root, TODAY)[1]


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_reported_at_its_line(project: Project, name: str) -> None:
    path, text, line, words = FILES[name]
    project.write(path, text)
    said(read(project), path, line, words)


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("title: T", "title: 2026"),
        HEAD.replace("title: T", "title: yes"),
        HEAD.replace("title: T", 'title: "T: “t” #1"'),
        HEAD.replace("\n", "\r\n"),
        "\ufeff" + HEAD,
        f"{HEAD}sections: {{top: 00012345}}\n",
    ],
    ids=["a number", "a truth value", "quoted signs", "CRLF", "BOM", "digits"],
)
def test_good_front_matter_is_read_as_text(project: Project, text: str) -> None:
    project.write(FR, f"{text}---\n\nText\n")
    content, problems = load(project.root, TODAY)
    assert problems == []
    page = content.pages["fr", "index"]
    assert page.meta.title in ("T", "2026", "yes", "T: “t” #1")
    assert set(page.meta.sections.values()) <= {"00012345"}


def test_links_to_other_places_are_never_followed(project: Project, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/x.md").write_text("secret", "utf-8")
    docs = project.root / "docs"
    (docs / "fr/index.md").unlink()
    (docs / "_data/names.yml").unlink()
    links: dict[str, Path | str] = {
        "fr/index.md": tmp_path / "folder/x.md", "fr/sub": tmp_path / "folder", "ru/loop.md": "loop.md",
        "de": tmp_path / "folder", "_data/more.yml": "links.yml", "_data/names.yml": "dates.yml",
        "_data/reviews": tmp_path / "folder",
    }  # fmt: skip
    for name, target in links.items():
        (docs / name).symlink_to(target)
    problems = read(project)
    said(problems, "docs/fr/index.md", 1, "link to another place")
    said(problems, "docs/fr/sub", 1, "No page or list")
    said(problems, "docs/ru/loop.md", 1, "link to another place")
    said(problems, "docs/de", 1, "No page or list")
    said(problems, "docs/_data/more.yml", 1, "No page or list")
    said(problems, "docs/_data/names.yml", 1, "link to another place")
    said(problems, "docs/_data/reviews", 1, "No page or list")
    assert "secret" not in "".join(map(str, problems))


def test_files_that_are_missing_or_folders_are_reported(project: Project) -> None:
    docs = project.root / "docs"
    for name in ("_data/strings/ru.yml", "_data/events.yml", "fr/index.md"):
        (docs / name).unlink()
    (docs / "_data/events.yml").mkdir()
    (docs / "fr/index.md").mkdir()
    problems = read(project)
    said(problems, "docs/_data/strings/ru.yml", 1, "Put it back")
    said(problems, "docs/_data/events.yml", 1, "Put it back")


def test_every_bad_file_is_reported_in_one_round_with_the_rules_for_the_others(project: Project) -> None:
    project.write(FR, b"\xff")
    project.write("docs/de/x.md", "x")
    project.write("docs/ru/new.md", "")
    line = project.change("docs/ru/letter.md", "Palexpo", "Palekspo")
    problems = project.problems()
    said(problems, FR, 1, "not UTF-8")
    said(problems, "docs/de/x.md", 1, "No page or list")
    said(problems, "docs/ru/new.md", 1, "empty")
    said(problems, "docs/ru/letter.md", line, "Palexpo")
    assert not [p for p in problems if "is missing in this language" in p.message]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "mkdocs.yml:1: It cannot be used"),
        (b"\xff", "mkdocs.yml:1: It cannot be used"),
        ("", "mkdocs.yml:1: "),
        ("[" * 5000, "mkdocs.yml:1: It cannot be used"),
        ("- a\n", "mkdocs.yml:1: It cannot be used"),
        ("plugins: [\n", "mkdocs.yml:1: It cannot be used"),
        ("a: !!python/object/apply:os.getcwd []\n", "mkdocs.yml:1: It cannot be used"),
        ("plugins: 5\n", "mkdocs.yml:1: It cannot be used"),
        (f"plugins: [i18n]\n{REST}", "mkdocs.yml:1: "),
        (f"plugins: [{{i18n: x}}]\n{REST}", "mkdocs.yml:1: "),
        (f"plugins: [{{i18n: {{languages: [5]}}}}]\n{REST}", "mkdocs.yml:1: "),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_used_end_with_a_message(
    tmp_path: Path, text: str | bytes | None, words: str
) -> None:
    if text is not None:
        (tmp_path / "mkdocs.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CannotRun, match=words):
        config.read(Reader(tmp_path))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("locale: fr", "locale: 5", "used: "),
        ("locale: fr", "locale: qqq", "unknown locale 'qqq'"),
        ("locale: fr", "locale: ../fr", "used: "),
        ("name: Français", "name: ''", "needs a name"),
        ("tag: fr, direction: ltr", "tag: fr, direction: lrt", "ltr or rtl"),
        ("tag: fr, ", "", "'tag' is missing"),
        ("- letter.md", "- https://example.org/", "write “- page.md”"),
        ("- letter.md", "- Letters: letter.md", "write “- page.md”"),
        ("- letter.md", "- {}", "used: "),
        ("- letter.md", "- [letter.md]", "used: "),
        ("- letter.md", "- letter.md\n  - letter.md", "one page twice"),
    ],
)
def test_a_wrong_setting_ends_with_a_message(project: Project, old: str, new: str, words: str) -> None:
    project.change("mkdocs.yml", old, new)
    with pytest.raises(CannotRun, match=f"^mkdocs.yml:\\d+: .*{re.escape(words)}"):
        config.read(Reader(project.root))


def test_pages_in_groups_are_read(project: Project) -> None:
    project.change("mkdocs.yml", "  - letter.md", "  - The letters:\n      - letter.md")
    found = config.read(Reader(project.root))
    assert (found.languages, found.names) == (LANGUAGES, ("index", "letter"))


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab:-[]{}#&*!|>'\"%@`,?\n\t \u00a0\u2028é…")))
def test_any_text_is_read_as_yaml_or_reported(text: str) -> None:
    reader = Reader(Path("/"))
    assert reader.yaml(Path("/a"), normal(text)) is not None or reader.problems
