"""Makes honest edits one at a time in a copy of `docs/`; the check must refuse none.

Usage: honest.py [EDITS-MADE-BY-RULE [SEED]]. Prints how many of each kind were refused, and why.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

import yaml
from mutation import sentences
from trial import ROOT, Edit, save, try_all

from microsite.content import load
from microsite.model import Block, Content, Page

SEED = 20260706
EACH = 60
_ALSO = {"ar": "أيضاً ", "zh": "也", "en": "also ", "fr": "aussi ", "ru": "также ", "es": "también "}
_SEMICOLON = {"ar": "؛", "zh": "；", "en": ";", "fr": " ;", "ru": ";", "es": ";"}
_PARAGRAPH = {
    "ar": "يسرنا أن نتلقى ملاحظات القراء على هذه الصفحة. ونحن نقرؤها جميعاً.",
    "zh": "欢迎读者对本页提出意见。我们会阅读每一条意见。",
    "en": "Readers are welcome to comment on this page. We read every comment.",
    "fr": "Les observations des lecteurs sur cette page sont les bienvenues. Nous les lisons toutes.",
    "ru": "Мы будем рады замечаниям читателей об этой странице. Мы читаем их все.",
    "es": "Agradecemos los comentarios de los lectores sobre esta página. Los leemos todos.",
}


def written() -> Iterator[Edit]:
    """Yield the edits of honest.yml."""
    for kind, edits in yaml.safe_load((Path(__file__).parent / "honest.yml").read_text("utf-8")).items():
        for name, old, new in edits:
            path = f"docs/{name}.md"
            text = (ROOT / path).read_text("utf-8")
            if text.count(old) != 1:
                raise SystemExit(f"honest.yml: {old!r} does not stand once in {path}.")
            yield Edit(kind, f"{path}: {new}", {path: text.replace(old, new)})


def _in_block(kind: str, page: Page, block: Block, new: str) -> Iterator[Edit]:
    text = (ROOT / page.path).read_text("utf-8")
    if text.count(block.text) == 1 and new != block.text:
        yield Edit(kind, f"{page.path}: {new[:90]}", {page.path: text.replace(block.text, new)})


def _joined(page: Page, block: Block) -> Iterator[Edit]:
    """Put a semicolon between two sentences."""
    parts = sentences(block.text)
    for index, first in enumerate(parts[:-1]):
        mark = rf"{_SEMICOLON[page.locale]}\1"
        joined = re.sub(r"[.!?。！？؟]((?:\[\^[\w-]+\])*\s*)$", mark, first)
        new = "".join([*parts[:index], joined, *parts[index + 1 :]])
        yield from _in_block("joined by rule", page, block, new)


def _split(page: Page, block: Block) -> Iterator[Edit]:
    """Put a full stop for a semicolon."""
    stop = "。" if page.locale == "zh" else "."
    for match in re.finditer(r" ?[;；؛](?= |(?<=；))", block.text):
        rest = block.text[match.end() :]
        new = block.text[: match.start()] + stop + rest[:1] + rest[1:2].upper() + rest[2:]
        yield from _in_block("split by rule", page, block, new)


def _inserted(random: Random, page: Page, block: Block) -> Iterator[Edit]:
    """Put a word behind a comma, where no fixed name is torn."""
    gaps = [
        match.end() for match in re.finditer(r"[,،] |，", re.sub(r"\[.*?\]\(.*?\)", _blank, block.text))
    ]
    if gaps:
        at = random.choice(gaps)
        new = block.text[:at] + _ALSO[page.locale] + block.text[at:]
        yield from _in_block("word inserted by rule", page, block, new)


def _blank(match: re.Match[str]) -> str:
    return "x" * len(match[0])


def _added(random: Random, content: Content, name: str) -> Edit:
    """Add the same paragraph in all languages."""
    texts = {}
    index = random.randrange(99)
    for locale, paragraph in _PARAGRAPH.items():
        page = content.pages[locale, name]
        sections = [section for section in page.sections if section.id != "notes" and section.blocks]
        last = sections[index % len(sections)].blocks[-1]
        lines = (ROOT / page.path).read_text("utf-8").split("\n")
        at = last.line + last.text.count("\n")
        while at < len(lines) and lines[at].strip():
            at += 1
        texts[page.path] = "\n".join([*lines[:at], "", paragraph, *lines[at:]])
    return Edit("paragraph in all languages", name, texts)


def made(each: int, seed: int) -> Iterator[Edit]:
    """Yield edits made by rule, `each` of a kind, and a paragraph added to each page."""
    random = Random(seed)
    content, _ = load(ROOT)
    # The letters as circulated are not ours to word.
    ours = [page for page in content.pages.values() if page.meta.status != "as-circulated"]
    blocks = [(p, b) for p in ours for s in p.sections for b in s.blocks]
    for way in (_joined, _split, partial(_inserted, random)):
        found = [edit for page, block in blocks for edit in way(page, block)]
        yield from random.sample(found, min(each, len(found)))
    for name in content.names:
        if not content.pages["en", name].is_letter:
            yield _added(random, content, name)


def main(arguments: list[str]) -> int:
    """Print the number of refusals. Return 1 if there is any."""
    each, seed = (*map(int, arguments), *(EACH, SEED)[len(arguments) :])
    results = try_all([*written(), *made(each, seed)])
    kinds = dict.fromkeys(edit.kind for edit, _ in results)
    figures = {}
    print("Honest edits, each alone; refused by the check:")
    for kind in kinds:
        mine = [problems for edit, problems in results if edit.kind == kind]
        figures[kind] = {"edits": len(mine), "refused": sum(map(bool, mine))}
        print(f"  {kind:28} {figures[kind]['refused']:3} of {len(mine):4}")
    refused = [(edit, problems) for edit, problems in results if problems]
    print(f"  {'all':28} {len(refused):3} of {len(results):4} (goal 0)")
    for edit, problems in refused:
        print(f"refused: {edit.kind}: {edit.what}\n    {problems[0]}")
    save("honest", {"seed": seed, **figures, "all": {"edits": len(results), "refused": len(refused)}})
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
