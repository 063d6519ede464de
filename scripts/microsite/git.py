"""All that the program asks of Git. Where there is no history, the answers are empty."""

import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple


class History(NamedTuple):
    """The commit in hand and, by path, the day of each file's last commit (not in a shallow clone)."""

    commit: str = ""
    day: date | None = None
    changes: Mapping[str, date] = {}


def _git(root: Path, *arguments: str) -> str:
    """Return what Git prints, or an empty text if it fails."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").strip("\n")


def history(root: Path) -> History:
    """Return the history of the project at `root`."""
    # The name of a commit is as long in every clone, whatever its settings and size.
    log = _git(root, "log", "--abbrev=10", "--format=%x00%h%n%cs", "--name-only", "--relative", "--", ".")
    commits = [entry.splitlines() for entry in log.split("\0")[1:]]
    if not commits:
        return History()
    changes = {path: date.fromisoformat(day) for _, day, *paths in reversed(commits) for path in paths}
    # In a shallow clone all files seem to be of the oldest commit that it has.
    shallow = _git(root, "rev-parse", "--is-shallow-repository") == "true"
    return History(commits[0][0], date.fromisoformat(commits[0][1]), {} if shallow else changes)


def moment(root: Path, otherwise: date) -> datetime:
    """Return the moment of the last commit of content, else a day, in UTC."""
    last = _git(root, "log", "-1", "--format=%ct", "--", "docs")
    return datetime.fromtimestamp(int(last), UTC) if last else datetime.combine(otherwise, time(), UTC)
