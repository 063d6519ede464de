"""Reads `mkdocs.yml`, the one registry of languages and pages, and guards what it may hold."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import yaml
from babel import Locale
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from .model import ROOT_LOCALE, CannotRun, Language
from .source import Reader

# What may be in mkdocs.yml: its keys, then the entries of some of them. All else is part of the program.
_SETTINGS = {
    "": "site_name site_url docs_dir site_dir use_directory_urls nav exclude_docs theme plugins "
    "markdown_extensions validation extra",
    "plugins": "microsite i18n",
    "markdown_extensions": "attr_list footnotes tables pymdownx.betterem pymdownx.blocks.admonition "
    "pymdownx.blocks.details pymdownx.bracketspan pymdownx.emoji pymdownx.saneheaders",
}


class Project(NamedTuple):
    """What `mkdocs.yml` says: languages, names of the pages in the order of `nav`, how Markdown is read."""

    languages: tuple[Language, ...]
    names: tuple[str, ...]
    extensions: Mapping[str, Any]


def read(reader: Reader) -> Project:
    """Return what `mkdocs.yml` says, without running anything that it names. Raises CannotRun.

    Reports what would change how the site is built.
    """
    line = 1
    try:
        text = (reader.root / "mkdocs.yml").read_text("utf-8")
        value = yaml_load(io.StringIO(text), get_yaml_loader(yaml.SafeLoader))
        languages = tuple(_languages(_options(value["plugins"])["i18n"]["languages"]))
        names = tuple(_names(value["nav"]))
        extensions = _options(value["markdown_extensions"])
        if not (languages and names):
            raise ValueError("there is no language, or no page in nav")
    except (ConfigurationError, yaml.YAMLError) as error:
        cause = error.__context__ or error  # MkDocs wraps the errors of YAML
        line = getattr(getattr(cause, "problem_mark", None), "line", 0) + 1
        reason = str(getattr(cause, "problem", cause))
    except Exception as error:  # a stranger may have written anything
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
    else:
        for key in _surprises(value, names):
            line = next((n for n, row in enumerate(text.split("\n"), 1) if key in row), 1)
            remedy = "Delete it, or add it to _SETTINGS in scripts/microsite/config.py too."
            reader.report("mkdocs.yml", line, f"“{key}” is no setting of this site, or twice there.", remedy)
        known = _SETTINGS["markdown_extensions"].split()  # others would be imported
        return Project(languages, names, {key: extensions[key] for key in extensions if key in known})
    raise CannotRun(f"mkdocs.yml:{line}: It cannot be used: {reason}. See the file as it is in Git.")


def _options(entries: Any) -> dict[str, Any]:
    """Return a list of names, each of which may have options, as a mapping."""
    pairs = ([*entry.items()] if isinstance(entry, dict) else [(entry, {})] for entry in entries)
    return {str(key): value or {} for found in pairs for key, value in found}


def _languages(entries: Any) -> Iterator[Language]:
    for entry in entries:
        extra = entry["extra"]
        language = Language(entry["locale"], extra["tag"], extra["direction"], entry["name"])
        if not all(language) or set(map(type, language)) != {str} or language.direction not in ("ltr", "rtl"):
            raise ValueError(f"a language needs texts, {{locale: fr, name: …, extra: …}}, not {entry}")
        if language.locale != ROOT_LOCALE:
            Locale.parse(language.locale)
            yield language


def _names(nav: Any) -> Iterator[str]:
    """Yield the names of the pages of nav, in groups or not."""
    for entry in nav:
        for page in next(iter(entry.values())) if isinstance(entry, dict) else [entry]:
            if not page.endswith(".md"):
                raise ValueError(f"nav has “{page}”; write “- page.md”, or “- Group:” and such lines below")
            yield page.removesuffix(".md")


def _surprises(value: dict[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """Yield pages that appear twice, and settings that would change how the site is built."""
    for place, known in _SETTINGS.items():
        yield from set(_options(value[place] if place else value)) - set(known.split())
    yield from ["docs_dir"] if value.get("docs_dir", "docs") != "docs" else []  # its pages are unchecked
    yield from {f"{name}.md" for name in names if names.count(name) > 1}


def today() -> date:
    """Return the day that dated facts are compared with: MICROSITE_TODAY, else today in UTC.

    Raises CannotRun when MICROSITE_TODAY is no day.
    """
    given = os.environ.get("MICROSITE_TODAY")
    try:
        return date.fromisoformat(given) if given else datetime.now(UTC).date()
    except ValueError:
        message = f"“{given}” is no day. Write one such as 2026-11-24."
        raise CannotRun(f"MICROSITE_TODAY:1: {message}") from None
