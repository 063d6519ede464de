"""Official names and terms: no wrong variant, and a concept is in all versions of a text."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import accumulate, chain
from operator import and_

import regex

from ..content import Content
from ..model import Problem
from ..schema import SAID, Term
from .rows import Row, aligned, difference, lines, prose, rows, sentences

# Anyone may propose an expression: one that takes longer than this many seconds is refused.
LIMIT = 0.5
_compiled = cache(regex.compile)
# The beginning of a word, in Arabic after the particles and the article that are written into it.
_BEGIN = re.compile(r"(?<!\w)[وفبلك]{0,2}(?:ال|لل)?\Z")
# Where letters must stay as they are (escapes, flags, ranges); the rest is sought in small letters.
_EXACT = re.compile(r"\\[^bdnswBDSW.^]|\(\?(?![:=!<])|\[\[|[A-Z]-[a-z]|İ")
_TOLD = re.compile(f"{SAID}|person-|place-").match  # what is compared sentence by sentence
# How the id of what may stand for another statement ends; and negations, which are counted.
_ELSE, _NOT = "-else", f"{SAID}not"
Named = Mapping[str, Mapping[str, Sequence[str]]]  # by locale and sentence, the terms in it, in its order


def check(content: Content) -> Iterator[Problem]:
    """Yield wrong variants, a slow expression, and concepts that one version has and another lacks."""
    avoid: dict[str, dict[str, str]] = {}
    for term in content.terms:
        for locale, variants in term.avoid.items():
            avoid.setdefault(locale, {}).update(dict.fromkeys(variants, term.forms[locale]))
    for line in lines(content):
        is_shown = line.status or line.path.startswith("docs/_data/strings/")
        for variant in (one for one in avoid.get(line.locale, ()) if is_shown and one in line.text):
            message = f"“{variant}” is not the official form."
            yield line.problem(message, f"Write {avoid[line.locale][variant]}.", "glossary")
    every = [row for row in rows(content) if row.kind != "label"]
    named: dict[str, dict[str, list[str]]] = {}
    for locale in content.strings:
        own = (version.text for row in every for version in row.versions if version.locale == locale)
        try:
            named[locale] = _concepts(content.terms, chain.from_iterable(map(sentences, own)), locale)
        except ValueError as bad:
            place = next(one for one in content.texts if one.text == str(bad) and ".match." in one.key)
            message = f"The expression “{bad}” cannot be read, fits an empty text or takes too long."
            remedy = "Close every bracket, and write no *, + or ? beside or inside another."
            yield Problem(place.path, place.number, message, remedy, "glossary")
            return
    forms = {term.id: term.forms for term in content.terms}
    yield from (problem for row in every for problem in compared(row, named, forms))


def compared(row: Row, named: Named, forms: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    """Yield what one version of a text lacks, or has beyond the others, of the terms `named` in it."""
    parts = [[(text, named[one.locale][text]) for text in sentences(one.text)] for one in row.versions]
    found = [[*chain.from_iterable(names for _, names in each)] for each in parts]
    ids = [Counter({name for name in each if not name.startswith(SAID)}) for each in found]
    for version, other, lost, added in row.differences(ids):
        lacks = [f"“{forms[name][version.locale]}”" for name in sorted(lost)]
        extra = [f"“{forms[name][version.locale]}”" for name in sorted(added) if row.kind != "head"]
        if message := difference(lacks, extra, other.place):
            yield version.problem(message, "Write the same names, inflected as needed.", "glossary")
    # Persons stand in the same order in all languages; places may follow each alphabet.
    persons = [[name for name in each if name.startswith("person-")] for each in found]
    yield from row.turned(persons, "glossary")
    # A sentence that alone does not say, or denies less often, what it says in all other languages.
    # The notes of an original letter differ from those of its translations.
    kept = [one for one in zip(row.versions, parts, found, strict=True) if one[0].status != "as-circulated"]
    for unit in aligned([one[1] for one in kept], [(one[0].text, one[2]) for one in kept]):
        told = [Counter(filter(_TOLD, names)) for _, names in unit]
        for index, (version, _, whole) in enumerate(kept if told.count(told[0]) < len(told) > 2 else ()):
            own, common = told[index], reduce(and_, told[:index] + told[index + 1 :])
            for name in sorted(common - own):
                excused = name.endswith(_ELSE) or own[name + _ELSE] > common[name + _ELSE]
                known = name in whole or name.startswith(SAID)  # else reported above
                if known and not excused and (name == _NOT or name not in own):
                    what = f"lacks “{forms[name][version.locale]}”, unlike all other languages."
                    remedy = f"Say what they say, or add your words to “{name}” in docs/_data/names.yml."
                    yield version.problem(f"“{unit[index][0]:.50}” {what}", remedy, "glossary")


def _concepts(terms: Iterable[Term], texts: Iterable[str], locale: str) -> dict[str, list[str]]:
    """Return which terms each text names, in its order. Raises ValueError with a bad expression."""
    found: dict[str, list[str]] = {text: [] for text in texts}
    plain = [" ".join(prose(text).split()) + "\n\ufdd0\n" for text in found]
    # To search all texts at once, and in small letters, is faster.
    whole, ends, names = "".join(plain), [*accumulate(map(len, plain))], [*found.values()]
    places: set[tuple[int, str]] = set()
    lower = whole.replace("İ", "I").lower()  # as long
    for name, expression in ((term.id, each) for term in terms for each in term.match.get(locale, ())):
        exact = _EXACT.search(expression)
        small = re.sub(r"(?<!\\)[^\W\d_]", lambda letter: letter[0].lower(), expression)
        text, own = (whole, f"(?i){expression}") if exact else (lower, small)
        try:
            pattern = _compiled(own)
            if pattern.match(""):
                raise ValueError
            starts = (match.start() for match in pattern.finditer(text, timeout=LIMIT))
            anywhere = locale == "zh" or name.startswith(SAID)
            places |= {(at, name) for at in starts if anywhere or _BEGIN.search(whole, max(0, at - 6), at)}
        except (ValueError, regex.error, TimeoutError, OverflowError, RecursionError):
            raise ValueError(" ".join(expression.split("\n"))) from None
    for place, name in sorted(places):
        names[bisect(ends, place)].append(name)
    return found
