"""Every page of the staff face, read from the resolver: valid HTML in both languages, in our frame, no inline code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from tests.conftest import make_user
from tests.faces.staff.addresses import Address, addresses
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import Page, parsed
from tests.faces.staff.world import World, keys_of, values_of_everything

AREAS = [
    "staff",
    "cases",
    "intake",
    "people",
    "matching",
    "evidence",
    "response",
    "reporting",
    "mechanisms",
    "recommendations",
]
NOTES = ("acknowledged", "submitter_told", "victim_informed", "reviewed")


@pytest.fixture(params=["en", "ar"])
def browser(request: pytest.FixtureRequest, colleague: User, browse: Browse) -> Client:
    colleague.language = request.param
    colleague.save()
    return browse(colleague)


def pages_below(area: str, world: World, browser: Client) -> Iterator[tuple[str, Page]]:
    for address in addresses():
        if address.name.startswith(f"{area}:"):
            yield from _pages_of(address, world, browser)


def _pages_of(address: Address, world: World, browser: Client) -> Iterator[tuple[str, Page]]:
    for where in address.with_all({**values_of_everything(world), **keys_of(world)}):
        for asked in _variants(address, where):
            answer = browser.get(asked)
            assert answer.status_code in {200, 302, 404}, asked
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield asked, parsed(answer.content)
            if answer.streaming:
                assert b"".join(answer)  # a file, read to its end and closed


def _variants(address: Address, where: str) -> list[str]:
    if address.name == "cases:note":
        return [f"{where}?fact={fact}" for fact in NOTES]
    if address.name == "cases:move":
        return [f"{where}?event={event}" for event in ("TRIAGE", "CLOSE", "MERGE")]
    return [where]


@pytest.mark.parametrize("area", AREAS)
def test_page_is_valid_and_in_the_frame(area: str, world: World, browser: Client) -> None:
    pages = list(pages_below(area, world, browser))
    assert pages
    for where, page in pages:
        navigation = [nav for nav in page.root.iter("nav") if nav.get("class") == "navigation"]
        assert navigation, f"{where} stands outside the frame"
        assert list(navigation[0].iter("a")), f"{where} has no navigation"
        assert len(list(page.root.iter("h1"))) == 1, where
        assert len(set(ids(page))) == len(ids(page)), where
        assert not inline_code(page), where


def ids(page: Page) -> list[str]:
    return [name for element in page.root.iter() if (name := element.get("id"))]


def inline_code(page: Page) -> list[str]:
    """Scripts and styles that the security policy of our pages would refuse."""
    scripts = [
        "".join(script.itertext()) for script in page.root.iter("script")
        if not script.get("src") and script.get("type") != "application/json"
    ]  # fmt: skip
    handlers = [name for element in page.root.iter() for name in element.attrib if str(name).startswith("on")]
    styled = ["style" for element in page.root.iter() if element.get("style")]
    return [*scripts, *handlers, *styled, *("style" for _element in page.root.iter("style"))]


@pytest.mark.parametrize("name", ["account_login", "mfa_index", "mfa_list_webauthn", "account_change_password"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_about_signing_in_is_valid(name: str, language: str, office: Office, browse: Browse) -> None:
    if name == "account_login":
        browser = Client(headers={"accept-language": language})
    else:
        browser = browse(make_user("somebody", office, "desk", language=language))
    page = parsed(browser.get(reverse(name)).content)
    assert page.root.get("lang") == language
    assert not inline_code(page)
