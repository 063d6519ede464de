"""What the templates show around a page's text, computed from the content alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from babel import Locale
from mkdocs.structure.nav import Navigation

from ..content import Content, Page
from ..git import History
from ..model import Block, Language, Section
from ..parse import WHEN
from ..schema import Link
from ..source import Entries
from ..status import outdated
from ..status import state as translation_state
from .compare import Row
from .dates import State, in_words, last_day, state

# Pages that every foot links; those not among the contents; tools, with nothing to be cited or compared.
FOOT = ("translations", "accessibility")
UNLISTED = (*FOOT, "search")
TOOLS = (*UNLISTED, "glossary")
# The official text that a page is about, by its id in links.yml; the pages that offer the calendar.
OFFICIAL = {
    "dialogue": "dialogue-site",
    "background/resolution-79-325": "res-79-325",
    "background/global-digital-compact": "res-79-1",
    "background/scientific-panel": "panel-site",
    "background/preliminary-report": "preliminary-report",
    "background/thematic-brief": "brief",
}
CALENDAR = ("index", "dialogue", "timeline")


class Entry(NamedTuple):
    """A page in a list: its words, address and name, and whether it is the page in hand."""

    title: str
    address: str
    name: str
    current: bool


class Source(NamedTuple):
    """A source as a page names it. `mark` says in short what `title` says in full: that it is in the
    language with the tag `foreign`, or that we know its address only from another text."""

    name: str
    address: str
    foreign: str = ""
    mark: str = ""
    title: str = ""


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
        self.content, self.today, self.facts_checked = content, content.today, facts_checked
        self.repository, self.contact, self.history = repository, contact, history or History()
        self._subjects = {address: link.id for link in content.links for _, address in link.addresses()}
        self._links = Entries({link.id: link for link in content.links}, "docs/_data/links.yml:1")
        # What the side-by-side views show of each page, filled while the pages are built.
        self.rows: dict[tuple[str, str], list[Row]] = {}
        # An event, a term of the glossary by its id. They raise CannotRun.
        self.event = Entries({one.id: one for one in content.events}, "docs/_data/events.yml:1").__getitem__
        self.term = Entries({one.id: one for one in content.terms}, "docs/_data/glossary.yml:1").__getitem__
        # In order of time; a month is behind its days.
        self.events = sorted(content.events, key=lambda one: (last_day(one.start), last_day(one.end)))
        self._outdated = {page: outdated(content, page) for page in content.pages.values()}
        self._states = {key: translation_state(content, page) for key, page in content.pages.items()}

    def state_of(self, event_id: str) -> State:
        """Return the state of an event on the day of the build. Raises CannotRun."""
        return state(self.event(event_id), self.today)

    def day(self, day: date, locale: str) -> str:
        """Return a day in the words of a language."""
        return in_words(str(day), str(day), locale, self.content.strings[locale])

    def event_dates(self, event_id: str, locale: str) -> str:
        """Return the dates of an event in the words of a language. Raises CannotRun."""
        event = self.event(event_id)
        return in_words(event.start, event.end, locale, self.content.strings[locale])

    def source(self, source_id: str, locale: str) -> Source:
        """Return a source: an id of `links.yml` or the name of a page of the site. Raises CannotRun."""
        if page := self.content.pages.get((locale, source_id)):
            return Source(page.meta.nav_title or page.meta.title, page.address)
        link: Link = self._links[source_id]
        (address, language), strings = link.target(locale), self.content.strings[locale]
        own, cited = language == locale, link.is_cited(language)
        titles = ("" if own else strings["in_language"][language], strings["cited"] if cited else "")
        return Source(
            link.label(locale),
            address,
            "" if own else self.content.language(language).tag,
            ("" if own else language) + "†" * cited,
            strings["semicolon"].join(filter(None, titles)),
        )

    def subject(self, address: str) -> str:
        """Return the id in `links.yml` of an address that a text names; empty if there is none."""
        return self._subjects.get(address, "")

    def official(self, page: Page) -> Source | None:
        """Return the official text that a page is about, where it is known."""
        return self.source(OFFICIAL[page.name], page.locale) if page.name in OFFICIAL else None

    def navigation(self, page: Page) -> list[Entry]:
        """Return all pages in the order of `nav`."""
        return [
            Entry(other.meta.nav_title or other.meta.title, other.address, name, name == page.name)
            for name in self.content.names
            if (other := self.content.pages.get((page.locale, name)))
        ]

    def groups(self, nav: Navigation, page: Page) -> list[tuple[str, list[Entry]]]:
        """Return the groups of the navigation with their pages, but for those in header and foot."""
        entries = {entry.address: entry for entry in self.navigation(page) if entry.name not in UNLISTED}
        groups = [(item.title if item.children else "", item.children or [item]) for item in nav.items]
        return [(title, [entries[i.url] for i in inside if i.url in entries]) for title, inside in groups]

    def beside(self, page: Page) -> tuple[Entry | None, Entry | None]:
        """Return the page before and the page after this one, but for those in header and foot."""
        shown = [None, *(one for one in self.navigation(page) if one.name not in UNLISTED), None]
        at = next((index for index, one in enumerate(shown) if one and one.current), 0)
        return (shown[at - 1], shown[at + 1]) if at else (None, None)

    def shown(self, section: Section) -> list[Block]:
        """Return the blocks of a section that belong to the state of today."""
        dated = [(block, [*filter(None, map(WHEN.fullmatch, block.classes))]) for block in section.blocks]
        return [block for block, times in dated if all(self.state_of(m[1]) == m[2] for m in times)]

    def state_in(self, page: Page, section: Section) -> str:
        """Return original, current or outdated: how a section of a page stands to its original."""
        current = "current" if page.meta.original else "original"
        return "outdated" if section.id in self._outdated[page] else current

    def versions(self, page: Page) -> list[tuple[Language, str]]:
        """Return each language of the site with the address of the page in it."""
        found = ((one, self.content.pages.get((one.locale, page.name))) for one in self.content.languages)
        return [(language, other.address) for language, other in found if other]

    def outdated_line(self, page: Page) -> str:
        """Return how many sections of a translation are older than their original; empty if none."""
        count = len(self._outdated[page])
        forms = self.content.strings[page.locale]["status"]["outdated_sections"]
        return str(forms[Locale.parse(page.locale).plural_form(count)]).format(n=count) if count else ""

    def state(self, locale: str, name: str) -> str:
        """Return original, current, outdated or missing."""
        return self._states.get((locale, name), "missing")

    def template_globals(self) -> Mapping[str, Any]:
        """Return what every template may use."""
        texts = {"languages": self.content.languages, "strings": self.content.strings}
        return {"site": self, "tools_pages": TOOLS, "foot_pages": FOOT, "calendar_pages": CALENDAR, **texts}
