"""The style of each page: the rules of the installed Material that it uses, then those of site.css.

A selector stays if every element, class and attribute that it names is in the page; a custom property
stays if a rule that stays reads it. `@layer` is opened: older browsers drop all that is in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import material
import rcssmin
import tinycss2

# Material's components that templates and Markdown use. A rule that names any other class is not read.
COMPONENTS = frozenset((
    "md-grid", "md-main", "md-content", "md-nav", "md-icon", "md-skip", "md-typeset", "md-ellipsis",
    "md-button", "admonition", "admonition-title", "details", "footnote", "footnote-ref", "twemoji", "note",
    "abstract", "info", "tip", "success", "question", "warning", "failure", "danger", "bug", "example",
    "quote",
))  # fmt: skip
# Nothing on our pages moves, no list holds another, and the header covers no target.
# Its folds are those of the authors, which build/page.py gives a class; ours look otherwise.
_FOLD = re.compile(r"(?<=\.md-typeset )(?:details(?=[.:>, {])|(summary))")
_UNUSED = re.compile(r"[ou]l (?:li )?[ou]l|:target|tr:hover|\[for\]")
_LEFT_OUT = re.compile(r"transition|-webkit-(?:tap|font|print)|-moz-|font-feature|color-adjust|scroll-snap")
_SLATE, _DARK = "[data-md-color-scheme=slate]", "@media screen and (prefers-color-scheme:dark)"
_PSEUDO = re.compile(r"::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?")
_NAME = re.compile(r'\[([\w-]+)(?:="?([^"\]]*)"?)?[^\]]*\]|[.#]?-?[A-Za-z_][\w-]*')
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
    """Return what a selector names: `p`, `.class`, `#id`, `[attribute` or `[attribute=value`.

    What it names inside Material's text has `text ` before it.
    """
    outer, inside, inner = _PSEUDO.sub("", selector).partition(".md-typeset ")
    return frozenset(
        place + (f"[{name[1]}={name[2]}" if name[2] else f"[{name[1]}" if name[1] else name[0])
        for place, part in (("", outer + inside), ("text ", inner))
        for name in _NAME.finditer(part)
    )


def has(html: str, place: str = "") -> set[str]:
    """Return what is in a page, or in a part of it, that a selector may name."""
    found = {"@page"}
    for tag, attributes in set(_TAG.findall(html)):
        found.add(place + tag)
        for name, value in _ATTRIBUTE.findall(attributes):
            if name not in ("dir", "lang") or tag not in _PHRASES:
                found |= {f"{place}[{name}", f"{place}[{name}={value}"}
            if sign := {"class": ".", "id": "#"}.get(name):
                found |= {f"{place}{sign}{word}" for word in value.split()}
    return found


def parse(nodes: Iterable[Any], around: tuple[str, ...] = ()) -> Iterator[Rule]:
    """Yield the rules of a style sheet that tinycss2 has read."""
    for node in nodes:
        head, name = tinycss2.serialize(node.prelude).strip(), getattr(node, "at_keyword", "")
        if node.type == "qualified-rule":
            selectors = tuple((one, needs(one)) for one in re.split(r",\s*(?![^(]*\))", head))
            values = tuple(
                (item.name, f"{tinycss2.serialize(item.value).strip()}{'!important' * item.important}")
                for item in tinycss2.parse_blocks_contents(node.content, True, True)
                if not _LEFT_OUT.match(item.name)
            )
            dark = Rule((_DARK,), (("html:root", frozenset()),), values)
            yield dark if head == _SLATE else Rule(around, selectors, values)
        elif name == "page":
            body = (("", tinycss2.serialize(node.content)),)
            yield Rule(around, ((f"@page {head}", frozenset({"@page"})),), body)
        elif name in ("media", "supports", "layer") and node.content:
            own = () if name == "layer" else (f"@{name} {head}",)
            yield from parse(tinycss2.parse_rule_list(node.content, True, True), (*around, *own))


def _fold(found: re.Match[str]) -> str:
    return ".details>summary" if found[1] else ".details"


@cache
def installed() -> tuple[Rule, ...]:
    """Return the rules of the installed Material that name components of the list alone."""
    folder = Path(material.__path__[0], "templates", "assets", "stylesheets")

    def listed(selector: tuple[str, frozenset[str]]) -> bool:
        classes = (name.rpartition(".")[2] for name in selector[1] if "." in name)
        return not _UNUSED.search(selector[0]) and all(
            re.split("__|--", name)[0] in COMPONENTS for name in classes
        )

    return tuple(
        rule._replace(selectors=tuple(filter(listed, rule.selectors)))
        for name in ("main", "palette")
        for path in folder.glob(f"{name}.*.min.css")
        for rule in parse(tinycss2.parse_stylesheet(_FOLD.sub(_fold, path.read_text("utf-8")), True, True))
        if not rule.selectors[0][0].startswith("@page")
    )


class Style:
    """The rules that a page may use, and the sheets already made, by what is in the page."""

    def __init__(self, own: Path) -> None:
        nodes = tinycss2.parse_stylesheet(own.read_text("utf-8"), True, True)
        self.rules = (*installed(), *parse(nodes))
        self.sheets: dict[frozenset[str], str] = {}

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset().union(*(names for rule in self.rules for _, names in rule.selectors))

    def sheet(self, html: str) -> str:
        """Return the style sheet of a page."""
        text = html[html.find('"md-typeset') : html.rfind("</main>")]
        page = self._known & (has(html) | has(text, "text "))
        if page not in self.sheets:
            self.sheets[page] = rcssmin.cssmin("".join(_text(self.rules, page)))
        return self.sheets[page]


def _text(rules: Iterable[Rule], page: frozenset[str]) -> Iterator[str]:
    """Yield the text of the rules for a page, each at-rule opened once for its neighbours."""
    used = [
        (rule, selectors)
        for rule in rules
        if (selectors := ",".join(text for text, names in rule.selectors if names <= page))
    ]
    values = [value for rule, _ in used for value in rule.declarations]
    read = {v for name, value in values if name[:2] != "--" for v in _VARIABLE.findall(value)}
    while more := {v for name, value in values if name in read for v in _VARIABLE.findall(value)} - read:
        read |= more
    for around, group in groupby(used, key=lambda one: one[0].around):
        yield "".join(f"{head}{{" for head in around)
        for rule, selectors in group:
            kept = [value for value in rule.declarations if value[0][:2] != "--" or value[0] in read]
            if kept:
                yield f"{selectors}{{{';'.join(':'.join(filter(None, value)) for value in kept)}}}"
        yield "}" * len(around)
