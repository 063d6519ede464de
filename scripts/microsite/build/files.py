"""What files for readers share: the moment that they are dated with, their size in words."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime, time
from pathlib import Path

from babel.units import format_unit

from ..model import Content
from ..registry import CannotRun


def stamp(root: Path, content: Content) -> datetime:
    """Return the moment, in UTC, that files made from the content below `root` are dated with.

    It is SOURCE_DATE_EPOCH (reproducible-builds.org), else that of the last commit that touched the
    content, else the day of the last translation: two builds of one commit are equal.
    Raises CannotRun when SOURCE_DATE_EPOCH is no such moment.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH") or _last_commit(root)
    try:
        if given:
            return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError):
        message = f"“{given}” is no moment. Write the seconds since 1970, such as 1785283200."
        raise CannotRun(f"SOURCE_DATE_EPOCH:1: {message}") from None
    days = [page.meta.translated for page in content.pages.values() if page.meta.translated]
    return datetime.combine(max(days, default=date(1980, 1, 1)), time(), UTC)


def _last_commit(root: Path) -> str:
    try:
        done = subprocess.run(
            ["git", "log", "-1", "--format=%ct", "--", "docs"],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:  # no Git here: a copy that was unpacked from an archive
        return ""
    return done.stdout.strip()


def size(count: int, locale: str) -> str:
    """Return a number of bytes in the words of a language, such as “97 kB” or “1.3 MB” (SI, CLDR)."""
    if count < 999_500:
        value, unit = float(max(1, round(count / 1e3))), "kilobyte"
    else:
        value, unit = round(count / 1e6, 1), "megabyte"
    text = format_unit(value, f"digital-{unit}", "short", locale=locale)
    # Chinese sets no space between a number and what follows it.
    return text.replace(" ", "") if locale == "zh" else text
