"""To an outsider, what is closed to them and what does not exist are the same, to the byte, at every address."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from tests.faces.staff.addresses import Address, addresses
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import PLANTED, World, values_of_everything

BEHIND = [address for address in addresses() if not address.is_below_sign_in]
TAKING = [address for address in BEHIND if address.takes]
PLAIN = [address for address in BEHIND if not address.takes]


def body_for_nothing(browser: Client) -> bytes:
    answer = browser.get(reverse("staff:case", args=[uuid4()]))
    assert answer.status_code == 404
    return answer.content


def assert_is_nothing(answer: HttpResponse, nothing: bytes, where: str) -> None:
    assert answer.status_code == 404, where
    assert answer.content == nothing, where
    assert "Location" not in answer, where


def test_the_walk_covers_every_application() -> None:
    begun = {address.name.partition(":")[0] for address in BEHIND}
    assert {"staff", "cases", "intake", "people", "response", "reporting"} <= begun


@pytest.mark.parametrize("address", TAKING, ids=lambda address: address.name)
def test_outsider_finds_nothing_whatever_the_key(
    address: Address, world: World, outsider: User, browse: Browse
) -> None:
    browser = browse(outsider)
    nothing = body_for_nothing(browser)
    for where in address.with_all(values_of_everything(world)):
        assert_is_nothing(browser.get(where), nothing, where)
        assert_is_nothing(browser.post(where, {"event": "CLOSE", "decision": "confirm"}), nothing, where)


@pytest.mark.parametrize("address", PLAIN, ids=lambda address: address.name)
def test_outsider_reads_no_planted_word_on_their_own_pages(
    address: Address, world: World, outsider: User, browse: Browse
) -> None:
    answer = browse(outsider).get(reverse(address.name))
    text = answer.content.decode()
    closed = [*PLANTED, world.case.reference, world.submission.reference, str(world.case.pk), "AL XAM 1/2026"]
    assert not [word for word in closed if word in text]


@pytest.mark.parametrize("word", [*PLANTED, "S-WORLD1", "AL XAM 1/2026"])
def test_outsider_searches_for_a_planted_word_and_finds_what_a_wrong_word_finds(
    word: str, world: World, outsider: User, browse: Browse
) -> None:
    browser = browse(outsider)
    found = browser.post(reverse("staff:search"), {"q": word})
    wrong = browser.post(reverse("staff:search"), {"q": "Qqqxyz"})
    assert found.context["groups"] == wrong.context["groups"] == []


@pytest.mark.parametrize("address", BEHIND, ids=lambda address: address.name)
def test_somebody_not_signed_in_is_asked_to_sign_in(address: Address, world: World, client: Client) -> None:
    for where in address.with_all({**values_of_everything(world), "uuid": [world.case.pk], "int": [1]}):
        answer = client.get(where)
        assert answer.status_code == 302, where
        assert answer["Location"].startswith(reverse("account_login")), where


@pytest.mark.parametrize("address", TAKING, ids=lambda address: address.name)
def test_administrator_of_the_system_reads_no_case(
    address: Address, world: World, administrator: User, browse: Browse
) -> None:
    browser = browse(administrator)
    nothing = body_for_nothing(browser)
    keys = [world.case.pk, world.person.pk, world.submission.pk, world.letter.pk, world.reply.pk, world.entry.pk]
    for where in address.with_all({**values_of_everything(world), "uuid": [*keys], "int": [world.escalation.pk]}):
        assert_is_nothing(browser.get(where), nothing, where)
