"""Times a full build against MkDocs with the stock theme and plug-ins, and an edit in the preview.

Both build the same Markdown, one after the other in turn, at 10 and at 100 pages a language. The
stock site has Material's search; ours has its own, and the side-by-side pages counted apart.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from functools import partial
from pathlib import Path

import yaml
from trial import copy_site, multiply, save

from microsite.content import load
from preview import Preview, preview

SIZES = (10, 100)
ROUNDS = 3
GOAL = 1.3
EDITS, EDIT_GOAL = 7, 2.0
_RUN = "from mkdocs.__main__ import cli; cli()"
# The same build without the pages that show two languages side by side.
_PLAIN = (
    "import contextlib\n"
    "with contextlib.suppress(ImportError):\n"
    "    from microsite.build import compare; compare.comparisons = lambda *_: ()\n" + _RUN
)


def stock(root: Path) -> Path:
    """Turn a copy of the site into one of the stock theme and plug-ins. Return `root`."""
    content = load(root, date.max)[0]
    locales = [
        {"locale": item.locale, "name": item.name, "build": True, "default": item.locale == "en"}
        for item in content.languages
    ]
    shutil.rmtree(root / "docs/xx")
    shutil.rmtree(root / "docs/_data")
    for path in root.glob("docs/**/*.md"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^template:.*\n", "", text, count=1, flags=re.MULTILINE), "utf-8")
    config = {
        "site_name": "Stock",
        "site_url": "https://example.org/stock/",
        "theme": {"name": "material", "font": False},
        "nav": [f"{name}.md" for name in content.names],
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": locales}}],
        "markdown_extensions": ["attr_list", "footnotes", "tables"],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True), "utf-8")
    return root


def build(root: Path, target: Path, program: str = _RUN, **environment: str) -> tuple[float, float]:
    """Build the site below `root` into `target`. Return wall and processor seconds."""
    shutil.rmtree(target, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "--quiet", "--site-dir", str(target)],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def times(folder: Path) -> dict[int, dict[str, float]]:
    """Print and return the least seconds of each kind of build, and the ratios, for each size."""
    figures = {}
    for size in SIZES:
        ours = multiply(copy_site(folder / f"ours-{size}"), size)
        other = stock(multiply(copy_site(folder / f"stock-{size}"), size))
        runs: dict[str, list[tuple[float, float]]] = {"stock": [], "ours": [], "without side by side": []}
        for _ in range(ROUNDS if size < 100 else 1):
            runs["stock"].append(build(other, folder / "a"))
            runs["ours"].append(build(ours, folder / "b"))
            runs["without side by side"].append(build(ours, folder / "c", _PLAIN))
        least = {kind: (min(w for w, _ in run), min(c for _, c in run)) for kind, run in runs.items()}
        print(f"  {size} pages a language:")
        for kind, (wall, processor) in least.items():
            ratio, share = wall / least["stock"][0], processor / least["stock"][1]
            print(f"    {kind:22} {wall:7.2f} s × {ratio:4.2f}   processor {processor:7.2f} s × {share:4.2f}")
        figures[size] = {kind: round(wall, 2) for kind, (wall, _) in least.items()}
    return figures


def edits(folder: Path) -> list[float]:
    """Return the seconds from the saving of a page to its new text in the preview, for some edits."""
    root = copy_site(folder / "edited")
    page = root / "docs/fr/dialogue.md"
    text = page.read_text("utf-8")
    (title,) = re.findall("^title: .*$", text, re.MULTILINE)[:1]
    taken = []
    with preview(root, folder / "printed") as shown:
        for number in range(EDITS):
            shown.wait(lambda: bool(shown.page("es/compare/about/ru/")), "The first build does not end.")
            page.write_text(text.replace(title, f"{title} edit{number}"), "utf-8")
            seen = partial(_shows, shown, f"edit{number}")
            taken.append(shown.wait(seen, "No change is seen."))
    return sorted(taken)


def _shows(shown: Preview, text: str) -> bool:
    return text in shown.page("fr/dialogue/")


def main() -> int:
    """Print times and ratios. Return 1 if a goal is missed."""
    print(f"Full build, least of {ROUNDS} in turn (one at 100 pages); goal without side by side × {GOAL}:")
    with tempfile.TemporaryDirectory() as name:
        figures = times(Path(name))
        taken = edits(Path(name))
    middle = taken[len(taken) // 2]
    print(
        f"Preview of make serve, from saving a page to seeing it, {len(taken)} times: "
        f"{middle:.2f} s in the middle, {taken[-1]:.2f} s at most (goal {EDIT_GOAL} s)"
    )
    save("build", {"seconds": figures, "edit seconds": taken})
    slow = any(f["without side by side"] > GOAL * f["stock"] for f in figures.values())
    return int(slow or middle > EDIT_GOAL)


if __name__ == "__main__":
    sys.exit(main())
