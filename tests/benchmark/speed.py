"""Times `microsite check` on sites of 10, 100 and 1,000 pages a language; it must grow linearly.

The copies hold the site's own pages again and again under other names.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from trial import ROOT, copy_site, multiply, save

SIZES = (10, 100, 1000)
GOAL = 3.0


def seconds(root: Path) -> float:
    """Return how long the command takes on the site below `root`. Stops when it finds a problem."""
    start = time.perf_counter()
    done = subprocess.run(
        [Path(sys.executable).with_name("microsite"), "check"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    passed = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    return passed


def main() -> int:
    """Print seconds, and milliseconds per page. Return 1 if the real site takes too long."""
    seconds(ROOT)
    figures = {}
    print("microsite check (one process, its start included):")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            root = multiply(copy_site(Path(folder) / str(size)), size)
            taken = min(seconds(root) for _ in range(3 if size < 1000 else 1))
            pages = len(list(root.glob("docs/[a-z][a-z]/**/*.md"))) - 1
            figures[size] = {"pages": pages, "seconds": round(taken, 2)}
            each = 1000 * taken / pages
            print(f"  {size:5} pages a language, {pages:5} in all: {taken:6.2f} s, {each:5.1f} ms a page")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"  most memory: {memory} MB; goal for the real site: {GOAL} s")
    save("speed", {"check": figures, "megabytes": memory})
    return int(float(figures[SIZES[0]]["seconds"]) > GOAL)


if __name__ == "__main__":
    sys.exit(main())
