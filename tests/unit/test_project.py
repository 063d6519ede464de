"""What a whole project needs to be built, and what a built page takes from its history."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from microsite.after import fill

from conftest import ROOT, build, parse
from microsite.build import history
from small import Project


def test_a_site_without_an_address_is_not_built(tmp_path: Path) -> None:
    done = build(ROOT, tmp_path, SITE_URL="")
    assert done.returncode
    assert "SITE_URL is empty. Write the address of the site" in done.stderr


def test_a_folder_named_as_the_theme_is_no_obstacle(project: Project, tmp_path: Path) -> None:
    root = project.root.rename(project.root.with_name("material"))
    assert build(root, tmp_path / "site").stderr == ""


def test_side_by_side_an_outdated_translation_is_called_so(project: Project, tmp_path: Path) -> None:
    project.change("docs/en/index.md", "- Opening", "- Openings")
    site = tmp_path / "site"
    assert build(project.root, site).returncode == 0
    heads = parse(site / "en/compare/index/fr/index.html").xpath("(//thead)[1]/tr/th")
    assert [len(head.xpath("p[@class='outdated']")) for head in heads] == [0, 0, 1]


def test_a_shallow_clone_knows_its_commit_but_not_when_pages_were_changed(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)

    git("clone", "--bare", ROOT.as_uri(), "whole.git")
    git("clone", "--no-checkout", "whole.git", "whole")
    git("clone", "--no-checkout", "--depth=1", (tmp_path / "whole.git").as_uri(), "shallow")
    whole, shallow = (history.read(tmp_path / name) for name in ("whole", "shallow"))
    assert (shallow.commit, shallow.day) == (whole.commit, whole.day)
    assert re.fullmatch("[0-9a-f]{10}", whole.commit)
    assert "docs/ru/circular.md" in whole.changes
    assert shallow.changes == {}


def test_the_recipe_of_the_readme_leaves_out_the_links_to_files(tmp_path: Path) -> None:
    (recipe,) = re.findall(r"sed -E '(.*?)' \|", (ROOT / "README.md").read_text("utf-8"))
    page = tmp_path / "index.html"
    text = "<p>الحوار</p>\n<!--pdf-->\n<p>نهاية</p>\n"
    page.write_text(text, "utf-8")
    fill(page, "pdf", '<a href="a.pdf">تنزيل (PDF)</a> <a href="b.pdf">b</a>', "ar")
    assert "<bdi" in page.read_text("utf-8")
    done = subprocess.run(["sed", "-E", recipe, page], capture_output=True, text=True, check=True)
    assert done.stdout == text
