"""What several kinds of tests share: the project's root, its content, and the built site."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from lxml import html

import small
from microsite.build.compare import address
from microsite.content import Content, load

# The same cases in each run, so that a proposal is not refused for what it has not touched. Others:
# pytest --hypothesis-profile=explore tests/unit
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile("same")

# A Git hook names its repository in the environment; the tests mean others.
for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]

ROOT = Path(__file__).parent.parent
SITE_URL = "https://example.org/global-dialogue/"
TODAY = str(small.TODAY)


def build(root: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build the site of `root` into `target` in a process of its own. Return what it printed."""
    variables = {
        **os.environ,
        "SITE_URL": SITE_URL,
        "GITHUB_REPOSITORY": "OWNER/REPOSITORY",
        "MICROSITE_TODAY": TODAY,
        "NO_MKDOCS_2_WARNING": "1",
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(target)],
        cwd=root,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )


def compare(path: Path, text: str, note: str = "") -> None:
    """Compare a text with its golden file; with RENEW=1 write the file and fail where it was another."""
    old = path.read_text("utf-8") if path.exists() else ""
    if os.environ.get("RENEW") and text != old:
        path.write_text(text, "utf-8")
        raise AssertionError(f"{path.relative_to(ROOT)} is renewed. Read the difference.")
    assert text == old, f"{path.relative_to(ROOT)}{note}"


@pytest.fixture(scope="session")
def content() -> Content:
    """The project's own content, which must be free of problems."""
    loaded, problems = load(ROOT, small.TODAY)
    assert problems == []
    return loaded


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site. Its build must print nothing, warnings included."""
    target = tmp_path_factory.mktemp("site") / "global-dialogue"
    done = build(ROOT, target)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    return target


def pages(site: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield each HTML page of the built site: its address below the root, and its tree."""
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix().removesuffix("index.html"), parse(path)


def comparisons(content: Content) -> set[str]:
    """Return the address of each side-by-side view that the site must have."""
    return {
        address(one.locale, name, other.locale)
        for name in content.names
        for one in content.languages
        for other in content.languages
        if one != other
    }


def parse(path: Path) -> html.HtmlElement:
    """Return the tree of one HTML file."""
    tree: html.HtmlElement = html.document_fromstring(path.read_bytes())
    return tree


@pytest.fixture(scope="session")
def model_project(tmp_path_factory: pytest.TempPathFactory) -> small.Project:
    """A small project without a problem; never write to it."""
    return small.make(tmp_path_factory.mktemp("model"))


@pytest.fixture
def project(model_project: small.Project, tmp_path: Path) -> small.Project:
    """A copy of the small project, to break."""
    return small.copy(model_project, tmp_path / "project")
