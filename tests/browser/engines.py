"""Three engines by others: axe-core, IBM's accessibility-checker and the Nu HTML checker."""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page

from conftest import ROOT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
EXCEPTIONS: list[dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("exceptions.yml").read_text("utf-8")
)
# Of each engine in the page: its file, the name it goes by, and all that it does not pass, as findings.
IN_PAGE = {
    "axe": (
        "axe-core/axe.min.js",
        "axe",
        f"""() => axe.run(document, {{runOnly: {TAGS}}}).then(({{violations, incomplete}}) =>
             [["violation", violations], ["incomplete", incomplete]].flatMap(([outcome, rules]) =>
               rules.flatMap(rule => rule.nodes.map(node => ({{
                 outcome, rule: rule.id, html: node.html.slice(0, 160),
                 message: [...node.any, ...node.all, ...node.none].map(check => check.message).join(" "),
               }})))))""",
    ),
    "ibm": (
        "accessibility-checker-engine/ace.js",
        "ace",
        """() => new ace.Checker().check(document, ["WCAG_2_2"]).then(report => report.results
             .filter(item => item.value[1] !== "PASS").map(item => ({
               rule: item.ruleId, outcome: item.value[1], message: item.message,
               html: item.snippet.slice(0, 160) })))""",
    ),
}


@dataclass(frozen=True)
class Finding:
    """One thing that an engine says of one element. `outcome` is the engine's own word."""

    engine: str
    rule: str
    outcome: str
    html: str
    message: str
    where: str = ""

    def matches(self, item: dict[str, str]) -> bool:
        """Return whether an exception decides this finding."""
        keys = ("engine", "rule", "outcome", "html", "message", "where")
        return all(re.search(item.get(key, ""), getattr(self, key)) for key in keys)


def judge(findings: Iterable[Finding], what: str) -> None:
    """Print what was run, and fail if there is a finding that exceptions.yml does not decide."""
    kinds, decided = defaultdict(list), 0
    for one in findings:
        if any(map(one.matches, EXCEPTIONS)):
            decided += 1
        else:
            kinds[one.rule, one.outcome, one.message[:60]].append(one)
    print(f"\n{what}: {len(kinds)} kinds of errors; {decided} findings decided")
    assert not kinds, "\n".join(f"{len(same)} × {same[0]}" for same in kinds.values())


@cache
def script(name: str) -> str:
    """Return the text of a file of `node_modules`; fail with what to do where it is not there."""
    path = ROOT / "node_modules" / name
    if not path.is_file():
        pytest.fail(f"node_modules/{name} is missing. Install Node.js with npm, then run: make test", False)
    return path.read_text("utf-8")


def ask(engine: str, page: Page, where: str = "") -> list[Finding]:
    """Return all that axe or IBM's checker does not pass on an open page."""
    file, name, call = IN_PAGE[engine]
    if not page.evaluate("name => name in globalThis", name):
        page.evaluate(script(file))
    return [Finding(engine, **item, where=where) for item in page.evaluate(call)]


def vnu(*targets: Path) -> list[Finding]:
    """Return errors, warnings and notes of the Nu HTML checker on HTML files."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("Java is missing. Install it (Debian: default-jre-headless), then run: make test", False)
    jar = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
    command = [java, "-jar", str(jar), "--format", "json", "--stdout", *map(str, targets)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("{"), done.stderr
    found = []
    for item in json.loads(done.stdout)["messages"]:
        kind, where = item["type"], item.get("url", "").rpartition("global-dialogue/")[2]
        text = item.get("extract", "").strip()
        found.append(Finding("vnu", item.get("subType", kind), kind, text, item["message"], where))
    return found
