"""Two languages side by side: the rows of a page, aligned by id, for every pair of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, permutations

from ..content import Content, Page
from ..model import Language
from .typeset import typeset

# Addresses inside a row stand after this mark until it is known how deep the page lies.
ROOT = "\ufdd0"
# Stands in the page where a cell belongs. Its text is typeset once, and not once for each pair.
CELL = "\ufdd1"
_ID = re.compile(r' id="[^"]*"')


@dataclass(frozen=True)
class Row:
    """A heading, paragraph, list or table of a page. `number` is its paragraph number, or empty."""

    id: str
    number: str
    html: str


@dataclass(frozen=True)
class Comparison:
    """A page in the reader's language beside another.

    `rows` holds id and number of each row, `cells` its HTML in both languages, row after row.
    """

    page: Page
    other: Page
    language: Language
    other_language: Language
    address: str
    rows: tuple[tuple[str, str], ...]
    cells: tuple[str, ...]


def address(locale: str, name: str, other: str) -> str:
    """Return the address of a comparison below the site's root, such as `fr/compare/circular/ar/`."""
    return f"{locale}/compare/{name}/{other}/"


def comparisons(content: Content, rows: Mapping[tuple[str, str], list[Row]]) -> Iterator[Comparison]:
    """Yield the comparison of each page for each ordered pair of languages.

    The links in a cell lead from the comparison's own place. The check has made sure that the versions
    have the same rows.
    """
    for name in content.names:
        depth = address("", name, "").count("/")
        texts = {
            language.locale: [
                typeset(row.html.replace(ROOT, "../" * depth), language.locale)
                for row in rows[language.locale, name]
            ]
            for language in content.languages
        }
        for language, other in permutations(content.languages, 2):
            pairs = zip(texts[language.locale], texts[other.locale], strict=True)
            yield Comparison(
                page=content.pages[language.locale, name],
                other=content.pages[other.locale, name],
                language=language,
                other_language=other,
                address=address(language.locale, name, other.locale),
                rows=tuple((row.id, row.number) for row in rows[language.locale, name]),
                cells=tuple(chain.from_iterable(pairs)),
            )


def fill(html: str, cells: Sequence[str]) -> str:
    """Return a page with its cells in their places."""
    return "".join(chain.from_iterable(zip(html.split(CELL), (*cells, ""), strict=True)))


def without_ids(html: str) -> str:
    """Return a row's HTML without ids, which stand on the row itself."""
    return _ID.sub("", html)
