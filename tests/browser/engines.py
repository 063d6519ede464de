"""Three engines by others: axe-core, IBM's accessibility-checker and the Nu HTML checker."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from conftest import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EXCEPTIONS: list[dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("exceptions.yml").read_text("utf-8")
)


@dataclass(frozen=True)
class Finding:
    """One thing that an engine says of one element. `outcome` is the engine's own word."""

    engine: str
    rule: str
    outcome: str
    html: str
    message: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.engine} {self.rule} ({self.outcome}) {self.html} {self.message}"

    def matches(self, item: dict[str, str]) -> bool:
        """Return whether an exception decides this finding."""
        keys = ("engine", "rule", "outcome", "html", "message", "where")
        return all(re.search(item.get(key, ""), getattr(self, key)) for key in keys)


@dataclass
class Verdict:
    """Sorts the findings of one engine into those that exceptions.yml decides and those that are errors."""

    engine: str
    errors: list[Finding] = field(default_factory=list)
    decided: Counter[str] = field(default_factory=Counter)

    def take(self, findings: Iterable[Finding]) -> None:
        """Sort further findings."""
        for found in findings:
            if any(map(found.matches, EXCEPTIONS)):
                self.decided[f"{found.rule} ({found.outcome})"] += 1
            else:
                self.errors.append(found)

    def report(self, what: str) -> None:
        """Print what was run, and fail if an error is left."""
        print(f"\n{self.engine}: {what}; {len(self.errors)} errors; decided: {dict(self.decided)}")
        kinds: dict[tuple[str, str, str], list[Finding]] = {}
        for one in self.errors:
            kinds.setdefault((one.rule, one.outcome, one.message[:60]), []).append(one)
        assert not kinds, "\n".join(f"{len(same)} × {same[0]}" for same in kinds.values())


@cache
def script(name: str) -> str:
    """Return the text of a file of `node_modules`; fail with what to do where it is not there."""
    path = ROOT / "node_modules" / name
    if not path.is_file():
        pytest.fail(f"node_modules/{name} is missing. Install Node.js with npm, then run: make test", False)
    return path.read_text("utf-8")


def axe(page: Page, where: str = "") -> list[Finding]:
    """Return violations and incompletes of all WCAG 2.2 AA and best-practice rules."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script("axe-core/axe.min.js"))
    result: list[dict[str, str]] = page.evaluate(
        """tags => axe.run(document, {runOnly: tags}).then(({violations, incomplete}) =>
             [["violation", violations], ["incomplete", incomplete]].flatMap(([outcome, rules]) =>
               rules.flatMap(rule => rule.nodes.map(node => ({
                 outcome, rule: rule.id, html: node.html.slice(0, 160),
                 message: [...node.any, ...node.all, ...node.none].map(check => check.message).join(" "),
               })))))""",
        TAGS,
    )
    return [Finding("axe", **item, where=where) for item in result]


def ibm(page: Page, where: str = "") -> list[Finding]:
    """Return all that IBM's checker does not pass, by its WCAG 2.2 policy."""
    if not page.evaluate("() => 'ace' in window"):
        page.evaluate(script("accessibility-checker-engine/ace.js"))
    result: list[dict[str, Any]] = page.evaluate(
        """() => new ace.Checker().check(document, ["WCAG_2_2"]).then(report => report.results
             .filter(item => item.value[1] !== "PASS").map(item => ({
               rule: item.ruleId, outcome: item.value[1], message: item.message,
               html: item.snippet.slice(0, 160) })))"""
    )
    return [Finding("ibm", **item, where=where) for item in result]


def vnu(*targets: Path) -> list[Finding]:
    """Return errors, warnings and notes of the Nu HTML checker on HTML files."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("Java is missing. Install it (Debian: default-jre-headless), then run: make test", False)
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = [java, "-jar", str(jar), "--format", "json", "--stdout", *map(str, targets)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("{"), done.stderr
    return [
        Finding(
            engine="vnu",
            rule=item.get("subType", item["type"]),
            outcome=item["type"],
            html=item.get("extract", "").strip(),
            message=item["message"],
            where=item.get("url", "").rpartition("global-dialogue/")[2],
        )
        for item in json.loads(done.stdout)["messages"]
    ]
