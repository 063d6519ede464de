"""What was published before the change in hand, from the project's Git history."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def before(root: Path, path: str) -> list[str]:
    """Return a file as it is in the last commit, and where this branch left the main one.

    The list is empty where there is no Git history.
    """
    base = f"origin/{os.environ.get('GITHUB_BASE_REF') or 'HEAD'}"
    commits = ["HEAD", _git(root, "merge-base", "HEAD", base).strip()]
    texts = [_git(root, "cat-file", "blob", f"{commit}:./{path}") for commit in commits if commit]
    return [text for text in texts if text]


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
