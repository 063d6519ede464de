"""Times the check, a full build against MkDocs with the stock theme and plug-ins, and an edit in the preview.

The copies hold the site's own pages again and again under other names. Both builds have the same
Markdown, one after the other in turn. The stock site has Material's search; ours has its own, and the
side-by-side pages, counted apart.
"""

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml
from trial import copy_site, load, multiply, save

from microsite import config
from microsite.source import Reader
from preview import preview

# Pages a language; 1 is the site as it is.
CHECKED, CHECK_GOAL = (1, 100, 1000), 3.0
BUILT, BUILD_GOAL = (1, 100), 1.3
EDITS, EDIT_GOAL = 7, 2.0
_CHECK = "import sys; from microsite.cli import main; sys.exit(main(sys.argv[1:]))"
_BUILD = "from mkdocs.__main__ import cli; cli()"
# The same build without the pages that show two languages side by side.
_PLAIN = f"from microsite.build import compare; compare.comparisons = lambda *_: (); {_BUILD}"


def run(root: Path, program: str, *arguments: str) -> tuple[float, float]:
    """Return wall and processor seconds of a program started in `root`. Stops when it fails."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def checks(folder: Path) -> dict[int, float]:
    """Print and return the seconds of the check for each size; they must grow linearly."""
    figures = {}
    print(f"microsite check (one process, its start included; goal for the real site {CHECK_GOAL} s):")
    for size in CHECKED:
        root = multiply(copy_site(folder / f"checked-{size}"), size)
        figures[size] = min(run(root, _CHECK, "check")[0] for _ in range(3 if size < 1000 else 1))
        pages = len(config.read(Reader(root)).names) * len(load().languages)
        print(f"  {pages:5} pages: {figures[size]:6.2f} s, {1000 * figures[size] / pages:5.1f} ms a page")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"  most memory: {memory} MB")
    return figures


def stock(root: Path) -> Path:
    """Turn a copy of the site into one of the stock theme and plug-ins. Return `root`."""
    locales = [
        {"locale": item.locale, "name": item.name, "build": True, "default": item.locale == "en"}
        for item in load().languages
    ]
    names = config.read(Reader(root)).names
    for name in ("docs/xx", "docs/_data"):
        shutil.rmtree(root / name)
    for path in root.glob("docs/**/*.md"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"^template:.*\n", "", text, count=1, flags=re.MULTILINE), "utf-8")
    settings = {
        "site_name": "Stock",
        "site_url": "https://example.org/stock/",
        "theme": {"name": "material", "font": False},
        "nav": [f"{name}.md" for name in names],
        "plugins": ["search", {"i18n": {"docs_structure": "folder", "languages": locales}}],
        "markdown_extensions": ["attr_list", "footnotes", "tables"],
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    return root


def builds(folder: Path) -> dict[int, dict[str, float]]:
    """Print and return the least wall seconds of each kind of build, for each size."""
    figures = {}
    print(f"Full build, least of three in turn (one at 100 pages); goal without side by side × {BUILD_GOAL}:")
    for size in BUILT:
        ours = multiply(copy_site(folder / f"ours-{size}"), size)
        other = stock(multiply(copy_site(folder / f"stock-{size}"), size))
        kinds = {"stock": (other, _BUILD), "ours": (ours, _BUILD), "without side by side": (ours, _PLAIN)}
        times: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
        for _ in range(3 if size < 100 else 1):
            for kind, (root, program) in kinds.items():
                times[kind].append(run(root, program, "build", "--quiet", "--site-dir", str(folder / "site")))
        least = {kind: (min(w for w, _ in found), min(c for _, c in found)) for kind, found in times.items()}
        print(f"  {len(config.read(Reader(ours)).names)} pages a language:")
        for kind, (wall, processor) in least.items():
            ratio, share = wall / least["stock"][0], processor / least["stock"][1]
            print(f"    {kind:22} {wall:7.2f} s × {ratio:4.2f}   processor {processor:7.2f} s × {share:4.2f}")
        figures[size] = {kind: wall for kind, (wall, _) in least.items()}
    return figures


def edits(folder: Path) -> list[float]:
    """Print and return the seconds from the saving of a page to its new text in the preview."""
    page = copy_site(folder / "edited") / "docs/fr/dialogue.md"
    text = page.read_text("utf-8")
    with preview(folder / "edited", folder / "printed") as shown:

        def edit(number: int) -> float:
            shown.wait(lambda: bool(shown.page("es/compare/about/ru/")), "The first build does not end.")
            page.write_text(re.sub("(?m)^title: .*$", rf"\g<0> edit{number}", text, count=1), "utf-8")
            return shown.wait(lambda: f"edit{number}" in shown.page("fr/dialogue/"), "No change is seen.")

        taken = sorted(map(edit, range(EDITS)))
    middle = taken[EDITS // 2]
    print(
        f"Preview of make serve, from saving a page to seeing it, {EDITS} times: "
        f"{middle:.2f} s in the middle, {taken[-1]:.2f} s at most (goal {EDIT_GOAL} s)"
    )
    return taken


def main() -> int:
    """Print times and ratios. Return 1 if a goal is missed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        checked, built, edited = checks(folder), builds(folder), edits(folder)
    save("speed", {"check": checked, "build": built, "edit": edited})
    slow = any(each["without side by side"] > BUILD_GOAL * each["stock"] for each in built.values())
    return int(slow or checked[CHECKED[0]] > CHECK_GOAL or edited[EDITS // 2] > EDIT_GOAL)


if __name__ == "__main__":
    sys.exit(main())
