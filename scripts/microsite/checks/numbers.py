"""Numbers in prose: those in figures, with their millions, and those in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from .dates import WORDS

_NUMBER = re.compile(
    r"(?<!\d)(?P<whole>\d{1,3}(?:[ .,]\d{3})+|\d+)(?!\d)(?:[.,](?P<decimals>\d{1,2})(?!\d))?"
    r"(?:\s?(?P<power>mil millones|[^\W\d_]+))?"
)
# 10:30, 10 h 30 and 10点30分 are read as 10.30.
_TIME = re.compile(r"(?<![\d.,:])(\d{1,2})(?::| ?(?:h|ч|时|点) ?)([0-5]\d)(?![\d.,])分?")


def figures(text: str) -> Iterator[str]:
    """Yield the numbers that a text has in figures: `2600`, `2000000` for 2 million."""
    for match in _NUMBER.finditer(_TIME.sub(r"\1.\2", text)):
        value = Decimal(re.sub(r"\D", "", match["whole"]) + f".{match['decimals'] or 0}")
        word = (match["power"] or "").casefold()
        power = next((power for power, names in WORDS["powers"].items() if re.match(names, word)), 0)
        yield f"{(value * 10**power).normalize():f}"


def is_power(fact: str, text: str) -> bool:
    """Return whether a text has a round number, such as a billion, as a word alone."""
    power = {"1000": 3, "1000000": 6, "1000000000": 9}.get(fact)
    return bool(power and re.search(rf"\b(?:{WORDS['powers'][power]})", text.casefold()))


@cache
def words(text: str, locale: str) -> frozenset[int]:
    """Return the numbers up to 99 that a text has in words, tens and ones apart."""
    found = _words(locale).finditer(text.casefold().replace("ё", "е"))
    return parts(int(str(match.lastgroup)[1:]) for match in found)


def parts(numbers: Iterable[int]) -> frozenset[int]:
    """Return tens and ones of numbers above twenty, as languages name them in different order."""
    return frozenset(part for n in numbers for part in ((n,) if n <= 20 else (n // 10 * 10, n % 10)) if part)


@cache
def _words(locale: str) -> re.Pattern[str]:
    known = WORDS[locale]
    every = "|".join(f"(?P<n{number}>{words})" for number, words in known["numbers"].items())
    return re.compile(f"{known['before']}(?:{every}){known['after']}")
