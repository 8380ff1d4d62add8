"""What goes over a thin and watched line: little, from nowhere else, without scripts, and no cookie before the form."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, Response

from hirz.foundation.vocabularies.languages import UN_LANGUAGES
from tests.browser.conftest import SignIn, Visit
from tests.browser.places import ANYBODY, public_pages
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser

FIRST_PAGE: Final = 30_000
STYLESHEET: Final = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
SHAPES: Final = ("script", "[onclick]", "[onload]", "[style]", "style", "iframe", "object", "embed")


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_first_page_with_its_styles_stays_below_thirty_kilobytes(language: str, visit: Visit) -> None:
    reader = visit()
    page = reader.download(f"/{language}/")
    styles = STYLESHEET.findall(page.decode())
    assert styles
    assert len(page) + sum(len(reader.download(urljoin("/", style))) for style in styles) < FIRST_PAGE


def test_browser_loads_nothing_beside_the_page_its_styles_and_its_sign(visit: Visit) -> None:
    reader = visit()
    kinds = _requested(reader.page)
    reader.go("/ar/")
    reader.page.wait_for_load_state("networkidle")
    assert kinds
    assert set(kinds) <= {"document", "stylesheet", "image", "other"}


def test_no_cookie_before_the_form(visit: Visit) -> None:
    reader = visit()
    for page in ANYBODY:
        if page != "inbox/":  # the door to the inbox is a form already
            answer = reader.page.goto(f"{reader.origin}/ar/{page}")
            assert answer is not None
            assert "set-cookie" not in answer.all_headers(), page
    assert not reader.page.context.cookies()


def test_public_pages_carry_no_script_and_a_policy_that_forbids_inline(visit: Visit, elsewhere: list[str]) -> None:
    writer = visit()
    seen = _documents(writer.page)
    for page in public_pages(writer, "ar"):
        writer.page.goto(f"{writer.origin}/ar/{page}")
        assert not [shape for shape in SHAPES if writer.page.locator(shape).count()], page
    assert seen
    for answer in seen:
        _assert_strict(answer)
    assert not elsewhere


def test_staff_pages_ask_no_other_host_and_forbid_inline(sign_in: SignIn, elsewhere: list[str]) -> None:
    person = sign_in("Tomas Eriksund", javascript=True)
    seen = _documents(person.page)
    for area in ("/", "/cases/", "/submissions/", "/people/", "/communications/", "/report/"):
        person.go(area)
        assert not _inline_scripts(person), area
    for answer in seen:
        _assert_strict(answer)
    assert not elsewhere


def _requested(page: Page) -> list[str]:
    kinds: list[str] = []
    page.on("request", lambda request: kinds.append(request.resource_type))
    return kinds


def _documents(page: Page) -> list[Response]:
    seen: list[Response] = []
    page.on("response", lambda answer: seen.append(answer) if answer.request.resource_type == "document" else None)
    return seen


def _assert_strict(answer: Response) -> None:
    policy = answer.headers.get("content-security-policy", "")
    assert "default-src 'none'" in policy, answer.url
    assert "unsafe" not in policy, answer.url
    assert answer.headers.get("cache-control", "") == "no-store" or answer.status in range(300, 400), answer.url


def _inline_scripts(person: Visitor) -> list[str]:
    return person.page.locator("script:not([src])").all_inner_texts()
