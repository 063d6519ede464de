"""The calendar file of each language (RFC 5545 and RFC 7986), from the shared events."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_OID, NAMESPACE_URL, uuid5

import icalendar

from ..content import Content


def calendar(content: Content, locale: str, site_url: str, stamp: datetime) -> bytes:
    """Return the iCalendar file of a language. `site_url` ends in a slash, `stamp` is in UTC."""
    strings, home, events = content.strings[locale], f"{site_url}{locale}/", []
    for event in content.events:
        # It is marked for the calendar, and its days are known and confirmed.
        if event.calendar and len(event.start) == len(event.end) == 10 and event.mark != "1":
            address = f"{home}timeline/#{event.id}"
            events.append(
                icalendar.Event.new(
                    # The same in all languages, so that a second import replaces the first.
                    uid=uuid5(NAMESPACE_OID, f"global-dialogue-ai-governance/{event.id}"),
                    stamp=stamp,
                    start=date.fromisoformat(event.start),
                    # The end of whole days is the day after the last (RFC 5545, section 3.6.1).
                    end=date.fromisoformat(event.end) + timedelta(days=1),
                    summary=strings["events"][event.id],
                    description=f"{address}\n\n{strings['disclaimer']}",
                    location=strings["facts"][event.place] if event.place else None,
                    url=address,
                    transparency=icalendar.TRANSP.TRANSPARENT,
                )
            )
    file = icalendar.Calendar.new(
        prodid="-//Global Dialogue on AI Governance//independent information site//EN",
        name=strings["site_name"],
        description=strings["disclaimer"],
        url=home,
        uid=uuid5(NAMESPACE_URL, home),
        subcomponents=events,
    )
    return bytes(file.to_ical())
