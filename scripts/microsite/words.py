"""The words of a text as the search index takes them, by language.

Words are cut and reduced before Pagefind sees them, because its stemmers fall short of raw text in
several languages. `overrides/assets/search.js` treats a query alike; it gets RULES from the page.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

# For each language, in the syntax that Python and JavaScript share and without accents (but for the
# signs in _SIGNS): words that say nothing alone; what is replaced in a word, in this order; and the
# other forms in which a word is also searched, where a page has them.
RULES: dict[str, dict[str, Any]] = {
    # Pagefind's Arabic stemmer leaves many particles on a word and takes letters of the word for
    # others, so that it is not used; these are the articles and endings of Larkey's light stemming.
    "ar": {
        "stop": (
            "الى او ان اي اين التي الذي ثم ذلك على عن غير في قد كان كانت كم كما كيف لا ما متى مع من"
            " هذا هذه هل هم هو هي يكون"
        ),
        "replace": [
            ["ا?\u064bا?$", ""],
            ["^[وف]?(?:[بك]?ال|لل)(?=...)", ""],
            ["ى$", "ي"],
            ["(?<=...)(?:ات|ان|ون|ين|ها|هما?|كم|نا|ي?[هة]|ي)$", ""],
        ],
        "stemmed": False,
        # Particles written in one word with what follows, taken off where that is a word of the site.
        "particles": "وفبلك",
        # Broken plurals to their singulars, then singulars to their plurals, on stems.
        "forms": [
            ["^ا(..)ا(.)$", "$1$2"],
            ["^ا(..)اء$", "$1و"],
            ["^(..)(.)اء$", "$1ي$2"],
            ["^(.)و(.)اء$", "$1يي$2"],
            ["^(..)[وا](.)$", "$1$2"],
            ["^(..)اي(.)$", "$1ي$2"],
            ["^(..)اي(.)$", "$1ا$2"],
            ["^(..)ا(.)ي(.)$", "$1$2و$3"],
            ["^(..)ا(.)ي(.)$", "$1$2ي$3"],
            ["^(..)ا(.)ي(.)$", "$1$2ا$3"],
            ["^(..)ا(..)$", "$1$2"],
            ["^(.)وا(..)$", "$1ا$2"],
            ["^ا(..)(.)$", "$1ا$2"],
            ["^(..)(.)$", "$1ي$2"],
            ["^(..)(.)$", "ا$1ا$2"],
            ["^(..)(.)$", "$1و$2"],
            ["^(..)و$", "ا$1اء"],
            ["^(..)ي(.)$", "$1$2اء"],
            ["^(..)ي(.)$", "$1اي$2"],
            ["^(.)يي(.)$", "$1و$2اء"],
            ["^(..)ا(.)$", "$1اي$2"],
            ["^(..)(.)[ويا](.)$", "$1ا$2ي$3"],
            ["^(..)(..)$", "$1ا$2"],
            ["^(.)ا(..)$", "$1وا$2"],
            ["^(..)ا(.)$", "ا$1$2"],
            ["^(..)ات$", "$1ة"],
            ["^(..)ة$", "$1ات"],
        ],
    },
    "en": {
        "stop": (
            "an and are as at be been by do does for from had has have how in is it its not of on or"
            " that the this to was were what when where which who why with"
        ),
    },
    # Without accents, the stemmers take some endings for others.
    "fr": {
        "stop": (
            "au aux ce ces cette combien comment dans de des du elle en est et ete il ils la le les"
            " leur ne non ont ou par pas pour pourquoi qu quand que quel quelle quelles quels qui quoi"
            " se ses son sa sont sur une"
        ),
        "forms": [["ees?$", "e"], ["(?<=e)$", "e"], ["(?<=e)s$", "es"], ["s$", ""]],
    },
    "ru": {
        "stop": (
            "был была были было быть во где для до есть за из или как когда кто на не об от по почему"
            " при сколько со то что это"
        ),
        # Pagefind takes the sign off й before it stems, so that no ending in й is known to it any
        # more. The endings in м are cut at the same place.
        "replace": [["(?<=[еоиы])и\u0306$", "м"]],
        # Nouns that end as verbs do, and those with a fleeting vowel.
        "forms": [
            ["(?<=...)(?:ами|ах|ов|ам|ом|[аеиоуыя])?$", ""],
            ["(?<=...)(?:ами|ах|ов|ам|ом|[аеиоуыя])?$", "а"],
            ["([^аеиоуыэюя])([кмнл])(?:ами|ах|ам|ом|[аеиоуы])$", "$1о$2"],
            ["([^аеиоуыэюя])([кмнл])(?:ами|ах|ам|ом|[аеиоуы])$", "$1е$2"],
            ["(?<=..)[ое]([кмнлц])$", "$1"],
        ],
    },
    "es": {
        "stop": (
            "al como con cual cuando cuantas cuantos de del donde el en es fue fueron ha han hay la"
            " las lo los no para por porque que quien quienes se ser son su sus una"
        ),
        "forms": [["es$", ""], ["s$", ""], ["(?<=[aeo])$", "s"]],
    },
}

_HAN = "\u3400-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670"
_WORD = re.compile(f"[{_HAN}]|(?:[^\\W_{_HAN}]|[{_MARKS}])+")
# The breve of й, and hamza and the accusative's sign of Arabic: the rules above tell words apart by them.
_SIGNS = "\u0306\u064b\u0654\u0655"
_ACCENT = re.compile(f"(?![{_SIGNS}])[{_MARKS}]")
_DIGITS = {
    ord(sign): str(value) for signs in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, sign in enumerate(signs)
}
_SIGN = re.compile(f"[{_SIGNS}]")


def words(text: str) -> list[str]:
    """Return the words of a text as they stand; each Chinese character is one."""
    return _WORD.findall(text)


@cache
def key(word: str, locale: str) -> str:
    """Return the form of a word that is indexed, or an empty text for a word that is not."""
    rules = RULES.get(locale, {})
    word = _ACCENT.sub("", unicodedata.normalize("NFKD", word.lower())).translate(_DIGITS)
    if _SIGN.sub("", word) in rules.get("stop", "").split() or re.fullmatch(rf"[^\W\d{_HAN}]", word):
        return ""
    for pattern, replacement in rules.get("replace", ()):
        word = re.sub(pattern, replacement, word)
    return _SIGN.sub("", word)
