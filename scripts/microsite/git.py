"""All that the program asks of Git. Where there is no history, the answers are empty."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from .model import CannotRun


@dataclass(frozen=True)
class History:
    """The commit in hand and, by path from the root, the day of each file's last commit.

    A shallow clone knows its commit, but not when files were changed.
    """

    commit: str = ""
    day: date | None = None
    changes: Mapping[str, date] = field(default_factory=dict)


def _git(root: Path, *arguments: str) -> str:
    """Return what Git prints, or an empty text if it fails."""
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").strip("\n")


def before(root: Path, path: str) -> list[str]:
    """Return a file as it is in the last commit, and where this branch left the main one."""
    base = f"origin/{os.environ.get('GITHUB_BASE_REF') or 'HEAD'}"
    commits = ["HEAD", _git(root, "merge-base", "HEAD", base) or "HEAD"]
    return [text for commit in dict.fromkeys(commits) if (text := _git(root, "show", f"{commit}:./{path}"))]


def history(root: Path) -> History:
    """Return the history of the project at `root`."""
    # As long in every clone, whatever its settings and size.
    form = ("--abbrev=10", "--format=@%h %cs", "--name-only", "--relative")
    commits: list[tuple[str, date]] = []
    changes: dict[str, date] = {}
    for line in filter(None, _git(root, "log", *form, "--", ".").splitlines()):
        if line.startswith("@"):
            name, day = line[1:].split()
            commits.append((name, date.fromisoformat(day)))
        else:
            changes.setdefault(line, commits[-1][1])
    # In a shallow clone all files seem to be of the oldest commit that it has.
    shallow = _git(root, "rev-parse", "--is-shallow-repository") == "true"
    return History(*commits[0], {} if shallow else changes) if commits else History()


def moment(root: Path, otherwise: date) -> datetime:
    """Return the moment, in UTC, that files for readers are dated with, so that builds are reproducible.

    It is SOURCE_DATE_EPOCH (reproducible-builds.org), else that of the last commit that touched the
    content, else the start of the day `otherwise`. Raises CannotRun when SOURCE_DATE_EPOCH is no moment.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH") or _git(root, "log", "-1", "--format=%ct", "--", "docs")
    try:
        return datetime.fromtimestamp(int(given), UTC) if given else datetime.combine(otherwise, time(), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"“{given}” is no moment. Write the seconds since 1970, such as 1785283200."
        raise CannotRun(f"SOURCE_DATE_EPOCH:1: {message}") from None


def repository(root: Path) -> str:
    """Return OWNER/NAME on GitHub, from GITHUB_REPOSITORY or the remote `origin`; empty if unknown."""
    remote = re.search(
        r"github\.com[/:]([\w.-]+/[\w.-]+?)(?:\.git)?/?$", _git(root, "remote", "get-url", "origin")
    )
    return os.environ.get("GITHUB_REPOSITORY") or (remote[1] if remote else "")
