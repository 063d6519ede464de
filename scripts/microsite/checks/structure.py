"""Every page exists in every language, stands in the navigation and has sound headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..content import ROOT_LOCALE
from ..model import Content, Page, Problem

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_RESERVED = re.compile(r"(?:p\d+|top|text|notes|menu)\Z")


def check(content: Content) -> Iterator[Problem]:
    """Yield what is wrong with the set of pages and with the headings of each."""
    yield from _page_set(content)
    for page in content.pages.values():
        yield from _headings(page)
        yield from _original(content, page)


def _page_set(content: Content) -> Iterator[Problem]:
    locales = [language.locale for language in content.languages]
    present: dict[str, list[str]] = {}
    for locale, name in content.pages:
        present.setdefault(name, []).append(locale)
    for name in content.names:
        for locale in locales:
            if locale not in present.get(name, []):
                path = f"docs/{locale}/{name}.md"
                yield Problem(
                    path,
                    1,
                    f"The page “{name}” is missing in this language.",
                    f"Write {path} with the same headings as in the other languages.",
                    "structure",
                )
    for name, found in present.items():
        if name not in content.names:
            path = content.pages[found[0], name].path
            only = ", ".join(found)
            yield Problem(
                path,
                1,
                f"The page is in {only}, but not in the navigation.",
                f"Add “- {name}.md” to nav in mkdocs.yml and write the page in "
                f"{', '.join(locales)}, or delete it.",
                "structure",
            )


def _headings(page: Page) -> Iterator[Problem]:
    counts = Counter(section.id for section in page.sections[1:] if section.id)
    level = 1
    for section in page.sections[1:]:
        if section.id == "notes" and not section.title:
            continue
        if section.level == 1:
            yield Problem(
                page.path,
                section.line,
                "A heading with one # is the title of the page, which stands in the head already.",
                "Write ## for a section.",
                "structure",
            )
        elif section.level > level + 1:
            yield Problem(
                page.path,
                section.line,
                "The heading skips a level.",
                f"Write {'#' * (level + 1)} here.",
                "structure",
            )
        level = section.level
        if not section.id:
            yield Problem(
                page.path,
                section.line,
                f"The heading “{section.title}” has no id.",
                "Write {#name} behind it, the same as in the other languages.",
                "structure",
            )
        elif not _ID.match(section.id) or _RESERVED.match(section.id):
            yield Problem(
                page.path,
                section.line,
                f"“{section.id}” cannot be the id of a heading.",
                "Use small letters a to z, digits and hyphens; p1, p2 …, top, text and notes are taken.",
                "structure",
            )
        elif counts[section.id] > 1:
            yield Problem(
                page.path,
                section.line,
                f"The id “{section.id}” stands {counts[section.id]} times on this page.",
                "Give each heading its own id.",
                "structure",
            )


def _original(content: Content, page: Page) -> Iterator[Problem]:
    original = page.meta.original
    if not original:
        return
    line = page.meta.lines.get("original", 2)
    target = content.pages.get((original, page.name))
    if original == page.locale or original == ROOT_LOCALE or target is None or target.meta.original:
        yield Problem(
            page.path,
            line,
            f"“{original}” does not hold the original of this page.",
            "Write the language whose page has no key “original”.",
            "structure",
        )
