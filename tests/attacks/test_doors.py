"""Every address with every role; every form without its token; every field with a script in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hirz.foundation.accounts.access import roles
from hirz.foundation.accounts.doors import PERMISSION_ATTRIBUTE
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from tests.attacks.filling import every_page, parsed
from tests.attacks.planting import plant
from tests.conftest import make_user
from tests.faces.public import journey
from tests.faces.staff.addresses import Address, addresses
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import World, keys_of, values_of_everything

BEHIND: Final = [address for address in addresses() if not address.is_below_sign_in]
ELSEWHERE: Final = "https://evil.example"
BEGINNING: Final = "/ar/submit/"
"""Asks for no token, so that no cookie is set before it: what it makes is an empty draft, and nothing is there yet."""
SCRIPTS: Final = {
    "Latin": "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 }}",
    "Arabic": "نص\u202e\"'><script>تنبيه(١)</script><svg onload=تنبيه>&#x202e;",
}


def permission_of(address: Address) -> str | None:
    named = getattr(address.view, PERMISSION_ATTRIBUTE)
    return named.value if named is not None else None


@pytest.mark.parametrize("role", [*sorted(roles()), "none"])
def test_every_url_for_every_role(role: str, world: World, office: Office, browse: Browse) -> None:
    """Who lacks the permission that a view names meets what is not there, at every address, whatever they send."""
    user = make_user("somebody", office, *(() if role == "none" else (role,)))
    held = roles().get(role, frozenset())
    browser = browse(user)
    nothing = browser.get("/nothing/").content
    values = {**values_of_everything(world), **keys_of(world)}
    open_to_them = 0
    for address in BEHIND:
        needed = permission_of(address)
        if needed is None or needed in held:
            open_to_them += 1
            continue
        for where in list(address.with_all(values))[:4]:
            for answer in (browser.get(where), browser.post(where, {"body": "x"})):
                assert (answer.status_code, answer.content) == (404, nothing), where
    assert open_to_them < len(BEHIND)


@pytest.mark.parametrize("role", sorted(set(roles()) - {"administrator", "auditor", "focal_point"}))
def test_every_url_that_a_role_may_open_is_there_for_it(
    role: str, world: World, office: Office, browse: Browse
) -> None:
    """Otherwise a wall without a door would pass for a good one."""
    browser = browse(make_user("somebody", office, role))
    held = roles()[role]
    lists = [address for address in BEHIND if not address.takes and permission_of(address) in held]
    pages = [browser.get(reverse(address.name)) for address in lists]
    assert {page.status_code for page in pages} <= {200, 302, 403, 405}
    assert any(page.status_code == 200 for page in pages)


def test_every_url_asks_a_stranger_to_sign_in(world: World, client: Client) -> None:
    for address in BEHIND:
        where = next(address.with_all({**values_of_everything(world), **keys_of(world)}))
        assert client.get(where).status_code == 302
        assert client.post(where, {"body": "x"}).status_code == 403


# A form that another site sends


def test_csrf_without_javascript_every_address_of_the_staff(world: World, colleague: User, browse: Browse) -> None:
    """No form is taken without the token of its page, nor with it when another site sends it; no script is involved."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = browse(colleague).cookies
    page = browser.get(reverse("staff:search"))
    token = str(page.context["csrf_token"])
    values = {**values_of_everything(world), **keys_of(world)}
    for address in addresses():
        where = next(address.with_all({**values, "str": ["x"], "token": ["x"], "int": [1]}))
        assert browser.post(where, {"body": "x"}).status_code == 403, where
        forged = browser.post(where, {"csrfmiddlewaretoken": token}, headers={"origin": ELSEWHERE})
        assert forged.status_code == 403, where
        assert token not in forged.content.decode()
    own = browser.post(reverse("staff:search"), {"csrfmiddlewaretoken": token, "q": "x"})
    assert own.status_code == 200


def test_csrf_without_javascript_every_address_of_the_public_face(guarded_client: Client) -> None:
    guarded_client.post(BEGINNING, {"understood": "on"})
    pages = [where for where in public_addresses() if where != BEGINNING]
    assert len(pages) > 15
    for where in pages:
        assert guarded_client.post(where, {"understood": "on"}).status_code in (403, 405), where
        forged = guarded_client.post(where, {"understood": "on"}, headers={"origin": ELSEWHERE})
        assert forged.status_code in (403, 405), where
        assert b"csrfmiddlewaretoken" not in forged.content


def public_addresses() -> Iterator[str]:
    """Those in Arabic that take nothing but a word of ours."""
    yield from (f"/ar/submit/{step.slug}/" for step in journey.ORDER)
    for pattern in _patterns(get_resolver()):
        yield f"/{pattern}".replace("<slug:what>", "all")


def _patterns(resolver: Any, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        here = (before + str(entry.pattern)).replace("<language:language>", "ar").replace("^", "")
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, here)
        elif isinstance(entry, URLPattern):
            yield here


# A script in what people wrote


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_script_in_every_field_is_text_on_every_page(
    script: str, whole_world: World, colleague: User, browse: Browse
) -> None:
    """In every sealed column of every record, read on every page and in every file of the staff face."""
    assert plant(script) == []
    browser = browse(colleague)
    seen = 0
    for page in every_page(whole_world, browser):
        if page.is_page:
            seen += script[:12] in "".join(parsed(page.content).itertext())
            assert acting(page.content) == [], page.where
        elif page.status == 200:
            assert not page.kind.startswith(("text/html", "image/svg", "text/xml", "application/xml")), page.where
    assert seen > 10, "the script was shown nowhere"


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_script_in_every_field_of_the_public_form_is_text(script: str, public_client: Client) -> None:
    journey.begin(public_client)
    for step in journey.ORDER:
        typed = {name: script for name, value in journey.ANSWERS[step.slug].items() if isinstance(value, str)}
        refused = public_client.post(f"/ar/submit/{step.slug}/", typed)
        assert acting(refused.content) == []
        journey.answer(public_client, step.slug, **{name: script for name in typed if name in FREE})
        assert acting(public_client.get(f"/ar/submit/{step.slug}/").content) == []
    summary = public_client.get("/ar/submit/summary/").content
    assert acting(summary) == []
    assert script[-9:] in "".join(parsed(summary).itertext())


FREE: Final = ("name_1", "description", "place", "narrative", "link", "steps_taken", "safe_contact")


def acting(content: bytes) -> list[str]:
    """Whatever in a page would act: scripts that are not files of ours, handlers, addresses that are code."""
    found = []
    for element in parsed(content).iter() if content else ():
        if element.tag == "script" and not str(element.get("src", "")).startswith("/static/"):
            found.extend(["script"] if element.get("type") != "application/json" else [])
        found.extend(name for name in element.attrib if str(name).startswith("on"))
        found.extend(value for value in element.attrib.values() if str(value).strip().startswith("javascript:"))
        found.extend(["svg"] if element.tag == "svg" and element.get("onload") else [])
    return found
