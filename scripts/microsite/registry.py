"""Reads `mkdocs.yml`, the one registry of languages and pages, and guards what it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from mkdocs.utils.yaml import get_yaml_loader

from .model import Language
from .reader import Reader

ROOT_LOCALE = "xx"
# What may stand in mkdocs.yml: its keys, then the values of some of them.
_SETTINGS = {
    "": [
        *("site_name", "site_url", "docs_dir", "site_dir", "use_directory_urls", "nav", "exclude_docs"),
        *("theme", "plugins", "markdown_extensions", "validation"),
    ],
    "docs_dir": ["docs"],
    "plugins": ["microsite", "i18n"],
    "markdown_extensions": (
        "attr_list footnotes tables pymdownx.betterem pymdownx.blocks.admonition pymdownx.blocks.details "
        "pymdownx.bracketspan pymdownx.emoji pymdownx.saneheaders"
    ).split(),
}
# What an entry that the program reads may be, in words.
_KINDS = {
    list: "a list, with “- ” before each entry",
    str: "a text, between quotation marks",
    date: "a day such as 2026-11-24",
}


def _loader() -> Any:
    """Return MkDocs’ reader of YAML, but one that runs no code: this is read before it is trusted."""
    return get_yaml_loader(yaml.SafeLoader)


class CannotRun(Exception):
    """The project itself, or what the command was called with, cannot be used: `path:line: why`."""


class _Misfit(Exception):
    """What is wrong with an entry of `mkdocs.yml`, which stands at the end of `way`."""

    def __init__(self, message: str, *way: str | int) -> None:
        self.way = way
        super().__init__(message)


def read_registry(root: Path) -> tuple[tuple[Language, ...], tuple[str, ...]]:
    """Return the languages and the page names (from `nav`) of `mkdocs.yml`. Raises CannotRun."""
    path = root / "mkdocs.yml"
    try:
        config = yaml.load(path.read_text("utf-8"), Loader=_loader())
        languages = tuple(_languages(config))
        names = tuple(_names(config))
        if not languages or not names:
            raise _Misfit("There is no language, or no page in nav.")
        _get(config, date, *_plugin(config, "microsite"), "facts_checked")
    except FileNotFoundError:
        raise CannotRun(f"{path.name}:1: There is no {path.name} here.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CannotRun(f"{path.name}:{line}: This is not valid YAML: {error.problem}.") from None
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise CannotRun(f"{path.name}:1: It cannot be read: {error}") from None
    except _Misfit as error:
        raise CannotRun(f"{path.name}:{_line(root, *error.way)}: {error}") from None
    return languages, names


def _get(config: Any, kind: type, *way: str | int) -> Any:
    """Return what stands at the end of a way of keys and numbers of lists. Raises _Misfit."""
    found = config
    for step in way:
        try:
            found = found[step]
        except (LookupError, TypeError):
            found = None
    if not isinstance(found, kind) or not str(found).strip():
        place = ": ".join(step for step in way if isinstance(step, str))
        raise _Misfit(f"The entry “{place}” is missing or wrong. Write {_KINDS[kind]}.", *way)
    return found


def _keys(found: Any) -> list[str]:
    """Return the keys of a mapping, or the entries of a list, each as it stands or by its key."""
    entries = found if isinstance(found, (dict, list)) else [found]
    return [str(next(iter(entry), "") if isinstance(entry, dict) else entry) for entry in entries]


def _plugin(config: Any, name: str) -> tuple[str | int, ...]:
    """Return the way to the options of a plug-in. Raises _Misfit."""
    keys = _keys(_get(config, list, "plugins"))
    return ("plugins", keys.index(name), name) if name in keys else ("plugins", name)


def _languages(config: Any) -> Iterator[Language]:
    """Yield the languages of the plug-in i18n. Raises _Misfit."""
    languages = *_plugin(config, "i18n"), "languages"
    for number in range(len(_get(config, list, *languages))):
        way = *languages, number
        places = ("locale",), ("extra", "tag"), ("extra", "direction"), ("name",)
        language = Language(*(_get(config, str, *way, *place) for place in places))
        if language.locale == ROOT_LOCALE:
            continue
        if language.direction not in ("ltr", "rtl"):
            message = f"“{language.direction}” is no direction. Write ltr or rtl."
            raise _Misfit(message, *way, "extra", "direction")
        try:
            Locale.parse(language.locale)
        except (ValueError, UnknownLocaleError):
            message = f"Unicode CLDR knows no language “{language.locale}”. Write a code such as fr."
            raise _Misfit(message, *way, "locale") from None
        yield language


def _names(config: Any) -> Iterator[str]:
    """Yield the name of the page that each entry of nav stands for. Raises _Misfit."""
    for number, entry in enumerate(_get(config, list, "nav")):
        for page in next(iter(entry.values())) if isinstance(entry, dict) else [entry]:
            if not isinstance(page, str) or not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", page):
                message = f"“{page}” is no page. Write “- page.md” or “- folder/page.md” and no title."
                raise _Misfit(message, "nav", number)
            yield page.removesuffix(".md")


def _line(root: Path, *way: str | int) -> int:
    """Return the line of an entry of `mkdocs.yml`, or of what stands nearest above it."""
    node, line = yaml.compose((root / "mkdocs.yml").read_text("utf-8"), Loader=_loader()), 1
    for step in way:
        places = {}
        if isinstance(node, yaml.MappingNode):
            places = {str(key.value): (key, value) for key, value in node.value}
        elif isinstance(node, yaml.SequenceNode):
            places = {str(number): (item, item) for number, item in enumerate(node.value)}
        if str(step) not in places:
            break
        place, node = places[str(step)]
        line = place.start_mark.line + 1
    return line


def report_surprises(reader: Reader, root: Path) -> None:
    """Report what would change how the site is built: that is part of the program, not of its texts."""
    config = yaml.load((root / "mkdocs.yml").read_text("utf-8"), Loader=_loader())
    for place, known in _SETTINGS.items():
        found = config.get(place, []) if place else config
        for number, key in enumerate(_keys(found)):
            if key not in known:
                step = number if isinstance(found, list) else key
                line = _line(root, place, step) if place else _line(root, step)
                message = f"“{key}” is no setting of this site."
                remedy = "Delete it, or add it to _SETTINGS in scripts/microsite/registry.py too."
                reader.report("mkdocs.yml", line, message, remedy)


def report_doubles(reader: Reader, root: Path, names: tuple[str, ...]) -> None:
    """Report each page that stands twice in the navigation."""
    for name in {name for name in names if names.count(name) > 1}:
        line = _line(root, "nav", len(names) - 1 - names[::-1].index(name))
        reader.report("mkdocs.yml", line, f"“{name}.md” stands twice in nav.", "Delete one of the two.")
