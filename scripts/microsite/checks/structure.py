"""Every page exists in every language, is in the navigation and has sound headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from ..content import Content, Page
from ..fields import ID
from ..model import EMPTY, Problem

Found = tuple[int, str, str]

# The ids that templates give to their own parts.
_RESERVED = re.compile(r"(?:p\d+|top|text|notes|cite|q|results|more|pages|toc|search-texts)\Z")
# Templates made for one page; the others may be used by several.
_PAGES_OF = {
    "home.html": "index",
    "timeline.html": "timeline",
    "glossary.html": "glossary",
    "search.html": "search",
    "translations.html": "translations",
    "questions.html": "questions",
}


def check(content: Content) -> Iterator[Problem]:
    """Yield what is wrong with the set of pages, their front matter and the headings of each."""
    yield from _page_set(content)
    for name in content.names:
        yield from _versions(content, [page for page in content.pages.values() if page.name == name])
    rows = {
        "timeline.html": {event.id for event in content.events},
        "glossary.html": {term.id for term in content.terms},
    }
    for page in content.pages.values():
        taken = rows.get(page.meta.template, set())
        for line, message, remedy in (*_headings(page, taken), *_unwritten(page), *_template(page)):
            yield Problem(page.path, line, message, remedy, "structure")


def _page_set(content: Content) -> Iterator[Problem]:
    locales = [language.locale for language in content.languages]
    present: dict[str, list[str]] = {}
    for locale, name in content.pages:
        present.setdefault(name, []).append(locale)
    for name in content.names:
        for locale in locales:
            if locale not in present.get(name, []):
                path = f"docs/{locale}/{name}.md"
                message = f"The page “{name}” is missing in this language."
                remedy = f"Write {path} with the same headings as in the other languages."
                yield Problem(path, 1, message, remedy, "structure")
    for name, found in present.items():
        if name not in content.names:
            message = f"The page is in {', '.join(found)}, but not in the navigation."
            remedy = (
                f"Add “- {name}.md” to nav in mkdocs.yml and write the page in {', '.join(locales)}, or "
                f"delete it. If a page was renamed, write “OLD-NAME: {{moved: {name}}}” in "
                "docs/_data/published.yml as well."
            )
            yield Problem(content.pages[found[0], name].path, 1, message, remedy, "structure")


def _template(page: Page) -> Iterator[Found]:
    name, line = _PAGES_OF.get(page.meta.template, page.name), page.meta.lines.get("template", 2)
    if name != page.name:
        yield line, f"“{page.meta.template}” is the template of the page “{name}”.", "Delete the line."


def _headings(page: Page, taken: set[str]) -> Iterator[Found]:
    counts = Counter(section.id for section in page.sections[1:] if section.id)
    level = 1
    for section in page.sections[1:]:
        line = section.line
        if section.id == "notes" and not section.title:
            continue
        if section.level == 1:
            message = "A heading with one # is the title of the page, which the front matter has already."
            yield line, message, "Write ## for a section."
        elif section.level > level + 1:
            yield line, "The heading skips a level.", f"Write {'#' * (level + 1)} here."
        level = section.level
        if not section.id:
            message = f"The heading “{section.title}” has no id."
            yield line, message, "Write {#name} behind it, the same as in the other languages."
        elif not ID.match(section.id) or _RESERVED.match(section.id) or section.id in taken:
            remedy = (
                "Use small letters a to z, digits and hyphens, and another word: p1, p2 …, top, text, "
                "notes and the ids of other parts of the page are taken."
            )
            yield line, f"“{section.id}” cannot be the id of a heading.", remedy
        elif counts[section.id] > 1:
            message = f"The id “{section.id}” appears {counts[section.id]} times on this page."
            yield line, message, "Give each heading its own id."
        if section.classes:
            yield line, "A heading has a mark beside its id.", "Write {#name} alone."


def _unwritten(page: Page) -> Iterator[Found]:
    """Yield what is still to be written."""
    for key in ("title", "nav_title", "description"):
        if getattr(page.meta, key) in (page.name, EMPTY):
            yield page.meta.lines[key], f"The {key} is still to be written.", "Write it."
    for section, following in zip(page.sections, (*page.sections[1:], None), strict=True):
        for block in section.blocks:
            if block.text.strip() == EMPTY:
                yield block.line, "The text is still to be written.", "Write it, or delete the line."
        if section.title == EMPTY:
            yield section.line, "The heading is still to be written.", "Write it."
        if section.title and not section.blocks and (not following or following.level <= section.level):
            message = f"The section “{section.id}” has no text."
            yield section.line, message, "Write it, or delete the heading."
    if not page.meta.template and not any(section.blocks for section in page.sections):
        yield page.body_line, "The page has no text.", "Write it below the front matter."


def _versions(content: Content, pages: list[Page]) -> Iterator[Problem]:
    """Yield what the versions of a page say differently about which of them is the original."""
    if len(pages) < 2:
        return
    originals = {page.locale: page for page in pages if not page.meta.original}
    named = Counter(page.meta.original for page in pages if page.meta.original)
    # Most versions are right; of two that are named as often, the one that says it is no translation.
    locale = max(originals.keys() | named.keys(), key=lambda code: (named[code], code in originals, code))
    source = next((page for page in pages if page.locale == locale), None)
    for page in pages:
        for key, message, remedy in _version(page, source, locale):
            yield Problem(page.path, page.meta.lines.get(key, 2), message, remedy, "structure")
        if page.meta.translated and page.meta.translated > content.today + timedelta(days=1):
            message = f"{page.meta.translated} has not come yet."
            remedy = "Write the day of the translation."
            yield Problem(page.path, page.meta.lines["translated"], message, remedy, "structure")


def _version(page: Page, source: Page | None, locale: str) -> Iterator[tuple[str, str, str]]:
    """Yield key, message and remedy for what is wrong in the front matter of one version."""
    meta = page.meta
    if page is source:
        if meta.original:
            message = "The other languages name this page as the original."
            yield "original", message, "Delete “original”, “translated” and “method” here."
        if meta.status == "unofficial-translation":
            yield "status", "An original is no translation.", "Write as-circulated or our-summary."
        for key in ("sections", "reviewed_by", "translated", "method"):
            if getattr(meta, key) and not meta.original:
                yield key, f"An original has no “{key}”.", "Delete the line."
    elif not meta.original:
        remedy = f"Add “original: {locale}”, “translated: ” with the day, and “method: machine”."
        yield "title", "The front matter does not name the language of the original.", remedy
    elif meta.original != locale or source is None:
        message = f"“{meta.original}” does not hold the original of this page."
        remedy = f"Write {locale}." if source else "Write the language whose page has no key “original”."
        yield "original", message, remedy
    else:
        status = "our-summary" if source.meta.status == "our-summary" else "unofficial-translation"
        if meta.status != status:
            message = f"“{meta.status}” cannot be the status of a translation of {source.path}."
            yield "status", message, f"Write {status}."
        if meta.template != source.meta.template:
            wanted = source.meta.template
            remedy = f"Write “template: {wanted}”." if wanted else "Delete the line."
            yield "template", f"The template differs from that of {source.path}.", remedy
