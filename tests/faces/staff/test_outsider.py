"""To an outsider, what is closed to them and what does not exist are the same, to the byte, at every address."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from tests.faces.staff.addresses import Address, addresses
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import PLANTED, World, keys_of, values_of_everything

BEHIND = [address for address in addresses() if not address.is_below_sign_in]
PLAIN = [address for address in BEHIND if not address.takes]
AREAS = ["staff", "cases", "intake", "people", "matching", "evidence", "response", "reporting"]
WALKED = {"event": "CLOSE", "decision": "confirm", "body": "x", "note": "x"}


def taking(area: str) -> list[Address]:
    return [address for address in BEHIND if address.takes and address.name.startswith(f"{area}:")]


def body_for_nothing(browser: Client) -> bytes:
    answer = browser.get(reverse("staff:case", args=[uuid4()]))
    assert answer.status_code == 404
    return answer.content


def assert_is_nothing(answer: Any, nothing: bytes, where: str) -> None:
    assert answer.status_code == 404, where
    assert answer.content == nothing, where
    assert "Location" not in answer, where


def test_the_walk_covers_every_address_that_takes_a_key() -> None:
    """All but the regional half, where much is public: its layers have walks of their own."""
    regional = [address for address in BEHIND if address.view.__module__.startswith("hirz.regional.")]
    walked = [address for area in AREAS for address in taking(area)]
    assert len(walked) == len([address for address in BEHIND if address.takes and address not in regional])
    assert all(taking(area) for area in AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_outsider_finds_nothing_whatever_the_key(area: str, world: World, outsider: User, browse: Browse) -> None:
    browser = browse(outsider)
    nothing = body_for_nothing(browser)
    everything = values_of_everything(world)
    for address in taking(area):
        for where in address.with_all(everything):
            assert_is_nothing(browser.get(where), nothing, where)
        for where in address.with_all({**everything, **keys_of(world)}):
            assert_is_nothing(browser.post(where, WALKED), nothing, where)


def test_outsider_reads_no_planted_word_on_their_own_pages(world: World, outsider: User, browse: Browse) -> None:
    browser = browse(outsider)
    closed = [*PLANTED, world.case.reference, world.submission.reference, str(world.case.pk), "AL XAM 1/2026"]
    for address in PLAIN:
        text = browser.get(reverse(address.name)).content.decode()
        assert not [word for word in closed if word in text], address.name


@pytest.mark.parametrize("word", [*PLANTED, "S-WORLD1", "AL XAM 1/2026"])
def test_outsider_searches_for_a_planted_word_and_finds_what_a_wrong_word_finds(
    word: str, world: World, outsider: User, browse: Browse
) -> None:
    browser = browse(outsider)
    found = browser.post(reverse("staff:search"), {"q": word})
    wrong = browser.post(reverse("staff:search"), {"q": "Qqqxyz"})
    assert found.context["groups"] == wrong.context["groups"] == []


def test_somebody_not_signed_in_is_asked_to_sign_in(world: World, client: Client) -> None:
    for address in BEHIND:
        for where in address.with_all({**values_of_everything(world), "uuid": [world.case.pk], "int": [1]}):
            answer = client.get(where)
            assert answer.status_code == 302, where
            assert answer["Location"].startswith(reverse("account_login")), where


@pytest.mark.parametrize("area", AREAS)
def test_administrator_of_the_system_reads_no_case(
    area: str, world: World, administrator: User, browse: Browse
) -> None:
    browser = browse(administrator)
    nothing = body_for_nothing(browser)
    for address in taking(area):
        for where in address.with_all({**values_of_everything(world), **keys_of(world)}):
            assert_is_nothing(browser.get(where), nothing, where)
