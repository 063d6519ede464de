"""Seeds one error at a time in a random block of a copy of `docs/` and counts what the check catches.

Usage: mutation.py [MUTANTS-OF-EACH-KIND [SEED]] [-v]. Prints the score of each kind and, with -v,
what escaped.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import yaml
from babel.dates import get_month_names
from trial import ROOT, Edit, load, save, try_all

from microsite.checks import values
from microsite.content import Page
from microsite.model import Block, Section

EACH, SEED, GOAL = 40, 20260706, 0.95
HERE = Path(__file__).parent
WORDS = yaml.safe_load((HERE / "mutation.yml").read_text("utf-8"))
NAMES = yaml.safe_load((HERE / "names.yml").read_text("utf-8"))
_END = re.compile(r"(?:[.!?؟](?:\[\^[\w-]+\])*[»”)]?\s+(?=[^\Wa-zа-яё\d]|[\d«“\[])|[。！？](?=\S))")
_ATTRIBUTES = re.compile(r"\{:.*\}[ \t]*$")
_APART = re.compile(r"\]\([^)]*\)|\[\^[^\]]*\]")
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

    def with_block(self, new: str) -> str:
        """Return the page's text with another text for the block."""
        lines = self.text.split("\n")
        first, last = span(self.text, self.block)
        old = "\n".join(lines[first:last])
        return "\n".join([*lines[:first], old.replace(self.block.text, new, 1), *lines[last:]])


def span(text: str, block: Block) -> tuple[int, int]:
    """Return the first line (from 0) of a block and the line behind it, its mark included."""
    lines, last = text.split("\n"), block.line + block.text.count("\n")
    while last < len(lines) and _ATTRIBUTES.match(lines[last]):
        last += 1
    return block.line - 1, last


def sentences(text: str) -> list[str]:
    """Return a text cut behind each sentence; the parts joined are the text."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b]]


Mutator = Callable[[Random, Place], str | None]
New = Callable[[Random, Place, re.Match[str]], str]


def written(pattern: str | Callable[[Place], str], new: New, inside: bool = False) -> Mutator:
    """Return a mutator that writes something else for one match of a pattern, in prose or also `inside`"""

    def mutate(random: Random, place: Place) -> str | None:
        text = place.block.text
        shown = text if inside else _APART.sub(lambda match: "\ue000" * len(match[0]), text)
        found = list(re.finditer(pattern if isinstance(pattern, str) else pattern(place), shown))
        if not found:
            return None
        match = random.choice(found)
        return place.with_block(text[: match.start()] + new(random, place, match) + text[match.end() :])

    return mutate


def of_sentences(change: Callable[[Random, list[str], str], object]) -> Mutator:
    """Return a mutator that changes the list of sentences of a block."""

    def mutate(random: Random, place: Place) -> str | None:
        parts = sentences(place.block.text)
        change(random, parts, "" if place.page.locale == "zh" else " ")
        return place.with_block("".join(parts).rstrip()) if parts else None

    return mutate


def _double(random: Random, parts: list[str], space: str) -> None:
    index = random.randrange(len(parts))
    parts.insert(index, parts[index].rstrip() + space)


def drop_block(random: Random, place: Place) -> str | None:
    """Drop a paragraph, a list item or a note with its mark."""
    lines, (first, last) = place.text.split("\n"), span(place.text, place.block)
    return "\n".join(lines[:first] + lines[last:])


def swap_blocks(random: Random, place: Place) -> str | None:
    """Exchange the block with another of its kind in the same section."""
    others = [b for b in place.section.blocks if b.kind == place.block.kind and b is not place.block]
    if not others or place.block.kind == "footnote":
        return None
    (a, b), (c, d) = sorted(span(place.text, block) for block in (place.block, random.choice(others)))
    lines = place.text.split("\n")
    return "\n".join(lines[:a] + lines[c:d] + lines[b:c] + lines[a:b] + lines[d:])


def break_id(random: Random, place: Place) -> str | None:
    """Rename, break or drop the id of the section's heading."""
    if not place.section.title:
        return None
    name, lines, line = place.section.id, place.text.split("\n"), place.section.line - 1
    index, old = random.randrange(len(name)), lines[line]
    new = (name[:index] + name[index + 1 :], f"{name[:index]}z{name[index + 1 :]}", f"{name}-2", name.upper())
    broken = [old.replace(f"#{name}", f"#{each}", 1) for each in new]
    lines[line] = random.choice([re.sub(r" *\{.*\}$", "", old), *broken, old[:-1]])
    return "\n".join(lines)


def _altered(random: Random, place: Place, match: re.Match[str]) -> str:
    """Return a date of the text with another day, month or year."""
    names = [*get_month_names("wide", "format", place.page.locale).values()]
    part = random.choice(list(re.finditer(r"\d+|[^\W\d]{3,}(?:/\w+)?", match[0])))
    value = int(part[0]) if part[0].isdigit() else 0
    other = str(value + random.choice([-1, 1]) if value > 1900 else value % 28 + 1)
    other = other if value else random.choice([name for name in names if name not in match[0]])
    return match[0][: part.start()] + other + match[0][part.end() :]


def _date(place: Place) -> str:
    if place.page.locale == "zh":
        return r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?"
    month = "|".join(values.WORDS[place.page.locale]["months"])
    return rf"(?:\d{{1,2}}\W{{1,4}})?(?<!\w)(?:{month})(?!\w)(?:(?: de)? \d{{4}})?"


def _names(place: Place) -> list[str]:
    known = NAMES[place.page.locale] + NAMES["all"]
    return [name for name in known if name in place.text]


def _words(pattern: str, locale: str) -> str:
    """Return a pattern for whole words, which Chinese does not part, and Arabic not at their beginning."""
    before, after = r"(?<![^\W\d_])" * (locale != "zh"), r"(?!\w)" * (locale not in ("zh", "ar"))
    return f"{before}(?:{pattern or chr(1)}){after}"


def _name(place: Place) -> str:
    return _words("|".join(map(re.escape, _names(place))), place.page.locale)


def _mistyped(random: Random, place: Place, match: re.Match[str]) -> str:
    name, index = match[0], random.randrange(len(match[0]))
    start, char, end = name[:index], name[index], name[index + 1 :]
    ways = [start + end, start + char * 2 + end, start + end[:1] + char + end[1:]]
    new = random.choice([*ways, start + char.translate(_LOOK_ALIKES) + end])
    # A doubled or lost space or hyphen is no wrong letter.
    return new if char.isalnum() and new.casefold() != name.casefold() else name


def _other(options: list[str], old: str, random: Random) -> str:
    return random.choice([each for each in options if each != old] or [old])


def _target(random: Random, place: Place, match: re.Match[str]) -> str:
    target, index = match[0], random.randrange(len(match[0]))
    ways = [f"{target[:index]}{random.choice('abcdefgh')}{target[index + 1 :]}", f"{target}/x", "about.md"]
    return random.choice([*ways, target[:index] + target[index + 1 :], target.rpartition("/")[0] or "#"])


@cache
def _avoided(locale: str) -> dict[str, str]:
    return {term.forms[locale]: new for term in load().terms for new in term.avoid.get(locale, ())}


_HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\ufeff\u202e\u2066\u061c\u00a0\ue000"
KINDS: dict[str, Mutator] = {
    "sentence dropped": of_sentences(lambda r, parts, _: parts[1:] and parts.pop(r.randrange(len(parts)))),
    "sentence doubled": of_sentences(_double),
    "block dropped": drop_block,
    "blocks swapped": swap_blocks,
    "digit changed": written(r"\d", lambda r, _, m: _other(list("0123456789"), m[0], r), inside=True),
    "date altered": written(_date, _altered),
    "heading id broken": break_id,
    "name mistyped": written(_name, _mistyped),
    "link target changed": written(r"(?<=\]\()[^)\s]+", _target, inside=True),
    "footnote sign dropped": written(r"\[\^[\w-]+\]", lambda *_: "", inside=True),
    "forbidden variant": written(
        lambda place: "|".join(map(re.escape, _avoided(place.page.locale))),
        lambda _, place, m: _avoided(place.page.locale)[m[0]],
    ),
    "invisible character": written(r"(?=.)", lambda r, _p, _m: r.choice(_HIDDEN), inside=True),
    # Kinds that no rule was made for.
    "number word changed": written(
        lambda place: _words("|".join(WORDS["numbers"][place.page.locale]), place.page.locale),
        lambda r, place, m: _other(WORDS["numbers"][place.page.locale], m[0], r),
    ),
    "amount changed": written(
        r"(?<![\d/.-])\d{1,3}(?![\d/]|-\d)", lambda r, _, m: str(int(m[0]) + r.randrange(1, 9))
    ),
    "negation dropped": written(lambda place: WORDS["denials"][place.page.locale], lambda *_: ""),
    "name exchanged": written(_name, lambda r, place, m: _other(_names(place), m[0], r)),
}  # fmt: skip


def places() -> list[Place]:
    """Return all blocks of all pages in all languages."""
    pages = [(page, (ROOT / page.path).read_text("utf-8")) for page in load().pages.values()]
    found = [Place(page, section, block, text)
             for page, text in pages for section in page.sections for block in section.blocks]  # fmt: skip
    return [place for place in found if place.block.text in place.text]


def mutants(each: int, seed: int) -> Iterator[Edit]:
    """Yield `each` different mutants of each kind."""
    random, everywhere = Random(seed), places()
    made = set()
    for kind, mutate in KINDS.items():
        count = 0
        for place in (random.choice(everywhere) for _ in range(400 * each)):
            text = mutate(random, place)
            if count < each and text and text != place.text and (place.page.path, text) not in made:
                made.add((place.page.path, text))
                yield Edit(kind, f"{place.page.path}:{place.block.line}", {place.page.path: text})
                count += 1


def _difference(edit: Edit) -> str:
    path, text = next(iter(edit.texts.items()))
    old = (ROOT / path).read_text("utf-8")
    start = next((i for i, (a, b) in enumerate(zip(old, text, strict=False)) if a != b), 0)
    return f"{old[max(0, start - 25) : start + 60]!r} → {text[max(0, start - 25) : start + 60]!r}"


def main(arguments: list[str]) -> int:
    """Print the score of each kind and of all. Return 1 if it is below the goal."""
    numbers = [int(item) for item in arguments if item.isdigit()]
    each, seed = (*numbers, *(EACH, SEED)[len(numbers) :])
    results, figures = try_all(mutants(each, seed)), {}
    print(f"One error in a random block (seed {seed}); refused by the check:")
    for kind in [*dict.fromkeys(edit.kind for edit, _ in results), ""]:
        mine = [problems for edit, problems in results if kind in (edit.kind, "")]
        caught = sum(map(bool, mine))
        figures[kind or "all"] = {"mutants": len(mine), "caught": caught}
        print(f"  {kind or 'all':24} {caught:4} of {len(mine):4}  {caught / len(mine):7.1%}")
    for edit, problems in results if "-v" in arguments else ():
        print(f"{problems[0].rule if problems else 'escaped'}: {edit.kind}: {edit.what}: {_difference(edit)}")
    save("mutation", {"seed": seed, **figures})
    return int(figures["all"]["caught"] < GOAL * len(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
