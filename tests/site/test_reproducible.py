"""Two builds of one commit, in different folders and time zones, are byte for byte the same."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from conftest import ROOT, build

LEFT_OUT = shutil.ignore_patterns(".venv", "node_modules", "site", ".build", "__pycache__", ".*_cache")


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file of a built site, by its path."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_two_builds_of_one_commit_are_equal(site: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(ROOT, tmp_path / "elsewhere/copy", ignore=LEFT_OUT))
    done = build(copy, tmp_path / "site", TZ="Pacific/Kiritimati", PYTHONPATH=str(copy / "scripts"))
    assert done.returncode == 0, done.stderr
    ours, theirs = hashes(site), hashes(tmp_path / "site")
    assert not list(site.rglob("*.gz")), "the head of such a file holds the day on which it was made"
    assert [path for path in ours.keys() | theirs.keys() if ours.get(path) != theirs.get(path)] == []
