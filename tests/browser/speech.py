"""What a screen reader has to say: Chromium's accessibility tree, each node with its language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page

# Boxes without meaning: what is inside them is read as if they were not there.
SILENT = {"none", "generic", "InlineTextBox", "ListMarker", "LineBreak", "superscript", "LayoutTable"}
WORDS = {"StaticText": "text", "RootWebArea": "document", "DisclosureTriangle": "disclosure"}
STATES = ("level", "expanded", "checked", "pressed", "live", "invalid", "required")


@dataclass
class Node:
    """A node of the accessibility tree. `element` is Chromium's number of its DOM node."""

    role: str
    name: str
    states: list[str]
    lang: str
    element: int
    children: list[Node] = field(default_factory=list)

    def __str__(self) -> str:
        name = f" “{self.name}”" if self.name else ""
        states = f" [{', '.join(self.states)}]" if self.states else ""
        return f"{self.role}{name}{states} ({self.lang})"

    def walk(self) -> Iterator[Node]:
        """Yield the node and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def tree(page: Page) -> Node:
    """Return the accessibility tree of the page as it stands."""
    session = page.context.new_cdp_session(page)
    document = session.send("DOM.getDocument", {"depth": -1})["root"]
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    dom: dict[int, tuple[str, dict[str, str]]] = {}
    _note(document, "", dom)
    by_id = {node["nodeId"]: node for node in nodes}

    def build(item: dict[str, Any], lang: str) -> list[Node]:
        element = item.get("backendDOMNodeId", 0)
        own, attributes = dom.get(element, (lang, {}))
        lower = [child for i in item.get("childIds", ()) if i in by_id for child in build(by_id[i], own)]
        role = item.get("role", {}).get("value", "none")
        if item["ignored"] or role in SILENT:
            return lower
        values = {p["name"]: p["value"].get("value") for p in item.get("properties", ())}
        states = [
            f"{name} {values[name]}"
            for name in STATES
            if values.get(name) not in (None, "false", False) and (name != "level" or role == "heading")
        ]
        states += ["folded"] if values.get("expanded") is False else []
        states += ["current"] if attributes.get("aria-current") else []
        name = " ".join(str(item.get("name", {}).get("value", "")).split())
        if role == "StaticText" and not name:
            return []
        # A name that the text inside repeats is said once.
        if name and all((child.role, child.lang) == ("text", own) for child in lower):
            lower = []
        return [Node(WORDS.get(role, role), name, states, own, element, lower)]

    (root,) = build(nodes[0], "")
    root.lang = page.evaluate("document.documentElement.lang")
    return root


def _note(node: dict[str, Any], lang: str, dom: dict[int, tuple[str, dict[str, str]]]) -> None:
    """Note language and attributes of each DOM node by Chromium's number."""
    flat = node.get("attributes", [])
    attributes = dict(zip(flat[::2], flat[1::2], strict=True))
    lang = attributes.get("lang", lang)
    dom[node["backendNodeId"]] = (lang, attributes)
    for child in node.get("children", ()):
        _note(child, lang, dom)


def spoken(page: Page, place: Locator | None = None) -> Node:
    """Return the node of an element, or of the one that has the focus."""
    target = place.element_handle() if place else page.evaluate_handle("document.activeElement")
    session = page.context.new_cdp_session(page)
    target.evaluate("e => (globalThis.spoken = e)")
    number = session.send("Runtime.evaluate", {"expression": "globalThis.spoken"})["result"]["objectId"]
    element = session.send("DOM.describeNode", {"objectId": number})["node"]["backendNodeId"]
    session.detach()
    found = [node for node in tree(page).walk() if node.element == element]
    assert found, f"not in the accessibility tree: {target.evaluate('e => e.outerHTML')[:200]}"
    return found[0]


def lines(node: Node, depth: int = 0) -> Iterator[str]:
    """Yield the tree as indented lines; of equal neighbours only the first."""
    yield "  " * depth + str(node)
    before: list[str] = []
    for child in node.children:
        text = list(lines(child, depth + 1))
        if text != before:
            yield from text
        before = text
