"""Reads `mkdocs.yml`, the one registry of languages and pages."""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import yaml
from babel import Locale
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from .model import ROOT_LOCALE, CannotRun, Language
from .source import Reader


class MicrositeConfig(Config):  # type: ignore[no-untyped-call] # MkDocs does not annotate Config.__init_subclass__
    """What `mkdocs.yml` says of the site beside MkDocs' own settings, and explains there."""

    repository = Type(str, default="")
    contact = Type(str, default="")
    scan_sha256 = Type(str)
    facts_checked = Type(date)


class Project(NamedTuple):
    """What `mkdocs.yml` says: languages, pages in their order, extensions of Markdown, hash of the scan."""

    languages: tuple[Language, ...]
    names: tuple[str, ...]
    extensions: Mapping[str, Any]
    scan_sha256: str


def read(reader: Reader) -> Project:
    """Return what `mkdocs.yml` says, without running anything that it names. Raises CannotRun."""
    text = reader.text(path := reader.root / "mkdocs.yml")
    if text is None or reader.refuses(path, text, "yaml"):
        raise CannotRun(str(reader.problems[-1]))
    try:
        value = yaml_load(text, get_yaml_loader(yaml.SafeLoader))
        plugins = _options(value["plugins"])
        languages = tuple(_languages(plugins["i18n"]["languages"]))
        names = tuple(_names(value["nav"]))
        if not languages or not names or len(set(names)) < len(names):
            raise ValueError("there is no language, or no page in nav, or one page twice")
        scan = str(plugins["microsite"]["scan_sha256"])
        return Project(languages, names, _options(value["markdown_extensions"]), scan)
    except Exception as error:  # a stranger may have written anything
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error).partition("\n")[0]
        line = getattr(getattr(error.__context__, "problem_mark", None), "line", 0) + 1
        raise CannotRun(f"mkdocs.yml:{line}: It cannot be used: {reason}. See how it is in Git.") from None


def _options(entries: Any) -> dict[str, Any]:
    """Return a list of names, each of which may have options, as a mapping."""
    pairs = (entry if isinstance(entry, dict) else {entry: {}} for entry in entries)
    return {str(key): value or {} for found in pairs for key, value in found.items()}


def _languages(entries: Any) -> Iterator[Language]:
    for entry in entries:
        extra = entry["extra"]
        if entry["locale"] != ROOT_LOCALE:
            Locale.parse(entry["locale"])  # raises ValueError
            if extra["direction"] not in ("ltr", "rtl") or not entry["name"]:
                raise ValueError(f"{entry['locale']} needs a name, and a direction, ltr or rtl")
            yield Language(entry["locale"], str(extra["tag"]), str(extra["direction"]), str(entry["name"]))


def _names(nav: Any) -> Iterator[str]:
    """Yield the names of the pages of nav, in groups or not."""
    for entry in nav:
        for page in next(iter(entry.values())) if isinstance(entry, dict) else [entry]:
            if not str(page).endswith(".md"):
                raise ValueError(f"nav has “{page}”; write “- page.md”, or “- Group:” and such lines below")
            yield page.removesuffix(".md")


def today() -> date:
    """Return MICROSITE_TODAY, else today in UTC: the day that dated facts are compared with."""
    given = os.environ.get("MICROSITE_TODAY")
    try:
        return date.fromisoformat(given) if given else datetime.now(UTC).date()
    except ValueError:
        raise CannotRun(f"MICROSITE_TODAY:1: “{given}” is no day. Write one such as 2026-11-24.") from None
