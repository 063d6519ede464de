"""The calendar files, read back by several parsers, and the links to them."""

import json
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject

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
    """Other parsers read the same plain texts: some show an object where a text has a language of its own."""
    uids = set()
    for locale, strings in content.strings.items():
        home, timeline = (parse(site / locale / name) for name in ("index.html", "timeline/index.html"))
        for page in (home, timeline):
            assert [
                a
                for a in page.xpath("//main//a[contains(@href, 'calendar.ics')]")
                if a.text_content().strip()
            ]
        path, days = site / locale / "calendar.ics", {}
        found = events(path.read_bytes())
        for event in found:
            address, _, name = str(event["URL"]).partition("#")
            assert address == f"{SITE_URL}{locale}/timeline/"
            assert timeline.xpath(f"//*[@id='{name}']"), name
            assert event["SUMMARY"] == strings["events"][name]
            assert event["LOCATION"] == strings["facts"]["place_value"]
            assert strings["disclaimer"] in event["DESCRIPTION"]
            days[name] = (event["DTSTART"], (event["DTEND"] - event["DTSTART"]).days)
        assert days == {"dialogue-2026": (date(2026, 7, 6), 2), "ai-for-good-2026": (date(2026, 7, 7), 4)}
        uids.add(tuple(event["UID"] for event in found))
        done = subprocess.run(["node", PARSERS, path], capture_output=True, text=True, check=True)
        entries = vobject.readOne(path.read_text("utf-8")).vevent_list
        read = [*json.loads(done.stdout), [[each.summary.value, each.location.value] for each in entries]]
        assert read == [[[str(event["SUMMARY"]), str(event["LOCATION"])] for event in found]] * 3, locale
    assert len(uids) == 1, "a second import in another language would not replace the first"


@pytest.mark.parametrize(
    ("start", "mark", "count"), [("2027-05", "2+", 2), ("2027-05-03", "1", 2), ("2027-05-03", "2+", 3)]
)
def test_the_second_dialogue_waits_for_confirmed_days(
    content: Content, start: str, mark: Any, count: int
) -> None:
    """And what is said of the moment of a change is that of the source, not of the build."""
    moved = {"start": start, "end": start, "mark": mark}
    changed = [e.model_copy(update=moved if e.id == "dialogue-2027" else {}) for e in content.events]
    found = events(calendar(replace(content, events=tuple(changed)), "es", SITE_URL, MOMENT))
    assert len(found) == count
    assert {event["DTSTAMP"] for event in found} == {MOMENT}  # their last change (RFC 5545, 3.8.7.2)
