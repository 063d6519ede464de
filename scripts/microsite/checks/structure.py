"""Every page exists in every language, is in the navigation and has sound headings."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product

from ..content import Content, Page
from ..model import Problem
from .links import ids


def check(content: Content) -> Iterator[Problem]:
    """Yield what is wrong with the set of pages, their front matter and the headings of each."""
    yield from _page_set(content)
    for page in content.pages.values():
        for found in (*_front_matter(content, page), *_headings(content, page)):
            yield Problem(page.path, *found, "structure")


def _page_set(content: Content) -> Iterator[Problem]:
    for name, locale in product(content.names, content.strings):
        if (locale, name) not in content.pages:
            path = f"docs/{locale}/{name}.md"
            remedy = f"Write {path} with the same headings as in the other languages."
            yield Problem(path, 1, f"The page “{name}” is missing in this language.", remedy, "structure")
    others = {page.name: page for page in content.pages.values() if page.name not in content.names}
    for name, page in others.items():
        remedy = f"Add “- {name}.md” to nav in mkdocs.yml and write it in all languages, or delete it."
        yield Problem(page.path, 1, f"The page “{name}” is not in the navigation.", remedy, "structure")


def _front_matter(content: Content, page: Page) -> Iterator[tuple[int, str, str]]:
    """Yield what one version says differently from the others about original, status and template."""
    meta = page.meta
    # The original is the version that most versions name.
    versions = [other for other in content.pages.values() if other.name == page.name]
    named = Counter(other.meta.original or other.locale for other in versions)
    locale = max((language.locale for language in content.languages), key=named.__getitem__)
    if (original := content.pages.get((locale, page.name))) is None:
        return
    letter = "as-circulated" if page is original else "unofficial-translation"
    status = "our-summary" if original.meta.status == "our-summary" else letter
    source = "" if page is original else locale
    if meta.template not in ("", "home.html" if page.name == "index" else f"{page.name}.html"):
        yield meta.lines["template"], "This is the template of another page.", "Delete the line."
    for key, value in (("status", status), ("template", original.meta.template), ("original", source)):
        if getattr(meta, key) != value:
            message = f"“{key}” does not fit: the original of this page is {original.path}."
            yield meta.lines.get(key, 2), message, f"Write “{key}: {value}”." if value else "Delete the line."


def _headings(content: Content, page: Page) -> Iterator[tuple[int, str, str]]:
    # Translations have the ids of their original, or “parity” says so.
    counts = Counter(() if page.meta.original else ids(content, page.name))
    for before, section in pairwise(page.sections):
        if section.level > before.level + 1:
            yield section.line, "The heading skips a level.", f"Write {'#' * (before.level + 1)} here."
        if counts[section.id] > 1:
            yield section.line, f"The id “{section.id}” appears twice on this page.", "Give each its own id."
