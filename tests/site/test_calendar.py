"""The calendar files, read back, and the links to them."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from conftest import SITE_URL, parse
from microsite.build.calendar import calendar
from microsite.content import Content

PARSERS = str(Path(__file__).with_name("calendar.mjs"))
MOMENT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def events(file: bytes) -> list[dict[str, Any]]:
    """Return the events of a file, each a dictionary of decoded values."""
    parsed = icalendar.Calendar.from_ical(file)
    return [{name: event.decoded(name) for name in event} for event in parsed.walk("VEVENT")]


def test_events_are_whole_days_in_the_words_of_the_language(site: Path, content: Content) -> None:
    uids = set()
    for language in content.languages:
        strings = content.strings[language.locale]
        timeline = parse(site / language.locale / "timeline/index.html")
        days: dict[str, tuple[date, int]] = {}
        found = events((site / language.locale / "calendar.ics").read_bytes())
        for event in found:
            address, _, name = str(event["URL"]).partition("#")
            assert address == f"{SITE_URL}{language.locale}/timeline/"
            assert timeline.xpath(f"//*[@id='{name}']"), name
            assert event["SUMMARY"] == strings["events"][name]
            assert event["LOCATION"] == strings["facts"]["place_value"]
            assert strings["disclaimer"] in event["DESCRIPTION"]
            days[name] = (event["DTSTART"], (event["DTEND"] - event["DTSTART"]).days)
        uids.add(tuple(event["UID"] for event in found))
        assert days == {
            "dialogue-2026": (date(2026, 7, 6), 2),
            "ai-for-good-2026": (date(2026, 7, 7), 4),
        }
    assert len(uids) == 1, "a second import in another language would not replace the first"


def test_other_parsers_read_the_same_plain_texts(site: Path, content: Content) -> None:
    """Some JavaScript readers show an object where a text has a language of its own."""
    for language in content.languages:
        path = site / language.locale / "calendar.ics"
        done = subprocess.run(["node", PARSERS, str(path)], capture_output=True, text=True, check=True)
        wanted = [[str(event[key]) for key in ("SUMMARY", "LOCATION")] for event in events(path.read_bytes())]
        assert json.loads(done.stdout) == [wanted, wanted], language.locale


@pytest.mark.parametrize(
    ("start", "mark", "count"), [("2027-05", "2+", 2), ("2027-05-03", "1", 2), ("2027-05-03", "2+", 3)]
)
def test_the_second_dialogue_waits_for_confirmed_days(
    content: Content, start: str, mark: Any, count: int
) -> None:
    moved = {"start": start, "end": start, "mark": mark}
    changed = tuple(
        event.model_copy(update=moved if event.id == "dialogue-2027" else {}) for event in content.events
    )
    file = calendar(replace(content, events=changed), "es", SITE_URL, MOMENT)
    assert len(events(file)) == count


def test_the_moment_is_that_of_the_source(content: Content) -> None:
    for event in events(calendar(content, "ar", SITE_URL, MOMENT)):
        assert event["DTSTAMP"] == event["LAST-MODIFIED"] == MOMENT


def test_home_and_timeline_link_it(site: Path, content: Content) -> None:
    for language in content.languages:
        for page in ("index.html", "timeline/index.html"):
            links = parse(site / language.locale / page).xpath("//main//a[contains(@href, 'calendar.ics')]")
            assert links, (language.locale, page)
            assert all(link.text_content().strip() for link in links)
