"""The original letters say word for word what was circulated, but for the corrections named here."""

import re
from collections.abc import Iterator
from hashlib import sha256

from ..content import Content
from ..dataset import SCAN
from ..model import Problem
from ..source import rules

CORRECTIONS: list[tuple[str, str]] = rules(__file__)
# Marks, notes and the addresses of links.
_NO_WORDS = re.compile(
    r"^\[\^[\w-]+\]:.*$|\[\^[\w-]+\]|(?<=\])\([^)]*\)|\{[:#][^}]*\}|^#+ |^- |[*\[\]]", re.MULTILINE
)


def check(content: Content) -> Iterator[Problem]:
    """Yield a scan that is not the one received, and the first place where the letters differ from it."""
    if sha256(content.scan.encode()).hexdigest() != content.scan_sha256:
        message = "This is not the text of the letters as it was received."
        yield Problem(SCAN, 1, message, "Put it back as it was.", "source")
        return
    documents = content.strings[content.languages[0].locale].get("documents")
    letters = {*documents} if isinstance(documents, dict) else content.unread
    pages = (page for name in content.names for page in content.pages.values() if page.name == name)
    words = [
        (word, page.path, number)
        for page in pages
        if page.meta.status == "as-circulated"
        for number, line in enumerate(page.source.split("\n"), page.body_line)
        for word in _NO_WORDS.sub("", line).split()
    ]
    scan = " ".join(_NO_WORDS.sub("", content.scan).split())
    for printed, corrected in CORRECTIONS:
        scan = scan.replace(printed, corrected, 1)
    _, path, line = words[-1] if words else ("", SCAN, 1)
    words.append(("", path, line))  # after the last
    for (word, path, line), circulated in zip(words, [*scan.split(), ""], strict=False):
        # Of a letter with other problems nothing is known.
        if word != circulated and not content.unread & letters:
            message = f"The letter has “{word}” where the text as circulated has “{circulated}”."
            remedy = f"Put it back as in {SCAN}. What seems wrong in a letter is explained in a footnote."
            yield Problem(path, line, message, remedy, "source")
            return
