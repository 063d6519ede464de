"""Scripts and images under names with a hash; the style for inside the page, to spare a round trip."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from .style import Style


class Assets:
    """The files of a folder: `names` maps `site.js` to its place, and `files` that to its bytes."""

    # What a page holds until all else of it is known, and with it the rules that it needs.
    style, style_source = "\ufdd2", "\ufdd3"

    def __init__(self, folder: Path) -> None:
        self.names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.sheets = Style(folder / "site.css")
        for path in sorted(item for item in folder.rglob("*") if item.is_file() and item.suffix != ".css"):
            body = path.read_bytes()
            if path.suffix == ".js":
                body = re.sub(rb"(?m)^\s*//.*\n|^\s+", b"", body).rstrip()  # without comments and indentation
            inner = path.relative_to(folder)
            name = f"assets/{inner.with_suffix('').as_posix()}.{sha256(body).hexdigest()[:8]}{path.suffix}"
            self.names[inner.as_posix()] = name
            self.files[name] = body

    def dress(self, html: str) -> str:
        """Return a finished page with its style and, in its content security policy, the style's hash."""
        sheet = self.sheets.sheet(html)
        # CSP Level 3 § 6.7.3.3
        source = f"'sha256-{b64encode(sha256(sheet.encode()).digest()).decode()}'"
        return html.replace(self.style, sheet).replace(self.style_source, source)
