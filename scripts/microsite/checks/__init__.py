"""The rules, one a module, each a function from content to problems; `rows` and `values` serve them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..content import Content
from ..model import Problem
from . import characters, data, facts, glossary, length, links, markup, parity, source, structure, typography

Rule = Callable[[Content], Iterable[Problem]]
Rules = tuple[Rule, ...]

# Without these a page may have parts missing, or be unsafe to publish.
BEFORE_PREVIEW: Rules = (structure.check, data.check, markup.check)
# And without these what is made of several languages would not fit together. The rest is about words.
BEFORE_BUILD = (BEFORE_PREVIEW, (links.check, parity.check))
# Later rules compare pages and blocks one by one: they say nothing useful where an earlier kind has failed.
AFTER_PREVIEW: tuple[Rules, ...] = (
    (characters.check, typography.check),
    (links.check, parity.check, source.check),
    (facts.check, glossary.check, length.check),
)
STAGES = ((*BEFORE_PREVIEW, *AFTER_PREVIEW[0]), *AFTER_PREVIEW[1:])
# A page with one of these is left out of the later rules. “file” is what the reader of files reports.
STOPPING = ("file", "structure", "data", "parity")
# Rules that would find false errors where an entry of docs/_data is broken.
OF_DATA = (data.check, links.check, facts.check, glossary.check)


def run(
    content: Content, problems: Iterable[Problem] = (), stages: tuple[Rules, ...] = STAGES
) -> Iterator[Problem]:
    """Yield the problems of the rules. Pages that `problems` are about are left out of the comparison."""
    found, broken = list(problems), set(content.unread)
    for stage in stages:
        # Pages and data files by name, such as “about” of docs/fr/about.md, “events.yml”, “strings/fr.yml”.
        paths = {problem.path.removesuffix(".md") for problem in found if problem.rule in STOPPING}
        broken |= {"/".join(path.split("/")[2:]) for path in paths}
        content = replace(
            content,
            names=tuple(name for name in content.names if name not in broken),
            pages={key: page for key, page in content.pages.items() if key[1] not in broken},
            unread=frozenset(name for name in broken if not name.endswith(".yml")),
        )
        sound = not any(name.endswith(".yml") for name in broken)
        found = [one for rule in stage if sound or rule not in OF_DATA for one in rule(content)]
        yield from found
