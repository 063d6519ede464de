"""What the templates show around a page's text, computed from the content alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from babel import Locale
from mkdocs.structure.nav import Navigation

from ..content import Content, Page
from ..dataset import Entries
from ..git import History
from ..model import Language
from ..parse import WHEN
from ..schema import Event, Link, Term
from ..status import outdated
from ..status import state as translation_state
from .dates import State, in_words, last_day, state

# Pages that every foot links, and that no list of the contents needs.
FOOT = ("translations", "accessibility", "search")
# Pages that are tools and no texts: nothing on them is to be cited, compared or called a translation.
TOOLS = (*FOOT, "glossary")
# The official text that a page is about, by its id in links.yml; the pages from which a date is taken.
OFFICIAL = {
    "dialogue": "dialogue-site",
    "background/resolution-79-325": "res-79-325",
    "background/global-digital-compact": "res-79-1",
    "background/scientific-panel": "panel-site",
    "background/preliminary-report": "preliminary-report",
}
CALENDAR = ("index", "dialogue", "timeline")


@dataclass(frozen=True)
class Entry:
    """A page in a list: its words, address and name, and whether it is the page in hand."""

    title: str
    address: str
    name: str
    current: bool = False


@dataclass(frozen=True)
class Source:
    """A source as a page names it. `mark` says in short what `title` says in full: another language
    than the page's, whose tag is `foreign`, or an address that we know only from another text."""

    name: str
    address: str
    foreign: str = ""
    mark: str = ""
    title: str = ""


@dataclass(frozen=True)
class DatedEvent:
    """An event as a page shows it."""

    event: Event
    text: str
    date: str
    state: State
    state_text: str
    sources: tuple[Source, ...]

    @property
    def year(self) -> str:
        """Return the year in which the event begins."""
        return self.event.start[:4]


class Site:
    """The content, and the day on which the site is built. One object for the whole build."""

    def __init__(
        self,
        content: Content,
        facts_checked: date,
        repository: str = "",
        history: History | None = None,
        contact: str = "",
    ) -> None:
        self.content = content
        self.history = history or History()
        self.today, self.facts_checked = content.today, facts_checked
        self.repository, self.contact = repository, contact
        self._events = Entries({event.id: event for event in content.events}, "docs/_data/events.yml:1")
        self._links = Entries({link.id: link for link in content.links}, "docs/_data/links.yml:1")
        self._subjects = {address: link.id for link in content.links for _, address in link.addresses()}
        self._terms = Entries({term.id: term for term in content.terms}, "docs/_data/glossary.yml:1")
        self._states = {key: translation_state(content, *key) for key in content.pages}

    def event(self, event_id: str) -> Event:
        """Return an event by its id. Raises CannotRun."""
        event: Event = self._events[event_id]
        return event

    def term(self, term_id: str) -> Term:
        """Return a term of the glossary by its id. Raises CannotRun."""
        term: Term = self._terms[term_id]
        return term

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

    def events(self, locale: str) -> Iterator[DatedEvent]:
        """Yield all events in order of time, in the words of a language. A month is behind its days."""
        strings = self.content.strings[locale]
        for event in sorted(self.content.events, key=lambda one: (last_day(one.start), last_day(one.end))):
            now = state(event, self.today)
            # Of an event known by month or year alone nobody can say that it is under way.
            vague = now == "underway" and len(event.start) < len("2026-07-06")
            yield DatedEvent(
                event=event,
                text=strings["events"][event.id],
                date=self.event_dates(event.id, locale),
                state=now,
                state_text="" if vague else strings[f"{event.kind}_state"][now],
                sources=tuple(self.source(source, locale) for source in event.source),
            )

    def source(self, source_id: str, locale: str) -> Source:
        """Return a source: an id of `links.yml` or the name of a page of the site. Raises CannotRun."""
        page = self.content.pages.get((locale, source_id))
        if page:
            return Source(page.meta.nav_title or page.meta.title, page.address)
        link: Link = self._links[source_id]
        (address, language), strings = link.target(locale), self.content.strings[locale]
        found = Source(link.label(locale), address)
        if language != locale:
            tag, title = self.content.language(language).tag, strings["in_language"][language]
            found = replace(found, foreign=tag, mark=language, title=title)
        if link.is_cited(language):
            title = strings["semicolon"].join(filter(None, (found.title, strings["cited"])))
            found = replace(found, mark=f"{found.mark}†", title=title)
        return found

    def subject(self, address: str) -> str:
        """Return the id in `links.yml` of an address that a text names; empty if there is none."""
        return self._subjects.get(address, "")

    def official(self, page: Page) -> Source | None:
        """Return the official text that a page is about, where it is known."""
        found = OFFICIAL.get(page.name)
        return self.source(found, page.locale) if found else None

    def navigation(self, page: Page) -> list[Entry]:
        """Return all pages in the order of `nav`."""
        return [
            Entry(other.meta.nav_title or other.meta.title, other.address, name, name == page.name)
            for name in self.content.names
            if (other := self.content.pages.get((page.locale, name)))
        ]

    def groups(self, nav: Navigation, page: Page) -> list[tuple[str, list[Entry]]]:
        """Return the groups of the navigation with their pages, but those that every foot links."""
        entries = {entry.name: entry for entry in self.navigation(page) if entry.name not in FOOT}
        groups = []
        for item in nav.items:
            pages = [child.file.src_uri for child in item.children or [item]]
            names = [uri.partition("/")[2].removesuffix(".md") for uri in pages]
            groups.append(
                (item.title if item.children else "", [entries[name] for name in names if name in entries])
            )
        return groups

    def beside(self, page: Page) -> tuple[Entry | None, Entry | None]:
        """Return the page before and the page after this one, among those of the contents."""
        entries = [entry for entry in self.navigation(page) if entry.name not in FOOT]
        places = [index for index, entry in enumerate(entries) if entry.current]
        if not places:
            return None, None
        at = places[0]
        return entries[at - 1] if at else None, entries[at + 1] if at + 1 < len(entries) else None

    def shown(self, classes: Iterable[str]) -> bool:
        """Return whether what has these classes belongs to the state of today."""
        times = [match for name in classes if (match := WHEN.fullmatch(name))]
        return all(self.state_of(match[1]) == match[2] for match in times)

    def versions(self, page: Page) -> list[tuple[Language, str]]:
        """Return each language of the site with the address of the page in it."""
        pages = self.content.pages
        return [
            (language, pages[language.locale, page.name].address)
            for language in self.content.languages
            if (language.locale, page.name) in pages
        ]

    def status(self, page: Page) -> Mapping[str, str]:
        """Return the line and the details of the note on what a text is, and its original."""
        texts, meta = self.content.strings[page.locale]["status"], page.meta
        note = {"line": texts[meta.status], "details": texts[f"{meta.status}-details"], "method": ""}
        original = self.content.original(page)
        if original and meta.translated:
            note["original"], note["original_locale"] = original.address, original.locale
            note["method"] = texts["reviewed" if meta.reviewed_by else "machine"].format(
                original=self.content.strings[page.locale]["from_language"][meta.original],
                date=self.day(meta.translated, page.locale),
                reviewer=meta.reviewed_by,
            )
        return note

    def outdated_line(self, page: Page) -> str:
        """Return how many sections of a translation are older than their original; empty if none."""
        count = len(outdated(self.content, page))
        forms = self.content.strings[page.locale]["status"]["outdated_sections"]
        category = Locale.parse(page.locale).plural_form(count)
        return str(forms[category]).format(n=count) if count else ""

    def state(self, locale: str, name: str) -> str:
        """Return original, current, outdated or missing."""
        return self._states.get((locale, name), "missing")

    def template_globals(self) -> dict[str, Callable[..., Any] | Any]:
        """Return what every template may use."""
        content, pages = (
            self.content,
            {"tools_pages": TOOLS, "foot_pages": FOOT, "calendar_pages": CALENDAR},
        )
        return {"site": self, "languages": content.languages, "strings": content.strings, **pages}
