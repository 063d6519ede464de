"""The calendar files, read back by a small reader of their lines, not by the library that wrote them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from conftest import ROOT, SITE_URL, build, parse
from microsite.build.calendar import calendar
from microsite.build.files import size
from microsite.model import Content

MOMENT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
Property = tuple[str, str]


def properties(file: bytes) -> list[tuple[str, Property]]:
    """Return name, parameters and value of each line, unfolded and unescaped (RFC 5545, 3.1, 3.3.11)."""
    read = []
    for line in file.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        for escaped, char in (("\\n", "\n"), ("\\,", ","), ("\\;", ";"), ("\\\\", "\\")):
            value = value.replace(escaped, char)
        read.append((name, (parameters, value)))
    return read


def events(file: bytes) -> list[dict[str, Property]]:
    """Return the events, each a dictionary; a property that stands twice fails."""
    found: list[dict[str, Property]] = []
    for name, (parameters, value) in properties(file):
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and name != "END":
            assert name not in found[-1]
            found[-1][name] = (parameters, value)
    return found


@pytest.fixture(scope="module")
def files(site: Path, content: Content) -> dict[str, bytes]:
    return {
        language.locale: (site / language.locale / "calendar.ics").read_bytes()
        for language in content.languages
    }


def test_lines_are_short_whole_and_end_as_they_must(files: dict[str, bytes]) -> None:
    for locale, file in files.items():
        lines = file.split(b"\r\n")
        assert lines.pop() == b""
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        print(f"{locale}: {len(lines)} lines, the longest of {max(map(len, lines))} octets")
        assert max(map(len, lines)) <= 75
        for line in lines:
            line.decode()  # a character that is split raises
        assert file.startswith(b"BEGIN:VCALENDAR\r\n")
        assert file.endswith(b"END:VCALENDAR\r\n")


def test_the_dialogue_is_two_whole_days_and_the_summit_four(files: dict[str, bytes]) -> None:
    for file in files.values():
        days = {}
        for event in events(file):
            assert event["DTSTART"][0] == event["DTEND"][0] == "VALUE=DATE"
            first, after = (date.fromisoformat(event[key][1]) for key in ("DTSTART", "DTEND"))
            days[event["URL"][1].partition("#")[2]] = (first, (after - first).days)
        assert days == {
            "dialogue-2026": (date(2026, 7, 6), 2),
            "ai-for-good-2026": (date(2026, 7, 7), 4),
        }


def test_an_event_has_one_uid_in_all_languages(files: dict[str, bytes]) -> None:
    uids = {tuple(event["UID"][1] for event in events(file)) for file in files.values()}
    assert len(uids) == 1
    assert len(set(uids.pop())) == 2


def test_texts_are_in_the_language_of_the_file(
    site: Path, files: dict[str, bytes], content: Content
) -> None:
    for locale, file in files.items():
        strings, tag = content.strings[locale], f"LANGUAGE={content.language(locale).tag}"
        head = dict(properties(file[: file.index(b"BEGIN:VEVENT")]))
        assert head["NAME"] == head["X-WR-CALNAME"] == (tag, strings["site_name"])
        assert head["VERSION"][1] == "2.0"
        assert "METHOD" not in head
        timeline = parse(site / locale / "timeline/index.html")
        for event in events(file):
            address, _, name = event["URL"][1].partition("#")
            assert address == f"{SITE_URL}{locale}/timeline/"
            assert timeline.xpath(f"//li[@id='{name}']")
            assert event["SUMMARY"] == (tag, strings["events"][name])
            assert event["LOCATION"] == (tag, strings["facts"]["place_value"])
            assert event["DESCRIPTION"] == (tag, f"{event['URL'][1]}\n\n{strings['disclaimer']}")
            assert event["TRANSP"][1] == "TRANSPARENT"
            assert "CATEGORIES" not in event


def test_the_second_dialogue_waits_for_confirmed_days(content: Content) -> None:
    def uids(start: str, mark: str) -> int:
        changed = [
            replace(event, start=start, end=start, mark=mark)  # type: ignore[arg-type]
            if event.id == "dialogue-2027"
            else event
            for event in content.events
        ]
        file = calendar(replace(content, events=tuple(changed)), "es", SITE_URL, MOMENT)
        read = events(file)
        if len(read) == 3:
            assert read[2]["LOCATION"] == ("LANGUAGE=es", "Nueva York")
        return len(read)

    assert uids("2027-05", "2+") == 2
    assert uids("2027-05-03", "1") == 2
    assert uids("2027-05-03", "2+") == 3


def test_the_moment_is_that_of_the_source(content: Content, tmp_path: Path) -> None:
    target = tmp_path / "site"
    done = build(ROOT, target, SOURCE_DATE_EPOCH=str(int(MOMENT.timestamp())))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    for event in events((target / "ar/calendar.ics").read_bytes()):
        assert event["DTSTAMP"][1] == event["LAST-MODIFIED"][1] == "20261124T060000Z"
    again = calendar(content, "ar", SITE_URL, MOMENT + timedelta(seconds=1))
    assert b"20261124T060001Z" in again


def test_home_and_timeline_link_it_with_its_size(
    site: Path, files: dict[str, bytes], content: Content
) -> None:
    for locale, file in files.items():
        words = content.strings[locale]["files"]["calendar"].format(size=size(len(file), locale))
        for page in ("index.html", "timeline/index.html"):
            links = parse(site / locale / page).xpath("//main//a[contains(@href, 'calendar.ics')]")
            assert [link.text_content() for link in links] == [words], (locale, page)


@pytest.mark.parametrize(
    ("locale", "count", "words"),
    [
        ("en", 12, "1 kB"),
        ("en", 97_400, "97 kB"),
        ("en", 999_499, "999 kB"),
        ("en", 999_500, "1 MB"),
        ("fr", 3_611_360, "3,6\u202fMo"),
        ("ru", 97_400, "97 кБ"),
        ("es", 3_611_360, "3,6 MB"),
        ("zh", 97_400, "97kB"),
        ("ar", 97_400, "97 كيلوبايت"),
    ],
)
def test_a_size_is_said_as_the_language_says_it(locale: str, count: int, words: str) -> None:
    assert size(count, locale) == words
