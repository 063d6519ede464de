"""Reads `mkdocs.yml`, the one registry of languages and pages, and guards what it may hold."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from .model import ROOT_LOCALE, CannotRun, Language, Yaml
from .schema import Settings
from .source import Reader, key_lines
from .validation import validate

# What may be in mkdocs.yml: its keys, then the entries of some of them. All else is part of the program.
_SETTINGS = {
    "": "site_name site_url docs_dir site_dir use_directory_urls nav exclude_docs theme plugins "
    "markdown_extensions validation extra",
    "plugins": "microsite i18n",
    "markdown_extensions": "attr_list footnotes tables pymdownx.betterem pymdownx.blocks.admonition "
    "pymdownx.blocks.details pymdownx.bracketspan pymdownx.emoji pymdownx.saneheaders",
}


@dataclass(frozen=True)
class Project:
    """What `mkdocs.yml` says: languages, groups of pages in the order of `nav`, how Markdown is read."""

    languages: tuple[Language, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    extensions: tuple[str, ...]
    extension_configs: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the pages."""
        return tuple(name for _, names in self.groups for name in names)


def read(root: Path, reader: Reader | None = None) -> Project:
    """Return what `mkdocs.yml` says, without running anything that it names. Raises CannotRun.

    What would change how the site is built goes to `reader`.
    """
    path = "mkdocs.yml"
    try:
        text = (root / path).read_text("utf-8")
        value = yaml_load(io.StringIO(text), get_yaml_loader(yaml.SafeLoader))
        found = Yaml(value, key_lines(yaml.compose(text, Loader=get_yaml_loader(yaml.SafeLoader))))
        plugins = {key: options for plugin in _listed(value, "plugins") for key, options in _items(plugin)}
        entries = [item for entry in _listed(value, "markdown_extensions") for item in _items(entry)]
    except FileNotFoundError:
        raise CannotRun(f"{path}:1: There is no {path} here.") from None
    except (OSError, ValueError, RecursionError, TypeError, AttributeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CannotRun(f"{path}:{line}: It cannot be read: {getattr(error, 'problem', error)}.") from None
    wanted = {
        "nav": value.get("nav"),
        "languages": (plugins.get("i18n") or {}).get("languages"),
        "facts_checked": str((plugins.get("microsite") or {}).get("facts_checked")),
    }
    settings, errors = validate(Settings, found, wanted)
    if settings is None:
        at = {"languages": "plugins", "facts_checked": "plugins"}
        line, message, remedy = errors[0]
        key = next((key for key in wanted if f"“{key}" in message), "nav")
        raise CannotRun(f"{path}:{found.line(at.get(key, key)) or line}: {message} {remedy}")
    languages = tuple(
        Language(one.locale, one.extra["tag"], one.extra["direction"], one.name)
        for one in settings.languages
        if one.locale != ROOT_LOCALE
    )
    for language in languages:
        try:
            Locale.parse(language.locale)
        except (ValueError, UnknownLocaleError):
            message = f"Unicode CLDR knows no language “{language.locale}”. Write a code such as fr."
            raise CannotRun(f"{path}:{found.line('plugins')}: {message}") from None
    groups = tuple(settings.groups())
    project = Project(languages, groups, tuple(key for key, _ in entries), {k: v or {} for k, v in entries})
    for line, message, remedy in _surprises(found, project) if reader else ():
        assert reader
        reader.report(path, line, message, remedy)
    return project


def _listed(value: Any, key: str) -> list[Any]:
    found = value[key]
    return list(found.items()) if isinstance(found, dict) else list(found)


def _items(entry: Any) -> list[tuple[str, Any]]:
    """Return an entry of a list of names, each of which may have options, as name and options."""
    if isinstance(entry, dict):
        return [(str(key), value) for key, value in entry.items()]
    return [entry if isinstance(entry, tuple) else (str(entry), {})]


def _surprises(found: Yaml, project: Project) -> Iterator[tuple[int, str, str]]:
    """Yield pages that appear twice, and what would change how the site is built."""
    value: Any = found.value
    for place, known in _SETTINGS.items():
        keys = [key for entry in _listed(value, place) for key, _ in _items(entry)] if place else [*value]
        for number, key in enumerate(keys):
            if key not in known.split():
                line = found.line(f"{place}.{number}" if place else key)
                remedy = "Delete it, or add it to _SETTINGS in scripts/microsite/config.py too."
                yield line, f"“{key}” is no setting of this site.", remedy
    if value.get("docs_dir", "docs") != "docs":
        yield found.line("docs_dir"), "The pages are in the folder docs.", "Write docs_dir: docs."
    for name in {name for name in project.names if project.names.count(name) > 1}:
        yield found.line("nav"), f"“{name}.md” appears twice in nav.", "Delete one of the two."


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
