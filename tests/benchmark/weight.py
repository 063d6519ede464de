"""Weighs each page of the built site: HTML, CSS and JavaScript loaded before the reader acts.

Bytes as a server sends them (gzip, level 6). Usage: weight.py [SITE]; default: site/.
"""

from __future__ import annotations

import gzip
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from trial import ROOT, save

BUDGET, REQUESTS = 14_336, 3
SHOWN = 12


@cache
def packed(path: Path) -> int:
    """Return the size of a file after gzip -6."""
    return len(gzip.compress(path.read_bytes(), 6, mtime=0))


def parts(site: Path, page: Path) -> list[Path]:
    """Return the page and the style sheets and scripts that it loads, each once."""
    tree = html.document_fromstring(page.read_bytes())
    links = tree.xpath(
        "//link[contains(@rel, 'stylesheet') or @rel='preload' or @rel='modulepreload']/@href"
    )
    here = page.relative_to(site).as_posix()
    found = [page]
    for address in [*links, *tree.xpath("//script/@src")]:
        if urlsplit(address).netloc:
            raise SystemExit(f"{here} loads {address} from elsewhere.")
        name = unquote(urlsplit(urljoin(here, address)).path)
        # An address from the root begins with the path that the site is published at.
        while name.startswith("/") or ("/" in name and not (site / name).exists()):
            name = name.partition("/")[2]
        path = site / name
        if path not in found:
            found.append(path)
    return found


def main(arguments: list[str]) -> int:
    """Print the heaviest pages, and the heaviest of each language. Return 1 if one is over budget."""
    site = Path(arguments[0]) if arguments else ROOT / "site"
    weighed = []
    for page in sorted(site.rglob("*.html")):
        files = parts(site, page)
        weighed.append((sum(map(packed, files)), len(files), page.relative_to(site).as_posix()))
    if not weighed:
        raise SystemExit(f"{site}: no site is built here. Run make build first.")
    weighed.sort(reverse=True)
    languages: dict[str, tuple[int, int, str]] = {}
    for bytes_, requests, name in weighed:
        languages.setdefault(name.split("/")[0] if "/" in name else "", (bytes_, requests, name))
    print(f"HTML, CSS and JavaScript after gzip -6; budget {BUDGET:,} bytes, {REQUESTS} requests")
    print(f"{len(weighed)} pages; the heaviest, and the heaviest of each language:")
    for bytes_, requests, name in [*weighed[:SHOWN], *languages.values()]:
        print(f"  {bytes_:7,} bytes {requests} requests  {name}")
    save("weight", {name: {"bytes": bytes_, "requests": requests} for bytes_, requests, name in weighed})
    return int(any(bytes_ > BUDGET or requests > REQUESTS for bytes_, requests, _ in weighed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
