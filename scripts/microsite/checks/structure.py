"""Every page exists in every language, is in the navigation and has sound headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from ..content import Content, Page
from ..model import EMPTY, ID, Problem

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
        taken = rows.get(page.meta.template, set())
        versions = [other for other in content.pages.values() if other.name == page.name]
        late = content.today + timedelta(days=1)
        found = (*_front_matter(page, versions), *_headings(page, taken), *_unwritten(page))
        for line, message, remedy in found:
            yield Problem(page.path, line, message, remedy, "structure")
        if page.meta.translated and page.meta.translated > late:
            line, message = page.meta.lines["translated"], f"{page.meta.translated} has not come yet."
            yield Problem(page.path, line, message, "Write the day of the translation.", "structure")


def _page_set(content: Content) -> Iterator[Problem]:
    locales = [language.locale for language in content.languages]
    for name in content.names:
        for locale in locales:
            if (locale, name) not in content.pages:
                path = f"docs/{locale}/{name}.md"
                message = f"The page “{name}” is missing in this language."
                remedy = f"Write {path} with the same headings as in the other languages."
                yield Problem(path, 1, message, remedy, "structure")
    others = {page.name: page for page in content.pages.values() if page.name not in content.names}
    for name, page in others.items():
        remedy = (
            f"Add “- {name}.md” to nav in mkdocs.yml and write the page in {', '.join(locales)}, or delete "
            f"it. If a page was renamed, write “OLD-NAME: {{moved: {name}}}” in docs/_data/published.yml."
        )
        yield Problem(page.path, 1, f"The page “{name}” is not in the navigation.", remedy, "structure")


def _front_matter(page: Page, versions: list[Page]) -> Iterator[Found]:
    """Yield what one version says differently from the others about original, status and template."""
    meta, line = page.meta, page.meta.lines
    if meta.template and meta.template not in ("home.html", f"{page.name}.html"):
        yield line["template"], f"“{meta.template}” is the template of another page.", "Delete the line."
    # Most versions are right; of two that are named as often, the one that says it is no translation.
    named = Counter(other.meta.original or other.locale for other in versions)
    locale = named.most_common(1)[0][0]
    source = next((other for other in versions if other.locale == locale and not other.meta.original), None)
    if page.locale == locale:
        for key in ("original", "translated", "method", "sections", "reviewed_by"):
            if getattr(meta, key):
                message = f"The other languages name this page as the original, which has no “{key}”."
                yield line.get(key, 2), message, "Delete the line."
        if meta.status == "unofficial-translation":
            message = "An original is no translation."
            yield line["status"], message, "Write as-circulated or our-summary."
    elif meta.original != locale:
        remedy = f"Write “original: {locale}”, “translated: ” with the day, and “method: machine”."
        yield line.get("original", 2), f"The original of this page is that in {locale}.", remedy
    elif source:
        summary = source.meta.status == "our-summary"
        wanted = {
            "status": "our-summary" if summary else "unofficial-translation",
            "template": source.meta.template,
        }
        for key, value in wanted.items():
            if getattr(meta, key) != value:
                remedy = f"Write “{key}: {value}”." if value else "Delete the line."
                yield line.get(key, 2), f"“{key}” does not fit the original, {source.path}.", remedy


def _headings(page: Page, taken: set[str]) -> Iterator[Found]:
    counts = Counter(section.id for section in page.sections[1:] if section.id)
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
            yield line, f"The id “{section.id}” appears twice on this page.", "Give each its own id."
        if section.classes:
            yield line, "A heading has a mark beside its id.", "Write {#name} alone."


def _unwritten(page: Page) -> Iterator[Found]:
    """Yield what is still to be written."""
    texts = [(page.meta.lines.get(key, 2), getattr(page.meta, key)) for key in ("title", "description")]
    texts += [(section.line, section.title) for section in page.sections]
    texts += [(block.line, block.text.strip()) for section in page.sections for block in section.blocks]
    for line, text in texts:
        if text == EMPTY:
            yield line, "The text is still to be written.", "Write it, or delete the line."
    for section, following in zip(page.sections, (*page.sections[1:], None), strict=True):
        if section.title and not section.blocks and (not following or following.level <= section.level):
            yield (
                section.line,
                f"The section “{section.id}” has no text.",
                "Write it, or delete the heading.",
            )
    if not page.meta.template and not any(section.blocks for section in page.sections):
        yield page.body_line, "The page has no text.", "Write it below the front matter."
