"""All that the program asks of Git. Where there is no history, the answers are empty."""

import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NamedTuple


class History(NamedTuple):
    """The commit in hand, its moment in UTC, and the day of each file's last commit, if it is known."""

    commit: str = ""
    moment: datetime = datetime.min
    changes: Mapping[str, date] = {}


def _git(root: Path, *arguments: str) -> str:
    """Return what Git prints, or an empty text if it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace").strip("\n")


def history(root: Path, otherwise: date) -> History:
    """Return the history of the project at `root`; without one, its moment is the day `otherwise`."""
    # The name of a commit is as long in every clone, whatever its settings and size.
    log = _git(root, "log", "--abbrev=10", "--format=%x00%h%n%ct", "--name-only", "--relative", "--", ".")
    commits = [entry.splitlines() for entry in log.split("\0")[1:]]
    if not commits:
        return History("", datetime.combine(otherwise, time(), UTC))
    moments = [datetime.fromtimestamp(int(seconds), UTC) for _, seconds, *_ in commits]
    newest = reversed([*zip(moments, commits, strict=True)])
    changes = {path: moment.date() for moment, (_, _, *paths) in newest for path in paths}
    # In a shallow clone all files seem to be of the oldest commit that it has.
    shallow = _git(root, "rev-parse", "--is-shallow-repository") == "true"
    return History(commits[0][0], moments[0], {} if shallow else changes)
