"""Holds an entry of a file against its model, and says each error at its own line in our words."""

from __future__ import annotations

from typing import Any, TypeVar

import pydantic

from .model import Yaml
from .schema import Entry
from .source import Reader

Model = TypeVar("Model", bound=Entry)


def validate(
    reader: Reader, found: Yaml, model: type[Model], value: Any, at: str = "", locales: Any = (), **more: Any
) -> Model | None:
    """Return the entry at `at` of a file, with `more` fields, or None after reporting its errors."""
    if not isinstance(value, dict):
        line = found.line(at.rstrip("."))
        reader.report(found.path, line, "This is not a list of keys.", "Write “key: value”.")
        return None
    for key in value.keys() & more.keys():
        reader.report(found.path, found.line(f"{at}{key}"), f"The key “{key}” is unknown.", "Delete it.")
    whole = {**value, **more}
    try:
        return model.model_validate(whole, context=locales)
    except pydantic.ValidationError as error:
        for item in error.errors():
            key = str(item["loc"][0]) if item["loc"] else ""
            line = found.line(f"{at}{'.'.join(map(str, item['loc']))}".rstrip("."))
            if item["type"] != "default_factory_not_called":  # the key that it needs has the same error
                reader.report(found.path, line, *_explained(model, key, item, whole))
        return None


def _explained(model: type[Entry], key: str, item: Any, value: dict[str, Any]) -> tuple[str, str]:
    if not key:
        return "The values do not fit together.", str(item["msg"]).removeprefix("Value error, ")
    remedies = {name: known.description for name, known in model.model_fields.items() if known.description}
    if item["type"] == "extra_forbidden":
        return f"The key “{key}” is unknown.", f"Delete it, or write one of {', '.join(remedies)}."
    if item["type"] == "missing" or value.get(key) == "":
        return f"The key “{key}” is missing or empty.", f"Add “{key}: …”. {remedies.get(key, '')}"
    return f"“{key}” is “{str(item['input'])[:80]}”.", remedies.get(key, "Delete it.")
