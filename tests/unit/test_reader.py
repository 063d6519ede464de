"""Wrong-on-purpose files and heads: each is told at its line, with a remedy, and nothing else breaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from microsite.content import load
from microsite.reader import MAX_BYTES, MAX_LINE
from microsite.registry import CannotRun, read_registry
from small import LANGUAGES, Project, said

FR = "docs/fr/index.md"
HEAD = "---\ntitle: T\ndescription: D\nstatus: our-summary\n"

FILES: dict[str, tuple[str, str | bytes, int, str]] = {
    "not UTF-8": (FR, HEAD.encode() + b"---\n\ncaf\xe9\n", 7, "not UTF-8"),
    "UTF-16": (FR, "---\ntitle: T\n".encode("utf-16"), 1, "binary data"),
    "binary": (FR, b"PNG\n\0\1\2\n", 2, "binary data"),
    "empty": (FR, "", 1, "empty"),
    "only spaces": (FR, " \n\n", 1, "empty"),
    "too big": (FR, HEAD + "---\n\n" + "word\n" * (MAX_BYTES // 5), 1, "more than 100,000 bytes"),
    "a long line": (FR, f"{HEAD}---\n\n{'x' * (MAX_LINE + 1)}\n", 7, "more than 4,000 characters"),
    "no head": (FR, "Some text.\n", 1, "missing or not closed"),
    "an open head": (FR, "---\ntitle: T\n\nText\n", 1, "missing or not closed"),
    "a blank line first": (FR, f"\n{HEAD}---\n\nText\n", 1, "missing or not closed"),
    "an empty head": (FR, "---\n---\n\nText\n", 2, "not a list of keys"),
    "a list as head": (FR, "---\n- title\n---\n\nText\n", 2, "not a list of keys"),
    "an unknown key": (FR, f"{HEAD}titel: X\n---\n\nText\n", 5, "“titel” is unknown"),
    "a key twice": (FR, f"{HEAD}title: X\n---\n\nText\n", 5, "stands twice"),
    "no title": (FR, "---\ndescription: D\nstatus: our-summary\n---\n\nText\n", 2, "“title” is missing"),
    "an empty title": (FR, HEAD.replace("title: T", "title:") + "---\n\nText\n", 2, "missing or empty"),
    "a title in lines": (FR, HEAD.replace(": T", ": |\n  a\n  b") + "---\n\nText\n", 2, "one line"),
    "a list as title": (FR, HEAD.replace("title: T", "title: [T]") + "---\n\nText\n", 2, "one line"),
    "an unknown status": (FR, HEAD.replace("our-summary", "draft") + "---\n\nText\n", 4, "as-circulated"),
    "no day": (FR, f"{HEAD}translated: soon\n---\n\nText\n", 5, "a day such as 2026-11-24"),
    "no such day": (FR, f"{HEAD}translated: 2026-02-30\n---\n\nText\n", 5, "a day such as"),
    "a moment": (FR, f"{HEAD}translated: 2026-02-20 10:00:00\n---\n\nText\n", 5, "a day such as"),
    "an unknown method": (FR, f"{HEAD}method: magic\n---\n\nText\n", 5, "machine, human"),
    "no day of translation": (FR, f"{HEAD}original: en\nmethod: machine\n---\n\nText\n", 5, "“translated”"),
    "no method": (FR, f"{HEAD}original: en\ntranslated: 2026-11-24\n---\n\nText\n", 5, "“method”"),
    "sections as text": (FR, f"{HEAD}sections: all\n---\n\nText\n", 5, "section: hash"),
    "sections in sections": (FR, f"{HEAD}sections: {{top: {{a: b}}}}\n---\n\nText\n", 5, "section: hash"),
    "a hash that is none": (FR, f"{HEAD}sections: {{top: a1b2c3}}\n---\n\nText\n", 5, "section: hash"),
    "nobody": (FR, f"{HEAD}reviewed_by:\n---\n\nText\n", 5, "delete the line"),
    "a long title": (FR, HEAD.replace("T\n", f"{'T' * 401}\n") + "---\n\nText\n", 2, "at most 400"),
    "no template of a page": (FR, f"{HEAD}template: ../secret.html\n---\n\nText\n", 5, "no template"),
    "a template that is not there": (FR, f"{HEAD}template: none.html\n---\n\nText\n", 5, "no template"),
    "the entry page's template": (FR, f"{HEAD}template: entry.html\n---\n\nText\n", 5, "no template"),
    "an open quotation mark": (FR, HEAD.replace("T\n", '"T\n') + "---\n\nText\n", 2, "not valid YAML"),
    "an open bracket": (FR, f"{HEAD}sections: {{top: a\n---\n\nText\n", 5, "not valid YAML"),
    "a colon in a title": (FR, HEAD.replace("T\n", "A: b\n") + "---\n\nText\n", 2, "between double quotes"),
    "a tab": (FR, f"{HEAD}\tmethod: machine\n---\n\nText\n", 5, "not valid YAML"),
    "a control character": (FR, f"{HEAD}method: \x07\n---\n\nText\n", 5, "not valid YAML"),
    "an anchor": (FR, HEAD.replace("title: T", "title: &a T") + "---\n\nText\n", 2, "anchors"),
    "an alias": (FR, HEAD.replace("title: T", "title: *a") + "---\n\nText\n", 2, "aliases"),
    "a tag": (FR, f"{HEAD}translated: !!timestamp x\n---\n\nText\n", 5, "tags"),
    "a tag that runs code": (FR, f"{HEAD}method: !!python/name:os.system x\n---\n\nText\n", 5, "tags"),
    "deep nesting": (FR, f"{HEAD}sections: {'[' * 30}{']' * 30}\n---\n\nText\n", 5, "levels deep"),
    "a key that is a list": (FR, f"{HEAD}? [a]\n: b\n---\n\nText\n", 5, "not valid YAML"),
    "an end that MkDocs knows": (FR, f"{HEAD}...\n# <script>\n---\n\nText\n", 5, "begins with ..."),
    "a directive": (FR, "---\n%TAG ! x\ntitle: T\n---\n\nText\n", 2, "%"),
    "a wrong language folder": ("docs/de/index.md", "x", 0, "not the folder of a language"),
    "a folder in capitals": ("docs/FR/index.md", "x", 0, "fr, ru, in small letters"),
    "a page beside the folders": ("docs/index.md", "x", 0, "not the folder of a language"),
    "a hidden file": ("docs/.hidden", "x", 0, "not the folder of a language"),
    "an image": ("docs/fr/photo.png", b"x", 1, "Only Markdown pages"),
    "a script": ("docs/fr/x.js", "alert(1)", 1, "Only Markdown pages"),
    "another ending": ("docs/fr/x.markdown", "x", 1, "Only Markdown pages"),
    "a name in capitals": ("docs/fr/Über-uns.md", "x", 1, "small letters a to z"),
    "a name with a space": ("docs/fr/a b.md", "x", 1, "small letters a to z"),
    "a name of a parent": ("docs/fr/..x.md", "x", 1, "small letters a to z"),
    "a folder in capitals inside": ("docs/fr/Sub/x.md", "x", 1, "small letters a to z"),
    "a page beside the entry page": ("docs/xx/evil.md", "---\ntitle: x\n---\n", 1, "Only index.md"),
    "a text on the entry page": ("docs/xx/index.md", "---\ntitle: x\ntemplate: entry.html\n---\n<b>\n", 5,
                                 "no text of its own"),
    "a key on the entry page": ("docs/xx/index.md", "---\ntitle: x\nhide: y\n---\n", 2, "entry.html"),
    "a stranger among the data": ("docs/_data/evil.py", "import os", 1, "Only .yml and .md"),
    "broken data": ("docs/_data/links.yml", "- {id: un\n", 1, "not valid YAML"),
    "broken names": ("docs/_data/names.yml", "a: *b\n", 1, "aliases"),
    "strings as list": ("docs/_data/strings/fr.yml", "- a\n", 1, "not a list of keys"),
    "a text twice": ("docs/_data/strings/fr.yml", "a:\n  b: x\n  b: y\n", 3, "“b” stands twice"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_told_at_its_line(project: Project, name: str) -> None:
    path, text, line, words = FILES[name]
    project.write(path, text)
    place = path if line else "/".join(path.split("/")[:2])
    said(project.problems(), place, line or 1, words)


@pytest.mark.parametrize(
    "text",
    [
        HEAD.replace("title: T", "title: 2026"),
        HEAD.replace("title: T", "title: yes"),
        HEAD.replace("title: T", 'title: "T: “t”"'),
        HEAD.replace("\n", "\r\n"),
        "\ufeff" + HEAD,
        f"{HEAD}sections: {{top: 00012345}}\n",
    ],
    ids=[
        "a number",
        "a truth value of YAML",
        "a colon in quotes",
        "CRLF",
        "BOM",
        "digits",
    ],
)
def test_a_good_head_is_read_as_text(project: Project, text: str) -> None:
    project.write(FR, f"{text}---\n\nText\n")
    content, problems = load(project.root)
    assert problems == []
    page = content.pages["fr", "index"]
    assert page.meta.title in ("T", "2026", "yes", "T: “t”")
    assert set(page.meta.sections.values()) <= {"00012345"}


def test_links_to_other_places_are_never_followed(project: Project, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("---\ntitle: secret\n---\n", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/x.md").write_text("secret", "utf-8")
    docs = project.root / "docs"
    (docs / "fr/index.md").unlink()
    (docs / "fr/index.md").symlink_to(tmp_path / "secret.md")
    (docs / "fr/sub").symlink_to(tmp_path / "folder")
    (docs / "ru/loop.md").symlink_to("loop.md")
    (docs / "de").symlink_to(tmp_path / "folder")
    (docs / "_data/more.yml").symlink_to("links.yml")
    problems = project.problems()
    said(problems, "docs/fr/index.md", 1, "link to another place")
    said(problems, "docs/fr/sub", 1, "Only Markdown pages")
    said(problems, "docs/ru/loop.md", 1, "link to another place")
    said(problems, "docs/de", 1, "not the folder of a language")
    said(problems, "docs/_data/more.yml", 1, "No page uses this file")
    assert "secret" not in "".join(problem.message for problem in problems)


def test_a_missing_data_file_is_told(project: Project) -> None:
    (project.root / "docs/_data/strings/ru.yml").unlink()
    (project.root / "docs/_data/events.yml").unlink()
    problems = project.problems()
    said(problems, "docs/_data/strings/ru.yml", 1, "Put it back")
    said(problems, "docs/_data/events.yml", 1, "Put it back")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "There is no mkdocs.yml"),
        (b"\xff", "cannot be read"),
        ("", "mkdocs.yml:1: The entry “plugins” is missing or wrong"),
        ("plugins: [i18n]\nnav: []\n", "mkdocs.yml:1: The entry “plugins: i18n: languages” is missing"),
        ("[" * 5000, "mkdocs.yml:1: It cannot be read"),
        ("plugins: [\n", "mkdocs.yml:2: This is not valid YAML"),
        (
            "a: !!python/object/apply:os.getcwd []\n",
            "mkdocs.yml:1: This is not valid YAML: could not determine",
        ),
        ("plugins: []\nnav: [index.md]\n", "i18n"),
        ("plugins: [{i18n: {languages: []}}]\nnav: [index.md]\n", "no language"),
        ("plugins: [{i18n: {languages: [{locale: fr}]}}]\nnav: [index.md]\n", "missing or wrong"),
        ("plugins: [{i18n: {languages: []}}]\nnav: 5\n", "missing or wrong"),
        ("plugins: [{i18n: {languages: []}}]\nnav:\n- About: a.md\n", "mkdocs.yml:3: “About” is no page"),
        ("plugins: [{i18n: {languages: []}}]\nnav:\n- ../a.md\n", "mkdocs.yml:3: “../a.md” is no page"),
    ],
)
def test_a_registry_that_cannot_be_read_is_told(
    tmp_path: Path, text: str | bytes | None, words: str
) -> None:
    if text is not None:
        (tmp_path / "mkdocs.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CannotRun, match=words):
        read_registry(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("locale: fr", "locale: no", "locale” is missing or wrong. Write a text, between quotation marks"),
        ("locale: fr", "locale: 5", "locale” is missing or wrong. Write a text"),
        ("locale: fr", "locale: qqq", "knows no language “qqq”. Write a code such as fr"),
        ("locale: fr", "locale: ../fr", "knows no language “../fr”"),
        ("name: Français", "name: ''", "name” is missing or wrong. Write a text"),
        ("name: Français", "name:", "name” is missing or wrong. Write a text"),
        ("direction: ltr\n        tag: fr", "direction: lrt\n        tag: fr", "Write ltr or rtl"),
        ("tag: fr", "tag: [fr]", "extra: tag” is missing or wrong. Write a text"),
        ("facts_checked: 2026-11-24", "facts_checked: soon", "Write a day such as 2026-11-24"),
    ],
)
def test_a_wrong_entry_of_the_registry_is_told_at_its_line(
    project: Project, old: str, new: str, words: str
) -> None:
    line = project.change("mkdocs.yml", old, new)
    with pytest.raises(CannotRun, match=f"^mkdocs.yml:{line}: .*{re.escape(words)}"):
        read_registry(project.root)


def test_a_language_with_all_its_entries_is_read(project: Project) -> None:
    project.change("mkdocs.yml", "locale: fr\n      name: Français", "locale: 'no'\n      name: Norsk")
    assert "no" in [language.locale for language in read_registry(project.root)[0]]


def test_languages_are_those_of_the_registry_in_its_order(project: Project) -> None:
    content = project.load()
    assert content.languages == LANGUAGES
    assert content.names == ("index", "letter")
    assert {page.locale for page in content.pages.values()} == {item.locale for item in LANGUAGES}


def test_a_page_is_cut_into_sections_and_blocks(project: Project) -> None:
    page = project.load().pages["en", "index"]
    assert [(s.id, s.level, s.line) for s in page.sections] == [
        ("top", 1, 6), ("programme", 2, 9), ("papers", 3, 16), ("notes", 2, 24),
    ]  # fmt: skip
    kinds = [[(block.kind, block.line) for block in section.blocks] for section in page.sections]
    assert kinds == [
        [("paragraph", 7)],
        [("paragraph", 11), ("item", 13), ("item", 14)],
        [("paragraph", 18), ("row", 20), ("row", 22)],
        [("footnote", 24)],
    ]
    letter = project.load().pages["fr", "letter"]
    assert [block.number for section in letter.sections for block in section.blocks] == [None, 1, 2]
