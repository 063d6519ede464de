"""The Russian letters are the circulated text, but for the corrections that a note explains."""

from __future__ import annotations

from conftest import ROOT
from microsite.checks.source import CORRECTIONS, plain
from microsite.model import Content, Page


def letter(page: Page) -> str:
    return plain(page.source)


def test_russian_letters_equal_the_scan_but_for_the_corrections(content: Content) -> None:
    ours = f"{letter(content.pages['ru', 'circular'])} {letter(content.pages['ru', 'invitation'])}"
    scan = plain((ROOT / "docs/_data/CL-26-22.ru.md").read_text("utf-8"))
    for printed, corrected in CORRECTIONS:
        assert printed in scan
        scan = scan.replace(printed, corrected, 1)
    assert ours == scan


def test_every_correction_has_a_note(content: Content) -> None:
    for name, notes in (
        ("circular", {"представительством", "Раехро"}),
        ("invitation", {"Palexro"}),
    ):
        page = content.pages["ru", name]
        text = " ".join(b.text for s in page.sections for b in s.blocks if b.kind == "footnote")
        assert all(printed in text for printed in notes)
