"""Reads `docs/` into the model. The only reader of front matter.

Every defect becomes a Problem with path, line and remedy; nothing here raises for bad input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from . import records, texts
from .blocks import number_paragraphs, parse_sections
from .model import METHODS, STATUSES, Content, FrontMatter, Page, Problem, Text
from .past import before
from .reader import Reader, Yaml
from .registry import ROOT_LOCALE, CannotRun, read_registry, report_doubles, report_surprises

_DATA = "_data"
_SCAN = "CL-26-22.ru.md"
_FILES = ("dates.yml", "events.yml", "glossary.yml", "links.yml", "names.yml", "published.yml")
_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# A text that a template names: t.skip, strings.en.skip. A method, as in t.note.format(…), is no key.
_SHOWN = re.compile(r"\b(?:t|strings(?:\.\w+|\[[^]]+\]))\.((?:\w+\.)*\w+)(?![\w(])")
# Search engines and social networks show less.
_LONGEST = 400
_KEYS = (
    "title",
    "description",
    "status",
    "nav_title",
    "original",
    "translated",
    "method",
    "reviewed_by",
    "template",
    "sections",
)


def load(root: Path) -> tuple[Content, list[Problem]]:
    """Return all content below `root` and the problems met while reading it.

    Raises CannotRun when `mkdocs.yml` is missing, broken or names no language.
    """
    languages, names = read_registry(root)
    codes = frozenset(language.locale for language in languages)
    reader = Reader(root)
    report_surprises(reader, root)
    report_doubles(reader, root, names)
    docs = root / "docs"
    if not docs.is_dir():
        raise CannotRun("docs:1: There is no folder docs here.")
    pages: dict[tuple[str, str], Page] = {}
    for path in _page_files(reader, docs, codes):
        page = read_page(reader, docs, path)
        if page:
            pages[page.locale, page.name] = page
    data = docs / _DATA
    content = Content(
        languages=languages,
        names=names,
        pages=pages,
        strings={
            code: texts.strings(reader, data / "strings" / f"{code}.yml")
            for code in (language.locale for language in languages)
        },
        search={
            language.locale: texts.strings(reader, data / "search" / f"{language.locale}.yml")
            for language in languages
        },
        events=tuple(records.events(reader, data / "events.yml")),
        links=tuple(records.links(reader, data / "links.yml", codes)),
        terms=(
            *records.terms(reader, data / "glossary.yml", codes),
            *records.terms(reader, data / "names.yml", codes, listed=False),
        ),
        published=dict(records.published(reader, data / "published.yml")),
        published_before=tuple(dict.fromkeys(_published_before(root))),
        scan=(reader.text(data / _SCAN) or "") if (data / _SCAN).exists() else "",
        other_dates=tuple(records.other_dates(reader, data / "dates.yml")),
        texts=tuple(_texts(reader, data, codes)),
        shown=frozenset(
            key
            for path in (root / "overrides").rglob("*.html")
            if path.is_file()
            for key in _SHOWN.findall(path.read_text("utf-8", "replace"))
        ),
    )
    return content, sorted(set(reader.problems), key=lambda problem: (problem.path, problem.line))


def _published_before(root: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield pages and ids of the ledger as they were before the change in hand."""
    for text in before(root, f"docs/{_DATA}/published.yml"):
        found = Reader(root).yaml(root, text)
        for name, entry in found.value.items() if found and isinstance(found.value, dict) else ():
            ids = entry.get("ids", []) if isinstance(entry, dict) else []
            yield str(name), tuple(map(str, ids)) if isinstance(ids, list) else ()


def _texts(reader: Reader, data: Path, codes: frozenset[str]) -> Iterator[Text]:
    """Yield the texts of all data files, and report what does not belong among them."""
    for path in sorted(data.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            continue
        known = (*(data / name for name in _FILES), *(data / "strings" / f"{code}.yml" for code in codes))
        if path.parent.name == "search" and path.stem in codes:
            continue
        if path in known:
            yield from texts.texts(reader, path, codes)
        elif path.suffix == ".yml":
            names = f"{', '.join(_FILES)}, and one file in strings for each language of mkdocs.yml"
            reader.report(path, 1, "No page uses this file.", f"Delete it. The files are {names}.")
        elif path.suffix != ".md" or path.is_symlink():
            reader.report(path, 1, "Only .yml and .md files belong here.", "Delete the file.")


def _page_files(reader: Reader, docs: Path, codes: frozenset[str]) -> Iterator[Path]:
    """Yield the pages, and report what does not belong below `docs`."""
    for entry in sorted(docs.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            if entry.name == _DATA:
                continue
            if entry.name == ROOT_LOCALE:
                _entry_page(reader, entry)
                continue
            if entry.name in codes:
                yield from (path for path in sorted(entry.rglob("*")) if _is_page(reader, entry, path))
                continue
        reader.report(
            entry,
            1,
            f"“{entry.name}” is not the folder of a language.",
            f"The folders are {', '.join(sorted(codes))}, in small letters; move the pages there.",
        )


def _is_page(reader: Reader, folder: Path, path: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        return False
    if path.suffix != ".md":
        message = "Only Markdown pages (.md) belong into a language folder."
        reader.report(path, 1, message, "Delete the file or move it.")
        return False
    if not all(records.ID.match(part) for part in path.relative_to(folder).with_suffix("").parts):
        message = "The file name becomes an address that must never change."
        reader.report(path, 1, message, "Use small letters a to z, digits and hyphens only.")
        return False
    return True


def _entry_page(reader: Reader, folder: Path) -> None:
    """Report anything but the neutral entry page, which has a head and no text of its own."""
    for path in sorted(folder.rglob("*")):
        if path.name != "index.md" or path.parent != folder:
            reader.report(path, 1, "Only index.md belongs here.", "Delete it or move it.")
        elif (text := reader.text(path)) is not None:
            match = _FENCE.match(text)
            found = reader.yaml(path, match[1], 1) if match else None
            if not match or text[match.end() :].strip():
                line = match[0].count("\n") + 1 if match else 1
                message = "The entry page has a head and no text of its own."
                reader.report(path, line, message, "Delete the text.")
            elif found and not _is_entry(found.value):
                message = "The entry page has a title in plain words and “template: entry.html”."
                reader.report(path, 2, message, "Write these two lines.")


def _is_entry(head: Any) -> bool:
    if not isinstance(head, dict) or head.keys() != {"title", "template"}:
        return False
    return head["template"] == "entry.html" and bool(
        re.fullmatch(r"[^\W\d][\w ,.:–’-]*", str(head["title"]))
    )


def read_page(reader: Reader, docs: Path, path: Path) -> Page | None:
    """Return the page at `path`, or None after reporting why it cannot be used."""
    text = reader.text(path)
    if text is None:
        return None
    match = _FENCE.match(text)
    if not match:
        reader.report(
            path,
            1,
            "The head of the page is missing or not closed.",
            "Begin the file with a line ---, then title:, description: and status:, "
            "then a second line ---.",
        )
        return None
    found = reader.yaml(path, match[1], offset=1)
    meta = _front_matter(reader, path, found) if found else None
    if meta is None:
        return None
    known = re.fullmatch(r"(?!entry\.)[a-z-]+\.html", meta.template)
    if meta.template and not (known and (reader.root / "overrides" / meta.template).is_file()):
        message = f"“{meta.template}” is no template for a page."
        reader.report(path, meta.lines["template"], message, "Copy the line from another language.")
        return None
    offset = match[0].count("\n")
    relative = path.relative_to(docs)
    sections = parse_sections(text[match.end() :], offset)
    page = Page(
        path=path.relative_to(reader.root).as_posix(),
        locale=relative.parts[0],
        name=PurePosixPath(*relative.parts[1:]).with_suffix("").as_posix(),
        meta=meta,
        sections=sections,
        source=text[match.end() :],
        body_line=offset + 1,
    )
    return replace(page, sections=number_paragraphs(sections)) if page.is_letter else page


def _front_matter(reader: Reader, path: Path, found: Yaml) -> FrontMatter | None:
    """Return the checked front matter, or None when the page cannot be used without it."""
    values, lines = found.value, found.lines
    if not isinstance(values, dict):
        message = "The head of the page is not a list of keys."
        reader.report(path, 2, message, "Write lines of “key: value”.")
        return None
    before = len(reader.problems)
    for key, value in values.items():
        line = lines[key]
        if key not in _KEYS:
            message, known = f"The key “{key}” is unknown.", ", ".join(_KEYS)
            remedy = f"Correct its spelling or delete the line. Known keys: {known}."
            reader.report(path, line, message, remedy)
        elif (what := _misfit(key, value)) is not None:
            reader.report(path, line, f"The value of “{key}” is not {what}.", f"Write {what}.")
    for key in ("title", "description", "status"):
        if not values.get(key):
            message = f"The key “{key}” is missing or empty."
            reader.report(path, lines.get(key, 2), message, f"Add a line “{key}: …”.")
    if values.get("original"):
        for key in ("translated", "method"):
            if not values.get(key):
                reader.report(
                    path,
                    lines["original"],
                    f"A translation needs the key “{key}”.",
                    "Add “translated: ” with the day, and “method: machine”, or “method: human”.",
                )
    if len(reader.problems) > before:
        return None
    day = values.get("translated")
    more = {"translated": date.fromisoformat(day) if day else None, "lines": lines}
    return FrontMatter(**{**values, **more})


def _misfit(key: str, value: Any) -> str | None:
    """Return what the value of a key should be, or None if it is that."""
    if key == "sections":
        texts = value.values() if isinstance(value, dict) else [value]
        fits = isinstance(value, dict) and all(re.fullmatch("[0-9a-f]{8}", str(text)) for text in texts)
        return None if fits else "a list of section: hash, as “microsite accept” writes it"
    if not isinstance(value, str) or "\n" in value:
        return "a text in one line"
    if not value and key not in ("title", "description", "status"):
        return "a text; without one, delete the line"
    if len(value) > _LONGEST:
        return f"a text of at most {_LONGEST} characters"
    choices = {"status": STATUSES, "method": METHODS}.get(key)
    if choices and value and value not in choices:
        return f"one of {', '.join(choices)}"
    if key == "translated":
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) and date.fromisoformat(value):
                return None
        except ValueError:
            pass
        return "a day such as 2026-11-24"
    return None
