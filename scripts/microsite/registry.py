"""Reads `mkdocs.yml`, the one registry of languages and pages, and guards what it may hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
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
    "markdown_extensions": ["attr_list", "footnotes", "tables"],
}


class CannotRun(Exception):
    """The project itself is not readable: no `mkdocs.yml`, or no language in it."""


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
        names = tuple(map(_name, config["nav"]))
    except FileNotFoundError:
        raise CannotRun(f"{path.name}:1: There is no {path.name} here.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise CannotRun(f"{path.name}:{line}: This is not valid YAML: {error.problem}.") from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CannotRun(f"{path.name}:1: It cannot be read: {error}") from None
    except _NoName as error:
        line = _line(path.read_text("utf-8"), error.key)
        raise CannotRun(f"{path.name}:{line}: {error}") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise CannotRun(
            f"{path.name}:1: The entry {error} of nav or of the plug-in i18n is missing or wrong."
        ) from None
    if not languages or not names:
        raise CannotRun(f"{path.name}:1: There is no language, or no page in nav.")
    return languages, names


class _NoName(Exception):
    """An entry of nav that names no page; `key` is what stands in its line."""

    def __init__(self, entry: Any) -> None:
        self.key = str(next(iter(entry), "") if isinstance(entry, dict) else entry)
        super().__init__(f"“{self.key}” is no page. Write “- page.md” or “- folder/page.md” and no title.")


def _name(entry: Any) -> str:
    """Return the name of the page that an entry of nav stands for. Raises _NoName."""
    if not isinstance(entry, str) or not re.fullmatch(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.md", entry):
        raise _NoName(entry)
    return entry.removesuffix(".md")


def _line(text: str, words: str) -> int:
    """Return the number of the first line that holds some words, else 1."""
    return next((number for number, line in enumerate(text.split("\n"), 1) if words in line), 1)


def report_surprises(reader: Reader, root: Path) -> None:
    """Report what would change how the site is built: that is part of the program, not of its texts."""
    text = (root / "mkdocs.yml").read_text("utf-8")
    config = yaml.load(text, Loader=get_yaml_loader())
    for place, known in _SETTINGS.items():
        found = config.get(place, []) if place else config
        for entry in found if isinstance(found, (dict, list)) else [found]:
            key = str(next(iter(entry), "") if isinstance(entry, dict) else entry)
            if key not in known:
                line, message = _line(text, key), f"“{key}” is no setting of this site."
                remedy = "Delete it, or add it to _SETTINGS in scripts/microsite/registry.py too."
                reader.report("mkdocs.yml", line, message, remedy)


def report_doubles(reader: Reader, root: Path, names: tuple[str, ...]) -> None:
    """Report each page that stands twice in the navigation."""
    lines = [line.strip() for line in (root / "mkdocs.yml").read_text("utf-8").split("\n")]
    for name in {name for name in names if names.count(name) > 1}:
        entry = f"- {name}.md"
        line = len(lines) - lines[::-1].index(entry) if entry in lines else 1
        reader.report("mkdocs.yml", line, f"“{name}.md” stands twice in nav.", "Delete one of the two.")
