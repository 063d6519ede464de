"""Typography of finished HTML: no-break spaces in French and Russian, isolated Latin runs in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable

THIN, NO_BREAK = "\u202f", "\u00a0"

_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-z0-9]+)")
_OPAQUE = frozenset({"script", "style", "code", "pre", "bdi", "title", "textarea", "template", "svg"})
_PLAIN = frozenset({"html", "br", "img", "input", "link", "meta", "wbr"})  # no text of their own
_LANG = re.compile(r' lang="([^"]*)"')
_SPACE = f"[ {NO_BREAK}{THIN}]"
# A Latin run begins with a letter, digit or plus sign and goes on over single spaces; the text
# is HTML, so a character reference inside it belongs to it, and one outside is none.
_WORD = r"[A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9./@:+_#=%’'\-]|\?(?=[A-Za-z0-9])|&(?:amp|#39);)*"
_RUN = re.compile(rf"&#?[A-Za-z0-9]+;|\+?{_WORD}(?: {_WORD})*")
# A bare number or “79/325” keeps its order by itself; a date, a telephone number or a run with a
# letter does not.
_SAFE = re.compile(r"[0-9]+(?:[.,/][0-9]+)*\Z")
# Symbols are names: no line break inside, and no translation.
_SYMBOL = re.compile(r"(?<![\w/])(?:CL-26/22|A/(?:RES/)?[0-9]+/[0-9A-Z./]*[0-9]|79/325)(?![\w/])")
# Texts that are shown or spoken but are in tags, or are filled in by a script.
_HIDDEN = re.compile(
    r'<title>[^<]*|<template.*?</template>| (?:data-[a-z]+|aria-label|content)="[^"]*"', re.DOTALL
)


def french(text: str) -> str:
    """Return text with the spaces French sets before ; ! ? : and inside « », made no-break.

    Applying it twice changes nothing. Times and addresses have no space before the mark and stay.
    """
    text = re.sub(rf"{_SPACE}+([;!?])", THIN + r"\1", text)
    text = re.sub(rf"{_SPACE}+:", NO_BREAK + ":", text)
    text = re.sub(rf"«{_SPACE}*", "«" + NO_BREAK, text)
    return re.sub(rf"{_SPACE}*»", NO_BREAK + "»", text)


def russian(text: str) -> str:
    """Return text that breaks neither before a dash nor between the thousands of a number."""
    return re.sub(r" –|(?<=[0-9]) (?=[0-9]{3}(?![0-9]))", lambda found: NO_BREAK + found[0][1:], text)


def isolate(text: str) -> str:
    """Return Arabic HTML text with each left-to-right run in `<bdi>` (Unicode UAX #9, HTML bdi)."""

    def wrap(match: re.Match[str]) -> str:
        run, kept = match[0], match[0].rstrip(".:'’-")
        safe = run[0] == "&" or _SAFE.match(kept)
        return run if safe else f'<bdi dir="ltr">{kept}</bdi>{run[len(kept) :]}'

    return _RUN.sub(wrap, text)


def symbols(text: str) -> str:
    """Return text with the symbols of documents marked as names."""
    return _SYMBOL.sub(r'<span translate="no">\g<0></span>', text)


_RULES: dict[str, Callable[[str], str]] = {"fr": french, "ru": russian, "ar": isolate}


def typeset(html: str, locale: str) -> str:
    """Return the HTML with its typography set in its text, never in tags or code.

    Each part is set by the rules of its own language, which is `locale` or the nearest `lang`.
    Where Arabic meets another language without a direction of its own, the part gets `dir="auto"`.
    """
    if locale == "fr":
        html = _HIDDEN.sub(lambda hidden: french(hidden[0]), html)
    parts = _TAG.split(html)
    # The elements that begin another kind of text: name, depth inside its like, rule (None: leave it).
    inside: list[tuple[str, int, Callable[[str], str] | None]] = [("", 1, _RULES.get(locale, str))]
    for index, part in enumerate(parts):
        name, depth, rule = inside[-1]
        if index % 2 == 0:
            if rule and part.strip():
                named = index and parts[index - 1] == '<span translate="no">'
                parts[index] = rule(part) if named else symbols(rule(part))
        elif match := _NAME.match(part):
            end, tag = match.groups()
            starts = rule and not end and tag not in _PLAIN
            language = _LANG.search(part) if starts else None
            if starts and (tag in _OPAQUE or (' dir="ltr"' in part and not language)):
                # An element with a direction of its own is isolated already (HTML, attribute dir).
                inside.append((tag, 1, None))
            elif language:
                own = _RULES.get(language[1].partition("-")[0], str)
                inside.append((tag, 1, own))
                if isolate in (own, rule) and own != rule and " dir=" not in part:
                    parts[index] = f'{part[:-1]} dir="auto">'
            elif tag == name:
                inside[-1] = (name, depth + (-1 if end else 1), rule)
                if end and depth == 1:
                    inside.pop()
    return "".join(parts)
