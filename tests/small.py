"""A small valid project to break on purpose, with the site's own settings, templates and strings."""

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from microsite import checks, cli, config
from microsite.content import Content, load
from microsite.model import ROOT_LOCALE, Problem
from microsite.parse import Parser
from microsite.source import Reader

ROOT = Path(__file__).parent.parent
FILES = Path(__file__).with_name("small-project")
ORIGINAL, LOCALES = "en", ("en", "fr", "ru")
CODES = ("ar", "zh", "en", "fr", "ru", "es")
EN, FR, RU = PAGES = tuple(f"docs/{locale}/index.md" for locale in LOCALES)
LEDGER, SCAN = "docs/_data/published.yml", "docs/_data/CL-26-22.ru.md"
TODAY = date(2026, 11, 24)
SETTINGS = config.read(Reader(ROOT))
LANGUAGES = tuple(language for language in SETTINGS.languages if language.locale in LOCALES)
PARSER = Parser(SETTINGS.extensions)


@dataclass(frozen=True)
class Project:
    """A project in a folder of its own."""

    root: Path

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, path: str, old: str, new: str) -> int:
        """Replace a text once. Return the first line that differs."""
        before = self.read(path)
        assert old in before, f"{old!r} is not in {path}"
        after = before.replace(old, new, 1)
        self.write(path, after)
        pairs = enumerate(zip(before.split("\n"), after.split("\n"), strict=False), 1)
        return next((number for number, (was, now) in pairs if was != now), after.count("\n") + 1)

    def load(self) -> Content:
        content, problems = load(self.root, TODAY)
        assert problems == []
        return content

    def problems(self) -> Iterator[Problem]:
        """Yield all that the check says, as it is found."""
        content, problems = load(self.root, TODAY)
        yield from problems
        yield from checks.run(content, problems)

    def accept(self) -> None:
        content = self.load()
        for page in content.pages.values():
            if original := content.original(page):
                cli.write_hashes(self.root, page, original, TODAY)


def make(root: Path) -> Project:
    """Write the project and accept its translations."""
    shutil.copytree(FILES, root, dirs_exist_ok=True)
    project = Project(root)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    for pattern, new in (
        (r"^nav:\n(?: .*\n)*", "nav:\n  - index.md\n  - letter.md\n"),
        # The languages that it does not have, each an entry of one line or more.
        (rf"^( +)- \{{locale: (?!{'|'.join((ROOT_LOCALE, *LOCALES))}).*\n(?:\1 +[^- ].*\n)*", ""),
        ("(?<=scan_sha256: ).*", sha256(project.read(SCAN).encode()).hexdigest()),
    ):
        settings = re.sub(pattern, new, settings, flags=re.MULTILINE)
    project.write("mkdocs.yml", settings)
    (root / "overrides").symlink_to(ROOT / "overrides")
    for name in ("docs/xx/index.md", *(f"docs/_data/strings/{locale}.yml" for locale in LOCALES)):
        text = (ROOT / name).read_text("utf-8")
        project.write(name, text.replace("documents:\n  circular:", "documents:\n  letter:"))
    # The interface texts are those of the site, with its dates.
    data = "".join((ROOT / f"docs/_data/{name}.yml").read_text("utf-8") for name in ("events", "dates"))
    days = re.findall(r"(?:start|end|date): ([\d-]+)", data)
    project.write("docs/_data/dates.yml", "".join(f"- {{date: {day}, why: strings}}\n" for day in days))
    project.accept()
    return project


def copy(project: Project, root: Path) -> Project:
    """Return a copy of the project to break."""
    shutil.copytree(project.root, root, symlinks=True)
    return Project(root)


def said(problems: Iterable[Problem], path: str, line: int, text: str) -> Problem:
    """Return the first problem at a place whose message or remedy has a text. Fails if there is none."""
    others = []
    for problem in problems:
        if (problem.path, problem.line) == (path, line) and text in f"{problem.message} {problem.remedy}":
            assert problem.message and problem.remedy
            return problem
        others.append(str(problem))
    raise AssertionError("\n".join([f"nothing at {path}:{line} says “{text}”, but:", *others]))


def cases(name: str) -> dict[str, Any]:
    """Return the cases of a file in tests/unit/cases by name, every value a text; none may appear twice."""
    reader = Reader(FILES.parent / "unit/cases")
    path = reader.root / f"{name}.yml"
    found = reader.yaml(path, path.read_text("utf-8"))
    assert not reader.problems, reader.problems
    return dict(found.value) if found else {}
