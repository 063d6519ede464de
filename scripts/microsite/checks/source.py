"""The original letters say word for word what was circulated, but for the corrections named here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from hashlib import sha256

from ..content import Content
from ..model import Problem

PATH = "docs/_data/CL-26-22.ru.md"
# The scan as it was received. Only code owners may change this line, so that nobody can change the scan
# and the letter together.
SHA256 = "66a4ecae175c4728880479627bfb02a1476bd9922c4b5bef0f0478a76112eb4d"
# As printed in the scan, and as corrected with a note, in order of appearance.
CORRECTIONS = (
    ("представительством", "представительствам"),
    ("Раехро", "Palexpo"),
    ("Раехро", "Palexpo"),
    ("Раехро", "Palexpo"),
    ("Palexro", "Palexpo"),
)


def plain(markdown: str) -> str:
    """Return the words of a Markdown text, without its marks and notes, on one line."""
    text = re.sub(r"^\[\^[\w-]+\]:.*$", "", markdown, flags=re.MULTILINE)
    text = re.sub(r"\[\^[\w-]+\]", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{[:#][^}]*\}", "", text)
    text = re.sub(r"^#+ |^- |\*", "", text, flags=re.MULTILINE)
    return " ".join(text.split())


def check(content: Content) -> Iterator[Problem]:
    """Yield a scan that is not the one received, and each text of a letter that was not circulated."""
    texts = [*_texts(content)]
    if not texts or content.unread:
        return
    if sha256(content.scan.encode()).hexdigest() != SHA256:
        message = "This is not the text of the letters as it was received."
        remedy = (
            "Put it back as it was. What seems wrong in a letter is explained in a footnote of its page."
        )
        yield Problem(PATH, 1, message, remedy, "source")
        return
    scan = plain(content.scan)
    for printed, corrected in CORRECTIONS:
        scan = scan.replace(printed, corrected, 1)
    words = [word for _, _, text in texts for word in text]
    places = [(path, line) for path, line, text in texts for _ in text]
    circulated = scan.split()
    for kind, start, end, own_start, own_end in SequenceMatcher(
        None, circulated, words, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            path, line = places[min(own_start, len(places) - 1)]
            ours, theirs = " ".join(words[own_start:own_end]), " ".join(circulated[start:end])
            message = (
                f"The letter has “{ours[:50]}”; the text as circulated has “{theirs[:50]}”."
                if ours and theirs
                else f"“{theirs[:50]}” of the text as circulated is missing here."
                if theirs
                else f"“{ours[:50]}” is not in the text as circulated."
            )
            remedy = f"Put it back as in {PATH}. What seems wrong in a letter is explained in a footnote."
            yield Problem(path, line, message, remedy, "source")


def _texts(content: Content) -> Iterator[tuple[str, int, list[str]]]:
    """Yield path, line and words of each line of the original letters that has any."""
    for name in content.names:
        for page in content.pages.values():
            if page.name == name and page.meta.status == "as-circulated":
                for number, line in enumerate(page.source.split("\n"), page.body_line):
                    if words := plain(line).split():
                        yield page.path, number, words
