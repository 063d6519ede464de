"""Asks the search of the built site the queries of its test, and weighs what an answer loads."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree
from trial import ROOT, save

_TESTS = "queries_lead_to or nothing_is_loaded"


def main() -> int:
    """Print hits and bytes of each language. Return 1 if too many miss or an answer is too heavy."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        options = ["--quiet", "-o", "junit_family=xunit1", f"--junitxml={report}", "-k", _TESTS]
        command = [sys.executable, "-m", "pytest", *options, "tests/browser/test_search.py"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if not report.exists():
            raise SystemExit(done.stdout + done.stderr)
        figures: dict[str, dict[str, int]] = {}
        for case in etree.parse(report).iter("testcase"):
            locale = case.get("name", "").rpartition("[")[2].rstrip("]")
            for item in case.iter("property"):
                figures.setdefault(locale, {})[item.get("name", "")] = int(item.get("value", "0"))
    for locale, found in figures.items():
        hits = f"{found['hits']} of {found['queries']} queries in the first three"
        print(f"search, {locale}: {hits}; page and first answer {found['bytes']:,} bytes (gzip)")
    save("search", figures)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
