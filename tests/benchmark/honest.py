"""Makes honest edits one at a time in a copy of `docs/`; the check must refuse none.

Usage: honest.py [EDITS-MADE-BY-RULE [SEED]]. Prints how many of each kind were refused, and why.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import yaml
from mutation import sentences
from trial import ROOT, Edit, load, save, try_all

EACH, SEED = 60, 20260706
KNOWN = yaml.safe_load((Path(__file__).parent / "honest.yml").read_text("utf-8"))
WORDS, PARAGRAPHS = KNOWN.pop("words"), KNOWN.pop("paragraphs")


def written() -> Iterator[Edit]:
    """Yield the edits of honest.yml, as far as the pages still have the texts that they change."""
    gone = 0
    for kind, name, old, new in ((kind, *edit) for kind, edits in KNOWN.items() for edit in edits):
        path = f"docs/{name}.md"
        text = (ROOT / path).read_text("utf-8")
        if text.count(old) == 1:
            yield Edit(kind, f"{path}: {new}", {path: text.replace(old, new)})
        else:
            gone += 1
    print(f"{gone} edits of honest.yml fit no page any more.")


def by_rule() -> Iterator[Edit]:
    """Yield all edits that a rule can make: sentences joined or split, a word inserted."""
    for page in load().pages.values():
        text = (ROOT / page.path).read_text("utf-8")
        # The letters as circulated are not ours to word.
        ours = page.sections if page.meta.status != "as-circulated" else ()
        for block in (block for section in ours for block in section.blocks):
            words = WORDS[page.locale]
            for kind, new in _changed(block.text, words, page.locale == "zh"):
                if text.count(block.text) == 1:
                    path, whole = page.path, text.replace(block.text, new)
                    yield Edit(kind, f"{path}: {new[:90]}", {path: whole})


def _changed(text: str, words: dict[str, str], chinese: bool) -> Iterator[tuple[str, str]]:
    parts = sentences(text)
    for index, first in enumerate(parts[:-1]):
        joined = re.sub(r"[.!?。！？؟]((?:\[\^[\w-]+\])*\s*)$", rf"{words['semicolon']}\1", first)
        yield "joined by rule", "".join([*parts[:index], joined, *parts[index + 1 :]])
    for match in re.finditer(r" ?[;；؛](?= |(?<=；))", text):
        rest = text[match.end() :]
        stop = "。" if chinese else "."
        yield "split by rule", text[: match.start()] + stop + rest[:1] + rest[1:2].upper() + rest[2:]
    # Behind a comma, where no fixed name is torn.
    shown = re.sub(r"\[.*?\]\(.*?\)", lambda match: "x" * len(match[0]), text)
    for match in re.finditer(r"[,،] |，", shown):
        yield "word inserted by rule", text[: match.end()] + words["also"] + text[match.end() :]


def added(random: Random) -> Iterator[Edit]:
    """Yield edits that add a paragraph in all languages: the same to each page, others to one page."""
    ours = [name for name in load().names if not load().pages["en", name].is_letter]
    plain = {locale: words["paragraph"] for locale, words in WORDS.items()}
    for name, paragraph in [*((name, plain) for name in ours), *(("about", each) for each in PARAGRAPHS)]:
        index, dates = random.randrange(99), ROOT / "docs/_data/dates.yml"
        new = "".join(f"- {{date: {day}, why: it is new}}\n" for day in paragraph.get("dates", "").split())
        texts = {"docs/_data/dates.yml": dates.read_text("utf-8") + new} if new else {}
        for locale in WORDS:
            page = load().pages[locale, name]
            sections = [s for s in page.sections if s.id != "notes" and s.blocks]
            last = sections[index % len(sections)].blocks[-1]
            lines = (ROOT / page.path).read_text("utf-8").split("\n")
            at = last.line + last.text.count("\n")
            while at < len(lines) and lines[at].strip():
                at += 1
            texts[page.path] = "\n".join([*lines[:at], "", paragraph[locale], *lines[at:]])
        yield Edit("paragraph in all languages", f"{name}: {paragraph['en']}", texts)


def main(arguments: list[str]) -> int:
    """Print the number of refusals. Return 1 if there is any."""
    each, seed = (*map(int, arguments), *(EACH, SEED)[len(arguments) :])
    random, ruled = Random(seed), [*by_rule()]
    kinds = {
        kind: [edit for edit in ruled if edit.kind == kind] for kind in dict.fromkeys(e.kind for e in ruled)
    }
    chosen = [edit for found in kinds.values() for edit in random.sample(found, min(each, len(found)))]
    results = try_all([*written(), *chosen, *added(random)])
    figures = {}
    for kind in [*dict.fromkeys(edit.kind for edit, _ in results), ""]:
        mine = [problems for edit, problems in results if kind in (edit.kind, "")]
        figures[kind or "all"] = {"edits": len(mine), "refused": sum(map(bool, mine))}
        print(f"  {kind or 'all, goal 0':28} {sum(map(bool, mine)):3} of {len(mine):4}")
    for edit, problems in results:
        if problems:
            print(f"refused: {edit.kind}: {edit.what}\n    {problems[0]}")
    save("honest", {"seed": seed, **figures})
    return int(figures["all"]["refused"] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
