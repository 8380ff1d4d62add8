"""Somebody at a browser: opens pages, answers questions by the names of their fields, and leaves pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Response, ViewportSize

ARTEFACTS: Final = Path(__file__).resolve().parents[2] / "artefacts"
PHONE: Final[ViewportSize] = {"width": 360, "height": 740}
DESKTOP: Final = {"width": 1280, "height": 900}
PATIENCE: Final = 30_000
"""Milliseconds within which a page, or something on it, has to be there."""
GO_ON: Final = "main form .stepper button:not([name])"
"""The button of a form that goes on with it, whatever the language."""


class Visitor:
    def __init__(self, context: BrowserContext, origin: str, *, album: str = "") -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.origin = origin
        self._context, self._album = context, album
        self._numbers = count(1)

    def second_tab(self) -> Visitor:
        return Visitor(self._context, self.origin, album=self._album and f"{self._album}-second-tab")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.origin)

    @property
    def words(self) -> str:
        """What the main part of the page says."""
        return self.page.locator("main").inner_text()

    @property
    def language(self) -> str:
        return self.page.locator("html").get_attribute("lang") or ""

    def go(self, path: str, *, expected: int = 200) -> Response:
        return self._arrived(self.page.goto(self.origin + path), expected)

    def press(self, what: str | Locator = GO_ON, *, expected: int = 200) -> Response:
        """Press a button or follow a link, and wait for the page it leads to."""
        control = self._control(what)
        arrived = self._arrived(self._after(control.click), expected)
        again = self.page.locator('button[name="again-click"]')  # asked some minutes after signing in
        return self._arrived(self._after(again.click), expected) if again.count() else arrived

    def speaks(self, language: str) -> None:
        """Choose the language of the staff pages, from the menu behind the own name."""
        self.page.locator(".person-menu > summary").click()
        self.press(f'.language-choice button[value="{language}"]')

    def press_in(self, form: str, **texts: str) -> Response:
        """Fill in one of several forms of a page and send it, opening the heading that hides it."""
        for name, text in texts.items():
            control = self.page.locator(f'{form} [name="{name}"]')
            self._uncover(control)
            control.fill(text)
        return self.press(f"{form} button")

    def back(self) -> None:
        self.page.go_back()

    def write(self, name: str, text: str) -> None:
        self._named(name).fill(text)

    def pick(self, name: str, value: str) -> None:
        self._named(name).select_option(value)

    def choose(self, name: str, *values: str) -> None:
        """Mark answers among those offered; a heading that hides them is opened first."""
        for value in values:
            box = self._named(name, value)
            self._uncover(box)
            box.check()

    def tick(self, name: str) -> None:
        self._named(name).check()

    def attach(self, name: str, files: Iterable[FilePayload]) -> None:
        self._named(name).set_input_files(list(files))

    def links(self, containing: str) -> list[str]:
        """Where the links of the page lead whose address contains this, each once."""
        found = self.page.locator(f'main a[href*="{containing}"]').evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        return list(dict.fromkeys(found))

    def download(self, path: str) -> bytes:
        """What a link would save, fetched with the cookies of this browser."""
        answer = self.page.request.get(self.origin + path)
        assert answer.status == 200, (path, answer.status)
        return answer.body()

    def shoot(self, step: str) -> None:
        """Keep a picture of the whole page; without an album nobody wants one."""
        if not self._album:
            return
        size: Any = self.page.viewport_size
        name = f"{next(self._numbers):02}-{step}-{self.language}-{size['width']}.png"
        self.page.evaluate("scrollTo(0, 0)")
        self.page.screenshot(path=ARTEFACTS / self._album / name, full_page=True, animations="disabled")

    def _uncover(self, control: Locator) -> None:
        if not control.is_visible():
            control.locator("xpath=ancestor::details[1]/summary").click()

    def _named(self, name: str, value: str = "") -> Locator:
        worth = f'[value="{value}"]' if value else ""
        return self._control(f'main [name="{name}"]{worth}')

    def _control(self, what: str | Locator) -> Locator:
        return self.page.locator(what) if isinstance(what, str) else what

    def _after(self, act: Callable[[], object]) -> Response | None:
        with self.page.expect_navigation() as arriving:
            act()
        return arriving.value

    def _arrived(self, answer: Response | None, expected: int) -> Response:
        assert answer is not None, f"nothing answered at {self.path}"
        assert answer.status == expected, f"{self.path} answered {answer.status}"
        return answer
