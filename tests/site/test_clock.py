"""With the clock at five days, home pages and timelines say the right thing in the right tense.

The texts in golden/ have been read by readers of each language. Renew them with RENEW=1, and read
every line that changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT, build, compare, parse
from microsite.model import Content

DAYS = ("2026-06-01", "2026-07-06", "2026-07-08", "2026-11-23", "2028-01-01")
GOLDEN = Path(__file__).parent / "golden"


def told(site: Path, content: Content) -> str:
    """Return what home pages and timelines say that depends on the day, in all languages."""
    lines = []
    for language in content.languages:
        lines.append(f"# {language.locale}")
        home = parse(site / language.locale / "index.html")
        for note in home.xpath("//sup"):
            note.drop_tree()
        # The sentences before the facts, and those of the sections on outcome and future.
        lines += [
            " ".join(p.text_content().split())
            for p in home.xpath("//article/dl[1]/preceding::p[ancestor::article]")
        ]
        for heading in home.xpath("//h2[@id='outcome' or @id='next']"):
            lines.append(f"## {heading.text_content()}")
            for paragraph in heading.xpath("following-sibling::p"):
                if paragraph.xpath("preceding-sibling::h2[1]")[0] is heading:
                    lines.append(" ".join(paragraph.text_content().split()))
        timeline = parse(site / language.locale / "timeline/index.html")
        for item in timeline.xpath("//ol[@class='timeline']/li[p[@class='when']/span]"):
            lines.append("- " + " ".join(" ".join(p.text_content().split()) for p in item.xpath("p")[:2]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("day", DAYS)
def test_pages_speak_in_the_right_tense(day: str, tmp_path: Path, content: Content) -> None:
    done = build(ROOT, tmp_path, MICROSITE_TODAY=day)
    assert done.returncode == 0, done.stderr
    compare(GOLDEN / f"{day}.txt", told(tmp_path, content))
