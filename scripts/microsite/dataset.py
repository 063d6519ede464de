"""Reads the files of `docs/_data`: lists of entries against their models, and the interface texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from .model import Text, Yaml
from .schema import Event, Link, OtherDate, Published, SearchWords, Term
from .source import Reader

FOLDER = "docs/_data"
EVENTS, LEDGER, LINKS, STRINGS = (
    f"{FOLDER}/{name}.yml" for name in ("events", "published", "links", "strings/{}")
)
SCAN = f"{FOLDER}/CL-26-22.ru.md"
_LISTS = ("dates", "events", "glossary", "links", "names")  # files of one list each; the others have keys


def read(reader: Reader) -> dict[str, Any]:
    """Return what the data files hold, by the fields of Content, and report what is wrong with them."""
    files: dict[str, Yaml] = {}
    by_locale = [f"{folder}/{code}" for folder in ("strings", "search") for code in reader.locales]
    for name in (*_LISTS, "published", *by_locale):
        path, form = reader.root / FOLDER / f"{name}.yml", list if name in _LISTS else dict
        text = reader.text(path)
        found = (reader.yaml(path, text) if text else None) or Yaml(path, form(), {}, {})
        if not isinstance(found.value, form):
            remedy = "Write “key: value”, or “- ” before each entry, as in Git."
            reader.report(path, 1, "The file is not a list as it should be.", remedy)
            found = found._replace(value=form())
        files[name] = found
    return {
        "events": tuple(reader.entries(files["events"], Event)),
        "links": tuple(reader.entries(files["links"], Link)),
        "terms": (
            *reader.entries(files["glossary"], Term),
            *reader.entries(files["names"], Term, listed=False),
        ),
        "other_dates": tuple(entry.date for entry in reader.entries(files["dates"], OtherDate)),
        "published": {entry.name: entry for entry in reader.entries(files["published"], Published)},
        "texts": tuple(_texts(files, reader.locales)),
        "files": {f"{FOLDER}/{name}.yml": found for name, found in files.items()},
        "scan": reader.text(reader.root / SCAN) or "",
        "strings": {code: files[f"strings/{code}"].value for code in reader.locales},
        "search": {code: reader.entry(files[f"search/{code}"], SearchWords) for code in reader.locales},
    }


def _texts(files: Mapping[str, Yaml], locales: tuple[str, ...]) -> Iterator[Text]:
    """Yield each text that pages show, with its language, if that is known."""
    for name, found in files.items():
        for key, text in found.texts.items() if not name.startswith("search/") else ():
            parts = (name.rpartition("/")[2], *key.split("."))
            locale = next((part for part in parts if part in locales), "")
            yield Text(f"{FOLDER}/{name}.yml", found.line(key), " ".join(text.split("\n")), locale, key)
