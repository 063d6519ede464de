"""The calendar file of each language (RFC 5545 and RFC 7986), from the shared events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import icalendar

from ..content import Content
from ..schema import Event
from .dates import first_day, last_day


def belongs(event: Event) -> bool:
    """Return whether an event has a place in a calendar: marked so, its days known and confirmed."""
    return event.calendar and len(event.start) == len(event.end) == 10 and event.mark != "1"


def calendar(content: Content, locale: str, site_url: str, stamp: datetime) -> bytes:
    """Return the iCalendar file of a language. `site_url` ends in a slash, `stamp` is in UTC.

    All events are of whole days. An event's UID is the same in all languages and copies of the site,
    so that a second import replaces the first.
    """
    strings = content.strings[locale]
    home = f"{site_url}{locale}/"
    file = icalendar.Calendar()
    file.add("prodid", "-//Global Dialogue on AI Governance//independent information site//EN")
    file.add("version", "2.0")
    # Programs that do not know NAME of RFC 7986 read the older name.
    for name in ("name", "x-wr-calname"):
        file.add(name, strings["site_name"])
    file.add("description", strings["disclaimer"])
    file.add("url", home)
    file.add("last-modified", stamp)
    for event in content.events:
        if belongs(event):
            file.add_component(_component(event, strings, home, stamp))
    body: bytes = file.to_ical()
    return body


def _component(event: Event, strings: Mapping[str, Any], home: str, stamp: datetime) -> icalendar.Event:
    address = f"{home}timeline/#{event.id}"
    item = icalendar.Event()
    item.add("uid", str(uuid5(NAMESPACE_OID, f"global-dialogue-ai-governance/{event.id}")))
    item.add("dtstamp", stamp)
    item.add("last-modified", stamp)
    item.add("dtstart", first_day(event.start))
    # The end of whole days is the day after the last (RFC 5545, section 3.6.1).
    item.add("dtend", last_day(event.end) + timedelta(days=1))
    item.add("summary", strings["events"][event.id])
    item.add("description", f"{address}\n\n{strings['disclaimer']}")
    if event.place:
        item.add("location", strings["facts"][event.place])
    item.add("url", address)
    item.add("transp", "TRANSPARENT")
    return item
