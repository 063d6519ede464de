"""No string that has ever carried script into a page passes the check, and none lives in the build."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from lxml import html
from microsite.reader import Reader

from microsite.checks import characters, links, markup, typography
from microsite.content import read_page
from microsite.model import Content, Problem, Text
from small import ORIGINAL, ROOT, Project, page

STRINGS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("xss.yml").read_text("utf-8"))
ALL = [text for group in STRINGS.values() for text in group]
RULES = (markup.check, links.check, characters.check, typography.check)
PAGE = "docs/en/index.md"
FIRST = 9  # the line below head, a paragraph and an empty line
# What the pages of the site are made of; no element of these runs anything by itself.
ELEMENTS = re.compile(
    "html|head|meta|title|link|body|a|header|footer|nav|main|article|section|div|p|span|small|time|ul|ol|li|dl"
    "|dt|dd|details|summary|h[1-6]|em|strong|br|hr|blockquote|sup|bdi|table|colgroup|thead|tbody|tr|th|td"
)


def told(project: Project, content: Content, text: str) -> list[Problem]:
    """Return what the rules say of a page, read anew."""
    project.write(PAGE, text)
    reader = Reader(project.root)
    read = read_page(reader, project.root / "docs", project.root / PAGE)
    pages = {**content.pages, ("en", "index"): read} if read else content.pages
    changed = replace(content, pages=pages, texts=())
    return reader.problems + [found for rule in RULES for found in rule(changed) if found.path == PAGE]


def test_there_are_many_different_strings() -> None:
    print(f"{len(ALL)} strings")
    assert len(set(ALL)) == len(ALL) >= 200


@pytest.mark.parametrize("group", STRINGS)
def test_each_is_named_at_its_line_in_a_text(project: Project, group: str) -> None:
    content = project.load()
    for text in STRINGS[group]:
        found = told(project, content, page("en", "T", "D", "our-summary", f"Text.\n\n{text}\n\nText.\n"))
        last = FIRST + text.count("\n")
        assert any(FIRST <= problem.line <= last and problem.remedy for problem in found), (text, found)


@pytest.mark.parametrize("group", STRINGS)
@pytest.mark.parametrize("line", [2, 3], ids=["title", "description"])
def test_each_is_named_at_its_line_in_a_head(project: Project, group: str, line: int) -> None:
    content = project.load()
    for text in STRINGS[group]:
        title, description = (json.dumps(text) if n == line else "Word" for n in (2, 3))
        found = told(project, content, page("en", title, description, "our-summary", "Text.\n"))
        assert any(problem.line == line and problem.remedy for problem in found), (text, found)


@pytest.mark.parametrize("group", STRINGS)
def test_each_is_named_at_its_line_in_the_data(model_project: Project, group: str) -> None:
    content = model_project.load()
    for text in STRINGS[group]:
        entry = Text("docs/_data/strings/fr.yml", 5, "skip", text, "fr")
        found = [p for rule in RULES for p in rule(replace(content, texts=(entry,))) if p.line == 5]
        assert any(problem.path == entry.path and problem.remedy for problem in found), text


@pytest.fixture(scope="module")
def built(model_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project with every string on a page of its own, built with the check switched off."""
    root = tmp_path_factory.mktemp("xss")
    project = Project(root / "project")
    subprocess.run(["cp", "-a", model_project.root, project.root], check=True)
    for number, text in enumerate(ALL):
        name = f"docs/{ORIGINAL}/p{number}.md"
        head = json.dumps(text.translate({ord(c): " " for c in "\n\0\1"}))
        project.write(name, page(ORIGINAL, head, head, "our-summary", f"{text.replace(chr(0), '')}\n"))
    for name in ("home", "timeline", "glossary"):
        text = page(ORIGINAL, "T", "D", f"our-summary\ntemplate: {name}.html", "Text.\n")
        project.write(f"docs/{ORIGINAL}/{name}.md", text)
    # The shared data as well: every text that has no word in braces becomes one of the strings.
    strings = cycle(text for text in ALL if not set(text) & set("{}\0\1"))
    data = project.root / f"docs/_data/strings/{ORIGINAL}.yml"
    texts = yaml.safe_load(data.read_text("utf-8"))
    data.write_text(json.dumps({**planted(texts, strings), "date": texts["date"]}, indent=0), "utf-8")
    project.change("docs/_data/links.yml", "name: A/RES/79/325", f"name: {json.dumps(next(strings))}")
    project.change("docs/_data/glossary.yml", "en: Palexpo,", f"en: {json.dumps(next(strings))},")
    program = (
        "import microsite.checks, mkdocs.__main__ as main\n"
        "microsite.checks.run = lambda *_: []\n"
        "main.cli(['build', '--quiet', '--site-dir', '../site'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return root / "site"


def planted(texts: dict[str, Any], strings: Iterator[str]) -> dict[str, Any]:
    """Return the interface texts with one of the strings in the place of each that has no braces."""
    return {
        key: planted(value, strings)
        if isinstance(value, dict)
        else value
        if "{" in value
        else next(strings)
        for key, value in texts.items()
    }


def test_none_lives_in_the_built_site(built: Path) -> None:
    """Python-Markdown by itself passes on raw HTML, any attribute list and any address; the build does not.

    What the build does make are links to other hosts by https, relative links that lead nowhere, ids
    and classes: there the check alone is the guard.
    """
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > len(ALL)
    for path in pages:
        text = path.read_text("utf-8")
        # What the templates themselves bring: the style that the policy names by its hash, our own
        # script, the data block, and the citation's template.
        text, ours = re.subn(
            r'<style>[^<]*</style>|<script src="[./]*assets/site\.[0-9a-f]{8}\.js" defer></script>'
            r'|<script type="application/ld\+json">[^<]*</script>|<template id="cite"[^<>]*>.*</template>'
            r"|<!--pdf-->|<!--zip-->",
            "",
            text,
        )
        assert ours <= 6, path
        for element in html.document_fromstring(text).iter():
            assert ELEMENTS.fullmatch(str(element.tag)), (path.name, element.tag, element.attrib)
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (path, name)
                assert name not in ("style", "srcdoc", "action", "formaction", "background"), (path, name)
                if name in ("href", "src", "poster", "data", "xlink:href"):
                    address = re.sub(r"[\x00-\x20]", "", value)
                    if (element.tag, element.get("rel")) == ("link", "icon"):
                        assert address == (ROOT / "overrides/partials/icon.txt").read_text("utf-8").strip()
                        continue
                    assert urlsplit(address).scheme in ("", "https", "mailto"), (path, value)
                    assert element.tag in ("a", "link"), (path, element.tag)
                if element.tag == "link":
                    assert element.get("rel") in ("canonical", "alternate", "stylesheet", "icon")
                    assert "evil" not in value
                if element.tag == "meta":
                    assert element.get("http-equiv") in (None, "Content-Security-Policy")
                    described = element.get("name") == "description" or "og:" in element.get("property", "")
                    assert "script-src *" not in value or described
        # A browser's parser may see a tag where lxml sees none.
        for tag in re.findall(r"<[/!?]*\s*([a-zA-Z][^\s/>]*)", text):
            assert tag == "doctype" or ELEMENTS.fullmatch(tag.lower()), (path, tag)


def test_the_texts_are_shown_as_written(built: Path) -> None:
    """The second wall does not hide a text: readers and editors see the signs that were typed."""
    number = ALL.index("<script>alert(1)</script>")
    tree = html.document_fromstring((built / f"en/p{number}/index.html").read_bytes())
    assert tree.xpath("string(//h1)") == "<script>alert(1)</script>"
    assert "<script>alert(1)</script>" in tree.xpath("string(//main)")
    assert tree.xpath("string(//title)").startswith("<script>alert(1)</script>")
