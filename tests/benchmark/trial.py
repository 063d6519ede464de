"""Tries edits on copies of the site, in process: which does the check refuse?"""

from __future__ import annotations

import json
import multiprocessing
import re
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path

from microsite import checks, config, content
from microsite.content import Content
from microsite.model import Problem
from microsite.parse import Parser
from microsite.source import Reader

ROOT = Path(__file__).parent.parent.parent
TODAY = date.today()
# Rules that look at each page alone.
ALONE = (checks.typography.check, checks.characters.check)


@dataclass(frozen=True)
class Edit:
    """An edit of some files: its kind, what it did in words, and the new texts by path."""

    kind: str
    what: str
    texts: dict[str, str]


def copy_site(target: Path) -> Path:
    """Copy what a build reads into `target`. Return it."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def multiply(root: Path, size: int) -> Path:
    """Add copies of the site's plain pages until each language has `size`. Return `root`."""
    registry = root / "mkdocs.yml"
    config = registry.read_text("utf-8")
    names = re.findall(r"^  - ([\w/-]+)\.md$", config, re.MULTILINE)
    # The letters are compared with what was circulated, and the others list what there is: once.
    alone = ("index", "timeline", "glossary", "search", "translations", "circular", "invitation")
    plain = [name for name in names if name not in alone]
    added = [f"{plain[i % len(plain)]}-{i // len(plain) + 2}" for i in range(size - len(names))]
    for name in added:
        for path in root.glob(f"docs/*/{name.rpartition('-')[0]}.md"):
            # Each copy is another text, so that what is known of one does not serve for all.
            text = path.read_text("utf-8") + "\n" * int(name.rpartition("-")[2])
            path.with_name(f"{name.rpartition('/')[2]}.md").write_text(text, "utf-8")
    entries = "".join(f"  - {name}.md\n" for name in added)
    registry.write_text(config.replace("  - about.md\n", f"  - about.md\n{entries}", 1), "utf-8")
    return root


@cache
def _parser() -> Parser:
    return Parser(config.read(Reader(ROOT)).extensions)


@cache
def load(root: Path = ROOT) -> Content:
    """Return the content below `root`."""
    return content.load(root, TODAY)[0]


def check(root: Path) -> list[Problem]:
    """Return all problems of the site below `root`."""
    loaded, problems = content.load(root, TODAY)
    return problems or list(checks.run(loaded))


def _start(folder: str) -> None:
    global _copy
    _copy = copy_site(Path(tempfile.mkdtemp(dir=folder)))
    load(_copy)


_copy: Path


def _one(edit: Edit) -> list[Problem]:
    """Return the first problems of an edit; if it changes no data, only its pages are read again."""
    before = {path: (_copy / path).read_bytes() for path in edit.texts}
    try:
        for path, text in edit.texts.items():
            (_copy / path).write_text(text, encoding="utf-8")
        if any("/_data/" in path for path in edit.texts):
            return check(_copy)
        reader, base = Reader(_copy), load(_copy)
        pages = [content.read_page(reader, _parser(), _copy / path) for path in edit.texts]
        changed = {(page.locale, page.name): page for page in pages if page}
        names = tuple(text for text in base.texts if text.path.endswith("links.yml"))
        alone = replace(base, pages=changed, texts=names)
        whole = replace(base, pages={**base.pages, **changed})
        stages = tuple(tuple(rule for rule in stage if rule not in ALONE) for stage in checks.STAGES)
        found = [problem for rule in ALONE for problem in rule(alone)]
        return reader.problems or found or [*islice(checks.run(whole, (), stages), 1)]
    finally:
        for path, old in before.items():
            (_copy / path).write_bytes(old)


def try_all(edits: Iterable[Edit]) -> list[tuple[Edit, list[Problem]]]:
    """Return each edit with the problems that the check finds after it alone was made."""
    todo = list(edits)
    # Otherwise everything would seem to be caught.
    if problems := check(ROOT):
        raise SystemExit("\n".join(map(str, problems)))
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool(None, _start, (folder,)) as pool:
        return list(zip(todo, pool.map(_one, todo, chunksize=8), strict=True))


def save(name: str, figures: object) -> None:
    """Write the figures of one benchmark to `.build/benchmark/NAME.json`."""
    path = ROOT / ".build/benchmark" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
