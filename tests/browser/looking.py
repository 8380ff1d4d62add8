"""What is wrong with a page that is open: what axe holds against it, and what is too wide on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ViewportSize

from tests.browser.visiting import PHONE, Visitor

Scheme = Literal["light", "dark"]
BOTH: Final[tuple[Scheme, ...]] = ("light", "dark")
PLAIN: Final = {"resultTypes": ["violations"], "preload": False, "iframes": False}
RULES: Final[dict[Scheme, dict[str, Any]]] = {
    "light": PLAIN,
    # By night the page is the same but for its colours.
    "dark": {**PLAIN, "runOnly": ["color-contrast", "link-in-text-block"]},
}
# axe is a script, put into the page from outside; colours must not be caught while they change.
LOOKED_AT: Final[dict[str, Any]] = {"javascript": True, "bypass_csp": True, "reduced_motion": "reduce"}
TWICE: Final[ViewportSize] = {"width": 640, "height": 450}
"""What is left of a window of 1280 by 900 when everything in it is shown at twice the size."""
SHOWN_WITHOUT_SCRIPTS: Final = """() =>
  document.querySelectorAll('noscript').forEach(part => { part.outerHTML = part.innerHTML; })"""
STICKING_OUT: Final = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const boxes = [...document.body.querySelectorAll('*')].map(part => [part, part.getBoundingClientRect()]);
  const over = boxes.filter(([part, box]) => box.width && (box.right > width || box.left < 0));
  return ['it scrolls sideways', ...over.map(([part]) => part.outerHTML.slice(0, 120))];
}"""


def violations(visitor: Visitor, schemes: Iterable[Scheme]) -> Iterator[str]:
    """What axe holds against the page, one line for each element."""
    visitor.page.evaluate(AXE_SCRIPT)
    for scheme in schemes:
        visitor.page.emulate_media(color_scheme=scheme)
        for violation in visitor.page.evaluate("rules => axe.run(rules)", RULES[scheme])["violations"]:
            for node in violation["nodes"]:
                yield f"{visitor.path} {scheme} {violation['id']}: {' '.join(_where(node))}: {node['html'][:160]}"
    visitor.page.emulate_media(color_scheme="light")


def _where(node: dict[str, Any]) -> list[str]:
    return [str(part) for part in node["target"]]


def too_wide(visitor: Visitor) -> Iterator[str]:
    """For each size, that the page is too wide, and the innermost part that sticks out.

    Looked at last: what the page shows to whoever runs no scripts is shown from then on, also where scripts run.
    """
    usual = visitor.page.viewport_size
    visitor.page.evaluate(SHOWN_WITHOUT_SCRIPTS)
    for size in (PHONE, TWICE):
        visitor.page.set_viewport_size(size)
        over = visitor.page.evaluate(STICKING_OUT)
        if over:
            yield f"{visitor.path} at {size['width']}: {over[-1]}"
    if usual:
        visitor.page.set_viewport_size(usual)
