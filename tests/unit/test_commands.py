"""The editors' command: what it writes, what it prints and its exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from microsite import after, edit, offline
from microsite.checks.ledger import PATH as LEDGER
from microsite.checks.ledger import unlisted
from microsite.cli import main
from microsite.content import load
from microsite.model import Problem
from microsite.report import FORMATS, status_table, write
from microsite.status import hashes
from small import LANGUAGES, ORIGINAL, Project, said

EN, FR = "docs/en/index.md", "docs/fr/index.md"


@pytest.fixture
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project as the working folder."""
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return project


# check


def test_check_of_sound_content_ends_with_0(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "6 pages in 3 languages: no problem found.\n"


def test_check_of_a_problem_ends_with_1_and_one_line(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    line = here.change(FR, "Ouverture", "l'ouverture")
    assert main(["check"]) == 1
    assert capsys.readouterr().out == f"{FR}:{line}: A straight apostrophe stands here. Write ’\n"


def test_check_counts_what_is_outdated_and_ends_with_0(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.change(EN, "- Opening", "- Openings")
    assert main(["check"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith(f"{FR}:8: {EN} has changed since this translation: programme.")
    assert out[-1] == "6 pages in 3 languages: 2 translation(s) to be brought up to date."


def test_check_of_a_path_shows_that_path_alone(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    here.change(FR, "Ouverture", "l'ouverture")
    here.change("docs/fr/letter.md", "description: Une", "description: Une  belle")
    assert main(["check", "docs/fr/letter.md"]) == 1
    told = capsys.readouterr()
    assert [line.split(":")[0] for line in told.out.splitlines()] == ["docs/fr/letter.md"]
    assert told.err == "1 problem(s) elsewhere: `microsite check` shows them.\n"
    assert main(["check", "docs/ru"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "2 problem(s) elsewhere: `microsite check` shows them.\n")
    assert main(["check", "docs/fr"]) == 1
    assert capsys.readouterr().err == ""


def test_check_of_a_path_that_other_problems_hide_is_no_all_clear(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.change("docs/ru/index.md", " {#papers}", "")
    line = here.change(FR, "6 et 7 juillet", "6 et 8 juillet")
    for form in FORMATS:
        assert main(["check", "docs/fr", "--format", form]) == 1
        told = capsys.readouterr()
        assert "1 problem(s) elsewhere: `microsite check` shows them. Until they are" in told.err
        assert "no problem found" not in told.out
        assert "All is well" not in told.out
    here.change("docs/ru/index.md", "### Документы", "### Документы {#papers}")
    assert main(["check", "docs/fr"]) == 1
    told = capsys.readouterr()
    assert told.out.startswith(f"{FR}:{line}: ")
    assert told.err == ""
    here.write("docs/ru/index.md", b"\xff")
    assert main(["check", "docs/fr"]) == 1
    assert "the later rules do not run" in capsys.readouterr().err


def test_a_place_that_is_not_there_ends_with_2(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "docs/nowhere"]) == 2
    assert "no such file or folder" in capsys.readouterr().err
    (here.root / "mkdocs.yml").unlink()
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "mkdocs.yml:1: There is no mkdocs.yml here.\n"
    here.write("mkdocs.yml", "plugins: [{i18n: {languages: [")
    assert main(["status"]) == 2


def test_a_wrong_call_ends_with_2(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["chekc"], ["check", "--format", "xml"], ["new"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2
    assert "usage: microsite" in capsys.readouterr().err


# check --fix


def test_fix_mends_text_head_and_letters_and_then_all_is_well(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.change(FR, "- Ouverture", "- L'ouverture ,  le cafe\u0301...")
    here.change(
        FR, "description: Le dialogue", "description: L'essentiel :  le dialogue".replace(" : ", " ")
    )
    before = here.read(FR)
    assert main(["check", "--fix"]) == 0
    after = here.read(FR)
    assert "- L’ouverture, le café…\n" in after
    assert "description: L’essentiel le dialogue" in after
    assert after.count("\n") == before.count("\n")
    assert capsys.readouterr().err == f"{FR}: mended\n"
    assert main(["check", "--fix"]) == 0
    assert here.read(FR) == after
    assert capsys.readouterr().err == ""


def test_fix_leaves_other_paths_and_what_only_a_person_can_tell(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.change(FR, "- Ouverture", "- L'ouverture")
    here.change("docs/ru/index.md", "- Открытие", '- "Открытие"...')
    assert main(["check", "--fix", "docs/ru"]) == 1
    assert "L'ouverture" in here.read(FR)
    assert '- "Открытие"…' in here.read("docs/ru/index.md")
    assert "Write « » in French, Russian" in capsys.readouterr().out


def test_fix_keeps_a_head_that_yaml_writes_in_another_way(here: Project) -> None:
    here.change(FR, "title: Dialogue", 'title: "l\'\\u00e9t\\u00e9"')
    before = here.read(FR)
    assert main(["check", "--fix"]) == 1
    assert here.read(FR) == before


def test_fix_writes_lf_and_no_mark(here: Project) -> None:
    here.write(FR, ("\ufeff" + here.read(FR).replace("Ouverture", "L'ouverture")).replace("\n", "\r\n"))
    assert main(["check", "--fix"]) == 0
    raw = (here.root / FR).read_bytes()
    assert b"\r" not in raw
    assert raw.startswith(b"---\n")


# accept


def test_accept_brings_one_page_up_to_date(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    here.change(EN, "- Opening", "- Openings")
    body = here.read(FR).split("---\n", 2)[2]
    assert main(["accept", FR]) == 0
    assert capsys.readouterr().out == f"{FR}: accepted\n"
    text = here.read(FR)
    assert text.split("---\n", 2)[2] == body
    assert f"translated: {datetime.now(UTC).date()}\n" in text
    assert text.count("sections:") == 1
    assert main(["accept", FR]) == 0
    assert capsys.readouterr().out == f"{FR}: up to date already\n"
    assert main(["check"]) == 0
    assert "docs/ru/index.md:8" in capsys.readouterr().out


def test_accept_of_a_name_is_for_all_its_translations(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.change(EN, "- Opening", "- Openings")
    assert main(["accept", "index"]) == 0
    told = capsys.readouterr()
    assert told.out == f"{FR}: accepted\ndocs/ru/index.md: accepted\n"
    assert told.err == f"{EN}: an original; its translations follow it\n"
    assert main(["check"]) == 0


def test_accept_replaces_hashes_on_several_lines(here: Project) -> None:
    text = re.sub(
        r"sections: \{(.*)\}", lambda m: "sections:\n  " + m[1].replace(", ", "\n  "), here.read(FR)
    )
    here.write(FR, text)
    here.change(EN, "- Opening", "- Openings")
    assert main(["accept", FR]) == 0
    assert len(re.findall(r"^sections: \{.*\}$", here.read(FR), re.MULTILINE)) == 1
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"sections: \{(.*)\}\n", "sections: {\n\\1\n}\n# read twice\nreviewed_by: X\n"),
        (r"(status: .*\n)((?:.*\n)*)(sections: .*\n)", "\\3# made so:\n\\1\\2"),
        (r"sections: \{(.*)\}\n", '"sections":\n  {\\1}\n'),
        (r"sections: .*\n", ""),
    ],
    ids=["closed at the margin", "above other keys", "a key in quotation marks", "none"],
)
def test_accept_replaces_hashes_in_any_form_and_nothing_else(here: Project, old: str, new: str) -> None:
    here.write(FR, re.sub(old, new, here.read(FR), count=1))
    before = here.load().pages["fr", "index"]
    kept = [line for line in here.read(FR).split("\n") if line.startswith(("#", "title:", "reviewed_by:"))]
    here.change(EN, "- Opening", "- Openings")
    assert main(["accept", FR]) == 0
    content = here.load()
    after = content.pages["fr", "index"]
    assert after.source == before.source
    assert after.meta.sections == hashes(content.pages[ORIGINAL, "index"])
    assert {**vars(after.meta), "sections": 0, "translated": 0, "lines": 0} == {
        **vars(before.meta), "sections": 0, "translated": 0, "lines": 0,
    }  # fmt: skip
    lines = here.read(FR).split("\n")
    assert [line for line in lines if line.startswith(("#", "title:", "reviewed_by:"))] == kept
    assert "}" not in lines


@pytest.mark.parametrize(
    ("old", "new"),
    [(r"---\n((?:.*\n)*?)---", None), (r"translated: ", "translated:\n  ")],
    ids=["a head in braces", "a value below its key"],
)
def test_accept_leaves_a_head_that_it_cannot_change(
    here: Project, old: str, new: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    def in_braces(match: re.Match[str]) -> str:
        return "---\n{\n" + match[1].replace("\n", ",\n") + "}\n---"

    here.write(FR, re.sub(old, new or in_braces, here.read(FR), count=1))
    here.change(EN, "- Opening", "- Openings")
    before = here.read(FR)
    assert main(["accept", FR]) == 2
    assert re.match(rf"{FR}:\d+: The head is not written as “key: value” in lines. Write it so",
                    capsys.readouterr().err)  # fmt: skip
    assert here.read(FR) == before


def test_accept_of_nothing_and_of_broken_content(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["accept", "nowhere"]) == 2
    assert "There is no such page" in capsys.readouterr().err
    here.write("docs/ru/index.md", b"\xff")
    assert main(["accept", FR]) == 1
    assert "docs/ru/index.md:1: The file is not UTF-8" in capsys.readouterr().out


# new


def test_new_makes_a_page_in_every_language_that_passes_once_it_is_written(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "news/first"]) == 0
    out = capsys.readouterr().out
    paths = [f"docs/{language.locale}/news/first.md" for language in LANGUAGES]
    assert all(f"{path}: written\n" in out for path in paths)
    assert "Now add “- news/first.md” to nav" in out
    said(here.problems(), paths[0], 1, "Add “- news/first.md” to nav")
    here.change("mkdocs.yml", "- letter.md", "- letter.md\n- news/first.md")
    problems = here.problems()
    for path in paths:
        lines = here.read(path).split("\n")
        wanted = [number for number, line in enumerate(lines, 1) if "…" in line]
        assert {problem.line for problem in problems if problem.path == path} == set(wanted)
    words = {"en": ("News", "One word.", "Part"), "fr": ("Nouvelles", "Un mot.", "Partie"),
             "ru": ("Новости", "Одно слово.", "Часть")}  # fmt: skip
    for language, path in zip(LANGUAGES, paths, strict=True):
        title, text, part = words[language.locale]
        for key, value in (
            ("title: ", title),
            ("description: ", text),
            ("\n", text),
            ("## ", part),
            ("\n", text),
        ):
            here.change(path, f"{key}…", f"{key}{value}")
    assert here.problems() == []
    assert main(["accept", "news/first"]) == 0
    assert main(["check"]) == 0
    assert capsys.readouterr().out.endswith("9 pages in 3 languages: no problem found.\n")
    content = here.load()
    assert content.pages[ORIGINAL, "news/first"].meta.original == ""
    assert content.pages["fr", "news/first"].meta.original == ORIGINAL


@pytest.mark.parametrize("name", ["News", "a b", "../x", "a/../b", "a/b/c", "/a", "a-", "a--b", "é", ""])
def test_new_refuses_a_name_that_cannot_be_an_address(
    here: Project, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(here.root.rglob("*"))
    assert main(["new", name]) == 2
    assert "small letters" in capsys.readouterr().err
    assert sorted(here.root.rglob("*")) == before


def test_new_never_overwrites(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = here.read(FR)
    for name in ("index", "index.md"):
        assert main(["new", name]) == 2
        assert "exists already" in capsys.readouterr().err
    assert here.read(FR) == before


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.md"
    target.write_text("old", "utf-8")

    def stop(self: Path, other: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        edit.replace_file(target, "new")
    assert target.read_text("utf-8") == "old"


# ledger


@pytest.mark.parametrize(
    "text",
    [
        "# A comment.\n",
        "# A comment.\nindex:\n  ids: [papers]\n",
        "# A comment.\nindex:\n  ids: [papers,\n    notes]  # more\nletter:\n  ids: []",
        "# A comment.\nindex:\n  aliases: {old: papers}\n  ids: [papers, old]\n",
    ],
    ids=["empty", "in lines", "on two lines", "aliases first"],
)
def test_ledger_enters_what_is_new(here: Project, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    here.write(LEDGER, text)
    before = here.load().published
    assert main(["ledger"]) == 0
    assert capsys.readouterr().out == "index: entered\nletter: entered\n"
    content = here.load()
    assert not unlisted(content)
    assert here.read(LEDGER).startswith("# A comment.\n")
    for name, entry in before.items():
        assert set(entry.ids) <= set(content.published[name].ids)
        assert entry.aliases == content.published[name].aliases
    assert main(["ledger"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# A comment.\n{index: {ids: [papers]}}\n", 2),
        ("{}\n", 1),
        ("letter:\n  ids: [p1, p2]\nindex: {ids: [papers]}\n", 3),
        ("letter:\n  ids: [p1, p2]\nindex:\n  ids:\n  - papers\n", 3),
        ("letter:\n  ids: [p1, p2]\nindex:\n  aliases: {a: papers}\n", 3),
    ],
)
def test_ledger_leaves_a_form_that_it_cannot_change(
    here: Project, text: str, line: int, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write(LEDGER, text)
    assert main(["ledger"]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"{LEDGER}:{line}: “index” cannot be entered")
    assert "below it, “  ids: [" in told
    assert here.read(LEDGER) == text


def test_ledger_of_broken_content_ends_with_1(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for language in LANGUAGES:
        (here.root / f"docs/{language.locale}/index.md").unlink()
    assert main(["ledger"]) == 1
    assert f"{FR}:1: The page “index” is missing in this language" in capsys.readouterr().out


# report


PROBLEM = Problem("docs/a,b:c%\n.md", 3, "50% of “x”\nis | *wrong*.", "Write <y>.", "rule")


def test_json_is_for_programs(model_project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    content, _ = load(model_project.root)
    write("json", content, [PROBLEM], [])
    out = capsys.readouterr().out
    assert out.isascii()
    assert json.loads(out) == {
        "problems": [{"path": PROBLEM.path, "line": 3, "message": PROBLEM.message, "remedy": "Write <y>.",
                      "rule": "rule"}],
        "notes": [],
    }  # fmt: skip


def test_github_sets_each_message_beside_its_line(
    model_project: Project,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    content, _ = load(model_project.root)
    write("github", content, [PROBLEM], [Problem("docs/x.md", 1, "Older.", "Translate.")])
    assert capsys.readouterr().out.splitlines() == [
        "::error file=docs/a%2Cb%3Ac%25\\n.md,line=3,title=Content check::"
        "50%25 of “x”\\nis | *wrong*. Write <y>.",
        "::notice file=docs/x.md,line=1,title=Content check::Older. Translate.",
    ]
    text = summary.read_text("utf-8")
    assert "1 place(s) must be mended" in text
    assert "- `docs/a,b:c%\\n.md:3` 50% of “x”\\\\nis \\| \\*wrong\\*. Write \\<y\\>.\n" in text
    assert "Translations that are older than their original (no obstacle):" in text
    assert status_table(content) in text


def test_github_without_a_place_for_the_summary_prints_it(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--format", "github"]) == 0
    out = capsys.readouterr().out
    assert "All is well: the change can be published." in out
    assert "| index | original | current | current |" in out


@pytest.mark.parametrize("form", FORMATS)
def test_a_name_that_is_no_text_breaks_no_format(form: str, here: Project) -> None:
    """A file name may hold any byte; a line of it must not steer a terminal or the workflow."""
    target = bytes(here.root) + b"/docs/fr/\xff\n::error::x\x1b[31m.md"
    Path(target.decode("utf-8", "surrogateescape")).write_bytes(b"x")
    done = subprocess.run(
        [sys.executable, "-m", "microsite.cli", "check", "--format", form],
        cwd=here.root,
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "GITHUB_STEP_SUMMARY": str(here.root / "summary")},
    )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout
    assert not any(line.startswith(b"::error::") for line in done.stdout.splitlines())


def test_status_is_a_table_of_pages_and_languages(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    here.change(EN, "- Opening", "- Openings")
    here.change(EN, "| Draft", "| Drafts")
    assert main(["status"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "| page | en | fr | ru |",
        "|---|---|---|---|",
        "| index | original | outdated (2) | outdated (2) |",
        "| letter | original | current | current |",
    ]
    (here.root / FR).unlink()
    assert main(["status"]) == 0
    assert "| index | original | missing | outdated (2) |" in capsys.readouterr().out


# build


def test_build_without_a_registry_ends_with_2(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    here.write("site/index.html", "the last good build")
    (here.root / "mkdocs.yml").unlink()
    assert main(["build"]) == 2
    assert capsys.readouterr().err == "mkdocs.yml:1: There is no mkdocs.yml here.\n"
    assert here.read("site/index.html") == "the last good build"


@pytest.mark.parametrize("name", ["MICROSITE_TODAY", "SOURCE_DATE_EPOCH"])
def test_build_on_a_day_that_is_none_ends_with_2(here: Project, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "microsite.cli", "build"],
        cwd=here.root,
        env={**os.environ, name: "tomorrow"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"{name}:1: “tomorrow” is no" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("moment", ["x", "9" * 30, "0", "1785283200"])
def test_files_are_dated_with_a_moment_or_none_are_made(
    here: Project, moment: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here.write("site/index.html", "a page")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    fits = len(moment) in range(1, 11) and moment.isdigit()
    code = after.run(lambda _, root, when: str(len(offline.pack(root / "site", when))), needs_site=False)
    assert code == (0 if fits else 2)
    assert capsys.readouterr().err.startswith(
        "" if fits else f"SOURCE_DATE_EPOCH:1: “{moment}” is no moment."
    )


def test_build_replaces_the_site_at_the_end_and_a_failing_one_leaves_it(
    here: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    def built() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "microsite.cli", "build"]
        return subprocess.run(command, cwd=here.root, capture_output=True, text=True, check=False)

    site = here.root / "site"
    here.write("site/old.html", "old")
    assert built().returncode == 0
    assert not (site / "old.html").exists()
    good = (site / "fr/index.html").read_bytes()
    line = here.change(FR, "Ouverture", "<b>Ouverture</b>")
    done = built()
    assert done.returncode == 1
    assert f"{FR}:{line}: HTML and character codes" in done.stderr
    assert "site/ is as it was" in done.stderr
    assert "Traceback" not in done.stderr
    assert (site / "fr/index.html").read_bytes() == good
    # A build that was stopped between its last two steps has put the good site aside.
    shutil.move(site, here.root / ".build/old")
    assert built().returncode == 1
    assert (site / "fr/index.html").read_bytes() == good
