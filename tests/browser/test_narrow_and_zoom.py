"""On a narrow telephone and at twice the size, every page is read by scrolling in one direction only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final

import pytest
from playwright.sync_api import ViewportSize

from tests.browser.conftest import SignIn, Visit
from tests.browser.places import public_pages, signed_out_pages, staff_pages
from tests.browser.visiting import PHONE, Visitor

pytestmark = pytest.mark.browser

TWICE: Final[ViewportSize] = {"width": 640, "height": 450}
"""What is left of a window of 1280 by 900 when everything in it is shown at twice the size."""
STICKING_OUT: Final = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const boxes = [...document.body.querySelectorAll('*')].map(part => [part, part.getBoundingClientRect()]);
  const over = boxes.filter(([part, box]) => box.width && (box.right > width || box.left < 0));
  return ['it scrolls sideways', ...over.map(([part]) => part.outerHTML.slice(0, 120))];
}"""
ON_PAPER: Final = {"public": (".languages", ".quick-exit", ".footer-links"), "staff": (".navigation", ".search-box")}


def too_wide(visitor: Visitor) -> Iterator[str]:
    """What is too wide on the page that is open: for each size, that it is, and the innermost part that sticks out."""
    for size in (PHONE, TWICE):
        visitor.page.set_viewport_size(size)
        over = visitor.page.evaluate(STICKING_OUT)
        if over:
            yield f"{visitor.path} at {size['width']}: {over[-1]}"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_too_wide_is_found(language: str, visit: Visit) -> None:
    reader = visit()
    reader.go(f"/{language}/")
    reader.page.locator("main").evaluate("main => main.insertAdjacentHTML('beforeend', '<svg width=900></svg>')")
    assert len([found for found in too_wide(reader) if "<svg" in found]) == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_public_pages_do_not_scroll_sideways(language: str, visit: Visit) -> None:
    reader = visit()
    found: list[str] = []
    for page in public_pages(reader, language):
        reader.page.goto(f"{reader.origin}/{language}/{page}")
        found += too_wide(reader)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_staff_pages_do_not_scroll_sideways(language: str, visit: Visit, sign_in: SignIn) -> None:
    found: list[str] = []
    for person in chain(signed_out_pages(visit, language), staff_pages(sign_in, language)):
        found += too_wide(person)
    assert not found, "\n".join(found)


def test_what_leads_elsewhere_is_not_printed(visit: Visit, sign_in: SignIn) -> None:
    reader, person = visit(), sign_in("Yasmin Darwazeh")
    reader.go("/ar/guidelines/")
    person.go("/cases/")
    for visitor, face in ((reader, "public"), (person, "staff")):
        for part in ON_PAPER[face]:
            _assert_on_screen_only(visitor, part)


def _assert_on_screen_only(visitor: Visitor, part: str) -> None:
    visitor.page.emulate_media(media="screen")
    assert visitor.page.locator(part).is_visible(), part
    visitor.page.emulate_media(media="print")
    assert not visitor.page.locator(part).is_visible(), part
