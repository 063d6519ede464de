"""Three engines by others: axe-core, IBM's accessibility-checker and the Nu HTML checker."""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from conftest import ROOT

from .findings import Finding

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def installed(name: str) -> Path:
    """Return a file of `node_modules`; fail with what to do where it is not there."""
    path = ROOT / "node_modules" / name
    if not path.is_file():
        pytest.fail(
            "The engines of the browser tests are not installed. Install Node.js with npm "
            "(Debian: apt-get install npm), then run: make test",
            pytrace=False,
        )
    return path


@cache
def _script(name: str) -> str:
    return installed(name).read_text("utf-8")


def axe(page: Page, where: str = "") -> list[Finding]:
    """Return violations and incompletes of all WCAG 2.2 AA and best-practice rules."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_script("axe-core/axe.min.js"))
    result: dict[str, list[dict[str, Any]]] = page.evaluate(
        """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations", "incomplete"],
             elementRef: true}).then(found => Object.fromEntries(["violations", "incomplete"].map(kind =>
               [kind, found[kind].flatMap(rule => rule.nodes.map(node => ({
                 rule: rule.id, html: node.html.slice(0, 160), id: node.element?.closest("[id]")?.id ?? "",
                 message: [...node.any, ...node.all, ...node.none].map(check => check.message).join(" "),
               })))])))""",
        TAGS,
    )
    return [
        Finding("axe", **item, outcome=kind.removesuffix("s"), where=where)
        for kind, items in result.items()
        for item in items
    ]


def ibm(page: Page, where: str = "") -> list[Finding]:
    """Return all that IBM's checker does not pass, by its WCAG 2.2 policy."""
    page.evaluate(_script("accessibility-checker-engine/ace.js"))
    result: list[dict[str, Any]] = page.evaluate(
        """() => new ace.Checker().check(document, ["WCAG_2_2"]).then(report => report.results
             .filter(item => item.value[1] !== "PASS").map(item => ({
               rule: item.ruleId, outcome: item.value[1], message: item.message,
               html: item.snippet.slice(0, 160), id: item.node?.closest?.("[id]")?.id ?? "",
             })))"""
    )
    return [Finding("ibm", **item, where=where) for item in result]


def vnu(*targets: Path | str) -> list[Finding]:
    """Return errors, warnings and notes of the Nu HTML checker on HTML files, folders or addresses."""
    java = shutil.which("java")
    if java is None:
        pytest.fail(
            "The Nu HTML checker needs Java. Install it (Debian: apt-get install "
            "default-jre-headless), then run: make test",
            pytrace=False,
        )
    jar = installed("vnu-jar/build/dist/vnu.jar")
    done = subprocess.run(
        [java, "-jar", jar, "--format", "json", "--stdout", "--skip-non-html", *targets],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("{"), done.stderr
    return [
        Finding(
            engine="vnu",
            rule=item.get("subType", item["type"]),
            outcome=item["type"],
            id=str(item.get("lastLine", "")),
            html=item.get("extract", "").strip(),
            message=item["message"],
            where=item.get("url", "").rpartition("global-dialogue/")[2],
        )
        for item in json.loads(done.stdout)["messages"]
    ]
