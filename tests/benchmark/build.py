"""Times a full build against MkDocs with the stock theme and plug-ins, and builds one commit twice.

Both build the same Markdown, one after the other in turn, at 10 and at 100 pages a language. The
stock site has Material's search; ours has its index, and the side-by-side pages counted apart.
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
from functools import partial
from hashlib import sha256
from pathlib import Path

import yaml
from trial import ROOT, copy_site, multiply, save

from microsite.registry import read_registry
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
    languages, names = read_registry(root)
    locales = [
        {"locale": item.locale, "name": item.name, "build": True, "default": item.locale == "en"}
        for item in languages
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
        "nav": [f"{name}.md" for name in names],
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
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "MICROSITE_TODAY": "2026-11-24", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stderr[-3000:])
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def hashes(site: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below a built site."""
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


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
            print(
                f"    {kind:22} {wall:7.2f} s × {ratio:4.2f}   processor {processor:7.2f} s × {share:4.2f}"
            )
        figures[size] = {kind: round(wall, 2) for kind, (wall, _) in least.items()}
    return figures


def different(folder: Path) -> list[str]:
    """Build the last commit in two folders and time zones. Return the files that differ."""
    sites = []
    for name, zone in (("one", "Pacific/Kiritimati"), ("another/place", "America/Adak")):
        clone = folder / name
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        build(
            clone,
            folder / f"{name.replace('/', '-')}-site",
            TZ=zone,
            PYTHONHASHSEED=str(len(name)),
            PYTHONPATH=str(clone / "scripts"),
        )
        sites.append(hashes(folder / f"{name.replace('/', '-')}-site"))
    first, second = sites
    return [path for path in first.keys() | second.keys() if first.get(path) != second.get(path)]


def _shows(shown: Preview, text: str) -> bool:
    return text in shown.page("fr/dialogue/")


def edits(folder: Path) -> list[float]:
    """Return the seconds from the saving of a page to its new text in the preview, for some edits."""
    root = copy_site(folder / "edited")
    page = root / "docs/fr/dialogue.md"
    text = page.read_text("utf-8")
    title = re.search("^title: (.*)$", text, re.MULTILINE)
    assert title
    taken = []
    with preview(root, folder / "printed") as shown:
        last = f"es/compare/{read_registry(root)[1][-1]}/ru/"
        for number in range(EDITS):
            shown.wait(lambda: bool(shown.page(last)), "The first build does not end.")
            page.write_text(text.replace(title[0], f"{title[0]} {number}"), "utf-8")
            new = f"{title[1]} {number}".replace("'", "’")
            seen = partial(_shows, shown, new)
            taken.append(shown.wait(seen, "No change is seen."))
    return sorted(taken)


def main() -> int:
    """Print times, ratios and what differs between two builds. Return 1 if a goal is missed."""
    print(f"Full build, least of {ROUNDS} in turn (one at 100 pages); goal without side by side × {GOAL}:")
    with tempfile.TemporaryDirectory() as name:
        figures = times(Path(name))
        unequal = sorted(different(Path(name)))
        taken = edits(Path(name))
    middle = taken[len(taken) // 2]
    print(
        f"Preview of make serve, from saving a page to seeing it, {len(taken)} times: "
        f"{middle:.2f} s in the middle, {taken[-1]:.2f} s at most (goal {EDIT_GOAL} s)"
    )
    print(
        "Two builds of the last commit in other folders and time zones: "
        + (
            "equal byte for byte"
            if not unequal
            else f"{len(unequal)} files differ: {', '.join(unequal[:9])}"
        )
    )
    save("build", {"seconds": figures, "files that differ": unequal, "edit seconds": taken})
    slow = any(f["without side by side"] > GOAL * f["stock"] for f in figures.values())
    return int(slow or bool(unequal) or middle > EDIT_GOAL)


if __name__ == "__main__":
    sys.exit(main())
