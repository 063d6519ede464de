"""When the pages were last changed, from the project's Git history."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class History:
    """The commit in hand and, by path from the root, the day of each page's last commit.

    All is empty where there is no Git history: the pages then do not name a version. A shallow clone
    knows its commit, but not when pages were changed.
    """

    commit: str = ""
    day: date | None = None
    changes: dict[str, date] = field(default_factory=dict)


def read(root: Path) -> History:
    """Return the history of the project at `root`, or an empty one."""
    git = ("git", "-C", str(root))
    how: dict[str, Any] = {"capture_output": True, "check": True, "text": True, "timeout": 30}
    try:
        printed = subprocess.run(
            # As long in every clone, whatever its settings and size.
            [*git, "log", "--abbrev=10", "--format=@%h %cs", "--name-only", "--relative", "--", "."],
            **how,
        ).stdout
        shallow = subprocess.run([*git, "rev-parse", "--is-shallow-repository"], **how).stdout
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
    # In a shallow clone all files seem to be of the oldest commit that it has.
    return History(commit, newest, {} if shallow.strip() == "true" else changes)
