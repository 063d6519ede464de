"""What the templates show around a page's text, computed from the content alone."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from babel import Locale

from ..content import Content, Page
from ..dataset import EVENTS, LINKS
from ..git import History
from ..model import Block, Language, Section
from ..parse import WHEN
from ..source import Entries
from ..status import outdated
from .compare import Row
from .dates import in_words, last_day, state


class Source(NamedTuple):
    """A source as a page names it: `mark` says its language, and whether we know it from another text."""

    name: str
    address: str
    foreign: str = ""  # the tag of a language that is not the reader's
    mark: str = ""
    title: str = ""  # what the mark says, in full


@dataclass
class Site:
    """The content, and what the build knows beside it. One object for the whole build."""

    content: Content
    facts_checked: date
    repository: str = ""
    history: History = field(default_factory=History)
    contact: str = ""
    # What the side-by-side views show of each page, filled while the pages are built.
    rows: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare what templates look up. A missing event, term or link raises CannotRun."""
        content = self.content
        self.subjects = {address: link.id for link in content.links for _, address in link.addresses()}
        self.links = Entries({link.id: link for link in content.links}, f"{LINKS}:1")
        self.event = Entries({one.id: one for one in content.events}, f"{EVENTS}:1")
        self.term = Entries({one.id: one for one in content.terms}, "docs/_data/glossary.yml:1")
        # In order of time; a month comes after its days.
        self.events = sorted(content.events, key=lambda one: (last_day(one.start), last_day(one.end)))
        self.outdated = {key: outdated(content, page) for key, page in content.pages.items()}

    def state_of(self, event_id: str) -> str:
        """Return the state of an event on the day of the build. Raises CannotRun."""
        return state(self.event[event_id], self.content.today)

    def dates(self, locale: str, start: date | str, end: date | str = "") -> str:
        """Return a day, or the days from `start` to `end`, in the words of a language."""
        return in_words(str(start), str(end or start), locale, self.content.strings[locale])

    def source(self, source_id: str, locale: str) -> Source:
        """Return a source: an id of `links.yml` or the name of a page of the site. Raises CannotRun."""
        if page := self.content.pages.get((locale, source_id)):
            return Source(page.meta.nav_title or page.meta.title, page.address)
        link, strings = self.links[source_id], self.content.strings[locale]
        address, language = link.target(locale)
        other, cited = "" if language == locale else language, link.is_cited(language)
        says = (strings["in_language"].get(other), strings["cited"] if cited else "")
        tag = self.content.language(other).tag if other else ""
        title = strings["semicolon"].join(filter(None, says))
        return Source(link.label(locale), address, tag, other + "†" * cited, title)

    def navigation(self, locale: str) -> list[Page]:
        """Return all pages of a language in the order of `nav`."""
        return [self.content.pages[locale, name] for name in self.content.names]

    def versions(self, page: Page) -> list[tuple[Language, str]]:
        """Return each language of the site with the address of the page in it."""
        found = ((one, self.content.pages.get((one.locale, page.name))) for one in self.content.languages)
        return [(language, other.address) for language, other in found if other]

    def shown(self, section: Section) -> list[Block]:
        """Return the blocks of a section that belong to the state of today."""
        dated = [(block, [*filter(None, map(WHEN.fullmatch, block.classes))]) for block in section.blocks]
        return [block for block, times in dated if all(self.state_of(m[1]) == m[2] for m in times)]

    def outdated_line(self, page: Page) -> str:
        """Return how many sections of a translation are older than their original; empty if none."""
        count = len(self.outdated[page.locale, page.name])
        forms = self.content.strings[page.locale]["status"]["outdated_sections"]
        return str(forms[Locale.parse(page.locale).plural_form(count)]).format(n=count) if count else ""
