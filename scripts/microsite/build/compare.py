"""Two languages side by side: the rows of a page, aligned by id, for every pair of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..model import Content, Language, Page

# Addresses inside a row stand after this mark until it is known how deep the page lies.
ROOT = "\ufdd0"
_ID = re.compile(r' id="[^"]*"')


@dataclass(frozen=True)
class Row:
    """A heading, paragraph, list or table of a page. `number` is its paragraph number, or empty."""

    id: str
    number: str
    html: str


@dataclass(frozen=True)
class Comparison:
    """A page in the reader's language beside another."""

    page: Page
    other: Page
    language: Language
    other_language: Language
    address: str
    rows: tuple[tuple[str, str, str, str], ...]


def address(locale: str, name: str, other: str) -> str:
    """Return the address of a comparison below the site's root, such as `fr/compare/circular/ar/`."""
    return f"{locale}/compare/{name}/{other}/"


def comparisons(content: Content, rows: Mapping[tuple[str, str], list[Row]]) -> Iterator[Comparison]:
    """Yield the comparison of each page for each ordered pair of languages.

    A row holds id, number and the HTML in both languages; its links lead from the comparison's own
    place. The check has made sure that the versions have the same rows.
    """
    for name in content.names:
        for language in content.languages:
            for other in content.languages:
                if language == other:
                    continue
                place = address(language.locale, name, other.locale)
                root = "../" * place.count("/")
                ours, theirs = rows[language.locale, name], rows[other.locale, name]
                yield Comparison(
                    page=content.pages[language.locale, name],
                    other=content.pages[other.locale, name],
                    language=language,
                    other_language=other,
                    address=place,
                    rows=tuple(
                        (
                            mine.id,
                            mine.number,
                            mine.html.replace(ROOT, root),
                            yours.html.replace(ROOT, root),
                        )
                        for mine, yours in zip(ours, theirs, strict=True)
                    ),
                )


def without_ids(html: str) -> str:
    """Return a row's HTML without ids, which stand on the row itself."""
    return _ID.sub("", html)
