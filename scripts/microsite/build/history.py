"""When the pages were last changed, from the project's Git history."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class History:
    """The commit in hand and, by path from the root, the day of each page's last commit.

    All is empty where there is no Git history: the pages then do not name a version.
    """

    commit: str = ""
    day: date | None = None
    changes: dict[str, date] = field(default_factory=dict)


def read(root: Path) -> History:
    """Return the history of the project at `root`, or an empty one."""
    try:
        printed = subprocess.run(
            ["git", "-C", str(root), "log", "--format=@%h %cs", "--name-only", "--relative", "--", "."],
            capture_output=True,
            check=True,
            text=True,
            timeout=30,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return History()
    commit, newest, day = "", None, None
    changes: dict[str, date] = {}
    for line in printed.splitlines():
        if line.startswith("@"):
            name, _, text = line[1:].partition(" ")
            day = date.fromisoformat(text)
            commit, newest = commit or name, newest or day
        elif line and day:
            changes.setdefault(line, day)
    return History(commit, newest, changes)
