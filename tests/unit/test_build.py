"""Dates in words, the state of events, what a build takes from Git and needs from its surroundings."""

from __future__ import annotations

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from conftest import ROOT, build, parse
from microsite import git
from microsite.build.dates import first_day, in_words, last_day, state
from microsite.content import Content
from microsite.schema import Event
from small import Project


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-07-06", date(2026, 7, 6), date(2026, 7, 6)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_an_event_is_ahead_until_its_first_day_and_over_after_its_last(
    text: str, first: date, last: date
) -> None:
    assert (first_day(text), last_day(text)) == (first, last)
    event = Event(id="e", start=text, mark="S", source=("a",), end=text)
    days = [date.fromordinal(first.toordinal() - 1), first, last, date.fromordinal(last.toordinal() + 1)]
    assert [state(event, day) for day in days] == ["upcoming", "underway", "underway", "ended"]


@pytest.mark.parametrize(
    ("locale", "start", "end", "words"),
    [
        ("en", "2026-07-06", "2026-07-07", "6 and 7 July 2026"),
        ("en", "2026-07-07", "2026-07-10", "7 to 10 July 2026"),
        ("en", "2026-07-31", "2026-08-01", "31 July to 1 August 2026"),
        ("en", "2027-05", "2027-05", "May 2027"),
        ("en", "2027", "2028", "2027 to 2028"),
        ("fr", "2026-08-01", "2026-08-01", "1er août 2026"),
        ("fr", "2026-07-07", "2026-07-10", "du 7 au 10 juillet 2026"),
        ("es", "2026-07-06", "2026-07-07", "6 y 7 de julio de 2026"),
        ("ru", "2026-07-06", "2026-07-07", "6 и 7 июля 2026 года"),
        ("ru", "2027-05", "2027-05", "май 2027 года"),
        ("zh", "2026-07-06", "2026-07-07", "2026年7月6日和7日"),
        ("ar", "2026-07-06", "2026-07-07", "6 و7 تموز/يوليه 2026"),
        ("ar", "2027", "2028", "من عام 2027 إلى عام 2028"),
    ],
)
def test_dates_in_words(content: Content, locale: str, start: str, end: str, words: str) -> None:
    assert in_words(start, end, locale, content.strings[locale]) == words


def test_a_site_without_an_address_is_not_built(tmp_path: Path) -> None:
    done = build(ROOT, tmp_path, SITE_URL="")
    assert done.returncode
    assert "SITE_URL is empty. Write the address of the site" in done.stderr


def test_in_a_folder_named_as_the_theme_outdated_text_is_marked_in_the_views_side_by_side(
    project: Project, tmp_path: Path
) -> None:
    project.change("docs/en/index.md", "- Opening", "- Openings")
    assert build(project.root.rename(project.root.with_name("material")), tmp_path / "site").stderr == ""
    heads = parse(tmp_path / "site/en/compare/index/fr/index.html").xpath("(//thead)[1]/tr/th")
    assert [len(head.xpath("p[@class='outdated']")) for head in heads] == [0, 0, 1]


def test_a_shallow_clone_knows_its_commit_but_not_when_pages_were_changed(tmp_path: Path) -> None:
    def run(*words: str) -> None:
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)

    run("clone", "--bare", ROOT.as_uri(), "whole.git")
    run("clone", "--no-checkout", "whole.git", "whole")
    run("clone", "--no-checkout", "--depth=1", (tmp_path / "whole.git").as_uri(), "shallow")
    whole, shallow, none = (git.history(tmp_path / name) for name in ("whole", "shallow", "nowhere"))
    assert (shallow.commit, shallow.day) == (whole.commit, whole.day)
    assert re.fullmatch("[0-9a-f]{10}", whole.commit)
    assert "docs/ru/circular.md" in whole.changes
    assert shallow.changes == none.changes == {}


def test_files_are_dated_with_a_moment(tmp_path: Path) -> None:
    assert git.moment(tmp_path, date(2026, 11, 24)) == datetime(2026, 11, 24, tzinfo=UTC)
