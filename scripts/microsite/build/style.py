"""The style of each page: the rules of the installed Material that it uses, then those of site.css.

A selector stays if every element, class and attribute that it names is in the page; a custom property
stays if a rule that stays reads it. `@layer` is opened: older browsers drop all that is in one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Self

import material
import rcssmin
import tinycss2

# Material's components that templates and Markdown use. A rule that names any other class is not read.
COMPONENTS = frozenset(
    [
        "md-grid",
        "md-header",
        "md-logo",
        "md-main",
        "md-content",
        "md-nav",
        "md-footer",
        "md-footer-meta",
        "md-icon",
        "md-skip",
        "md-typeset",
        "md-ellipsis",
        "md-button",
        "admonition",
        "admonition-title",
        "footnote",
        "footnote-ref",
        "twemoji",
        "grid",
        "cards",
        "card",
        "note",
        "abstract",
        "info",
        "tip",
        "success",
        "question",
        "warning",
        "failure",
        "danger",
        "bug",
        "example",
        "quote",
        "inline",
        "end",
    ]
)
# Nothing on our pages moves.
_LEFT_OUT = re.compile(r"transition|-webkit-tap-highlight-color|scroll-snap|-moz-text-size-adjust")
_SLATE = "[data-md-color-scheme=slate]"
_DARK = "@media screen and (prefers-color-scheme:dark)"
_PSEUDO = re.compile(r"::?[\w-]+(?:\((?:[^()]|\([^()]*\))*\))?")
_NAME = re.compile(r'\[([\w-]+)(?:="?([^"\]]*)"?)?[^\]]*\]|[.#]?-?[A-Za-z_][\w-]*')
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[^<>]*)?)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
# A direction counts where it holds blocks: a phrase has none of the rules that depend on it.
_PHRASES = frozenset({"a", "bdi", "input", "small", "span", "sup"})


@dataclass(frozen=True)
class Rule:
    """A rule with the at-rules around it, and for each selector what a page has to have."""

    around: tuple[str, ...]
    selectors: tuple[tuple[str, frozenset[str]], ...]
    declarations: tuple[tuple[str, str], ...]


def needs(selector: str) -> frozenset[str]:
    """Return what a selector names: `p`, `.class`, `#id`, `[attribute` or `[attribute=value`.

    What it names inside Material's text has `text ` before it.
    """
    outer, inside, inner = _PSEUDO.sub("", selector).partition(".md-typeset ")
    return frozenset(_names(outer + inside)) | {f"text {name}" for name in _names(inner)}


def _names(selector: str) -> Iterator[str]:
    for match in _NAME.finditer(selector):
        yield f"[{match[1]}={match[2]}" if match[2] else f"[{match[1]}" if match[1] else match[0]


def has(html: str) -> set[str]:
    """Return what is in a page, or in a part of it, that a selector may name."""
    found = set()
    for tag, attributes in set(_TAG.findall(html)):
        found.add(tag)
        for name, value in _ATTRIBUTE.findall(attributes):
            if name != "dir" or tag not in _PHRASES:
                found |= {f"[{name}", f"[{name}={value}"}
            if name in ("class", "id"):
                found |= {f"{'.' if name == 'class' else '#'}{word}" for word in value.split()}
    return found


def _rules(nodes: Iterable[Any], around: tuple[str, ...] = ()) -> Iterator[Rule]:
    for node in nodes:
        head = tinycss2.serialize(node.prelude).strip()
        if node.type == "qualified-rule":
            selectors = tuple((one, needs(one)) for one in re.split(r",\s*(?![^(]*\))", head))
            items = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            values = tuple(
                (item.name, f"{tinycss2.serialize(item.value).strip()}{'!important' * item.important}")
                for item in items
                if not _LEFT_OUT.match(item.name)
            )
            dark = head == _SLATE
            yield Rule(
                (_DARK,) if dark else around, (("html:root", frozenset()),) if dark else selectors, values
            )
        elif node.at_keyword in ("media", "supports", "layer") and node.content:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            own = () if node.at_keyword == "layer" else (f"@{node.at_keyword} {head}",)
            yield from _rules(inner, (*around, *own))
        elif node.at_keyword == "page":
            body = tinycss2.serialize(node.content)
            yield Rule(around, ((f"@page {head}", frozenset({"@page"})),), (("", body),))


def parse(css: str) -> tuple[Rule, ...]:
    """Return the rules of a style sheet."""
    return tuple(_rules(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)))


@cache
def installed() -> tuple[Rule, ...]:
    """Return the rules of the installed Material that name components of the list alone."""
    folder = Path(material.__path__[0], "templates", "assets", "stylesheets")
    rules = []
    for name in ("main", "palette"):
        for rule in parse(next(folder.glob(f"{name}.*.min.css")).read_text("utf-8")):
            kept = tuple(one for one in rule.selectors if "@page" not in one[1] and _listed(one[1]))
            rules.append(Rule(rule.around, kept, rule.declarations))
    return tuple(rules)


def _listed(names: frozenset[str]) -> bool:
    classes = (name.rpartition(".")[2] for name in names if name.removeprefix("text ")[0] == ".")
    return all(re.split("__|--", name)[0] in COMPONENTS for name in classes)


@dataclass
class Style:
    """All rules that a page may use, and the sheets already made, by what is in the page."""

    rules: tuple[Rule, ...]
    sheets: dict[frozenset[str], str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the rules of Material and, after them, those of the file `path`."""
        return cls((*installed(), *parse(path.read_text("utf-8"))))

    def sheet(self, html: str) -> str:
        """Return the style sheet of a page."""
        text = html[html.find("md-typeset") : html.rfind("</main>")]
        page = {"@page"} | has(html) | {f"text {name}" for name in has(text)}
        known = frozenset(page & self._known)
        if known not in self.sheets:
            self.sheets[known] = rcssmin.cssmin("".join(_text(self.rules, known)))
        return self.sheets[known]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset().union(*(names for rule in self.rules for _, names in rule.selectors))


def _text(rules: Iterable[Rule], page: frozenset[str]) -> Iterator[str]:
    """Yield the text of the rules for a page, each at-rule opened once for its neighbours."""
    used = [
        (rule, ",".join(text for text, names in rule.selectors if names <= page))
        for rule in rules
        if any(names <= page for _, names in rule.selectors)
    ]
    values = [value for rule, _ in used for value in rule.declarations]
    read = {v for name, value in values if name[:2] != "--" for v in _VARIABLE.findall(value)}
    while more := {v for name, value in values if name in read for v in _VARIABLE.findall(value)} - read:
        read |= more
    around: tuple[str, ...] = ()
    for rule, selectors in used:
        kept = [(name, value) for name, value in rule.declarations if name[:2] != "--" or name in read]
        if not kept:
            continue
        if rule.around != around:
            yield "}" * len(around) + "".join(f"{head}{{" for head in rule.around)
            around = rule.around
        yield f"{selectors}{{{';'.join(f'{name}:{value}' if name else value for name, value in kept)}}}"
    yield "}" * len(around)
