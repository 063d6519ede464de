"""Jinja as this site uses it: it escapes what it shows, and a missing name is an error."""

from collections.abc import Sequence
from pathlib import Path

import jinja2

from ..parse import plain


def prepare(env: jinja2.Environment, ours: Sequence[str], theirs: str, cache: Path) -> None:
    """Set up MkDocs' environment for templates in `ours`, then in `theirs`; compiled ones go to `cache`."""
    cache.mkdir(parents=True, exist_ok=True)
    env.loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(ours), jinja2.FileSystemLoader(theirs)])
    env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(cache))
    env.undefined = jinja2.StrictUndefined
    env.autoescape = env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.filters["plain"] = plain
