"""Every page exists in every language, is in the navigation and has sound headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import timedelta
from itertools import product

from ..content import Content, Page
from ..fields import ID
from ..model import EMPTY, TEXT_KEYS, Problem

Found = tuple[int, str, str]

# The ids that templates give to their own parts.
_RESERVED = re.compile(r"(?:p\d+|top|text|notes|cite|q|results|more|pages|toc|search-texts)\Z")


def check(content: Content) -> Iterator[Problem]:
    """Yield what is wrong with the set of pages, their front matter and the headings of each."""
    yield from _page_set(content)
    rows = {
        "timeline.html": {event.id for event in content.events},
        "glossary.html": {term.id for term in content.terms},
    }
    for page in content.pages.values():
        taken = rows.get(page.meta.template, ())
        for found in (*_front_matter(content, page), *_headings(page, taken), *_unwritten(page)):
            yield Problem(page.path, *found, "structure")


def _page_set(content: Content) -> Iterator[Problem]:
    locales = [language.locale for language in content.languages]
    for name, locale in product(content.names, locales):
        if (locale, name) not in content.pages:
            path = f"docs/{locale}/{name}.md"
            remedy = f"Write {path} with the same headings as in the other languages."
            yield Problem(path, 1, f"The page “{name}” is missing in this language.", remedy, "structure")
    others = {page.name: page for page in content.pages.values() if page.name not in content.names}
    for name, page in others.items():
        remedy = (
            f"Add “- {name}.md” to nav in mkdocs.yml and write the page in {', '.join(locales)}, or delete "
            f"it. If a page was renamed, write “OLD-NAME: {{moved: {name}}}” in docs/_data/published.yml."
        )
        yield Problem(page.path, 1, f"The page “{name}” is not in the navigation.", remedy, "structure")


def _front_matter(content: Content, page: Page) -> Iterator[Found]:
    """Yield what one version says differently from the others about original, status and template."""
    meta, line = page.meta, page.meta.lines
    if meta.template not in ("", "home.html", f"{page.name}.html"):
        yield line["template"], f"“{meta.template}” is the template of another page.", "Delete the line."
    if meta.translated and meta.translated > content.today + timedelta(days=1):
        yield line["translated"], f"{meta.translated} has not come yet.", "Write the day of the translation."
    # The original is the version that most versions name.
    named = Counter(
        other.meta.original or other.locale for other in content.pages.values() if other.name == page.name
    )
    locale = max((language.locale for language in content.languages), key=named.__getitem__)
    source = content.pages.get((locale, page.name))
    wanted = {"original": locale}
    if page is source:
        wanted = dict.fromkeys(("original", "translated", "method", "sections", "reviewed_by"), "")
        if meta.status == "unofficial-translation":
            wanted["status"] = "as-circulated"
    elif source:
        summary = source.meta.status == "our-summary"
        wanted["status"] = "our-summary" if summary else "unofficial-translation"
        wanted["template"] = source.meta.template
    for key, value in wanted.items():
        if (getattr(meta, key) or "") != value:
            remedy = f"Write “{key}: {value}”." if value else "Delete the line."
            message = f"“{key}” does not fit: the original of this page is docs/{locale}/{page.name}.md."
            yield line.get(key, 2), message, remedy


def _headings(page: Page, taken: Collection[str]) -> Iterator[Found]:
    counts = Counter(section.id for section in page.sections)
    level = 1
    for section in page.sections[1:]:
        line = section.line
        if section.id == "notes" and not section.title:
            continue
        if section.level == 1:
            yield line, "The title of the page is in its front matter already.", "Write ## for a section."
        elif section.level > level + 1:
            yield line, "The heading skips a level.", f"Write {'#' * (level + 1)} here."
        level = section.level
        free = ID.match(section.id) and not _RESERVED.match(section.id) and section.id not in taken
        if not free or counts[section.id] > 1 or section.classes:
            message = f"The id of the heading “{section.title}” is missing, not allowed or taken."
            remedy = (
                "Write {#name} alone behind it, the same in all languages: small letters a to z, digits and "
                "hyphens, once on the page, and not p1, p2 …, top, text or notes."
            )
            yield line, message, remedy


def _unwritten(page: Page) -> Iterator[Found]:
    """Yield what is still to be written."""
    texts = [(page.meta.lines.get(key, 2), getattr(page.meta, key)) for key in TEXT_KEYS]
    texts += [(section.line, section.title) for section in page.sections]
    texts += [(block.line, block.text.strip()) for section in page.sections for block in section.blocks]
    for line in (line for line, text in texts if text == EMPTY):
        yield line, "The text is still to be written.", "Write it, or delete the line."
    levels = [*(section.level for section in page.sections[1:]), 0]
    for section, following in zip(page.sections, levels, strict=True):
        if section.title and not section.blocks and following <= section.level:
            message = f"The section “{section.id}” has no text."
            yield section.line, message, "Write it, or delete the heading."
    if not page.meta.template and not any(section.blocks for section in page.sections):
        yield page.body_line, "The page has no text.", "Write it below the front matter."
