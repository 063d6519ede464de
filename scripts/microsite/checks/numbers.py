"""Numbers in prose: those in figures, with their millions and times, and those in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from num2words import num2words

_NUMBER = re.compile(
    r"(?<!\d)(?P<whole>\d{1,3}(?:[ .,]\d{3})+|\d+)(?!\d)(?:[.,](?P<decimals>\d{1,2})(?!\d))?"
    r"(?:\s?(?P<scale>mil millones|[^\W\d_]+))?"
)
_SCALES = {
    3: r"thousand|mil|mille|тысяч\w*|тыс|ألف\w*|آلاف",
    6: r"mill?i?[oó]n\w*|миллион\w*|млн|مليون\w*|ملايين",
    9: r"billion|milliards?|mil millones|миллиард\w*|млрд|مليار\w*|بليون\w*|بلايين",
}
# 10:30, 10.30 and 10 h 30 are one time; 3 p.m. and 15 h are another.
_TIME = re.compile(
    r"(?P<pm>下午)?(?<![\d:])(?<!\d[.,])(?P<hour>\d{1,2})"
    r"(?:(?:[:.,]| ?(?:h|ч|时|点) ?)(?P<minute>[0-5]\d)(?![\d.,])分?(?: ?(?P<half>[ap])\.? ?m\b\.?)?"
    r"| ?(?P<half2>[ap])\.? ?m\b\.?|(?<=下午\d)时)"
)
# “One” is an article in most languages, but “first” is not.
_FIRST = {
    "ar": ("أول", "أولى"),
    "en": ("first",),
    "es": ("primer", "primero"),
    "fr": ("premier", "première"),
    "ru": ("перв",),
}
# «Двух», «двумя», «трех», «трем» without their ends.
_OBLIQUE = {"дву": 2, "тре": 3}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HAN_DIGITS = "零一二三四五六七八九"
_HAN_SCALES = {"千": 3, "万": 4, "百万": 6, "亿": 8}
_HAN = re.compile(rf"首[届次场]|第一|(?<!之)(?<!星期)[{_HAN_DIGITS}十两]+(?!百)")


def figures(text: str) -> Iterator[str]:
    """Yield the numbers that a text has in figures: `2600`, `2000000` for 2 million, `10:30`."""

    def take(match: re.Match[str]) -> str:
        late = match["pm"] or (match["half"] or match["half2"]) == "p"
        hour = int(match["hour"]) + (12 if late and int(match["hour"]) < 12 else 0)
        times.append(f"{hour}:{match['minute']}" if match["minute"] not in (None, "00") else str(hour))
        return " \n "

    times: list[str] = []
    text = _TIME.sub(take, text)
    yield from times
    for match in _NUMBER.finditer(text):
        value = Decimal(re.sub(r"\D", "", match["whole"]) + f".{match['decimals'] or 0}")
        word = (match["scale"] or "").casefold()
        power = next((power for power, names in _SCALES.items() if re.match(rf"(?:{names})(?!\w)", word)), 0)
        power = power or next((p for name, p in _HAN_SCALES.items() if word.startswith(name)), 0)
        yield f"{(value * 10**power).normalize():f}"


def is_scale(fact: str, text: str) -> bool:
    """Return whether a text has a round number, such as a billion, as a word alone."""
    power = {"1000": 3, "1000000": 6, "1000000000": 9}.get(fact)
    return bool(power and re.search(rf"(?<!\w)(?:{_SCALES[power]})(?!\w)", text.casefold()))


@cache
def words(text: str, locale: str) -> frozenset[int]:
    """Return the numbers up to 99 that a text has in words, tens and ones apart."""
    if locale == "zh":
        return parts(_han(part) for part in _HAN.findall(text))
    found = _WORD.findall(text.casefold().replace("ё", "е"))
    return parts(
        number
        for word in found
        for piece in ([word] if _value(word, locale) else word.split("-"))
        if (number := _value(piece, locale))
    )


def parts(numbers: Iterator[int]) -> frozenset[int]:
    """Return tens and ones of numbers above twenty, as languages name them in different order."""
    return frozenset(part for n in numbers for part in ((n,) if n <= 20 else (n // 10 * 10, n % 10)) if part)


def _han(text: str) -> int:
    if text[0] in "首第":
        return 1
    tens, ten, ones = text.replace("两", "二").rpartition("十")
    value = _HAN_DIGITS.find(tens[-1:] or "一") * 10 if ten else 0
    value += _HAN_DIGITS.find(ones[-1]) if ones else 0
    return value if value > 1 else 0


@cache
def _value(word: str, locale: str) -> int:
    """Return the number that a word stands for, or 0."""
    known = _lexicon(locale)
    if locale == "ru":
        ways = [word[:-1], word[:-2], word[:-3]]
    elif locale == "ar":
        bare = re.sub(r"^[وفبلك]?(?:ال|لل)?(?=..)", "", word)
        ways = [word, bare, bare.removesuffix("ة")]
    else:
        ways = [word, word.removesuffix("s"), re.sub("a(s?)$", "o", word)]
    return next((known[way] for way in ways if way in known), 0)


@cache
def _lexicon(locale: str) -> dict[str, int]:
    """Return the numbers of a language by their words, of Russian by what all their forms begin with."""
    found = dict.fromkeys(_FIRST[locale], 1)
    # French alone has words above twenty that are not made of others.
    for number in (n for n in range(99, 1, -1) if n < 31 or n % 10 == 0 or locale == "fr"):
        for kind in ("cardinal", "ordinal"):
            word = str(num2words(number, lang=locale, to=kind)).casefold().replace("ё", "е")
            if locale == "ru":
                word = word[:-2] if len(word) > 4 else word[:3]
            found[word.removesuffix("ة") if locale == "ar" else word] = number
            if locale == "ar" and word.endswith("ون"):
                found[word.removesuffix("ون") + "ين"] = number
    return found | (_OBLIQUE if locale == "ru" else {})
