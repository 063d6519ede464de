"""Official names and terms: no wrong variant, and a concept is in all versions of a text."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from ..content import Content
from ..model import Problem
from ..schema import Term, compiled
from .rows import difference, lines, prose, rows

# Anyone may propose an expression: one that takes longer than this many seconds is refused.
LIMIT = 0.5
_BETWEEN = "\n\ufdd0\n"


def check(content: Content) -> Iterator[Problem]:
    """Yield wrong variants, a slow expression, and concepts that one version has and another lacks."""
    avoid: dict[str, dict[str, str]] = {}
    for term in content.terms:
        for locale, variants in term.avoid.items():
            avoid.setdefault(locale, {}).update(dict.fromkeys(variants, term.forms[locale]))
    for line in (line for line in lines(content) if line.page or line.path.startswith("docs/_data/strings/")):
        for variant in (variant for variant in avoid.get(line.locale, ()) if variant in line.text):
            message = f"“{variant}” is not the official form."
            yield line.problem(message, f"Write {avoid[line.locale][variant]}.", "glossary")
    every = [row for row in rows(content) if row.kind != "label"]
    terms = {term.id: term for term in content.terms}
    named: dict[str, dict[str, set[str]]] = {}
    for locale in content.strings:
        texts = [version.text for row in every for version in row.versions if version.locale == locale]
        texts += [term.forms[locale] for term in content.terms]
        try:
            named[locale] = _concepts(content.terms, texts, locale)
        except TimeoutError as slow:
            place = next(one for one in content.texts if one.text == str(slow) and ".match." in one.key)
            message = f"The expression “{slow}” takes too long."
            remedy = "Write it with fewer repetitions: no *, + or ? beside or inside another."
            yield Problem(place.path, place.line, message, remedy, "glossary")
            return
    places = {(text.text, text.locale): text for text in content.texts if ".forms." in text.key}
    for term in content.terms:
        for locale in term.match.keys() & named.keys():
            if term.id not in named[locale][form := term.forms[locale]]:
                message = f"“{form}” is not recognised by the expressions under “match”."
                path, number, *_ = places[form, locale]
                yield Problem(path, number, message, "Make the two agree.", "glossary")
    for row in every:
        ids = [Counter(named[version.locale][version.text]) for version in row.versions]
        for version, other, lost, added in row.differences(ids):
            lacks = [f"“{terms[name].forms[other.locale]}”" for name in sorted(lost)]
            extra = [f"“{terms[name].forms[version.locale]}”" for name in sorted(added) if row.kind != "head"]
            if message := difference(lacks, extra, other.place):
                forms = " and ".join(terms[name].forms[version.locale] for name in sorted(lost))
                remedy = f"Write {forms or 'the same names'}, in the form that the sentence needs."
                yield version.problem(message, remedy, "glossary")


def _concepts(terms: Iterable[Term], texts: Iterable[str], locale: str) -> dict[str, set[str]]:
    """Return which terms each text names. Raises TimeoutError with an expression that takes too long."""
    found: dict[str, set[str]] = {text: set() for text in texts}
    plain = [" ".join(prose(text).split()) + _BETWEEN for text in found]
    # To search all texts at once is faster.
    whole, ends, names = "".join(plain), [*accumulate(map(len, plain))], [*found.values()]
    for name, expression in ((term.id, each) for term in terms for each in term.match.get(locale, ())):
        try:
            for match in compiled(expression).finditer(whole, timeout=LIMIT):
                names[bisect(ends, match.start())].add(name)
        except TimeoutError:
            raise TimeoutError(expression) from None
    return found
