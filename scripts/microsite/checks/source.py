"""The original letters say word for word what was circulated, but for the corrections named here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from hashlib import sha256

from ..content import Content
from ..dataset import SCAN
from ..model import Problem

# As printed in the scan, and as corrected with a note, in order of appearance.
CORRECTIONS = (
    ("представительством", "представительствам"),
    *[("Раехро", "Palexpo")] * 3,
    ("Palexro", "Palexpo"),
)
# Marks, notes and the addresses of links.
_NO_WORDS = re.compile(
    r"^\[\^[\w-]+\]:.*$|\[\^[\w-]+\]|(?<=\])\([^)]*\)|\{[:#][^}]*\}|^#+ |^- |[*\[\]]", re.MULTILINE
)


def check(content: Content) -> Iterator[Problem]:
    """Yield a scan that is not the one received, and each place where a letter differs from it."""
    if sha256(content.scan.encode()).hexdigest() != content.scan_sha256:
        message = "This is not the text of the letters as it was received."
        yield Problem(SCAN, 1, message, "Put it back as it was.", "source")
        return
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
    ours, theirs = [word for word, *_ in words], scan.split()
    for kind, start, end, own_start, own_end in SequenceMatcher(None, theirs, ours, False).get_opcodes():
        # Of a letter with other problems nothing is known.
        if kind != "equal" and not content.unread:
            _, path, line = words[min(own_start, len(words) - 1)] if words else ("", SCAN, 1)
            mine, circulated = " ".join(ours[own_start:own_end]), " ".join(theirs[start:end])
            message = f"The letter has “{mine[:60]}” where the text as circulated has “{circulated[:60]}”."
            remedy = f"Put it back as in {SCAN}. What seems wrong in a letter is explained in a footnote."
            yield Problem(path, line, message, remedy, "source")
