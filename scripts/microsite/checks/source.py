"""The original letters say word for word what was circulated, but for the corrections named here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Content, Problem

PATH = "docs/_data/CL-26-22.ru.md"
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
    """Yield each text of an original letter that is not what was circulated."""
    words = _circulated(content.scan)
    if not words:
        if any(_texts(content)):
            message = "The letters as they were circulated are missing here."
            remedy = "Put them back; the original letters are compared with them."
            yield Problem(PATH, 1, message, remedy, "source")
        return
    place, before, is_sure = 0, ("", 0), True
    for path, line, text in (*_texts(content), ("", 0, [])):
        found = next((n for n in _places(words, text) if n >= place), None) if text else len(words)
        if found is None:
            pairs = zip(text, words[place:], strict=False)
            ours, theirs = next((pair for pair in pairs if pair[0] != pair[1]), (text[-1], ""))
            yield _problem(path, line, f"Here stands “{ours}”; the text as circulated has “{theirs}”.")
        elif found > place and is_sure and before[0]:
            lost = " ".join(words[place:found])
            yield _problem(*before, f"“{lost[:50]}” of the text as circulated is missing here.")
        before, is_sure = (path, line), found is not None
        place = place if found is None else found + len(text)


def _problem(path: str, line: int, message: str) -> Problem:
    remedy = f"Put it back as in {PATH}. What seems wrong in a letter is told in a footnote."
    return Problem(path, line, message, remedy, "source")


def _circulated(scan: str) -> list[str]:
    text = plain(scan)
    for printed, corrected in CORRECTIONS:
        text = text.replace(printed, corrected, 1)
    return text.split()


def _texts(content: Content) -> Iterator[tuple[str, int, list[str]]]:
    """Yield path, number and words of each line of the original letters that has any."""
    for name in content.names:
        for page in content.pages.values():
            if page.name == name and page.meta.status == "as-circulated":
                for number, line in enumerate(page.source.split("\n"), page.body_line):
                    if words := plain(line).split():
                        yield page.path, number, words


def _places(words: list[str], text: list[str]) -> Iterator[int]:
    """Yield each place where the words of a text follow one another."""
    return (n for n, word in enumerate(words) if word == text[0] and words[n : n + len(text)] == text)
