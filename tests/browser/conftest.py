"""Real servers and a real browser, shared by the tests of this folder and ended with the last of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.chromium import chromium
from tests.browser.serving import Served, served_demonstration
from tests.browser.visiting import DESKTOP, PHONE, Visitor

# The package's and not the session's: the browser's event loop must be gone before tests elsewhere use the database.
SHARED: Final = "package"
CASES = 8


class Visit(Protocol):
    """Opens a browser window of its own, by default a telephone that runs no scripts."""

    def __call__(
        self, *, album: str = "", face: str = "public", javascript: bool = False, **context: Any
    ) -> Visitor: ...


class SignIn(Protocol):
    """Opens a window on a desktop and signs in by one click on a name."""

    def __call__(self, name: str, *, album: str = "", javascript: bool = False, **context: Any) -> Visitor: ...


@pytest.fixture(scope=SHARED)
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served_demonstration(tmp_path_factory.mktemp("demonstration"), cases=CASES) as running:
        yield running


@pytest.fixture(scope=SHARED)
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope=SHARED)
def elsewhere() -> list[str]:
    """Every address of another host that a page asked for. It stays empty."""
    return []


@pytest.fixture
def window(browser: Browser, elsewhere: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """Windows that keep to themselves, closed with the test."""
    opened: list[BrowserContext] = []

    def open_window(**context: Any) -> BrowserContext:
        opened.append(browser.new_context(service_workers="block", **context))
        opened[-1].on("request", lambda request: elsewhere.extend(_beyond_this_machine(request.url)))
        return opened[-1]

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture
def visit(served: Served, window: Callable[..., BrowserContext]) -> Visit:
    def open_visit(*, album: str = "", face: str = "public", javascript: bool = False, **context: Any) -> Visitor:
        asked = {"viewport": PHONE, "locale": "ar", **context}
        return Visitor(window(java_script_enabled=javascript, **asked), getattr(served, face), album=album)

    return open_visit


@pytest.fixture
def sign_in(visit: Visit) -> SignIn:
    def signed_in(name: str, *, album: str = "", javascript: bool = False, **context: Any) -> Visitor:
        asked = {"viewport": DESKTOP, "locale": "en", **context}
        person = visit(album=album, face="staff", javascript=javascript, **asked)
        person.go("/sign-in/demo/")
        person.press(person.page.locator("button.person-choice", has_text=name))
        return person

    return signed_in


def _beyond_this_machine(address: str) -> list[str]:
    return [address] if address.startswith("http") and urlsplit(address).hostname != "127.0.0.1" else []
