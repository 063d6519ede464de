"""The rules. Each module holds one; each is a function from content to problems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..model import Content, Problem
from . import data, structure

RULES: tuple[Callable[[Content], Iterable[Problem]], ...] = (
    structure.check,
    data.check,
)


def run(content: Content) -> Iterator[Problem]:
    """Yield the problems of all rules, in the order of the rules."""
    for rule in RULES:
        yield from rule(content)


def can_be_shown(problems: Iterable[Problem]) -> bool:
    """Return whether a preview can be built all the same: no page or data is missing or unreadable."""
    return all(problem.rule not in ("file", "structure", "data") for problem in problems)
