"""Runs Lighthouse (mobile) on six kinds of pages, where npm can install it; needs Chromium.

Usage: lighthouse.py [LOCALE…]; default: ar zh en. Works on the site as it was built last.
"""

import json
import os
import subprocess
import sys

from trial import ROOT, save

from browser.conftest import serve
from tools.browser import installed

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = ("", "circular/", "background/scientific-panel/", "timeline/", "glossary/", "compare/circular/fr/")
AUDITS = ("largest-contentful-paint", "cumulative-layout-shift")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def run(url: str) -> dict[str, float]:
    """Return the score of each category, 0 to 100, the seconds to the largest paint, and the shift."""
    done = subprocess.run(
        [
            *("npm", "exec", "--yes", f"--package={LIGHTHOUSE}", "--", "lighthouse", url, "--quiet"),
            *("--output=json", f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"),
        ],
        env={**os.environ, "CHROME_PATH": installed() or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout.startswith("{"):
        raise OSError(done.stderr[-500:])
    report = json.loads(done.stdout)
    audits = {name: report["audits"][name]["numericValue"] for name in AUDITS}
    return {name: 100 * report["categories"][name]["score"] for name in CATEGORIES} | audits


def main(locales: list[str]) -> int:
    """Print the figures of each page. Return 1 if a score is below 100, 2 without Lighthouse."""
    locales, figures, missed = locales or ["ar", "zh", "en"], {}, False
    print(f"{LIGHTHOUSE}, mobile: performance, accessibility, best practices, SEO; largest paint")
    with serve(ROOT / "site") as url:
        for place in (f"{locale}/{name}" for locale in locales for name in PAGES):
            try:
                found = figures[place] = run(url + place)
            except OSError as error:
                print(f"  Lighthouse cannot be run, so no figure is known: {error}")
                return 2
            missed |= any(found[name] < 100 for name in CATEGORIES) or found[AUDITS[1]] > 0
            scores = " ".join(f"{found[name]:4.0f}" for name in CATEGORIES)
            print(f"  {scores}  {found[AUDITS[0]] / 1000:5.2f} s  /{place}", flush=True)
    save("lighthouse", figures)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
