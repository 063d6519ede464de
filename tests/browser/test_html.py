"""The Nu HTML checker finds no error and no warning in any HTML file."""

from __future__ import annotations

from pathlib import Path

from .engines import vnu
from .findings import Verdict


def test_nu_html_checker_finds_nothing_in_any_file(site: Path) -> None:
    verdict = Verdict("vnu")
    verdict.take(vnu(site))
    verdict.report(f"{len(list(site.rglob('*.html')))} HTML files")
