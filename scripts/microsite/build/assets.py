"""Scripts and images under names that carry a hash of what is in them; the style for the page itself.

The style stands inside each page, so that the first network flight holds all that reading needs; the
content security policy names its hash (CSP Level 3 § 6.7.3.3).
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import rcssmin


@dataclass(frozen=True)
class Assets:
    """`names` maps `site.js` to `assets/site.1a2b3c4d.js`; `files` maps that to its bytes."""

    names: dict[str, str]
    files: dict[str, bytes]
    style: str

    @property
    def style_source(self) -> str:
        """Return the style's source expression for a content security policy."""
        return f"'sha256-{b64encode(sha256(self.style.encode()).digest()).decode()}'"


def read(folder: Path) -> Assets:
    """Return the files of `folder` and below, and `site.css` without comments and white space."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    style = ""
    for path in sorted(item for item in folder.rglob("*") if item.is_file()):
        if path.suffix == ".css":
            style = rcssmin.cssmin(path.read_text("utf-8"))
            continue
        body = path.read_bytes()
        if path.suffix == ".js":
            # Comments and indentation help those who read the source alone.
            lines = (line.strip() for line in path.read_text("utf-8").split("\n"))
            body = "\n".join(line for line in lines if line and not line.startswith("//")).encode()
        inner = path.relative_to(folder)
        name = f"assets/{inner.with_suffix('').as_posix()}.{sha256(body).hexdigest()[:8]}{path.suffix}"
        names[inner.as_posix()] = name
        files[name] = body
    return Assets(names, files, style)
