"""What the templates show around a page's text, computed from the content alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from babel import Locale

from ..content import Content, Page
from ..dataset import Entries
from ..git import History
from ..model import Language
from ..schema import Event, Link
from ..status import outdated
from ..status import state as translation_state
from . import compare
from .dates import State, in_words, last_day, state


@dataclass(frozen=True)
class Entry:
    """A page in a list: its words, address and name, and whether it is the page in hand."""

    title: str
    address: str
    name: str
    current: bool = False


@dataclass(frozen=True)
class DatedEvent:
    """An event as a page shows it."""

    event: Event
    text: str
    date: str
    state: State
    state_text: str
    sources: tuple[tuple[str, str, str], ...]


def _order(event: Event) -> tuple[date, date]:
    """Sort a month or year behind the days that are known in it."""
    return last_day(event.start), last_day(event.end)


class Site:
    """The content, and the day on which the site is built. One object for the whole build."""

    def __init__(
        self,
        content: Content,
        facts_checked: date,
        repository: str = "",
        contact: str = "",
        history: History | None = None,
    ) -> None:
        self.content = content
        self.history = history or History()
        self.today = content.today
        self.contact = contact
        self.facts_checked = facts_checked
        self.repository = repository
        self._events = Entries({event.id: event for event in content.events}, "docs/_data/events.yml:1")
        self._links = Entries({link.id: link for link in content.links}, "docs/_data/links.yml:1")
        self._states = {key: translation_state(content, *key) for key in content.pages}

    def event(self, event_id: str) -> Event:
        """Return an event by its id. Raises CannotRun."""
        event: Event = self._events[event_id]
        return event

    def state_of(self, event_id: str) -> State:
        """Return the state of an event on the day of the build. Raises CannotRun."""
        return state(self._events[event_id], self.today)

    def day(self, day: date, locale: str) -> str:
        """Return a day in the words of a language."""
        return in_words(f"{day:%Y-%m-%d}", f"{day:%Y-%m-%d}", locale, self.content.strings[locale])

    def event_dates(self, event_id: str, locale: str) -> str:
        """Return the dates of an event in the words of a language. Raises CannotRun."""
        event = self._events[event_id]
        return in_words(event.start, event.end, locale, self.content.strings[locale])

    def events(self, locale: str) -> list[DatedEvent]:
        """Return all events in order of time, in the words of a language."""
        strings = self.content.strings[locale]
        return [
            DatedEvent(
                event=event,
                text=strings["events"][event.id],
                date=self.event_dates(event.id, locale),
                state=(now := state(event, self.today)),
                # Of an event known by month or year alone nobody can say that it is under way.
                state_text=""
                if now == "underway" and len(event.start) < len("2026-07-06")
                else strings[f"{event.kind}_state"][now],
                sources=tuple(self.source(source, locale) for source in event.source),
            )
            for event in sorted(self.content.events, key=_order)
        ]

    def source(self, source_id: str, locale: str) -> tuple[str, str, str]:
        """Return name, address and language (empty for the page's own) of a source.

        A source is an id of `links.yml` or the name of a page of the site. Raises CannotRun.
        """
        page = self.content.pages.get((locale, source_id))
        if page:
            return page.meta.nav_title or page.meta.title, page.address, ""
        link: Link = self._links[source_id]
        address, language = link.target(locale)
        return link.label(locale), address, language if language != locale else ""

    def navigation(self, page: Page) -> list[Entry]:
        """Return the entries of the menu, in the order of `nav`."""
        return [
            Entry(other.meta.nav_title or other.meta.title, other.address, name, name == page.name)
            for name in self.content.names
            if (other := self.content.pages.get((page.locale, name)))
        ]

    def versions(self, page: Page) -> list[tuple[Language, str]]:
        """Return each language of the site with the address of the page in it."""
        return [
            (language, other.address)
            for language in self.content.languages
            if (other := self.content.pages.get((language.locale, page.name)))
        ]

    def status(self, page: Page) -> Mapping[str, str]:
        """Return the line and the details of the note on what a text is, and its original."""
        texts = self.content.strings[page.locale]["status"]
        meta = page.meta
        note = {
            "line": texts[meta.status],
            "details": texts[f"{meta.status}-details"],
            "method": "",
            "original": "",
            "original_locale": meta.original,
        }
        if meta.original and meta.translated:
            words = {
                "original": self.content.strings[page.locale]["from_language"][meta.original],
                "date": self.day(meta.translated, page.locale),
                "reviewer": meta.reviewed_by,
            }
            note["method"] = texts["reviewed" if meta.reviewed_by else "machine"].format(**words)
            original = self.content.original(page)
            note["original"] = original.address if original else ""
        return note

    def outdated_line(self, page: Page) -> str:
        """Return how many sections of a translation are older than their original; empty if none."""
        count = len(outdated(self.content, page))
        if not count:
            return ""
        forms = self.content.strings[page.locale]["status"]["outdated_sections"]
        category = Locale.parse(page.locale).plural_form(count)
        return str(forms[category]).format(n=count)

    def state(self, locale: str, name: str) -> str:
        """Return original, current, outdated or missing."""
        return self._states.get((locale, name), "missing")

    def beside(self, page: Page) -> str:
        """Return the address of the view of a page beside its original, or beside a translation."""
        other = page.meta.original or next(
            language.locale for language in self.content.languages if language.locale != page.locale
        )
        return compare.address(page.locale, page.name, other)
