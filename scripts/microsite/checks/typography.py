"""The typography of each language, by the rules of `typography.yml`."""

import re
from collections.abc import Iterator
from functools import cache

import regex

from ..content import Content
from ..model import Problem
from ..parse import MAIL, MARKS, PHRASE
from ..source import rules
from .rows import lines

# What is no prose: addresses of links, marks, words in another language. One character each.
_APART = re.compile(rf"\[\^[\w-]+\]:|{PHRASE.pattern}|{MARKS.pattern}|{MAIL.pattern}|^#+ |^ *(?:-|\d+\.) ")
_NO_PROSE = re.compile(r"\.(?:avoid|match|sources|urls)\.|^reviewed_by$")  # keys of texts that are no prose
RULES: list[dict[str, str]] = rules(__file__)


@cache
def _rules(locale: str) -> list[tuple[dict[str, str], regex.Pattern[str]]]:
    return [(rule, regex.compile(rule["find"])) for rule in RULES if locale in rule.get("locales", locale)]


def check(content: Content) -> Iterator[Problem]:
    """Yield each place where a page or a text of the shared data breaks a rule of its language."""
    for line in lines(content):
        # A letter as circulated keeps its own marks, but for the editors' notes.
        verbatim = not line.key and line.status == "as-circulated"
        is_prose = line.text.startswith("[^") if verbatim else not _NO_PROSE.search(line.key)
        text = line.text.strip() if line.key else line.text
        for found in _faults(text, line.locale) if text and line.locale and is_prose else ():
            yield line.problem(*found)


@cache  # A preview asks again for the texts that were not edited.
def _faults(text: str, locale: str) -> list[tuple[str, str, str]]:
    prose = _APART.sub(lambda match: "\ue000" * len(match[0]), text)
    found = ((rule, pattern.search(prose)) for rule, pattern in _rules(locale))
    return [(rule["say"].replace("FOUND", m[0]), rule["fix"], rule["id"]) for rule, m in found if m]
