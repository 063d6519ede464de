"""Reads `mkdocs.yml`, the one registry of languages and pages, and guards what it may hold."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import yaml
from babel import Locale, UnknownLocaleError
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


@dataclass(frozen=True)
class Project:
    """What `mkdocs.yml` says: languages, groups of pages in the order of `nav`, how Markdown is read."""

    languages: tuple[Language, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    extensions: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the pages."""
        return tuple(name for _, names in self.groups for name in names)


def read(reader: Reader) -> Project:
    """Return what `mkdocs.yml` says, without running anything that it names. Raises CannotRun.

    Reports what would change how the site is built.
    """
    line = 1
    try:
        text = (reader.root / "mkdocs.yml").read_text("utf-8")
        value = yaml_load(io.StringIO(text), get_yaml_loader(yaml.SafeLoader))
        languages = tuple(_languages(_options(value["plugins"])["i18n"]["languages"]))
        groups = tuple(_groups(value["nav"]))
        project = Project(languages, groups, _options(value["markdown_extensions"]))
        if not (languages and groups):
            raise ValueError("there is no language, or no page in nav")
    except (ConfigurationError, yaml.YAMLError) as error:
        cause = error.__context__ or error  # MkDocs wraps the errors of YAML
        line = getattr(getattr(cause, "problem_mark", None), "line", 0) + 1
        reason = str(getattr(cause, "problem", cause))
    except KeyError as error:
        reason = f"{error} is missing"
    except (OSError, ValueError, RuntimeError, TypeError, AttributeError, UnknownLocaleError) as error:
        reason = str(error)
    else:
        for key in _surprises(value, project):
            line = next((n for n, row in enumerate(text.split("\n"), 1) if key in row), 1)
            remedy = "Delete it, or add it to _SETTINGS in scripts/microsite/config.py too."
            reader.report(
                "mkdocs.yml", line, f"“{key}” is no setting of this site, or appears twice.", remedy
            )
        return project
    raise CannotRun(f"mkdocs.yml:{line}: It cannot be used: {reason}. See the file as it is in Git.")


def _options(entries: Any) -> dict[str, Any]:
    """Return a list of names, each of which may have options, as a mapping."""
    pairs = entries if isinstance(entries, list) else [entries]
    return {
        str(key): value or {}
        for entry in pairs
        for key, value in (entry.items() if isinstance(entry, dict) else [(entry, {})])
    }


def _languages(entries: Any) -> Iterator[Language]:
    for entry in entries:
        language = Language(
            entry["locale"], entry["extra"]["tag"], entry["extra"]["direction"], entry["name"]
        )
        if not all(isinstance(text, str) and text for text in vars(language).values()):
            raise ValueError(f"a language needs texts, {{locale: fr, name: …, …}}, not {entry}")
        if language.locale != ROOT_LOCALE:
            Locale.parse(language.locale)
            if language.direction not in ("ltr", "rtl"):
                raise ValueError(f"“{language.direction}” is no direction; write ltr or rtl")
            yield language


def _groups(nav: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the label of each group of nav, empty for a single page, and the names of its pages."""
    for entry in nav:
        label, pages = next(iter(entry.items())) if isinstance(entry, dict) else ("", [entry])
        if not all(page.endswith(".md") for page in pages):
            raise ValueError(f"nav has “{entry}”; write “- page.md”, or “- Group:” and such lines below")
        yield label, tuple(page.removesuffix(".md") for page in pages)


def _surprises(value: dict[str, Any], project: Project) -> Iterator[str]:
    """Yield pages that appear twice, and settings that would change how the site is built."""
    for place, known in _SETTINGS.items():
        yield from (key for key in _options(value[place] if place else value) if key not in known.split())
    yield from ["docs_dir"] if value.get("docs_dir", "docs") != "docs" else []  # its pages are unchecked
    yield from {f"{name}.md" for name in project.names if project.names.count(name) > 1}


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
