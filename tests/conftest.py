"""What several kinds of tests share: the project's root, its content, and the built site."""

import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import settings
from lxml import html

import small
from microsite.build.context import Site
from microsite.content import Content, load

# The same cases in each run, so that a proposal is not refused for what it has not touched.
settings.register_profile("same", derandomize=True, max_examples=300, deadline=None)
settings.load_profile("same")

# A Git hook names its repository in the environment; the tests mean others.
for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]

ROOT = Path(__file__).parent.parent
SITE_URL = "https://example.org/global-dialogue/"
# The day of the tests: the last one that the content names, whatever today is.
TEXTS = [path.read_text("utf-8") for path in (ROOT / "mkdocs.yml", *ROOT.glob("docs/*/**/*.md"))]
TODAY = max(re.findall(r"^ *(?:translated|facts_checked): ([\d-]{10})$", "\n".join(TEXTS), re.MULTILINE))


def build(root: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site of `root` into `target` in a process of its own. Return what it printed."""
    fixed = {"SITE_URL": SITE_URL, "GITHUB_REPOSITORY": "OWNER/REPOSITORY", "MICROSITE_TODAY": TODAY}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(target)]
    ours = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "scripts")}
    env = {**os.environ, **ours, **fixed, **environment}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def compare(path: Path, text: str) -> None:
    """Compare a text with its golden file; with RENEW=1 write the file and fail where it was another."""
    old = path.read_text("utf-8") if path.exists() else ""
    if os.environ.get("RENEW"):
        path.write_text(text, "utf-8")
    assert text == old, f"{path.relative_to(ROOT)} differs. Renew it with RENEW=1 and read the difference."


@pytest.fixture(scope="session")
def content() -> Content:
    """The project's own content, which must be free of problems."""
    loaded, problems = load(ROOT, date.fromisoformat(TODAY))
    assert problems == []
    return loaded


@pytest.fixture(scope="session")
def shown(content: Content) -> Site:
    """What the build knows beside the content, on a day on which one session is over and one lies ahead."""
    return Site(replace(content, today=date(2026, 11, 24)), date(2026, 11, 24))


def built(factory: pytest.TempPathFactory, name: str, **environment: str) -> Path:
    """Build a site once for all processes of a run. The build must print nothing, not even a warning."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    folder.mkdir(exist_ok=True)
    target, result = folder / "global-dialogue", folder / "printed"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            done = build(ROOT, target, **environment)
            result.write_text(f"{done.returncode}{done.stdout}{done.stderr}", "utf-8")
    assert result.read_text("utf-8") == "0"
    return target


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it is published, below a sub-path."""
    return built(tmp_path_factory, "site")


@pytest.fixture(scope="session")
def later_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a later day, published at the root of its host."""
    return built(tmp_path_factory, "later", SITE_URL="https://example.org/", MICROSITE_TODAY="2027-06-01")


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield each HTML page of the built site: its address below the root, and its tree."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix().removesuffix("index.html"), parse(path)


@cache
def parse(path: Path) -> html.HtmlElement:
    """Return the tree of one HTML file, to be read only."""
    tree: html.HtmlElement = html.document_fromstring(path.read_bytes())
    return tree


def words(element: html.HtmlElement) -> str:
    """Return the text of an element, white space folded."""
    return " ".join(element.text_content().split())


def comparisons(content: Content) -> set[str]:
    """Return the address of each side-by-side view that the site must have."""
    pairs = list(permutations([language.locale for language in content.languages], 2))
    return {f"{one}/compare/{name}/{other}/" for name in content.names for one, other in pairs}


@pytest.fixture(scope="session")
def model_project(tmp_path_factory: pytest.TempPathFactory) -> small.Project:
    """A small project without a problem; never write to it."""
    return small.make(tmp_path_factory.mktemp("model"))


@pytest.fixture
def project(model_project: small.Project, tmp_path: Path) -> small.Project:
    """A copy of the small project, to break."""
    return small.copy(model_project, tmp_path / "project")
