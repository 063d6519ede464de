"""Walks over a page with the Tab key, and looks at what the focus paints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import FloatRect, Page

from .findings import Finding

MOST = 600


@dataclass(frozen=True)
class Stop:
    """A place where Tab stops: accessible name, element, left and right edge in CSS pixels."""

    name: str
    tag: str
    left: float
    right: float


def walk(page: Page, where: str, key: str = "Tab") -> tuple[list[Stop], list[Finding]]:
    """Press `key` from the start of the page until the focus leaves it.

    Return the stops, and what is wrong with the focus at any of them: not visible, hidden, out of
    order, caught.
    """
    stops: list[Stop] = []
    found: list[Finding] = []
    while len(stops) < MOST:
        page.keyboard.press(key)
        stop: dict[str, Any] | None = page.evaluate("audit.stop()")
        if stop is None:
            break
        found += [Finding("own", **item, outcome="violation", where=where) for item in stop["findings"]]
        if stop["trap"]:
            break
        stops.append(Stop(stop["name"], stop["tag"], stop["left"], stop["right"]))
    return stops, found


def enter(page: Page, address: str) -> None:
    """Press Enter on a link, and wait until the page it leads to, which may be the same, is there."""
    with page.expect_navigation(url=address):
        page.keyboard.press("Enter")


def luminance(pixel: tuple[int, ...]) -> float:
    """Return the relative luminance of WCAG 2.2."""
    red, green, blue = (
        value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in pixel[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def painted(page: Page, box: FloatRect) -> int:
    """Return how many pixels the focus changes by a contrast of 3:1 around the focused element.

    The element keeps the focus.
    """
    clip: FloatRect = {
        "x": max(0, box["x"] - 8),
        "y": max(0, box["y"] - 8),
        "width": box["width"] + 16,
        "height": box["height"] + 16,
    }
    element = page.evaluate_handle("document.activeElement")
    images = []
    for script in ("e => e.focus()", "e => e.blur()"):
        element.evaluate(script)
        image = Image.open(BytesIO(page.screenshot(clip=clip))).convert("RGB")
        images.append(list(zip(*[iter(image.tobytes())] * 3, strict=True)))
    pairs = Counter(zip(*images, strict=True))
    bright = {pixel: luminance(pixel) for pair in pairs for pixel in pair}
    return sum(
        count
        for (one, other), count in pairs.items()
        if (max(bright[one], bright[other]) + 0.05) / (min(bright[one], bright[other]) + 0.05) >= 3
    )
