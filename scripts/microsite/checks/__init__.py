"""The rules. Each module holds one; each is a function from content to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..content import Content
from ..model import Problem
from . import (
    characters,
    data,
    facts,
    glossary,
    links,
    markup,
    parity,
    proportion,
    source,
    structure,
    typography,
)

Rules = tuple[Callable[[Content], Iterable[Problem]], ...]

# Without these a page may have parts missing, or be unsafe to publish.
BEFORE_PREVIEW: Rules = (structure.check, data.check, markup.check)
# And without these what is made of several languages would not fit together. The rest is about words,
# and takes as long as the build.
BEFORE_BUILD = (BEFORE_PREVIEW, (links.check, parity.check))
# Later rules compare pages and blocks one by one: they say nothing useful where an earlier kind has failed.
STAGES: tuple[Rules, ...] = (
    (*BEFORE_PREVIEW, characters.check, typography.check),
    (links.check, parity.check, source.check),
    (facts.check, glossary.check, proportion.check),
)
# A page with one of these is left out of the later rules. “file” is what the reader of files reports.
STOPPING = ("file", "structure", "data", "parity")


def run(
    content: Content, problems: Iterable[Problem] = (), stages: tuple[Rules, ...] = STAGES
) -> Iterator[Problem]:
    """Yield the problems of the rules. Pages that `problems` are about are left out of the comparison."""
    found = list(problems)
    for stage in stages:
        stopping = [problem.path for problem in found if problem.rule in STOPPING]
        if any(path.startswith(("docs/_data/", "mkdocs.yml")) for path in stopping):
            return  # what all pages share is missing or broken
        # The names of pages, such as “about” of docs/fr/about.md.
        broken = {"/".join(path.removesuffix(".md").split("/")[2:]) for path in stopping}
        content = replace(
            content,
            names=tuple(name for name in content.names if name not in broken),
            pages={key: page for key, page in content.pages.items() if key[1] not in broken},
            unread=content.unread | broken,
        )
        found = [problem for rule in stage for problem in rule(content)]
        yield from found
