"""Tries edits on copies of the site, in process: which does the check refuse?"""

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
from typing import Any

import yaml

from microsite import checks, config, content
from microsite.content import Content
from microsite.model import Problem
from microsite.parse import Parser
from microsite.source import Reader

ROOT = Path(__file__).parent.parent.parent
TODAY = date.today()
SEED = 20260706
# Rules that look at each page alone.
ALONE = (checks.typography.check, checks.characters.check)


@dataclass(frozen=True)
class Edit:
    """An edit of some files: its kind, what it did in words, and the new texts by path."""

    kind: str
    what: str
    texts: dict[str, str]


def data(name: str) -> Any:
    """Return what a data file of the benchmarks holds."""
    return yaml.safe_load((Path(__file__).parent / name).read_text("utf-8"))


def copy_site(target: Path) -> Path:
    """Copy what a build reads into `target`. Return it."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def multiply(root: Path, size: int) -> Path:
    """Add copies of the site's plain pages until each language has `size`. Return `root`."""
    names = config.read(Reader(root)).names
    # The letters are compared with what was circulated, and the others list what there is: once.
    pages = [load().pages["en", name] for name in names]
    plain = [page.name for page in pages if not (page.meta.template or page.is_letter)]
    added = [f"{plain[i % len(plain)]}-{i // len(plain) + 2}" for i in range(size - len(names))]
    for name in added:
        original, _, number = name.rpartition("-")
        for path in root.glob(f"docs/*/{original}.md"):
            # Each copy is another text, so that what is known of one does not serve for all.
            copy = path.read_text("utf-8") + "\n" * int(number)
            path.with_stem(f"{path.stem}-{number}").write_text(copy, "utf-8")
    settings = root / "mkdocs.yml"
    entries = "".join(rf"\1- {name}.md\n" for name in added)
    text = re.sub(r"(?m)^( +)- about\.md\n", rf"\g<0>{entries}", settings.read_text("utf-8"), count=1)
    settings.write_text(text, "utf-8")
    return root


@cache
def load() -> Content:
    """Return the content of the site. Stops if it has a problem: then every edit would seem to be caught."""
    if problems := check(ROOT):
        raise SystemExit("\n".join(map(str, problems)))
    return content.load(ROOT, TODAY)[0]


def check(root: Path) -> list[Problem]:
    """Return all problems of the site below `root`."""
    loaded, problems = content.load(root, TODAY)
    return problems or list(checks.run(loaded))


def _start(folder: str) -> None:
    global _copy
    _copy = copy_site(Path(tempfile.mkdtemp(dir=folder)))


_copy: Path


def _one(edit: Edit) -> list[Problem]:
    """Return the first problems of an edit; if it changes no data, only its pages are read again."""
    try:
        for path, text in edit.texts.items():
            (_copy / path).write_text(text, "utf-8")
        if any("/_data/" in path for path in edit.texts):
            return check(_copy)
        reader, base = Reader(_copy), load()
        parser = Parser(config.read(reader).extensions)
        pages = [content.read_page(reader, parser, _copy / path) for path in edit.texts]
        changed = {(page.locale, page.name): page for page in pages if page}
        names = tuple(text for text in base.texts if text.path.endswith("links.yml"))
        alone = replace(base, pages=changed, texts=names)
        whole = replace(base, pages={**base.pages, **changed})
        stages = tuple(tuple(rule for rule in stage if rule not in ALONE) for stage in checks.STAGES)
        found = [problem for rule in ALONE for problem in rule(alone)]
        return reader.problems or found or [*islice(checks.run(whole, (), stages), 1)]
    finally:
        for path in edit.texts:
            (_copy / path).write_bytes((ROOT / path).read_bytes())


def try_all(name: str, edits: Iterable[Edit], seed: int) -> list[tuple[Edit, list[Problem]]]:
    """Return each edit with what the check finds once it alone is made. Print and save the sums by kind."""
    todo = list(edits)
    with tempfile.TemporaryDirectory() as folder, multiprocessing.Pool(None, _start, (folder,)) as pool:
        results = list(zip(todo, pool.map(_one, todo, chunksize=8), strict=True))
    figures = {}
    for kind in [*dict.fromkeys(edit.kind for edit in todo), "all"]:
        mine = [bool(problems) for edit, problems in results if kind in (edit.kind, "all")]
        figures[kind] = {"edits": len(mine), "refused": sum(mine)}
        print(f"  {kind:28} {sum(mine):4} of {len(mine):4} refused, {sum(mine) / len(mine):6.1%}")
    save(name, {"seed": seed, **figures})
    return results


def save(name: str, figures: object) -> None:
    """Write the figures of one benchmark to `.build/benchmark/NAME.json`."""
    path = ROOT / ".build/benchmark" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
