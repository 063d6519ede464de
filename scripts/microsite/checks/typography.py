"""The typography of each language, by the rules of `typography.yml`."""

import re
from collections.abc import Iterator
from pathlib import Path

import regex
import yaml

from ..content import Content
from ..model import Problem
from ..parse import MAIL, MARKS, PHRASE
from .rows import lines

# What is no prose: addresses of links, marks, words in another language. One character each.
_APART = re.compile(rf"\[\^[\w-]+\]:|{PHRASE.pattern}|{MARKS.pattern}|{MAIL.pattern}|^#+ |^ *(?:-|\d+\.) ")
# Keys of `_data` whose texts are not set as prose.
_NO_PROSE = re.compile(r"\.(?:avoid|match|sources|urls)\.|^reviewed_by$")

RULES: list[dict[str, str]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))
_PATTERNS = [regex.compile(rule["find"]) for rule in RULES]


def check(content: Content) -> Iterator[Problem]:
    """Yield each place where a page or a text of the shared data breaks a rule of its language."""
    for line in lines(content):
        # A letter as circulated keeps its own marks, but for the editors' notes.
        verbatim = line.page and not line.key and line.page.meta.status == "as-circulated"
        if not line.locale or _NO_PROSE.search(line.key) or (verbatim and not line.text.startswith("[^")):
            continue
        text = line.text.strip() if line.key else line.text
        prose = _APART.sub(lambda match: "\ue000" * len(match[0]), text)
        for rule, pattern in zip(RULES, _PATTERNS, strict=True):
            if line.locale in rule.get("locales", line.locale) and (match := pattern.search(prose)):
                message = rule["say"].replace("FOUND", match[0])
                yield line.problem(message, rule["fix"], rule["id"])
