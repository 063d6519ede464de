"""Typography of finished HTML: no-break spaces in French and Russian, isolated Latin runs in Arabic."""

import re

THIN, NO_BREAK = "\u202f", "\u00a0"

_TAG = re.compile(r"(?s)(<!--.*?-->|<[^>]*>)")
_OPENS = re.compile(r"<(?!(?:br|hr|img|input|link|meta|wbr)\b)([a-z0-9]+)\b(?![^>]*/>)")
_OPAQUE = frozenset({"script", "style", "code", "pre", "bdi", "title", "textarea", "template", "svg"})
_LANG = re.compile(r' lang="([^"]*)"')
_SPACE = f"[ {NO_BREAK}{THIN}]"
# Where no line may break: in a number, before its %, before French marks, in « », before a Russian dash.
_NUMBER = (r"(?<=[0-9]) (?=%|[0-9]{3}(?![0-9]))", NO_BREAK)
_SPACES = {
    "es": (_NUMBER,),
    "fr": (
        (rf"{_SPACE}+(?=[;!?])", THIN),
        (rf"{_SPACE}+(?=:)|(?<=«){_SPACE}*|(?<!{_SPACE}){_SPACE}*(?=»)", NO_BREAK),
        _NUMBER,
    ),
    "ru": ((r" (?=–)", NO_BREAK), _NUMBER),
}
# A Latin run goes on over single spaces. A character reference inside it belongs to it, outside it is none.
_WORD = r"[A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9./@:+_#=%’'\-]|\?(?=[A-Za-z0-9])|&(?:amp|#39);)*"
_RUN = re.compile(rf"&#?[A-Za-z0-9]+;|\+?{_WORD}(?: {_WORD})*")
# A bare number or “79/325” keeps its order by itself; a date, a telephone number or a word does not.
_SAFE = re.compile(r"[0-9]+(?:[.,/][0-9]+)*\Z")
# Symbols are names: no line break inside, and no translation.
_SYMBOL = re.compile(r"(?<![\w/])(?:CL-26/22|A/(?:RES/)?[0-9]+/[0-9A-Z./]*[0-9]|79/325)(?![\w/])")
# Texts that are shown or spoken but are in tags, or are filled in by a script.
_HIDDEN = re.compile(r'(?s)<title>[^<]*|<template.*?</template>| (?:data-[a-z]+|aria-label|content)="[^"]*"')


def spaced(text: str, language: str) -> str:
    """Return text with the no-break spaces of its language. Applying it twice changes nothing."""
    for pattern, space in _SPACES.get(language, ()):
        text = re.sub(pattern, space, text)
    return text


def isolate(text: str) -> str:
    """Return Arabic HTML text with each left-to-right run in `<bdi>` (Unicode UAX #9, HTML bdi)."""

    def wrap(match: re.Match[str]) -> str:
        run, kept = match[0], match[0].rstrip(".:'’-")
        safe = run[0] == "&" or _SAFE.match(kept)
        return run if safe else f'<bdi dir="ltr">{kept}</bdi>{run[len(kept) :]}'

    return _RUN.sub(wrap, text)


def typeset(html: str, locale: str) -> str:
    """Return the HTML with its typography set in its text, never in tags or code.

    Each part is set by the rules of its own language, which is `locale` or the nearest `lang`.
    Where Arabic meets another language without a direction of its own, the part gets `dir="auto"`.
    """
    if locale == "fr":
        html = _HIDDEN.sub(lambda hidden: spaced(hidden[0], locale), html)
    parts = _TAG.split(html)
    inside: list[str | None] = [locale]  # the languages of the open elements; None leaves a text alone
    for index, part in enumerate(parts):
        language = inside[-1]
        if index % 2 == 0:
            if language is not None and part.strip():
                text = isolate(part) if language == "ar" else spaced(part, language)
                named = index and parts[index - 1] == '<span translate="no">'
                parts[index] = text if named else _SYMBOL.sub(r'<span translate="no">\g<0></span>', text)
        elif part.startswith("</"):
            inside[1:] = inside[1:-1]
        elif tag := _OPENS.match(part):
            own = found[1].partition("-")[0] if (found := _LANG.search(part)) else language
            # An element with a direction of its own is isolated already (HTML, attribute dir).
            if language is None or tag[1] in _OPAQUE or (' dir="ltr"' in part and not found):
                own = None
            elif own != language and "ar" in (own, language) and " dir=" not in part:
                parts[index] = f'{part[:-1]} dir="auto">'
            inside.append(own)
    return "".join(parts)
