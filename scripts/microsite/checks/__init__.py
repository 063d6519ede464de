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

    status,
    structure,
    typography,
)

Rule = Callable[[Content], Iterable[Problem]]

# Without these a page may have parts missing, or be unsafe to publish.
BEFORE_PREVIEW: tuple[Rule, ...] = (structure.check, data.check, markup.check)
# And without these what is made of several languages would not fit together. The rest is about words,
# and takes as long as the build.
BEFORE_BUILD = (BEFORE_PREVIEW, (links.check, parity.check, ledger.check))
# Later rules compare pages and blocks one by one: they say nothing useful where an earlier kind has failed.
STAGES: tuple[tuple[Rule, ...], ...] = (
    (*BEFORE_PREVIEW, characters.check, typography.check),
    (links.check, status.check, parity.check, ledger.check, source.check),
    (facts.check, glossary.check, names.check, proportion.check),
)

# Where one of these has failed, later rules do not run. “file” is what the reader of files reports.
STOPPING = ("file", "structure", "data", "parity")


def run(content: Content, stages: tuple[tuple[Rule, ...], ...] = STAGES) -> Iterator[Problem]:
    """Yield the problems of the rules, up to the stage where structure, data or parity fails."""
    for stage in stages:
        found = [problem for rule in stage for problem in rule(content)]
        yield from found
        if any(problem.rule in STOPPING for problem in found):
            return
