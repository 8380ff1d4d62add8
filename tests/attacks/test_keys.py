"""Keys lost, shares missing, people gone: what opens then, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hirz.engines.sealing import KeyPair, SealingError, join_shares, split_secret
from hirz.foundation.accounts.access import forget
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.keys import rings
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person
from tests.attacks.filling import answered
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import World
from tests.foundation.walls.conftest import counts
from tests.foundation.walls.tables import content_tables

NOTE = "She hid with a friend."
NEEDED, SHARES = 3, 5


@pytest.fixture
def recovery(tmp_path: Path, settings: Settings) -> Iterator[KeyPair]:
    settings.HIRZ_KEYS_DIR = tmp_path / "keys"
    pair = rings.make_keys(tmp_path / "keys")
    rings.forget_cached()
    yield pair
    rings.forget_cached()


def note_of(person: Person) -> str:
    with keys_at_hand():
        return str(Person.objects.get(pk=person.pk).note)


def lose(folder: Path) -> None:
    (folder / "ring").unlink()
    rings.forget_cached()


def test_lost_key_of_the_ring_opens_nothing_until_three_shares_bring_it_back(
    recovery: KeyPair, tmp_path: Path, office: Office, desk: User
) -> None:
    person = enter_person(office=office, names=["Salma"], by=desk, note=NOTE)
    lose(tmp_path / "keys")
    with pytest.raises(rings.KeysMissing):
        rings.ring()
    shares = split_secret(recovery.private, needed=NEEDED, shares=SHARES)
    rings.recover(tmp_path / "keys", KeyPair(join_shares(list(shares)[1:4])))
    rings.forget_cached()
    assert note_of(person) == NOTE


def test_lost_key_of_one_unit_closes_that_one_and_no_other(office: Office, desk: User) -> None:
    lost, other = (enter_person(office=office, names=[name], by=desk, note=NOTE) for name in ("Salma", "Nimr"))
    UnitKey.objects.filter(pk=lost.pk).delete()
    assert note_of(lost) != NOTE
    assert note_of(other) == NOTE


def test_k_minus_1_shares_bring_nothing_back(recovery: KeyPair, tmp_path: Path) -> None:
    """Whichever they are, and also when one of them is given twice."""
    shares = list(split_secret(recovery.private, needed=NEEDED, shares=SHARES))
    for few in combinations(shares, NEEDED - 1):
        for given in (few, (*few, few[0])):
            with pytest.raises(SealingError):
                join_shares(given)
    for enough in combinations(shares, NEEDED):
        assert join_shares(enough) == recovery.private


def test_stolen_folder_of_keys_without_the_ring_opens_nothing(recovery: KeyPair, tmp_path: Path) -> None:
    """The files beside it are wrapped; what recovery can open, it alone can."""
    folder = tmp_path / "keys"
    lose(folder)
    for kind in rings.KEPT:
        with pytest.raises(rings.KeysMissing):
            rings.secret(kind)
    with pytest.raises(SealingError):
        rings.recover(folder, KeyPair(b"\x07" * 32))


# Somebody whose rights have ended


def ends_role(user: User) -> None:
    RoleAssignment.objects.filter(user=user).update(until_date=timezone.localdate() - timedelta(days=1))


def closes_account(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def takes_role_away(user: User) -> None:
    RoleAssignment.objects.filter(user=user).delete()


@pytest.mark.parametrize("end", [ends_role, closes_account, takes_role_away])
def test_revoked_user_reads_nothing_from_the_next_request_on(
    end: object, world: World, colleague: User, browse: Browse
) -> None:
    """The session is still there; the case is not, on the page or in the database."""
    browser = browse(colleague)
    world.case.grants.all().delete()
    where = reverse("staff:case", args=[world.case.pk])
    assert browser.get(where).status_code == 200
    end(colleague)  # type: ignore[operator]
    assert browser.get(where).status_code in (302, 404)
    assert not told(browser, world)
    fresh = User.objects.get(pk=colleague.pk)
    with standing(fresh):
        found = {table for table, rows in counts(content_tables()).items() if rows}
    assert found <= {"audit_entry"}  # what they did themselves stays theirs to see: ids and verbs


def told(browser: Client, world: World) -> bool:
    pages = [browser.post(reverse("staff:search"), {"q": "Zafiramoon"}), browser.get(reverse("people:list"))]
    contents = [answered("", page).content for page in pages]
    known = (str(world.person.pk), world.case.reference)
    return any(word.encode() in content for content in contents for word in known)


def test_revoked_user_who_holds_an_open_page_can_send_its_form_no_more(
    world: World, colleague: User, browse: Browse
) -> None:
    browser = browse(colleague)
    where = reverse("cases:add_act", args=[world.case.pk])
    assert browser.get(where).status_code == 200
    takes_role_away(colleague)
    acts = world.case.acts.count()
    sent = browser.post(where, {"kind": "detention", "date": "2026-05", "perpetrator": "police"})
    assert sent.status_code == 404
    assert world.case.acts.count() == acts


def test_staff_without_a_compartment_reads_0_rows_of_every_content_table(world: World, nobody_at_all: User) -> None:
    """With the filters of the application removed, in tables that are listed from the catalogue of the database."""
    assert Case.objects.count() > 0
    forget(nobody_at_all)
    with standing(nobody_at_all):
        assert {table: rows for table, rows in counts(content_tables()).items() if rows} == {}
