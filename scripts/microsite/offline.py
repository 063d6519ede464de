"""Packs the built site into one ZIP that opens without a server: `make offline`."""

from __future__ import annotations

import re
import sys
import zipfile
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from .after import fill, run
from .build.files import size
from .model import Content

NAME = "global-dialogue"
# A server's affairs: the page for missing addresses, the list for crawlers; and the ZIP itself.
_LEFT_OUT = re.compile(r"(?:404\.html|sitemap\.xml(?:\.gz)?|global-dialogue\.zip.*)\Z")
_ADDRESS = re.compile(r'(\s(?:href|src|action)=")([^"]*)(")')
_ZIP_LINK = re.compile(r'<!--zip--><p class="files">.*?</p>')


def with_index(address: str) -> str:
    """Return a relative address so that it names a file: `../about/#x` as `../about/index.html#x`."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path:
        return address
    last = parts.path.rpartition("/")[2]
    if last not in ("", ".", ".."):
        return address
    folder = parts.path if not last else f"{parts.path}/"
    return urlunsplit(parts._replace(path=f"{folder}index.html"))


def rewritten(html: str) -> str:
    """Return a page for reading from a folder: links end in a file, none leads to the ZIP."""
    html = _ZIP_LINK.sub("<!--zip-->", html)
    return _ADDRESS.sub(lambda match: match[1] + with_index(match[2]) + match[3], html)


def pack(site: Path, moment: datetime) -> bytes:
    """Return the ZIP of `site`: sorted, all files of one date, so that equal sites give equal ZIPs."""
    file, day = BytesIO(), max(moment.timetuple()[:6], (1980, 1, 1, 0, 0, 0))  # no ZIP knows an earlier day
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in site.rglob("*") if path.is_file()):
            name = path.relative_to(site).as_posix()
            if _LEFT_OUT.match(name):
                continue
            entry = zipfile.ZipInfo(f"{NAME}/{name}", day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            body = path.read_bytes()
            archive.writestr(entry, rewritten(body.decode()).encode() if path.suffix == ".html" else body)
    return file.getvalue()


def make(content: Content, site: Path, target: Path, moment: datetime) -> Path:
    """Write ZIP and checksum into `target` and into `site`, and link them on the pages of `site`.

    Return the ZIP's path in `target`.
    """
    body = pack(site, moment)
    target.mkdir(exist_ok=True)
    for folder in (target, site):
        (folder / f"{NAME}.zip").write_bytes(body)
        checksum = f"{sha256(body).hexdigest()}  {NAME}.zip\n"
        (folder / f"{NAME}.zip.sha256").write_text(checksum, encoding="utf-8", newline="\n")
    for page in site.rglob("*.html"):
        locale, *below = page.relative_to(site).parts
        if locale in content.strings:
            address = "../" * len(below) + f"{NAME}.zip"
            words = content.strings[locale]["files"]["offline"].format(size=size(len(body), locale))
            link = f'<a href="{address}">{words}</a> <a href="{address}.sha256">SHA-256</a>'
            fill(page, "zip", link, locale)
    return target / f"{NAME}.zip"


def work(content: Content, root: Path, moment: datetime) -> str:
    """Pack `site/` into `dist/`. Return the ZIP's size and checksum."""
    path = make(content, root / "site", root / "dist", moment)
    checksum = path.with_suffix(".zip.sha256").read_text("utf-8")
    return f"{path.relative_to(root)}: {path.stat().st_size:,} bytes\n{checksum.strip()}"


if __name__ == "__main__":
    sys.exit(run(work))
