"""Seeds one error at a time in a random block of a copy of `docs/` and counts what the check catches.

Usage: mutation.py [MUTANTS-OF-EACH-KIND [SEED]] [-v]. With -v it prints every mutant, and what caught it.
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from trial import ROOT, SEED, Edit, data, load, try_all

from microsite.content import Page
from microsite.model import Block, Section

EACH, GOAL = 40, 0.95
WORDS, NAMES = data("mutation.yml"), data("names.yml")
_END = re.compile(r"(?:[.!?؟](?:\[\^[\w-]+\])*[»”)]?\s+(?=[^\Wa-zа-яё\d]|[\d«“\[])|[。！？](?=\S))")
_APART = re.compile(r"\]\([^)]*\)|\[\^[^\]]*\]")
_HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\ufeff\u202e\u2066\u061c\u00a0\ue000"
_LOOK_ALIKES = str.maketrans(
    "aceopxyiABCEHKMOPTXаеосрхуіАВСЕНКМОРТХيكهةlI0O己日末",
    "асеорхуіАВСЕНКМОРТХaeocpxyiABCEHKMOPTXیکةهI1O0已曰未",
)


@dataclass(frozen=True)
class Place:
    """A block of a page, and the page's whole text."""

    page: Page
    section: Section
    block: Block
    text: str

    @property
    def lines(self) -> tuple[list[str], list[str], list[str]]:
        """Return the lines before the block, its own with the mark below it, and those behind."""
        lines, last = self.text.split("\n"), self.block.line + self.block.text.count("\n")
        while last < len(lines) and re.match(r"\{:.*\}[ \t]*$", lines[last]):
            last += 1
        return lines[: self.block.line - 1], lines[self.block.line - 1 : last], lines[last:]

    def with_block(self, new: str) -> str:
        """Return the page's text with another text for the block."""
        before, own, behind = self.lines
        return "\n".join([*before, "\n".join(own).replace(self.block.text, new, 1), *behind])


Mutator = Callable[[Random, Place], str | None]
New = Callable[[Random, Place, re.Match[str]], str]


def sentences(text: str) -> list[str]:
    """Return a text cut behind each sentence; the parts joined are the text."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b]]


def written(pattern: str | Callable[[Place], str], new: New = lambda *_: "", inside: bool = False) -> Mutator:
    """Return a mutator that writes something else for one match of a pattern, in prose or also `inside`."""

    def mutate(random: Random, place: Place) -> str | None:
        text = place.block.text
        shown = text if inside else _APART.sub(lambda match: "\ue000" * len(match[0]), text)
        found = [*re.finditer(pattern if isinstance(pattern, str) else pattern(place), shown)]
        if not found:
            return None
        match = random.choice(found)
        return place.with_block(text[: match.start()] + new(random, place, match) + text[match.end() :])

    return mutate


def exchanged(options: Callable[[Place], list[str]]) -> Mutator:
    """Return a mutator that writes one of some words for another."""
    return written(
        lambda place: _words(options(place), place.page.locale),
        lambda random, place, match: _other(random, options(place), match[0]),
    )


def sentence(double: bool) -> Mutator:
    """Return a mutator that drops a sentence of several, or writes one twice."""

    def mutate(random: Random, place: Place) -> str | None:
        parts = sentences(place.block.text)
        index = random.randrange(len(parts))
        space = "" if place.page.locale == "zh" else " "
        parts[index : index + 1] = [parts[index].rstrip() + space, parts[index]] if double else []
        return place.with_block("".join(parts).rstrip()) if parts else None

    return mutate


def drop_block(_: Random, place: Place) -> str:
    """Drop a paragraph, a list item or a note with its mark."""
    return "\n".join([*place.lines[0], *place.lines[2]])


def swap_blocks(random: Random, place: Place) -> str | None:
    """Exchange the text of the block with another of its kind in the same section."""
    later = [b for b in place.section.blocks if b.kind == place.block.kind and b.line > place.block.line]
    if not later or place.block.kind == "footnote":
        return None
    other = random.choice(later)
    changed = Place(place.page, place.section, other, place.text).with_block(place.block.text)
    return Place(place.page, place.section, place.block, changed).with_block(other.text)


def break_id(random: Random, place: Place) -> str | None:
    """Rename, break or drop the id of the section's heading."""
    name = place.section.id
    ways = [f" {{#{new}}}" for new in (name[1:], f"{name}-2", name.upper(), name[:-1] + "z")]
    new = random.choice([*ways, f" {{#{name}", ""])
    return place.text.replace(f" {{#{name}}}", new, 1) if place.section.title else None


def _words(options: list[str], locale: str) -> str:
    """Return a pattern for whole words, which Chinese does not part, and Arabic not at their beginning."""
    before, after = r"(?<![^\W_])" * (locale != "zh"), r"(?!\w)" * (locale not in ("zh", "ar"))
    return f"{before}(?:{'|'.join(map(re.escape, options)) or chr(1)}){after}"


def _other(random: Random, options: list[str], old: str) -> str:
    return random.choice([each for each in options if each != old] or [old])


def _names(place: Place) -> list[str]:
    return [name for name in NAMES[place.page.locale] + NAMES["all"] if name in place.text]


def _mistyped(random: Random, place: Place, match: re.Match[str]) -> str:
    name, index = match[0], random.randrange(len(match[0]))
    start, char, end = name[:index], name[index], name[index + 1 :]
    ways = [start + end, start + char * 2 + end, start + end[:1] + char + end[1:]]
    new = random.choice([*ways, start + char.translate(_LOOK_ALIKES) + end])
    # A doubled or lost space or hyphen is no wrong letter.
    return new if char.isalnum() and new.casefold() != name.casefold() else name


def _target(random: Random, place: Place, match: re.Match[str]) -> str:
    target, index = match[0], random.randrange(len(match[0]))
    ways = [f"{target[:index]}{random.choice('abcdefgh')}{target[index + 1 :]}", f"{target}/x", "about.md"]
    return random.choice([*ways, target[:index] + target[index + 1 :], target.rpartition("/")[0] or "#"])


KINDS: dict[str, Mutator] = {
    "sentence dropped": sentence(double=False),
    "sentence doubled": sentence(double=True),
    "block dropped": drop_block,
    "blocks swapped": swap_blocks,
    "digit changed": written(r"\d", lambda r, _, m: _other(r, list("0123456789"), m[0]), inside=True),
    "month changed": exchanged(lambda place: WORDS["months"][place.page.locale]),
    "heading id broken": break_id,
    "name mistyped": written(lambda place: _words(_names(place), place.page.locale), _mistyped),
    "link target changed": written(r"(?<=\]\()[^)\s]+", _target, inside=True),
    "footnote sign dropped": written(r"\[\^[\w-]+\]", inside=True),
    "invisible character": written(r"(?=.)", lambda r, *_: r.choice(_HIDDEN), inside=True),
    # Kinds that no rule was made for.
    "number word changed": exchanged(lambda place: WORDS["numbers"][place.page.locale]),
    "amount changed": written(
        r"(?<![\d/.-])\d{1,3}(?![\d/]|-\d)", lambda r, _, m: str(int(m[0]) + r.randrange(1, 9))
    ),
    "negation dropped": written(lambda place: WORDS["denials"][place.page.locale]),
    "name exchanged": exchanged(_names),
}


def mutants(each: int, random: Random) -> Iterator[Edit]:
    """Yield `each` different mutants of each kind, from all pages in all languages."""
    pages = [(page, (ROOT / page.path).read_text("utf-8")) for page in load().pages.values()]
    blocks = [(page, s, b, text) for page, text in pages for s in page.sections for b in s.blocks]
    places = [Place(*found) for found in blocks if found[2].text in found[3]]
    for kind, mutate in KINDS.items():
        made: dict[tuple[str, str], Edit] = {}
        for place in random.choices(places, k=400 * each):
            text, path = mutate(random, place), place.page.path
            if len(made) < each and text and text != place.text:
                what = f"{path}:{place.block.line}: {_difference(place.text, text)}"
                made[path, text] = Edit(kind, what, {path: text})
        yield from made.values()


def _difference(old: str, new: str) -> str:
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    shown = slice(max(0, start - 25), start + 60)
    return f"{old[shown]!r} → {new[shown]!r}"


def main(arguments: list[str]) -> int:
    """Print the score of each kind and of all. Return 1 if it is below the goal."""
    numbers = [int(item) for item in arguments if item.isdigit()]
    each, seed = (*numbers, *(EACH, SEED)[len(numbers) :])
    print(f"One error in a random block (seed {seed}; goal {GOAL:.0%} refused):")
    results = try_all("mutation", mutants(each, Random(seed)), seed)
    for edit, problems in results if "-v" in arguments else ():
        print(f"{problems[0].rule if problems else 'escaped'}: {edit.kind}: {edit.what}")
    return int(sum(bool(problems) for _, problems in results) < GOAL * len(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
