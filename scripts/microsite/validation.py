"""Holds what a YAML file says against a model, and puts the errors into words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import ValidationError

from .model import Yaml
from .schema import Entry
from .source import Reader

Model = TypeVar("Model", bound=Entry)
# Fields that the program fills in.
_OWN = {"line", "lines", "listed"}


def validate(
    reader: Reader, found: Yaml, model: type[Model], value: Any, at: str = "", **more: Any
) -> Model | None:
    """Return the entry `value`, which is at `at` in the YAML file, or None after reporting its errors.

    Among `more` are the `locales` of the site; the rest are fields that the file does not give.
    """
    if not isinstance(value, dict):
        line = found.line(at.rstrip("."))
        reader.report(found.path, line, "This is not a list of keys.", "Write “key: value”.")
        return None
    locales = more.pop("locales", ())
    whole = {**{f"{key} ": item for key, item in value.items() if key in _OWN}, **value, **more}
    try:
        return model.model_validate(whole, context=locales)
    except ValidationError as error:
        seen = set()
        for item in error.errors():
            key = str(item["loc"][0]) if item["loc"] else ""
            line = found.line(f"{at}{'.'.join(map(str, item['loc']))}".rstrip(". "))
            # Not of what is filled in from another key, which has the same error. One message a key and
            # line: a union reports each of its forms.
            if (not key or key in whole or item["type"] == "missing") and (key, line) not in seen:
                seen.add((key, line))
                reader.report(found.path, line, *_explained(model, key, item, whole))
        return None


def _explained(model: type[Entry], key: str, item: Any, value: dict[str, Any]) -> tuple[str, str]:
    if not key:
        return "The values do not fit together.", str(item["msg"]).removeprefix("Value error, ")
    if item["type"] == "extra_forbidden":
        known = [name for name in model.model_fields if name not in _OWN]
        near = get_close_matches(key, known, 1)
        remedy = f"Write {near[0]}." if near else f"Delete the line. Known keys: {', '.join(known)}."
        return f"The key “{key.strip()}” is unknown.", remedy
    remedy = str(model.model_fields[key].description)
    if item["type"] == "missing" or value.get(key) == "":
        return f"The key “{key}” is missing or empty.", f"Add “{key}: …”. {remedy}"
    return f"“{key}” is “{str(item['input'])[:80]}”.", remedy
