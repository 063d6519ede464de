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
    """Print hits and bytes of each language. Return 1 if a query misses or an answer is too heavy."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        done = subprocess.run(
            [
                *(
                    sys.executable,
                    "-m",
                    "pytest",
                    "--quiet",
                    "-o",
                    "junit_family=xunit1",
                    f"--junitxml={report}",
                    "-k",
                    _TESTS,
                ),
                "tests/browser/test_search.py",
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.exists():
            raise SystemExit(done.stdout + done.stderr)
        figures: dict[str, dict[str, int]] = {}
        for case in etree.parse(report).iter("testcase"):
            locale = case.get("name", "").rpartition("[")[2].rstrip("]")
            for item in case.iter("property"):
                figures.setdefault(locale, {})[item.get("name", "")] = int(item.get("value", "0"))
    print("Search in Chromium (bytes as sent, gzip):")
    for locale, found in figures.items():
        print(
            f"  {locale}: {found['hits']} of {found['queries']} queries lead to the expected paragraph in "
            f"the first three; before use {found['page bytes']:,} bytes, first answer "
            f"{found['first answer bytes']:,}, at most {found['most bytes']:,}"
        )
    save("search", figures)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
