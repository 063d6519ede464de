"""Makes honest edits one at a time in a copy of `docs/`; the check must refuse none.

Usage: honest.py [EDITS-MADE-BY-RULE [SEED]]. Prints how many of each kind were refused, and why.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from random import Random

from mutation import sentences
from trial import ROOT, SEED, Edit, data, load, try_all

EACH = 60
KNOWN = data("honest.yml")
WORDS, PARAGRAPHS, FOOTNOTES = map(KNOWN.pop, ("words", "paragraphs", "footnotes"))


def written() -> Iterator[Edit]:
    """Yield the edits of honest.yml. Stops where one fits no page any more: write another in its place."""
    unfit = []
    for kind, edits in KNOWN.items():
        for name, old, new in edits:
            path = f"docs/{name}.md"
            text = (ROOT / path).read_text("utf-8")
            unfit += [f"{path}: {old}"] if text.count(old) != 1 else []
            yield Edit(kind, f"{path}: {new}", {path: text.replace(old, new)})
    if unfit:
        raise SystemExit("\n".join(["These texts of honest.yml are not on their page, or not once:", *unfit]))


def by_rule() -> Iterator[Edit]:
    """Yield all edits that a rule can make: sentences joined, a word inserted."""
    for page in load().pages.values():
        text = (ROOT / page.path).read_text("utf-8")
        # The letters as circulated are not ours to word.
        ours = page.sections if page.meta.status != "as-circulated" else ()
        for block in (block for section in ours for block in section.blocks if text.count(block.text) == 1):
            for kind, new in _changed(block.text, WORDS[page.locale]):
                yield Edit(kind, f"{page.path}: {new[:90]}", {page.path: text.replace(block.text, new)})


def _changed(text: str, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    parts = sentences(text)
    for index, first in enumerate(parts[:-1]):
        joined = re.sub(r"[.!?。！？؟]((?:\[\^[\w-]+\])*\s*)$", rf"{words['semicolon']}\1", first)
        yield "joined by rule", "".join([*parts[:index], joined, *parts[index + 1 :]])
    # Behind a comma, where no fixed name is torn.
    shown = re.sub(r"\[.*?\](?:\(.*?\)|\{lang=.*?\})", lambda match: "x" * len(match[0]), text)
    for match in re.finditer(r"[,،] |，", shown):
        yield "word inserted by rule", text[: match.end()] + words["also"] + text[match.end() :]


def added(random: Random) -> Iterator[Edit]:
    """Yield edits that add a paragraph in all languages: the same to each page, others to one page."""
    ours = [name for name in load().names if not load().pages["en", name].is_letter]
    plain = {locale: words["paragraph"] for locale, words in WORDS.items()}
    for name, paragraph in [*((name, plain) for name in ours), *(("about", each) for each in PARAGRAPHS)]:
        index, texts = random.randrange(99), {}
        if days := paragraph.get("dates", "").split():
            old = (ROOT / "docs/_data/dates.yml").read_text("utf-8")
            new = "".join(f"- {{date: {day}, why: it is new}}\n" for day in days)
            texts["docs/_data/dates.yml"] = old + new
        for locale in WORDS:
            page = load().pages[locale, name]
            sections = [s for s in page.sections if s.id != "notes" and s.blocks]
            last = sections[index % len(sections)].blocks[-1]
            lines = [*(ROOT / page.path).read_text("utf-8").split("\n"), ""]
            at = lines.index("", last.line + last.text.count("\n"))
            texts[page.path] = "\n".join([*lines[:at], "", paragraph[locale], *lines[at:-1]])
        yield Edit("paragraph in all languages", f"{name}: {paragraph['en']}", texts)


def removed() -> Iterator[Edit]:
    """Yield edits that remove a footnote with its marks in all languages."""
    for name, note in FOOTNOTES:
        texts = {
            path: (ROOT / path).read_text("utf-8") for path in (f"docs/{one}/{name}.md" for one in WORDS)
        }
        new = {path: re.sub(rf"\[\^{note}\](:.*\n)?", "", text) for path, text in texts.items()}
        yield Edit("footnote removed", f"{name}: {note}", new)


def main(arguments: list[str]) -> int:
    """Print the number of refusals. Return 1 if there is any."""
    each, seed = (*map(int, arguments), *(EACH, SEED)[len(arguments) :])
    random, ruled = Random(seed), defaultdict(list)
    for edit in by_rule():
        ruled[edit.kind].append(edit)
    chosen = [edit for found in ruled.values() for edit in random.sample(found, min(each, len(found)))]
    print(f"Honest edits (seed {seed}; goal 0 refused):")
    results = try_all("honest", [*written(), *chosen, *added(random), *removed()], seed)
    refused = [f"refused: {one.kind}: {one.what}\n    {said[0]}" for one, said in results if said]
    print("\n".join(refused))
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
