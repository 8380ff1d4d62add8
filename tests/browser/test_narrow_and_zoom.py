"""On a narrow telephone and at twice the size, a page is read by scrolling in one direction only.

Pages of the staff are measured where they are opened anyway: test_accessibility.py.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.browser.conftest import SignIn, Visit
from tests.browser.looking import LOOKED_AT, too_wide
from tests.browser.places import public_pages
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser

ON_PAPER: Final = {"public": (".languages", ".quick-exit", ".footer-links"), "staff": (".navigation", ".search-box")}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_too_wide_is_found(language: str, visit: Visit) -> None:
    reader = visit()
    reader.go(f"/{language}/")
    reader.page.locator("main").evaluate("main => main.insertAdjacentHTML('beforeend', '<svg width=900></svg>')")
    assert len([found for found in too_wide(reader) if "<svg" in found]) == 2


def test_what_is_too_wide_without_scripts_is_found_with_them(visit: Visit) -> None:
    reader = visit(**LOOKED_AT)
    reader.go("/en/")
    reader.page.locator("main").evaluate("main => main.innerHTML = '<noscript><svg width=900></svg></noscript>'")
    assert len([found for found in too_wide(reader) if "<svg" in found]) == 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_public_pages_do_not_scroll_sideways(language: str, visit: Visit) -> None:
    reader = visit()
    found: list[str] = []
    for page in public_pages(reader, language):
        reader.page.goto(f"{reader.origin}/{language}/{page}")
        found += too_wide(reader)
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
