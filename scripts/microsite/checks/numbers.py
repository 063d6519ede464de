"""Numbers in prose: those in figures, with their millions, and those in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from num2words import num2words

_NUMBER = re.compile(
    r"(?<!\d)(?P<whole>\d{1,3}(?:[ .,]\d{3})+|\d+)(?!\d)(?:[.,](?P<decimals>\d{1,2})(?!\d))?"
    r"(?:\s?(?P<scale>mil millones|[^\W\d_]+))?"
)
# 10:30, 10 h 30 and 10点30分 are read as 10.30.
_TIME = re.compile(r"(?<![\d.,:])(\d{1,2})(?::| ?(?:h|ч|时|点) ?)([0-5]\d)(?![\d.,])分?")
# The words for powers of ten. In Chinese the next word follows without a space.
_SCALES = {
    9: r"(?:billion|milliards?|mil millones|миллиард\w*|млрд|مليار\w*|بليون\w*|بلايين)\b",
    8: "亿",
    6: r"(?:mill?i?[oó]n\w*|миллион\w*|млн|مليون\w*|ملايين)\b|百万",
    4: "万",
    3: r"(?:thousand|mil|mille|тысяч\w*|тыс|ألف\w*|آلاف)\b|千",
}
# “One” is an article in most languages, but “first” is not.
_FIRST = {"ar": "أول أولى", "en": "first", "es": "primer primero", "fr": "premier première", "ru": "перв"}
# «Двух», «двумя», «трех», «трем» without their ends.
_OBLIQUE = {"дву": 2, "тре": 3}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIGITS = "一二三四五六七八九"
_HAN = re.compile(rf"首(?=[届次场])|第一|(?<!之)(?<!星期)[{_DIGITS}零十两]+(?!百)")


def figures(text: str) -> Iterator[str]:
    """Yield the numbers that a text has in figures: `2600`, `2000000` for 2 million."""
    for match in _NUMBER.finditer(_TIME.sub(r"\1.\2", text)):
        value = Decimal(re.sub(r"\D", "", match["whole"]) + f".{match['decimals'] or 0}")
        word = (match["scale"] or "").casefold()
        power = next((power for power, names in _SCALES.items() if re.match(names, word)), 0)
        yield f"{(value * 10**power).normalize():f}"


def is_scale(fact: str, text: str) -> bool:
    """Return whether a text has a round number, such as a billion, as a word alone."""
    power = {"1000": 3, "1000000": 6, "1000000000": 9}.get(fact)
    return bool(power and re.search(rf"\b(?:{_SCALES[power]})", text.casefold()))


@cache
def words(text: str, locale: str) -> frozenset[int]:
    """Return the numbers up to 99 that a text has in words, tens and ones apart."""
    return parts(
        _value(piece, locale)
        for word in (_HAN if locale == "zh" else _WORD).findall(text.casefold().replace("ё", "е"))
        for piece in ([word] if _value(word, locale) else word.split("-"))
    )


def parts(numbers: Iterable[int]) -> frozenset[int]:
    """Return tens and ones of numbers above twenty, as languages name them in different order."""
    return frozenset(part for n in numbers for part in ((n,) if n <= 20 else (n // 10 * 10, n % 10)) if part)


@cache
def _value(word: str, locale: str) -> int:
    """Return the number that a word stands for, or 0."""
    if locale == "ru":
        ways = [word[:-1], word[:-2], word[:-3]]
    elif locale == "ar":
        bare = re.sub(r"^[وفبلك]?(?:ال|لل)?(?=..)", "", word)
        ways = [word, bare, bare.removesuffix("ة")]
    else:
        ways = [word, word.removesuffix("s"), re.sub("a(s?)$", "o", word)]
    return next((known for way in ways if (known := _lexicon(locale).get(way))), 0)


@cache
def _lexicon(locale: str) -> dict[str, int]:
    """Return the numbers of a language by their words, of Russian by what all their forms begin with."""
    if locale == "zh":
        tens, ones = ("", "十", *(f"{digit}十" for digit in _DIGITS[1:])), ("", *_DIGITS)
        found = {ten + one: 10 * tens.index(ten) + ones.index(one) for ten in tens for one in ones}
        return found | {"一": 0, "两": 2, "首": 1, "第一": 1}
    found = dict.fromkeys(_FIRST[locale].split(), 1) | (_OBLIQUE if locale == "ru" else {})
    # French alone has words above twenty that are not made of others.
    for number in (n for n in range(99, 1, -1) if n < 31 or n % 10 == 0 or locale == "fr"):
        for kind in ("cardinal", "ordinal"):
            word = str(num2words(number, lang=locale, to=kind)).casefold().replace("ё", "е")
            if locale == "ru":
                word = word[:-2] if len(word) > 4 else word[:3]
            found[word.removesuffix("ة") if locale == "ar" else word] = number
            if locale == "ar" and word.endswith("ون"):
                found[word.removesuffix("ون") + "ين"] = number
    return found
