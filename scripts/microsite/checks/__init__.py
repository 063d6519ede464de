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

# Without these a page may have parts missing, or be unsafe to publish.
_BEFORE_PREVIEW: tuple[Rule, ...] = (structure.check, data.check, markup.check)
# Later rules compare pages and blocks one by one: they say nothing useful where an earlier kind has failed.
STAGES: tuple[tuple[Rule, ...], ...] = (
    (*_BEFORE_PREVIEW, characters.check, typography.check),
    (links.check, status.check, parity.check, ledger.check, source.check),
    (facts.check, glossary.check, names.check, spelled.check, proportion.check),
)


def run(content: Content) -> Iterator[Problem]:
    """Yield the problems of all rules, stage by stage; a stage with problems is the last."""
    for stage in STAGES:
        found = [problem for rule in stage for problem in rule(content)]
        yield from found
        if any(problem.rule in ("structure", "data", "parity") for problem in found):
            return


def before_preview(content: Content) -> Iterator[Problem]:
    """Yield the problems with which not even a preview is built."""
    for rule in _BEFORE_PREVIEW:
        yield from rule(content)
