"""The style of each page: the rules of the installed Material that it uses, then those of site.css.

A selector stays if every element, class and attribute that it names is in the page; a custom property,
if a rule that stays needs it and, of Material's, if site.css does not set it. `@layer` is opened: older
browsers drop all that is in one.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import material
import rcssmin
import tinycss2

from ..source import rules

# What of Material no page needs: patterns of selectors, and the beginnings of properties.
_UNUSED, _LEFT_OUT = (re.compile("|".join(found)) for found in rules(__file__).values())
_SLATE, _DARK = "[data-md-color-scheme=slate]", "@media screen and (prefers-color-scheme: dark)"
# What a selector says beside names: of states and pseudo-elements, of parts of an attribute's value.
_ASIDE = re.compile(r'::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?|[$*^|~]="?[^"\]]*|"')
_NAME = re.compile(r"\[[\w-]+(?:=[^\]]*)?|[.#]?-?[A-Za-z_][\w-]*")
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[^<>]*)?)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
# Direction and language count where they hold blocks: no rule for phrases depends on them.
_PHRASES = frozenset({"a", "bdi", "input", "small", "span", "sup"})


class Rule(NamedTuple):
    """A rule with the at-rules around it, and for each selector what a page has to have."""

    around: tuple[str, ...]
    selectors: tuple[tuple[str, frozenset[str]], ...]
    declarations: tuple[tuple[str, str], ...]


def needs(selector: str) -> frozenset[str]:
    """Return what a selector names, with `text ` before what it names inside Material's text."""
    outer, inside, inner = _ASIDE.sub("", selector).partition(".md-typeset ")
    return frozenset([*_NAME.findall(outer + inside), *(f"text {name}" for name in _NAME.findall(inner))])


def has(html: str) -> set[str]:
    """Return what is in a page that a selector may name."""
    found = set()
    for tag, text in set(_TAG.findall(html)):
        passed = ("dir", "lang") if tag in _PHRASES else ()
        values = {name: value for name, value in _ATTRIBUTE.findall(text) if name not in passed}
        found |= {tag, f"#{values.get('id')}", *(f".{word}" for word in values.get("class", "").split())}
        found |= {f"[{name}" for name in values} | {f"[{name}={value}" for name, value in values.items()}
    return found


def parse(nodes: Iterable[Any], around: tuple[str, ...] = ()) -> Iterator[Rule]:
    """Yield the rules of a style sheet that tinycss2 has read."""
    for node in nodes:
        head, name = tinycss2.serialize(node.prelude).strip(), getattr(node, "at_keyword", "")
        if node.type == "qualified-rule":
            place, head = ((_DARK,), "html:root") if head == _SLATE else (around, head)
            selectors = tuple((one, needs(one)) for one in re.split(r",\s*(?![^(]*\))", head))
            values = tuple(
                (item.name, f"{tinycss2.serialize(item.value).strip()}{'!important' * item.important}")
                for item in tinycss2.parse_blocks_contents(node.content, True, True)
                if not _LEFT_OUT.match(item.name)
            )
            yield Rule(place, selectors, values)
        elif name == "page":
            name, _, value = tinycss2.serialize(node.content).partition(":")
            yield Rule(around, ((f"@page {head}", frozenset()),), ((name, value),))
        elif name in ("media", "supports", "layer") and node.content:
            own = () if name == "layer" else (f"@{name} {head}",)
            yield from parse(tinycss2.parse_rule_list(node.content, True, True), (*around, *own))


@cache
def installed() -> tuple[Rule, ...]:
    """Return the rules of the installed Material, without those for parts that site.css styles alone."""
    return tuple(
        rule._replace(selectors=tuple(one for one in rule.selectors if not _UNUSED.search(one[0])))
        for path in sorted(Path(material.__path__[0], "templates/assets/stylesheets").glob("*.min.css"))
        for rule in parse(tinycss2.parse_stylesheet(path.read_text("utf-8"), True, True))
    )


class Style:
    """The rules that a page may use, and the sheets already made, by what is in the page."""

    def __init__(self, own: Path) -> None:
        ours = tuple(parse(tinycss2.parse_stylesheet(own.read_text("utf-8"), True, True)))
        made = {name for rule in ours for name, _ in rule.declarations if name[:2] == "--"}
        theirs = (
            rule._replace(declarations=tuple(one for one in rule.declarations if one[0] not in made))
            for rule in installed()
        )
        self.rules = (*theirs, *ours)
        self.known = {name for rule in self.rules for _, names in rule.selectors for name in names}
        self.sheets: dict[frozenset[str], str] = {}

    def sheet(self, html: str) -> str:
        """Return the style sheet of a page."""
        text = has(html[html.find('"md-typeset') : html.rfind("</main>")])
        page = frozenset(self.known & (has(html) | {f"text {name}" for name in text}))
        self.sheets[page] = self.sheets.get(page) or rcssmin.cssmin(self._text(page))
        return self.sheets[page]

    def _text(self, page: frozenset[str]) -> str:
        """Return the rules for what is in a page, each at-rule opened once for its neighbours."""
        used = [
            (rule.around, selectors, rule.declarations)
            for rule in self.rules
            if (selectors := ",".join(text for text, names in rule.selectors if names <= page))
        ]
        values = [one for *_, found in used for one in found]
        read = set(_VARIABLE.findall(" ".join(value for name, value in values if name[:2] != "--")))
        read |= set(_VARIABLE.findall(" ".join(value for name, value in values if name in read)))
        text = ""
        inside: tuple[str, ...] = ()
        for around, selectors, own in used:
            body = ";".join(f"{name}:{v}" for name, v in own if name[:2] != "--" or name in read)
            if body and around != inside:
                text += "}" * len(inside) + "".join(f"{head}{{" for head in around)
                inside = around
            text += f"{selectors}{{{body}}}" if body else ""
        return text + "}" * len(inside)
