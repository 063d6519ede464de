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

# The same in all languages and copies of the site, so that a second import replaces the first.
_ID = "global-dialogue-ai-governance"


def calendar(content: Content, locale: str, site_url: str, stamp: datetime) -> bytes:
    """Return the iCalendar file of a language. `site_url` ends in a slash, `stamp` is in UTC."""
    strings, home = content.strings[locale], f"{site_url}{locale}/"
    # Marked for it, with days that are known and confirmed.
    events = (e for e in content.events if e.calendar and len(e.start) == len(e.end) == 10 and e.mark != "1")
    file = icalendar.Calendar.new(
        prodid="-//Global Dialogue on AI Governance//independent information site//EN",
        name=strings["site_name"],
        description=strings["disclaimer"],
        url=home,
        uid=uuid5(NAMESPACE_OID, _ID),
        last_modified=stamp,
        subcomponents=[_component(event, strings, home, stamp) for event in events],
    )
    return bytes(file.to_ical())


def _component(event: Event, strings: Mapping[str, Any], home: str, stamp: datetime) -> icalendar.Event:
    address = f"{home}timeline/#{event.id}"
    return icalendar.Event.new(
        uid=uuid5(NAMESPACE_OID, f"{_ID}/{event.id}"),
        stamp=stamp,
        last_modified=stamp,
        start=first_day(event.start),
        # The end of whole days is the day after the last (RFC 5545, section 3.6.1).
        end=last_day(event.end) + timedelta(days=1),
        summary=strings["events"][event.id],
        description=f"{address}\n\n{strings['disclaimer']}",
        location=strings["facts"][event.place] if event.place else None,
        url=address,
        transparency=icalendar.TRANSP.TRANSPARENT,
    )
