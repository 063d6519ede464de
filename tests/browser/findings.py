"""Findings of the engines and of our own checks, and the exceptions that are made from them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

EXCEPTIONS = Path(__file__).parent / "exceptions.yml"


@dataclass(frozen=True)
class Finding:
    """One thing that an engine says of one element.

    `outcome` is the engine's own word (`violation`, `incomplete`, `POTENTIAL` …); `id` that of the
    nearest element around it that has one.
    """

    engine: str
    rule: str
    outcome: str
    id: str
    html: str
    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.engine} {self.rule} ({self.outcome}) {self.html} {self.message}"


@dataclass
class Verdict:
    """Sorts findings into those that an exception decides and those that are faults."""

    engine: str
    faults: list[Finding] = field(default_factory=list)
    decided: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        every: list[dict[str, str]] = yaml.safe_load(EXCEPTIONS.read_text("utf-8"))
        self.exceptions = [item for item in every if item["engine"] == self.engine]

    def take(self, findings: Iterable[Finding]) -> None:
        """Sort further findings."""
        for found in findings:
            for item in self.exceptions:
                if (
                    (found.rule, found.outcome) == (item["rule"], item["outcome"])
                    and re.search(item.get("html", ""), found.html)
                    and re.search(item.get("message", ""), found.message)
                    and re.search(item.get("where", ""), found.where)
                ):
                    self.decided[f"{found.rule} ({found.outcome})"] += 1
                    break
            else:
                self.faults.append(found)

    def report(self, what: str) -> None:
        """Print what was run and found, and fail if a fault or an exception without use is left."""
        print(f"\n{self.engine}: {what}; {len(self.faults)} faults; decided: {dict(self.decided)}")
        kinds: dict[tuple[str, str, str], list[Finding]] = {}
        for one in self.faults:
            kinds.setdefault((one.rule, one.outcome, one.message[:60]), []).append(one)
        assert not kinds, "\n".join(f"{len(same)} × {same[0]}" for same in kinds.values())
        unused = {f"{item['rule']} ({item['outcome']})" for item in self.exceptions} - set(self.decided)
        assert not unused, f"exceptions.yml holds rules of {self.engine} that nothing needs: {unused}"


def own(page: Page, *checks: str, where: str = "") -> list[Finding]:
    """Run our own checks of `audit.js` in the page as it stands: those named, or all."""
    found: list[dict[str, Any]] = page.evaluate(
        "names => Object.entries(audit.checks).filter(([name]) => !names.length || names.includes(name))"
        ".flatMap(([, check]) => check())",
        list(checks),
    )
    return [Finding("own", **item, outcome="violation", where=where) for item in found]
