"""Reads `mkdocs.yml` and `docs/` into the model. The only reader of front matter.

Every defect becomes a Problem with path, line and remedy; nothing here raises for bad input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mkdocs.utils.yaml import get_yaml_loader

from .model import (
    METHODS,
    STATUSES,
    Block,
    BlockKind,
    Content,
    Event,
    FrontMatter,
    Language,
    Link,
    Page,
    Problem,
    Section,
    Term,
)

MAX_BYTES = 200_000
MAX_LINE = 20_000
MAX_NESTING = 20
ROOT_LOCALE = "xx"
_ATTRIBUTES = re.compile(r"(?:\n|[ \t]+)\{:?[ ]*([^{}\n]*?)[ ]*\}[ \t]*$")
_FENCE = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")


class CannotRun(Exception):
    """The project itself is not readable: no `mkdocs.yml`, or no language in it."""


@dataclass
class _Reader:
    """Collects problems while the files are read."""

    root: Path
    problems: list[Problem] = field(default_factory=list)

    def report(self, path: Path | str, line: int, message: str, remedy: str) -> None:
        shown = path if isinstance(path, str) else path.relative_to(self.root).as_posix()
        self.problems.append(Problem(shown, line, message, remedy, "file"))

    def text(self, path: Path) -> str | None:
        """Return the file's text with LF line ends, or None after reporting why it cannot be read."""
        if path.is_symlink() or not path.resolve().is_relative_to(self.root.resolve()):
            self.report(path, 1, "The file is a link to another place.", "Put a real file here.")
            return None
        if path.stat().st_size > MAX_BYTES:
            self.report(
                path,
                1,
                f"The file has more than {MAX_BYTES:,} bytes.",
                "Split the page, or remove what does not belong to it.",
            )
            return None
        raw = path.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            self.report(
                path,
                line,
                "The file is not UTF-8 text here.",
                "Save it again with the encoding UTF-8.",
            )
            return None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        for number, line_text in enumerate(text.split("\n"), 1):
            if "\0" in line_text or len(line_text) > MAX_LINE:
                self.report(
                    path,
                    number,
                    "The line is binary data or has more than 20,000 characters.",
                    "Write text, one paragraph a line.",
                )
                return None
        if not text.strip():
            self.report(path, 1, "The file is empty.", "Write the page, or delete the file.")
            return None
        return text

    def yaml(self, path: Path, text: str, offset: int = 0) -> tuple[Any, dict[str | int, int]]:
        """Return the YAML value and the line of each top-level key or item; (None, {}) if broken."""
        try:
            depth = 0
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                if isinstance(event, yaml.CollectionStartEvent):
                    depth += 1
                elif isinstance(event, yaml.CollectionEndEvent):
                    depth -= 1
                if isinstance(event, yaml.AliasEvent) or depth > MAX_NESTING:
                    self.report(
                        path,
                        (event.start_mark.line if event.start_mark else 0) + 1 + offset,
                        "YAML aliases (*name) and deep nesting are not allowed.",
                        "Write the value itself.",
                    )
                    return None, {}
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            value = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark: Any = getattr(error, "problem_mark", None)
            line = int(mark.line if mark else 0) + 1 + offset
            reason = getattr(error, "problem", None) or str(error)
            self.report(
                path,
                line,
                f"This is not valid YAML: {reason}.",
                "Put values with a colon or a quotation mark between double quotes, "
                "and close every quotation mark.",
            )
            return None, {}
        lines: dict[str | int, int] = {}
        if isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                name = str(key.value)
                if name in lines:
                    self.report(
                        path,
                        key.start_mark.line + 1 + offset,
                        f"The key “{name}” stands twice.",
                        "Keep one of the two lines.",
                    )
                lines[name] = key.start_mark.line + 1 + offset
        elif isinstance(node, yaml.SequenceNode):
            lines = {i: item.start_mark.line + 1 for i, item in enumerate(node.value)}
        return value, lines


def load(root: Path) -> tuple[Content, list[Problem]]:
    """Return all content below `root` and the problems met while reading it.

    Raises CannotRun when `mkdocs.yml` is missing, broken or names no language.
    """
    languages, names = read_registry(root)
    reader = _Reader(root)
    docs = root / "docs"
    pages: dict[tuple[str, str], Page] = {}
    for path in _page_files(reader, docs, {language.locale for language in languages}):
        page = read_page(reader, docs, path)
        if page:
            pages[page.locale, page.name] = page
    data = docs / "_data"
    strings = {
        language.locale: _mapping(reader, data / "strings" / f"{language.locale}.yml")
        for language in languages
    }
    codes = {language.locale for language in languages}
    content = Content(
        languages=languages,
        names=names,
        pages=pages,
        strings=strings,
        events=tuple(_events(reader, data / "events.yml")),
        links=tuple(_links(reader, data / "links.yml", codes)),
        terms=tuple(_terms(reader, data / "glossary.yml", codes)),
        other_dates=tuple(
            str(item["date"]) for item, _ in _items(reader, data / "dates.yml", {"date", "why"}, set())
        ),
    )
    return content, reader.problems


def read_registry(root: Path) -> tuple[tuple[Language, ...], tuple[str, ...]]:
    """Return the languages and the page names (from `nav`) of `mkdocs.yml`. Raises CannotRun."""
    path = root / "mkdocs.yml"
    try:
        config = yaml.load(path.read_text("utf-8"), Loader=get_yaml_loader())
        plugins = {
            key: value
            for item in config["plugins"]
            for key, value in (item.items() if isinstance(item, dict) else [(item, {})])
        }
        languages = tuple(
            Language(item["locale"], item["extra"]["tag"], item["extra"]["direction"], item["name"])
            for item in plugins["i18n"]["languages"]
            if item["locale"] != ROOT_LOCALE
        )
        names = tuple(str(PurePosixPath(entry).with_suffix("")) for entry in config["nav"])
    except FileNotFoundError:
        raise CannotRun(f"{path.name}:1: There is no {path.name} here.") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CannotRun(f"{path.name}:1: It cannot be read: {error}") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise CannotRun(
            f"{path.name}:1: The entry {error} of nav or of the plug-in i18n is missing or wrong."
        ) from None
    return languages, names


def _page_files(reader: _Reader, docs: Path, locales: set[str]) -> Iterator[Path]:
    """Yield the pages, and report what does not belong below `docs`."""
    wanted = ", ".join(sorted(locales))
    if not docs.is_dir():
        raise CannotRun("docs:1: There is no folder docs here.")
    for entry in sorted(docs.iterdir()):
        if entry.name in ("_data", ROOT_LOCALE):
            continue
        if entry.name not in locales or not entry.is_dir() or entry.is_symlink():
            reader.report(
                entry,
                1,
                f"“{entry.name}” is not the folder of a language.",
                f"The folders are {wanted}, in small letters; move the pages there.",
            )
            continue
        for path in sorted(entry.rglob("*")):
            relative = path.relative_to(entry)
            if path.is_dir() and not path.is_symlink():
                continue
            if path.suffix != ".md":
                reader.report(
                    path,
                    1,
                    "Only Markdown pages (.md) belong into a language folder.",
                    "Delete the file or move it.",
                )
            elif not all(_ID.match(part) for part in relative.with_suffix("").parts):
                reader.report(
                    path,
                    1,
                    "The file name becomes an address that must never change.",
                    "Use small letters a to z, digits and hyphens only.",
                )
            else:
                yield path


def read_page(reader: _Reader, docs: Path, path: Path) -> Page | None:
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
    values, lines = reader.yaml(path, match[1], offset=1)
    if values is None and not lines:
        return None
    meta = _front_matter(reader, path, values, lines)
    if meta is None:
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


_SCHEMA: Mapping[str, type | tuple[type, ...]] = {
    "title": str,
    "description": str,
    "status": str,
    "nav_title": str,
    "original": str,
    "translated": date,
    "method": str,
    "reviewed_by": str,
    "template": str,
    "sections": dict,
}


def _front_matter(
    reader: _Reader, path: Path, values: Any, lines: dict[str | int, int]
) -> FrontMatter | None:
    """Return the checked front matter, or None when the page cannot be used without it."""
    if not isinstance(values, dict):
        reader.report(
            path, 2, "The head of the page is not a list of keys.", "Write lines of “key: value”."
        )
        return None
    before = len(reader.problems)
    for key, value in values.items():
        line = lines.get(str(key), 2)
        expected = _SCHEMA.get(str(key))
        if expected is None:
            known = ", ".join(_SCHEMA)
            reader.report(
                path,
                line,
                f"The key “{key}” is unknown.",
                f"Correct its spelling or delete the line. Known keys: {known}.",
            )
        elif not isinstance(value, expected):
            what = "a day such as 2026-11-24" if expected is date else "a text in one line"
            what = "a list of section: hash" if expected is dict else what
            reader.report(path, line, f"The value of “{key}” is not {what}.", "Write it so.")
    for key in ("title", "description", "status"):
        if not values.get(key):
            reader.report(path, 2, f"The key “{key}” is missing or empty.", f"Add a line “{key}: …”.")
    choices = {"status": STATUSES, "method": METHODS}
    for key, allowed in choices.items():
        value = values.get(key)
        if value and value not in allowed:
            reader.report(
                path,
                lines.get(key, 2),
                f"“{value}” is not a value of “{key}”.",
                f"Write one of: {', '.join(allowed)}.",
            )
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
    known_lines = {str(key): line for key, line in lines.items()}
    sections = {str(key): str(value) for key, value in (values.get("sections") or {}).items()}
    return FrontMatter(**{**values, "sections": sections, "lines": known_lines})


def parser() -> MarkdownIt:
    """Return the parser of the pages: CommonMark with tables and footnotes, footnotes in place."""
    markdown = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    markdown.core.ruler.disable("footnote_tail")
    return markdown


_PARSER = parser()


def parse_sections(body: str, offset: int = 0) -> tuple[Section, ...]:
    """Return the sections of a Markdown text. `offset` is the number of lines that stand before it."""
    sections = [Section("top", 1, "", offset + 1, ())]
    blocks: list[Block] = []
    inside: list[str] = []
    row: list[str] | None = None
    label = ""
    heading: Token | None = None
    for token in _PARSER.parse(body):
        line = (token.map[0] if token.map else 0) + offset + 1
        match token.type:
            case "heading_open":
                heading = token
            case "list_item_open" | "blockquote_open":
                inside.append(token.type)
            case "list_item_close" | "blockquote_close":
                inside.pop()
            case "footnote_reference_open":
                label = str(token.meta.get("label", ""))
            case "footnote_reference_close":
                label = ""
            case "tr_open":
                row, row_line = [], line
            case "tr_close":
                blocks.append(Block("row", " | ".join(row or []), row_line, cells=len(row or [])))
                row = None
            case "inline" if row is not None:
                row.append(token.content)
            case "inline" if heading is not None:
                sections[-1] = replace(sections[-1], blocks=tuple(blocks))
                title, identifier, classes = split_attributes(token.content)
                sections.append(Section(identifier, int(heading.tag[1]), title, line, (), classes))
                blocks, heading = [], None
            case "inline":
                text, _, classes = split_attributes(token.content)
                blocks.append(Block(_kind(inside, label), text, line, classes, label=label))
    notes = tuple(block for block in blocks if block.kind == "footnote")
    sections[-1] = replace(
        sections[-1], blocks=tuple(block for block in blocks if block.kind != "footnote")
    )
    if notes:
        sections.append(Section("notes", 2, "", notes[0].line, notes))
    return tuple(sections)


def _kind(inside: list[str], label: str) -> BlockKind:
    if label:
        return "footnote"
    if not inside:
        return "paragraph"
    return "item" if inside[-1] == "list_item_open" else "quotation"


def split_attributes(text: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text without its trailing `{: #id .class }`, the id and the classes."""
    match = _ATTRIBUTES.search(text)
    if not match:
        return text, "", ()
    words = match[1].split()
    identifier = next((word[1:] for word in words if word.startswith("#")), "")
    classes = tuple(word[1:] for word in words if word.startswith("."))
    return text[: match.start()].rstrip(), identifier, classes


def number_paragraphs(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections of a letter with its plain paragraphs numbered from 1 throughout."""
    count = 0
    numbered = []
    for section in sections:
        blocks = []
        for block in section.blocks:
            if block.kind == "paragraph" and not block.classes:
                count += 1
                block = replace(block, number=count)
            blocks.append(block)
        numbered.append(replace(section, blocks=tuple(blocks)))
    return tuple(numbered)


def _mapping(reader: _Reader, path: Path) -> Mapping[str, Any]:
    value, _ = _data(reader, path)
    if value is not None and not isinstance(value, dict):
        reader.report(path, 1, "The file is not a list of keys.", "Write lines of “key: value”.")
        return {}
    return value or {}


def _data(reader: _Reader, path: Path) -> tuple[Any, dict[str | int, int]]:
    if not path.is_file():
        reader.report(path, 1, "The file is missing.", "Put it back.")
        return None, {}
    text = reader.text(path)
    return reader.yaml(path, text) if text else (None, {})


def _items(
    reader: _Reader, path: Path, required: set[str], known: set[str]
) -> Iterator[tuple[dict[str, Any], int]]:
    """Yield the mappings of a YAML list that have the required and no unknown keys, with lines."""
    value, lines = _data(reader, path)
    if value is None:
        return
    if not isinstance(value, list):
        reader.report(path, 1, "The file is not a list.", "Begin every entry with “- ”.")
        return
    for index, item in enumerate(value):
        line = lines.get(index, 1)
        if not isinstance(item, dict):
            reader.report(path, line, "The entry has no keys.", "Write “- id: …”.")
        elif missing := required - item.keys():
            reader.report(path, line, f"The entry lacks {', '.join(sorted(missing))}.", "Add it.")
        elif extra := item.keys() - known - required:
            reader.report(
                path,
                line,
                f"The entry has the unknown key {', '.join(sorted(map(str, extra)))}.",
                f"Known keys: {', '.join(sorted(known | required))}.",
            )
        else:
            yield item, line


_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?\Z")


def _events(reader: _Reader, path: Path) -> Iterator[Event]:
    for item, line in _items(
        reader, path, {"id", "start", "mark", "source"}, {"end", "kind", "symbol", "calendar"}
    ):
        start = str(item["start"])
        end = str(item.get("end", start))
        if not (_DAY.match(start) and _DAY.match(end)) or end < start:
            reader.report(
                path,
                line,
                f"“{start}” to “{end}” is not a date.",
                "Write 2026-07-06, 2027-05 or 2027; the end is not before the start.",
            )
            continue
        yield Event(
            **{
                **item,
                "start": start,
                "end": end,
                "source": tuple(item["source"]),
                "mark": str(item["mark"]),
            }
        )


def _links(reader: _Reader, path: Path, codes: set[str]) -> Iterator[Link]:
    for item, line in _items(reader, path, {"id", "url", "name"}, {"lang"}):
        url = str(item["url"])
        if not url.startswith("https://") or not url.isascii():
            reader.report(path, line, f"“{url}” is not a safe address.", "Write https://…, in ASCII.")
        elif ("{lang}" in url) == ("lang" in item) or item.get("lang", "en") not in codes:
            reader.report(
                path,
                line,
                "The language of the address is not clear.",
                "Write lang: with one of the site's languages, or {lang} inside the address.",
            )
        else:
            yield Link(**item)


def _terms(reader: _Reader, path: Path, codes: set[str]) -> Iterator[Term]:
    for item, line in _items(reader, path, {"id", "forms", "marks"}, {"sources", "avoid", "match"}):
        missing = codes - item["forms"].keys() | codes - item["marks"].keys()
        if missing:
            reader.report(
                path,
                line,
                f"The term lacks a form or a mark in {', '.join(sorted(missing))}.",
                "Add them.",
            )
            continue
        yield Term(
            **{
                **item,
                "marks": {code: str(mark) for code, mark in item["marks"].items()},
                "avoid": {code: tuple(v) for code, v in item.get("avoid", {}).items()},
                "match": {code: tuple(v) for code, v in (item.get("match") or {}).items()},
                "line": line,
            }
        )
