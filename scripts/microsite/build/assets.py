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
    """Return the files of `folder`, styles without comments and needless white space."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for path in sorted(folder.iterdir()):
        body = path.read_bytes()
        if path.suffix == ".css":
            body = rcssmin.cssmin(body.decode()).encode()
        name = f"assets/{path.stem}.{sha256(body).hexdigest()[:8]}{path.suffix}"
        names[path.name] = name
        files[name] = body
    return Assets(names, files)
