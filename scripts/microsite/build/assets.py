"""Styles, scripts and images under names that carry a hash of what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import rcssmin


@dataclass(frozen=True)
class Assets:
    """`names` maps `site.css` to `assets/site.1a2b3c4d.css`; `files` maps that to its bytes."""

    names: dict[str, str]
    files: dict[str, bytes]


def hashed(folder: Path) -> Assets:
    """Return the files of `folder` and below, styles without comments and needless white space."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        body = path.read_bytes()
        if path.suffix == ".css":
            body = rcssmin.cssmin(body.decode()).encode()
        short = path.relative_to(folder)
        hashed_name = f"{path.stem}.{sha256(body).hexdigest()[:8]}{path.suffix}"
        name = f"assets/{short.with_name(hashed_name).as_posix()}"
        names[short.as_posix()] = name
        files[name] = body
    return Assets(names, files)
