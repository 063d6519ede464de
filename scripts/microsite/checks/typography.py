"""The typography of each language, by the rules of `typography.yml`, and the remedies of `--fix`."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

from ..content import Content, Page
from ..model import Problem
from ..parse import MARKS, PHRASE
from .rows import Line, lines

# What is no prose: addresses of links, marks, words in another language. One character each.
APART = "\ue000"
_APART = re.compile(
    rf"\[\^[\w-]+\]:|{PHRASE.pattern}|{MARKS.pattern}|(?<![\w.+-])[\w.+-]+@[\w.-]+\w|^#+ |^ *(?:-|\d+\.) "
)
_PAIRS = ("()", "（）", "«»", "“”", "《》")
# In Russian, “ closes what „ opens.
_OWN_PAIRS = {"ru": ("()", "«»", "„“")}
# a) b) c), at the beginning of a text or of one of its parts.
_LETTERED = re.compile(r"(?<![^\s:;,])[^\W_]{1,2}\)(?=\s)")
# Keys of `_data` whose texts are not set as prose.
_NO_PROSE = re.compile(r"\.(?:avoid|match|sources|urls)\.|^reviewed_by$")


def _is_traditional(char: str) -> bool:
    """Return whether only the character set of traditional Chinese (Big5) has a character."""
    return bool(char.encode("big5", "ignore")) and not char.encode("gb2312", "ignore")


_CLASSES = {
    "HAN": r"[\u3400-\u9fff\uf900-\ufaff]",
    "ARABIC": r"[\u0620-\u064a]",
    "SPACES": "[\u00a0\u2000-\u200a\u202f\u3000]",
    "APART": APART,
    "TRADITIONAL": f"[{''.join(filter(_is_traditional, map(chr, range(0x3400, 0xA000))))}]",
}


@dataclass(frozen=True)
class Rule:
    """One rule: where it holds (no locales: everywhere), what is wrong, and the mechanical remedy."""

    id: str
    locales: tuple[str, ...]
    pattern: re.Pattern[str]
    write: str | None
    table: dict[str, str]
    message: str
    remedy: str
    bad: str
    good: str

    @property
    def is_mechanical(self) -> bool:
        """Return whether `--fix` can apply the remedy."""
        return self.write is not None or bool(self.table)

    def new(self, match: re.Match[str]) -> str:
        """Return what to write instead of a match."""
        if self.table:
            return "".join(self.table.get(char, char) for char in match[0].strip())
        return match.expand(self.write) if self.write is not None else match[0]


def _rule(entry: dict[str, Any]) -> Rule:
    find, pairs = str(entry["find"]), str(entry.get("map", ""))
    for name, characters in _CLASSES.items():
        find = find.replace(name, characters)
    return Rule(
        entry["id"],
        tuple(entry.get("in", "").split()),
        re.compile(find, re.MULTILINE),
        entry.get("write"),
        dict(zip(pairs[::2], pairs[1::2], strict=True)),
        *(entry[key] for key in ("say", "fix", "bad", "good")),
    )


RULES = tuple(map(_rule, yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))))


def rules(locale: str) -> tuple[Rule, ...]:
    """Return the rules of a language."""
    return tuple(rule for rule in RULES if not rule.locales or locale in rule.locales)


def check(content: Content) -> Iterator[Problem]:
    """Yield each place where a page or a text of the shared data breaks a rule of its language."""
    found: dict[str, list[Line]] = {}
    for line in lines(content):
        if line.locale and not _NO_PROSE.search(line.key) and not _is_verbatim(line):
            found.setdefault(line.locale, []).append(line)
    for locale, own in found.items():
        yield from broken(own, locale)
    for page in content.pages.values():
        for section in page.sections:
            for block in section.blocks:
                whole = PHRASE.sub("", block.text)
                bare = _LETTERED.sub("", whole)
                for pair in _OWN_PAIRS.get(page.locale, _PAIRS):
                    if all(text.count(pair[0]) != text.count(pair[1]) for text in (whole, bare)):
                        message = f"One of a pair {pair[0]} {pair[1]} is missing in this text."
                        yield Problem(page.path, block.line, message, "Open and close each.", "pairs")
                        break


def broken(own: list[Line], locale: str) -> Iterator[Problem]:
    """Yield each rule that a line of a language breaks. All lines are searched at once: that is faster."""
    prose = [_APART.sub(lambda match: APART * len(match[0]), line.text.strip() if line.key else line.text)
             for line in own]  # fmt: skip
    starts = [0, *accumulate(len(text) + 1 for text in prose)]
    text = "\n".join(prose)
    for rule in rules(locale):
        told: set[int] = set()
        for match in rule.pattern.finditer(text):
            at = bisect(starts, match.start()) - 1
            if at not in told:
                told.add(at)
                message, remedy = (words.replace("FOUND", match[0]).replace("WRITE", rule.new(match))
                                   for words in (rule.message, rule.remedy))  # fmt: skip
                yield Problem(own[at].path, own[at].number, message, remedy, rule.id)


def _is_verbatim(line: Line) -> bool:
    """Return whether a line keeps its own marks: in a letter as circulated, all but the editors' notes."""
    return bool(line.page and not line.key and line.page.meta.status == "as-circulated" and not line.is_note)


def fixed(text: str, locale: str) -> str:
    """Return a line with all mechanical remedies applied; twice is the same as once."""
    kept = [match[0] for match in _APART.finditer(text)]
    prose = unicodedata.normalize("NFC", _APART.sub(APART, text))
    if prose.count(APART) != len(kept):
        return text
    # One remedy can make the place for another; a third round never found more.
    for rule in rules(locale) * 3:
        if rule.is_mechanical:
            prose = rule.pattern.sub(rule.new, prose)
    pieces = iter(kept)
    return re.sub(APART, lambda _: next(pieces), prose)


def fix(page: Page) -> str:
    """Return the page's Markdown body with all mechanical remedies applied, line by line."""
    return "\n".join(
        text if _is_verbatim(Line(page.path, 1, text, page.locale, "", page)) else fixed(text, page.locale)
        for text in page.source.split("\n")
    )
