"""The versions of a page have the same sections, blocks, links and footnotes, in the same order."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from ..content import Content
from ..model import Problem, Text
from ..status import outdated, sections_line
from .facts import facts
from .rows import difference, groups, reference, texts


def check(content: Content) -> Iterator[Problem]:
    """Yield, for each version, the first place where it differs from the original."""
    for pages in groups(content):
        units = [[unit for unit in texts(page) if unit.marks] for page in pages]
        marks = [[unit.marks for unit in found] for found in units]
        first = reference(marks)
        for mine, own in zip(units, marks, strict=True):
            if own != marks[first]:
                yield next(_differences(mine, units[first]))


def notes(content: Content) -> Iterator[Problem]:
    """Yield, for each outdated translation, which sections changed and the line that settles it."""
    for page in content.pages.values():
        if (original := content.original(page)) and (names := outdated(content, page)):
            state = "has changed since" if page.meta.sections else "is not yet marked as compared with"
            message = f"{original.path} {state} this translation: {', '.join(names)}."
            remedy = f"Once it matches, run `microsite accept {page.path}`, or put into its front matter: "
            line = page.meta.lines.get("sections", 2)
            yield Problem(page.path, line, message, remedy + sections_line(original))


def _differences(mine: list[Text], his: list[Text]) -> Iterator[Problem]:
    """Yield each difference, in the order of the page."""
    # Equal facts help to find the counterpart of a text.
    ours, theirs = (
        [(unit.marks, frozenset(facts(unit.text, unit.locale))) for unit in units] for units in (mine, his)
    )
    for _, own_start, own_end, start, end in SequenceMatcher(None, ours, theirs, False).get_opcodes():
        for one, other in zip_longest(mine[own_start:own_end], his[start:end]):
            own, marks = (Counter(unit.marks if unit else ()) for unit in (one, other))
            place = (other or his[min(end, len(his) - 1)]).place
            if message := difference([*marks - own], [*own - marks], place):
                unit = one or mine[min(own_end, len(mine) - 1)]
                yield unit.problem(message, "Keep it the same in all languages.", "parity")
