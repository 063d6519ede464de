"""The editors' command: what it writes, what it prints and its exit codes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from microsite.cli import main
from microsite.status import hashes
from small import EN, FR, ORIGINAL, RU, TODAY, Project

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project as the working folder, on the day of the tests."""
    monkeypatch.chdir(project.root)
    monkeypatch.setenv("MICROSITE_TODAY", str(TODAY))
    return project


@pytest.fixture
def changed(here: Project) -> Project:
    """The same after a change of the original."""
    here.change(EN, "- Opening", "- Openings")
    return here


def test_check_prints_a_line_for_each_problem(here: Project, capsys: Capture) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "6 pages in 3 languages: no problem found.\n"
    line = here.change(FR, "Ouverture", "l'ouverture")
    assert main(["check"]) == 1
    (out,) = capsys.readouterr().out.splitlines()
    assert re.fullmatch(rf"{FR}:{line}: .*apostrophe.*’.*", out)


def test_check_notes_what_is_outdated_and_ends_with_0(changed: Project, capsys: Capture) -> None:
    assert main(["check"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith(f"{FR}:8: {EN} has changed since this translation: programme.")
    assert out[-1] == "6 pages in 3 languages: 2 translation(s) older than their original."


def test_a_wrong_call_ends_with_2_and_a_line(
    here: Project, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for arguments in ("chekc", "check --form xml", "check docs", "accept nowhere", "accept"):
        assert main(arguments.split()) == 2, arguments
        assert capsys.readouterr().err.count("\n") == 1
    (here.root / "mkdocs.yml").unlink()
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith("mkdocs.yml:1: ")
    monkeypatch.setenv("MICROSITE_TODAY", "tomorrow")
    assert main(["check"]) == 2
    assert "MICROSITE_TODAY:1: “tomorrow” is no day." in capsys.readouterr().err


def test_accept_brings_translations_up_to_date(changed: Project, capsys: Capture) -> None:
    changed.change(FR, "translated: 2026-11-24", "translated: 2026-01-01")
    body = changed.read(FR).split("---\n", 2)[2]
    assert main(["accept", FR]) == 0
    assert capsys.readouterr().out == f"{FR}: accepted\n"
    text = changed.read(FR)
    assert text.split("---\n", 2)[2] == body
    assert f"translated: {TODAY}\n" in text
    assert text.count("sections:") == 1
    assert main(["accept", "index"]) == 0
    assert f"{FR}: original, or up to date already\n{RU}: accepted\n" in capsys.readouterr().out
    assert main(["check"]) == 0
    assert "no problem found" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"sections: \{(.*)\}\n", "sections: {\n  \\1\n  }\n# read twice\nreviewed_by: X\n"),
        (r"sections: \{(.*?), (.*)\}\n", "sections: {\\1,\n\\2}\n"),
        (r"(status: .*\n)((?:.*\n)*)(sections: .*\n)", "\\3# made so:\n\\1\\2"),
        (r"sections: .*\n", ""),
        (r"^", "\ufeff"),
    ],
    ids=["on several lines", "continued at the margin", "above other keys", "none", "BOM"],
)
def test_accept_replaces_hashes_in_any_form_and_nothing_else(changed: Project, old: str, new: str) -> None:
    changed.write(FR, re.sub(old, new, changed.read(FR), count=1))
    before = changed.load().pages["fr", "index"]
    assert main(["accept", FR]) == 0
    content = changed.load()
    after = content.pages["fr", "index"]
    assert after.source == before.source
    assert after.meta.sections == hashes(content.pages[ORIGINAL, "index"])
    rest: dict[str, object] = {"sections": {}, "lines": {}}
    assert after.meta.model_copy(update=rest) == before.meta.model_copy(update=rest)
    assert changed.read(FR).count("\n# ") == new.count("# ")


def test_accept_leaves_what_it_cannot_read(changed: Project, capsys: Capture) -> None:
    before = changed.read(FR)
    changed.write(RU, b"\xff")
    assert main(["accept", FR]) == 1
    assert f"{RU}:1: The file is not UTF-8" in capsys.readouterr().out
    assert changed.read(FR) == before


def test_a_name_that_is_no_text_does_not_steer_a_terminal_or_a_workflow(here: Project) -> None:
    target = bytes(here.root) + b"/docs/fr/\xff\n::error::x\x1b[31m.md"
    Path(target.decode("utf-8", "surrogateescape")).write_bytes(b"x")
    command = [str(Path(sys.executable).with_name("microsite")), "check"]
    env = {"PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=here.root, capture_output=True, check=False, env=env)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stdout
    assert not any(line.startswith(b"::") for line in done.stdout.splitlines())
