"""A build that is killed at any moment leaves the last good site or the new one, never half a one."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import small

KILLS = 20


def content_of(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def pages(files: dict[str, bytes]) -> set[str]:
    return {name for name in files if not name.startswith("pagefind/")}


def start(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "microsite.cli", "build"],
        cwd=root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    project = small.make(tmp_path)
    site = tmp_path / "site"
    began = time.monotonic()
    assert start(tmp_path).wait() == 0
    duration = time.monotonic() - began
    good = content_of(site)
    replaced = 0
    chance = random.Random(26)
    for number in range(KILLS):
        # Each build would change the same page of all languages.
        for language in small.LANGUAGES:
            path = f"docs/{language.locale}/index.md"
            line = next(x for x in project.read(path).split("\n") if x.startswith("description: "))
            project.change(path, line, f"description: {number}")
        process = start(tmp_path)
        time.sleep(chance.uniform(0, duration * 1.1))
        process.kill()
        process.wait()
        now = content_of(site)
        if now != good:
            # The names in pagefind/ carry hashes of what is in them.
            assert pages(now) == pages(good), number
            assert "pagefind/pagefind-entry.json" in now, number
            page = now["en/index.html"].decode()
            assert f'content="{number}"' in page, number
            good = now
            replaced += 1
    print(f"{KILLS} builds killed, {replaced} of them after they had replaced the site")
