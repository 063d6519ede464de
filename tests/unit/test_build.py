"""Dates in words, the state of events, what a build takes from Git and needs from its surroundings."""

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conftest import ROOT, build, parse
from microsite import git
from microsite.build.dates import in_words, state
from microsite.content import Content
from microsite.schema import Event
from small import EN, Project, cases

DATES = cases("facts")["dates"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-07-06", "2026-07-05 2026-07-06 2026-07-06 2026-07-07"),
        ("2028-02", "2028-01-31 2028-02-01 2028-02-29 2028-03-01"),
        ("2027", "2026-12-31 2027-01-01 2027-12-31 2028-01-01"),
    ],
)
def test_an_event_is_ahead_until_its_first_day_and_over_after_its_last(text: str, days: str) -> None:
    event = Event(id="e", start=text, mark="S", source=("a",), end=text)
    states = [state(event, date.fromisoformat(day)) for day in days.split()]
    assert states == ["upcoming", "underway", "underway", "ended"]


@pytest.mark.parametrize("days", DATES)
def test_dates_in_words(content: Content, days: str) -> None:
    start, end = days.split()
    for locale, words in DATES[days].items():
        assert in_words(start, end, locale, content.strings[locale]) == words


def test_a_site_without_an_address_is_not_built(tmp_path: Path) -> None:
    done = build(ROOT, tmp_path, SITE_URL="")
    assert done.returncode
    assert "SITE_URL is empty. Write the address of the site" in done.stderr


def test_in_a_folder_named_as_the_theme_outdated_text_is_marked_in_the_views_side_by_side(
    project: Project, tmp_path: Path
) -> None:
    project.change(EN, "- Opening", "- Openings")
    assert build(project.root.rename(project.root.with_name("material")), tmp_path / "site").stderr == ""
    heads = parse(tmp_path / "site/en/compare/index/fr/index.html").xpath("(//thead)[1]/tr/th")
    assert [len(head.xpath("p[@class='outdated']")) for head in heads] == [0, 0, 1]


def test_a_shallow_clone_knows_its_commit_but_not_when_pages_were_changed(tmp_path: Path) -> None:
    def run(*words: str) -> None:
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)

    run("clone", "--bare", ROOT.as_uri(), "whole.git")
    run("clone", "--no-checkout", "whole.git", "whole")
    run("clone", "--no-checkout", "--depth=1", (tmp_path / "whole.git").as_uri(), "shallow")
    whole, shallow, none = (
        git.history(tmp_path / name, date(2026, 11, 24)) for name in ("whole", "shallow", "nowhere")
    )
    assert (shallow.commit, shallow.moment) == (whole.commit, whole.moment)
    assert re.fullmatch("[0-9a-f]{10}", whole.commit)
    assert "docs/ru/circular.md" in whole.changes
    assert shallow.changes == none.changes == {}
    assert none.moment == datetime(2026, 11, 24, tzinfo=UTC)
