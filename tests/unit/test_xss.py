"""No string that has ever carried script into a page passes the check, and none lives in the build."""

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

from conftest import SITE_URL
from microsite.checks import characters, links, markup, typography
from microsite.content import Content, read_page
from microsite.model import Problem, Text
from microsite.source import Reader
from small import EN, PARSER, TODAY, Project, copy

STRINGS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("xss.yml").read_text("utf-8"))
ALL = [text for group in STRINGS.values() for text in group]
RULES = (markup.check, links.check, characters.check, typography.check)
DATA = "docs/_data/strings/fr.yml"
# What the pages of the site are made of; no element of these runs anything by itself.
ELEMENTS = re.compile(
    "html|head|meta|title|link|body|a|header|footer|nav|main|article|section|aside|div|p|span|small|time|ul|ol|li"
    "|dl|dt|dd|details|summary|h[1-6]|em|strong|br|hr|blockquote|sup|bdi|table|colgroup|thead|tbody|tr|th|td"
    "|pre|code|form|input|label|button|search|svg|path|g|figure|figcaption|template"
)


def page(body: str, title: str = "T", description: str = "D", template: str = "") -> str:
    head = f"title: {title}\ndescription: {description}\nstatus: our-summary\n{template}"
    return f"---\n{head}---\n\n{body}\n"


def reported(project: Project, content: Content, text: str) -> list[Problem]:
    """Return what the rules say of a page, read anew."""
    project.write(EN, text)
    reader = Reader(project.root)
    read = read_page(reader, PARSER, project.root / EN)
    pages = {("en", "index"): read} if read else {}
    changed = replace(content, pages=pages, texts=())
    return reader.problems + [found for rule in RULES for found in rule(changed) if found.path == EN]


@pytest.mark.parametrize("group", STRINGS)
def test_each_is_reported_at_its_line(project: Project, group: str) -> None:
    assert len(set(ALL)) == len(ALL) >= 200
    content = replace(project.load(), pages={}, texts=(), files={})
    for text in STRINGS[group]:
        found = reported(project, content, page(f"Text.\n\n{text}\n\nText."))
        assert any(9 <= problem.line <= 9 + text.count("\n") for problem in found), (text, found)
        found = reported(project, content, page("Text.", json.dumps(text), json.dumps(text)))
        assert {2, 3} <= {problem.line for problem in found}, (text, found)
        entry = Text(DATA, 5, text, "fr", "skip")
        found = [p for rule in RULES for p in rule(replace(content, texts=(entry,))) if p.line == 5]
        # A table is plain text there.
        assert any(problem.path == DATA for problem in found) or text.startswith("| x"), text


def planted(texts: dict[str, Any], strings: Iterator[str]) -> dict[str, Any]:
    """Return the interface texts with one of the strings in the place of each that has no braces."""
    return {
        key: planted(value, strings) if isinstance(value, dict) else value if "{" in value else next(strings)
        for key, value in texts.items()
    }


@pytest.fixture(scope="module")
def built(model_project: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a project with all strings in it, built with the check switched off."""
    root = tmp_path_factory.mktemp("xss")
    project = copy(model_project, root / "project")
    strings = cycle(text for text in ALL if not set(text) & set("\0\1\n{}"))
    for number, group in enumerate(STRINGS.values()):
        title, description = (json.dumps(next(strings)) for _ in range(2))
        body = "\n\n".join([f"- {text}\n\n{text}" for text in group]).replace("\0", "")
        project.write(f"docs/en/p{number}.md", page(body, title, description))
    for name in ("timeline", "glossary", "search"):
        project.write(f"docs/en/{name}.md", page("Text.", template=f"template: {name}.html\n"))
    data = project.root / "docs/_data/strings/en.yml"
    texts = yaml.safe_load(data.read_text("utf-8"))
    data.write_text(json.dumps({**planted(texts, strings), "date": texts["date"]}, indent=0), "utf-8")
    project.change("docs/_data/links.yml", "name: A/RES/79/325", f"name: {json.dumps(next(strings))}")
    project.change("docs/_data/glossary.yml", "en: Palexpo,", f"en: {json.dumps(next(strings))},")
    program = (
        "import microsite.checks, mkdocs.__main__ as main\n"
        "microsite.checks.run = lambda *_: []\n"
        "main.cli(['build', '--quiet', '--site-dir', '../site'])\n"
    )
    environment = {"PYTHONPATH": ":".join(sys.path), "SITE_URL": SITE_URL, "MICROSITE_TODAY": str(TODAY)}
    done = subprocess.run([sys.executable, "-c", program], cwd=project.root, capture_output=True, text=True,
                          check=False, env=environment)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return root / "site"


def test_none_lives_in_the_built_site(built: Path) -> None:
    """Python-Markdown passes on raw HTML, any attribute list and any address; the build does not."""
    pages = sorted(built.rglob("*.html"))
    assert len(pages) > len(STRINGS)
    for path in pages:
        # What the templates themselves bring: our own style, script and data blocks.
        text, ours = re.subn(
            r'<style>[^<]*</style>|<script src="[./]*assets/\w+\.[0-9a-f]{8}\.js"[ a-z="]*></script>'
            r'|<script type="application/ld\+json">[^<]*</script>|<!--[a-z]+-->',
            "",
            path.read_text("utf-8"),
        )
        assert ours <= 6, path
        for element in html.document_fromstring(text).iter():
            assert ELEMENTS.fullmatch(str(element.tag)), (path.name, element.tag, element.attrib)
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (path, name)
                assert name not in ("style", "srcdoc", "formaction", "background", "src"), (path, name)
                if name in ("href", "action", "xlink:href") and element.get("rel") != "icon":
                    address = re.sub(r"[\x00-\x20]", "", value)
                    assert urlsplit(address).scheme in ("", "https", "mailto"), (path, value)
                    assert element.tag in ("a", "link", "form"), (path, element.tag)
                assert element.tag != "link" or "evil" not in value
            assert element.get("http-equiv") in (None, "Content-Security-Policy")
        # A browser's parser may see a tag where lxml sees none.
        for tag in re.findall(r"<[/!?]*\s*([a-zA-Z][^\s/>]*)", text):
            assert tag == "doctype" or ELEMENTS.fullmatch(tag.lower()), (path, tag)


def test_the_texts_are_shown_as_written(built: Path) -> None:
    """The second wall does not hide a text: readers and editors see the signs that were typed."""
    tree = html.document_fromstring((built / "en/p0/index.html").read_bytes())
    assert "<script>alert(1)</script>" in tree.xpath("string(//main)")
    assert "<script>alert(1)</script>" in tree.xpath("string(//h1)") + tree.xpath("string(//title)")
