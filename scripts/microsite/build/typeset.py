"""Typography of finished HTML: no-break spaces in French, isolated Latin runs in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable

THIN = "\u202f"
NO_BREAK = "\u00a0"

_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_OPAQUE = frozenset({"script", "style", "code", "pre", "bdi", "title", "textarea"})
_SPACE = f"[ {NO_BREAK}{THIN}]"
# A Latin run begins with a letter, digit or plus sign and goes on over single spaces; the text
# is HTML, so a character reference inside it belongs to it.
_RUN = re.compile(
    r"\+?[A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9./@:+_#=%’'\-]|&(?:amp|#39);)*"
    r"(?: [A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9./@:+_#=%’'\-]|&(?:amp|#39);)*)*"
)
_ARABIC = re.compile(r"[\u0600-\u06ff]")
# A bare number or “79/325” keeps its order by itself; a date, a telephone number or a run with a
# letter does not (standards.md § 3.3).
_SAFE = re.compile(r"[0-9]+(?:[.,/][0-9]+)*\Z")


def french(text: str) -> str:
    """Return text with the spaces French sets before ; ! ? : and inside « », made no-break.

    Applying it twice changes nothing. Times and addresses have no space before the mark and stay.
    """
    text = re.sub(rf"{_SPACE}+([;!?])", THIN + r"\1", text)
    text = re.sub(rf"{_SPACE}+:", NO_BREAK + ":", text)
    text = re.sub(rf"«{_SPACE}*", "«" + NO_BREAK, text)
    return re.sub(rf"{_SPACE}*»", NO_BREAK + "»", text)


def isolate(text: str) -> str:
    """Return Arabic HTML text with each left-to-right run in `<bdi>` (Unicode UAX #9, HTML bdi)."""
    if not _ARABIC.search(text) and not _RUN.fullmatch(text.strip()):
        return text

    def wrap(match: re.Match[str]) -> str:
        run = match[0]
        kept = run.rstrip(".:'’-")
        if _SAFE.match(kept):
            return run
        return f'<bdi dir="ltr">{kept}</bdi>{run[len(kept) :]}'

    return _RUN.sub(wrap, text)


_RULES: dict[str, Callable[[str], str]] = {"fr": french, "ar": isolate}


def typeset(html: str, locale: str) -> str:
    """Return the HTML with the typography of `locale` set in its text, never in tags or code."""
    rule = _RULES.get(locale)
    if rule is None:
        return html
    parts = _TAG.split(html)
    inside, depth = "", 0
    for index, part in enumerate(parts):
        if index % 2:
            match = _NAME.match(part)
            end, name = match.groups() if match else ("", "")
            if inside:
                depth += (name == inside) * (-1 if end else 1)
                inside = inside if depth else ""
            # An element with a direction of its own is isolated already (HTML, attribute dir).
            elif not end and (name in _OPAQUE or (name != "html" and ' dir="ltr"' in part)):
                inside, depth = name, 1
        elif not inside and part.strip():
            parts[index] = rule(part)
    return "".join(parts)
