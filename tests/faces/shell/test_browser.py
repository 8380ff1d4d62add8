"""The gallery in a real browser: no fault of accessibility, nothing wider than the screen, no request elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests.browser.chromium import chromium
from tests.faces.shell.rendering import page as rendered_page

ORIGIN = "http://127.0.0.1"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def served(route: Route) -> None:
    """Pages are rendered here and sheets read from the package: no server, no database, no network."""
    path = PurePosixPath(route.request.url.removeprefix(ORIGIN))
    if path.parts[1] == "static":
        found = finders.find(str(path.relative_to("/static")))
        assert isinstance(found, str), path
        route.fulfill(path=found, content_type=TYPES[path.suffix])
    else:
        language, name = path.parts[1:3]
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
        route.fulfill(body=rendered_page(name, language), headers=headers)


@pytest.fixture
def complaints() -> list[str]:
    """What the browser wrote to its console: a refused style, a missing file, a request elsewhere."""
    return []


def opened(browser: Browser, address: str, complaints: list[str], **context: object) -> Page:
    window = browser.new_context(reduced_motion="reduce", **context)  # type: ignore[arg-type]
    window.route("**/*", served)
    page = window.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(f"{ORIGIN}/{address}")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", ["gallery", "public"])
def test_page_has_no_fault_of_accessibility(
    browser: Browser, complaints: list[str], name: str, language: str, scheme: str
) -> None:
    page = opened(browser, f"{language}/{name}", complaints, color_scheme=scheme, viewport=DESKTOP, bypass_csp=True)
    found = Axe().run(page).response["violations"]
    page.context.close()
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found] == []


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", ["gallery", "public"])
def test_page_fits_the_screen_and_the_browser_refuses_nothing(
    browser: Browser, complaints: list[str], name: str, language: str, viewport: dict[str, int]
) -> None:
    page = opened(browser, f"{language}/{name}", complaints, viewport=viewport)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.context.close()
    assert width == viewport["width"]
    assert complaints == []


def test_arabic_lines_have_room_and_targets_can_be_touched(browser: Browser, complaints: list[str]) -> None:
    page = opened(browser, "ar/public", complaints, viewport=PHONE, java_script_enabled=False)
    leading = page.locator("p.lead").evaluate(
        "e => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize)"
    )
    low = [box for item in page.locator("a:visible, button, .choice").all() if (box := item.bounding_box())]
    page.context.close()
    assert leading >= 1.7
    assert [box for box in low if box["height"] < 44 and box["y"] >= 0] == []
