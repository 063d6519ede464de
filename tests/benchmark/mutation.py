"""Seeds one error at a time in a random block of a copy of `docs/` and counts what the check catches.

Usage: mutation.py [MUTANTS-OF-EACH-KIND [SEED]]. Prints the score of each kind and, with -v, what escaped.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Literal

import yaml
from babel.dates import get_month_names
from trial import ROOT, Edit, save, try_all

from microsite.content import load
from microsite.model import Block, Page, Section

EACH = 40
SEED = 20260706
GOAL = 0.95
_END = re.compile(r"(?:[.!?؟](?:\[\^[\w-]+\])*[»”)]?\s+(?=[^\Wa-zа-яё\d]|[\d«“\[])|[。！？](?=\S))")
_ATTRIBUTES = re.compile(r"\{:.*\}[ \t]*$")


@dataclass(frozen=True)
class Place:
    """A block of a page, the page's whole text, and the lines (from 0) that the block takes up."""

    page: Page
    section: Section
    block: Block
    text: str
    names: tuple[str, ...]
    avoid: tuple[tuple[re.Pattern[str], str], ...]

    @property
    def lines(self) -> tuple[int, int]:
        """Return the first line of the block and the line behind it, its mark included."""
        return _lines(self.text, self.block)

    def with_block(self, new: str) -> str:
        """Return the page's text with another text for the block."""
        lines = self.text.split("\n")
        first, last = self.lines
        old = "\n".join(lines[first:last])
        if self.block.text not in old:
            return self.text
        return "\n".join([*lines[:first], old.replace(self.block.text, new, 1), *lines[last:]])


def _lines(text: str, block: Block) -> tuple[int, int]:
    lines = text.split("\n")
    last = block.line + block.text.count("\n")
    while last < len(lines) and _ATTRIBUTES.match(lines[last]):
        last += 1
    return block.line - 1, last


_CONTEXTS: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")

Mutator = Callable[[Random, Place], str | None]


def sentences(text: str) -> list[str]:
    """Return a text cut behind each sentence; the parts joined are the text."""
    cuts = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b]]


def drop_sentence(random: Random, place: Place) -> str | None:
    """Drop one sentence of several."""
    parts = sentences(place.block.text)
    if len(parts) < 2:
        return None
    del parts[random.randrange(len(parts))]
    return place.with_block("".join(parts).rstrip())


def double_sentence(random: Random, place: Place) -> str | None:
    """Write one sentence twice."""
    parts = sentences(place.block.text)
    index = random.randrange(len(parts))
    space = "" if place.page.locale == "zh" else " "
    parts.insert(index, parts[index] if parts[index] != parts[-1] else parts[index] + space)
    return place.with_block("".join(parts))


def drop_block(random: Random, place: Place) -> str | None:
    """Drop a paragraph, a list item or a note with its mark."""
    lines = place.text.split("\n")
    first, last = place.lines
    return "\n".join(lines[:first] + lines[last:])


def swap_blocks(random: Random, place: Place) -> str | None:
    """Exchange the block with another of its kind in the same section."""
    others = [b for b in place.section.blocks if b.kind == place.block.kind and b is not place.block]
    if not others or place.block.kind == "footnote":
        return None
    a, b = sorted(
        (_lines(place.text, block) for block in (place.block, random.choice(others))), key=lambda x: x[0]
    )
    lines = place.text.split("\n")
    if lines[a[0] : a[1]] == lines[b[0] : b[1]]:
        return None
    return "\n".join(
        lines[: a[0]] + lines[b[0] : b[1]] + lines[a[1] : b[0]] + lines[a[0] : a[1]] + lines[b[1] :]
    )


def change_digit(random: Random, place: Place) -> str | None:
    """Change one digit, in the text or in an address."""
    found = list(re.finditer(r"\d", place.block.text))
    if not found:
        return None
    match = random.choice(found)
    digit = random.choice([d for d in "0123456789" if d != match[0]])
    return place.with_block(place.block.text[: match.start()] + digit + place.block.text[match.end() :])


@cache
def _months(locale: str) -> list[tuple[str, ...]]:
    """Return the names of each kind (genitive, nominative …) from January to December."""
    if locale == "ar":
        strings = yaml.safe_load((ROOT / "docs/_data/strings/ar.yml").read_text("utf-8"))
        return [tuple(strings["date"]["months"])]
    if locale == "zh":
        return [tuple(f"{n}月" for n in range(1, 13))]
    names = (get_month_names(context=kind, locale=locale) for kind in _CONTEXTS)
    return [tuple(kind[n] for n in range(1, 13)) for kind in names]


def alter_date(random: Random, place: Place) -> str | None:
    """Change day, month or year of one date in the text."""
    text = re.sub(r"\]\([^)]*\)", lambda m: "\ue000" * len(m[0]), place.block.text)
    spans: list[tuple[int, int, str]] = []
    for names in _months(place.page.locale):
        for index, name in enumerate(names):
            for match in re.finditer(rf"(?<![\w\d]){name}(?![^\W\d_])|(?<=年){name}", text):
                other = names[(index + random.randrange(1, 12)) % 12]
                spans.append((*match.span(), other))
                around = text[max(0, match.start() - 12) : match.end() + 12]
                for number in re.finditer(r"\d+", around):
                    start = max(0, match.start() - 12) + number.start()
                    value = int(number[0])
                    new = value + random.choice([-1, 1]) if value > 1900 else value % 28 + 1
                    spans.append((start, start + len(number[0]), str(new)))
    if not spans:
        return None
    start, end, new_text = random.choice(spans)
    return place.with_block(place.block.text[:start] + new_text + place.block.text[end:])


def break_id(random: Random, place: Place) -> str | None:
    """Rename, break or drop the id of the section's heading."""
    if not place.section.title:
        return None
    old, name = f"#{place.section.id}", place.section.id
    index = random.randrange(len(name))
    new = random.choice(
        [
            f"#{name[:index]}{name[index + 1 :]}",
            f"#{name[:index]}{random.choice('abcdefgxyz')}{name[index + 1 :]}",
            f"#{name}-2",
            name,
            f"# {name}",
            f"#{name.capitalize()}",
        ]
    )
    lines = place.text.split("\n")
    line = place.section.line - 1
    whole = re.sub(r" *\{.*\}$", "", lines[line])
    lines[line] = random.choice([whole, *[lines[line].replace(old, new, 1)] * 4, lines[line][:-1]])
    return "\n".join(lines)


_LOOK_ALIKES = str.maketrans(
    "aceopxyiABCEHKMOPTXаеосрхуіАВСЕНКМОРТХيكهةlI0O己日末",
    "асеорхуіАВСЕНКМОРТХaeocpxyiABCEHKMOPTXیکةهI1O0已曰未",
)


def mistype_name(random: Random, place: Place) -> str | None:
    """Drop, double or exchange a letter of a name, or put a look-alike in its place."""
    text = re.sub(r"\]\([^)]*\)|\[\^[^\]]*\]", lambda m: "\ue000" * len(m[0]), place.block.text)
    left = r"(?<![^\W\d_])" if place.page.locale != "zh" else ""
    left += "[وبلف]?" if place.page.locale == "ar" else ""
    right = r"(?!\w)" if place.page.locale in ("ar", "en", "fr", "es") else ""
    found = [m for name in place.names for m in re.finditer(f"{left}({re.escape(name)}){right}", text)]
    if not found:
        return None
    match = random.choice(found)
    name = match[1]
    index = random.randrange(len(name))
    ways = [
        name[:index] + name[index + 1 :],
        name[:index] + name[index] + name[index:],
        name[:index] + name[index : index + 2][::-1] + name[index + 2 :],
        name[:index] + name[index].translate(_LOOK_ALIKES) + name[index + 1 :],
    ]
    new = random.choice(ways)
    # A doubled or lost space or hyphen is no wrong letter.
    if not name[index].isalnum() or new.casefold() == name.casefold():
        return None
    return place.with_block(place.block.text[: match.start(1)] + new + place.block.text[match.end(1) :])


def change_target(random: Random, place: Place) -> str | None:
    """Change one letter of a link's target, or its end."""
    found = list(re.finditer(r"\]\(([^)\s]+)\)", place.block.text))
    if not found:
        return None
    match = random.choice(found)
    target = match[1]
    index = random.randrange(len(target))
    new = random.choice(
        [
            target[:index] + random.choice("abcdefgh") + target[index + 1 :],
            target[:index] + target[index + 1 :],
            target + "/x",
            target.rpartition("/")[0] or "#",
            "about.md",
        ]
    )
    return place.with_block(place.block.text[: match.start(1)] + new + place.block.text[match.end(1) :])


def drop_reference(random: Random, place: Place) -> str | None:
    """Drop one footnote sign."""
    found = list(re.finditer(r"\[\^[\w-]+\]", place.block.text))
    if not found:
        return None
    match = random.choice(found)
    return place.with_block(place.block.text[: match.start()] + place.block.text[match.end() :])


def wrong_variant(random: Random, place: Place) -> str | None:
    """Write a variant that the glossary forbids."""
    found = [(match, new) for old, new in place.avoid for match in old.finditer(place.block.text)]
    if not found:
        return None
    match, new = random.choice(found)
    return place.with_block(place.block.text[: match.start()] + new + place.block.text[match.end() :])


def insert_invisible(random: Random, place: Place) -> str | None:
    """Insert an invisible character."""
    index = random.randrange(len(place.block.text) + 1)
    char = random.choice("\u200b\u200c\u200d\u200e\u200f\u00ad\u2060\ufeff\u202e\u2066\u061c\u00a0\ue000")
    return place.with_block(place.block.text[:index] + char + place.block.text[index:])


KINDS: dict[str, Mutator] = {
    "sentence dropped": drop_sentence,
    "sentence doubled": double_sentence,
    "block dropped": drop_block,
    "blocks swapped": swap_blocks,
    "digit changed": change_digit,
    "date altered": alter_date,
    "heading id broken": break_id,
    "name mistyped": mistype_name,
    "link target changed": change_target,
    "footnote sign dropped": drop_reference,
    "forbidden variant": wrong_variant,
    "invisible character": insert_invisible,
}


def places() -> list[Place]:
    """Return all blocks of all pages in all languages."""
    content, problems = load(ROOT)
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    names = yaml.safe_load((Path(__file__).parent / "names.yml").read_text("utf-8"))
    found = []
    for page in content.pages.values():
        locale = page.locale
        text = (ROOT / page.path).read_text("utf-8")
        mine = tuple(names[locale] + names["all"])
        avoid = tuple(
            (
                re.compile(
                    "|".join(term.match[locale]) if locale in term.match else re.escape(term.forms[locale])
                ),
                new,
            )
            for term in content.terms
            for new in term.avoid.get(locale, ())
        )
        found += [
            Place(page, section, block, text, mine, avoid)
            for section in page.sections
            for block in section.blocks
        ]
    return found


def mutants(each: int, seed: int) -> list[Edit]:
    """Return `each` different mutants of each kind."""
    random = Random(seed)
    everywhere = places()
    made: dict[tuple[str, str], Edit] = {}
    for kind, mutate in KINDS.items():
        count = tries = 0
        while count < each and tries < 200 * each:
            tries += 1
            place = random.choice(everywhere)
            text = mutate(random, place)
            if text and text != place.text and (place.page.path, text) not in made:
                what = f"{place.page.path}:{place.block.line}"
                made[place.page.path, text] = Edit(kind, what, {place.page.path: text})
                count += 1
    return list(made.values())


def _difference(edit: Edit) -> str:
    path, text = next(iter(edit.texts.items()))
    old = (ROOT / path).read_text("utf-8")
    start = next(i for i, (a, b) in enumerate(zip(old, text, strict=False)) if a != b)
    return f"{old[max(0, start - 25) : start + 60]!r} → {text[max(0, start - 25) : start + 60]!r}"


def main(arguments: list[str]) -> int:
    """Print the score of each kind and of all. Return 1 if it is below the goal."""
    numbers = [int(item) for item in arguments if item.isdigit()]
    each, seed = (*numbers, *(EACH, SEED)[len(numbers) :])
    results = try_all(mutants(each, seed))
    figures = {}
    print(f"Mutation (seed {seed}): one error in a random block; refused by the check:")
    for kind in KINDS:
        mine = [problems for edit, problems in results if edit.kind == kind]
        caught = sum(map(bool, mine))
        figures[kind] = {"mutants": len(mine), "caught": caught}
        print(f"  {kind:24} {caught:4} of {len(mine):4}  {caught / len(mine):7.1%}")
    caught = sum(bool(problems) for _, problems in results)
    named = sum(any(edit.what.split(":")[0] in str(p) for p in problems) for edit, problems in results)
    figures["all"] = {"mutants": len(results), "caught": caught, "page named": named}
    print(f"  {'all':24} {caught:4} of {len(results):4}  {caught / len(results):7.1%} (goal {GOAL:.0%})")
    print(f"  messages that name the page of the error: {named} of {caught}")
    if "-v" in arguments:
        for edit, problems in results:
            if not problems:
                print(f"escaped: {edit.kind}: {edit.what}: {_difference(edit)}")
    save("mutation", {"seed": seed, **figures})
    return int(caught < GOAL * len(results))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
