"""The rules. Each module holds one; each is a function from content to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..model import Content, Problem
from . import (
    characters,
    data,
    facts,
    glossary,
    ledger,
    links,
    markup,
    names,
    parity,
    proportion,
    source,
    spelled,
    status,
    structure,
    typography,
)

Rule = Callable[[Content], Iterable[Problem]]

# Later rules compare pages and blocks one by one: they say nothing useful where an earlier kind has failed.
STAGES: tuple[tuple[Rule, ...], ...] = (
    (structure.check, data.check, markup.check, characters.check, typography.check),
    (links.check, status.check, parity.check, ledger.check, source.check),
    (facts.check, glossary.check, names.check, spelled.check, proportion.check),
)
NEVER_SHOWN = ("file", "structure", "data", "markup")


def run(content: Content) -> Iterator[Problem]:
    """Yield the problems of all rules, stage by stage; a stage with problems is the last."""
    for stage in STAGES:
        found = [problem for rule in stage for problem in rule(content)]
        yield from found
        if any(problem.rule in ("structure", "data", "parity") for problem in found):
            return


def can_be_shown(problems: Iterable[Problem]) -> bool:
    """Return whether a preview can be built all the same: all is there, and safe to publish."""
    return all(problem.rule not in NEVER_SHOWN for problem in problems)
