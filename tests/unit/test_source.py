"""Bad files: each is reported at its line, with a remedy, and hides no other."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from microsite import config
from microsite.content import load, read_page
from microsite.model import CannotRun
from microsite.source import Reader
from small import FR, LANGUAGES, PARSER, TODAY, Project, cases, said

HEAD = "---\ntitle: T\ndescription: D\nstatus: our-summary\n"
SETTINGS = cases("settings")


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
    meta = project.load().pages["fr", "index"].meta
    assert meta.title in ("T", "2026", "yes", "T: “t” #1")
    assert set(meta.sections.values()) <= {"00012345"}


def test_files_that_are_missing_folders_or_links_to_other_places_are_reported(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/x.md").write_text("secret", "utf-8")
    docs = project.root / "docs"
    for name in ("_data/strings/ru.yml", "_data/events.yml", "_data/names.yml", "fr/index.md", "en/index.md"):
        (docs / name).unlink()
    (docs / "_data/events.yml").mkdir()
    (docs / "en/index.md").mkdir()
    links: dict[str, Path | str] = {
        "fr/index.md": tmp_path / "folder/x.md", "fr/sub": tmp_path / "folder", "ru/loop.md": "loop.md",
        "de": tmp_path / "folder", "_data/more.yml": "links.yml", "_data/names.yml": "dates.yml",
        "_data/reviews": tmp_path / "folder", "fr/x~": tmp_path / "folder",
    }  # fmt: skip
    for name, target in links.items():
        (docs / name).symlink_to(target)
    problems = load(project.root, TODAY)[1]
    for name in ("_data/strings/ru.yml", "_data/events.yml"):
        said(problems, f"docs/{name}", 1, "Put it back")
    for name in ("fr/index.md", "ru/loop.md", "_data/names.yml"):
        said(problems, f"docs/{name}", 1, "link to another place")
    for name in ("fr/sub", "fr/x~", "de", "_data/more.yml", "_data/reviews"):
        said(problems, f"docs/{name}", 1, "No page or list")
    assert "secret" not in "".join(map(str, problems))


def test_what_programs_of_editors_and_systems_leave_is_no_page(project: Project) -> None:
    for name in (".DS_Store", "fr/.index.md.swp", "fr/index.md~", ".notes/x.md"):
        project.write(f"docs/{name}", "x")
    (project.root / "docs/fr/.#index.md").symlink_to("nobody@nowhere")
    assert [*project.problems()] == []


@pytest.mark.parametrize("name", SETTINGS)
def test_a_wrong_setting_ends_with_a_message(project: Project, name: str) -> None:
    case = SETTINGS[name]
    if "text" in case:
        project.write("mkdocs.yml", case["text"])
    else:
        project.change("mkdocs.yml", case["old"], case["new"])
    with pytest.raises(CannotRun, match=f"^mkdocs.yml:{case.get('line', '1')}: .*{re.escape(case['says'])}"):
        config.read(Reader(project.root))


@pytest.mark.parametrize("text", [None, b"\xff", b"[" * 999])
def test_settings_that_cannot_be_read_end_with_a_message(tmp_path: Path, text: bytes | None) -> None:
    if text:
        (tmp_path / "mkdocs.yml").write_bytes(text)
    with pytest.raises(CannotRun, match=r"^mkdocs\.yml:1: (?:It cannot be used|The file )"):
        config.read(Reader(tmp_path))


def test_pages_in_groups_are_read(project: Project) -> None:
    project.change("mkdocs.yml", "  - letter.md", "  - The letters:\n      - letter.md")
    found = config.read(Reader(project.root))
    assert (found.languages, found.names) == (LANGUAGES, ("index", "letter"))


PIECES = [
    *rb"""--- & * [ ] { } : - ? | > " ' # ~ ... <b> 1e999 0o7 2026-13-45 !!python/object:os.system""".split(),
    b"\t", *b"\n|\r\n|\xef\xbb\xbf|\xff\xfe|\0|\xd8\xa7|\xe2\x80\xae|  |---\n|>\n|...\n|///\n".split(b"|"),
    *b"title: |description: |status: our-summary\n|reviewed_by: |template: |".split(b"|"),
    *[b"translated: 2026-11-24\n", b"sections: {top: 3f2a9c1e}\n", b"&a ", b"*a", b"<<: *a\n", b"|\n"],
    *[b"[^n]: x\n", b"| a | b |\n", b"> ", b"* ", b"%YAML 1.1\n", b"## H {#h}\n", b"/// when | x upcoming\n"],
    *"%|@|`|,|?|\u00a0|\u2028|é|…".encode().split(b"|"),
]  # fmt: skip
PIECE = st.one_of(
    st.sampled_from(PIECES),
    st.binary(max_size=12),
    st.text(max_size=12).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@given(st.lists(PIECE, max_size=14).map(b"".join), st.booleans())
def test_any_file_is_read_or_reported(model_project: Project, body: bytes, headed: bool) -> None:
    """Whatever it holds, no traceback."""
    body = HEAD.encode() + body + b"\n---\n\n" + body if headed else body
    path = model_project.root / "site/en/page.md"
    model_project.write("site/en/page.md", body)
    reader = Reader(model_project.root)
    page = read_page(reader, PARSER, path)
    assert page or reader.problems
    lines = body.count(b"\n") + body.count(b"\r") + 2
    for problem in reader.problems:
        assert problem.path == "site/en/page.md"
        assert 1 <= problem.line <= lines
        assert problem.message
        assert problem.remedy
