"""What the programs share that work on the built site: they make files and link them on its pages.

A page holds a comment such as `<!--pdf-->` where the link belongs; without the file it stays empty,
so that a site without PDFs shows no dead link.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from .build.files import stamp
from .build.typeset import typeset
from .content import load
from .model import Content
from .registry import CannotRun


def fill(page: Path, name: str, links: str, locale: str) -> None:
    """Write `links` (HTML) behind the comment `name` of a built page, in place of older ones.

    They get the typography of the page's language.
    """
    old = page.read_text("utf-8")
    new = f'<!--{name}--><p class="files">{typeset(links, locale)}</p>'
    text = re.sub(rf'<!--{name}-->(?:<p class="files">.*?</p>)?', lambda _: new, old)
    page.write_text(text, encoding="utf-8", newline="\n")


def run(work: Callable[[Content, Path, datetime], str], needs_site: bool = True) -> int:
    """Do `work` with the content, the project's root and the date for files; print what it says.

    Return 0, 1 for problems in the content, 2 if there is no site or the work cannot be done.
    """
    root = Path.cwd()
    try:
        content, problems = load(root)
        if problems:
            print(*problems, sep="\n")
            return 1
        for page in content.pages.values() if needs_site else ():
            path = Path("site") / page.address / "index.html"
            if not (root / path).is_file():
                raise CannotRun(f"{path}:1: The page is not built. Run make build first.")
        print(work(content, root, stamp(root, content)))
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    return 0
