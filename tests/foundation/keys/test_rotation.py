"""A new version of the ring: everything opens before, during and after the move, which may stop anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django import Settings

from hirz.engines.sealing import SealingError, new_key_pair
from hirz.foundation.accounts.models import User
from hirz.foundation.keys import rings
from hirz.foundation.keys.actions import BOXED, add_ring_version, bring_forward, rotate, standing
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.keys.tasks import take_in_boxed_keys
from hirz.foundation.keys.units import make, unit_name
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person

PASSPHRASE = "four words are enough here"


@pytest.fixture(params=["", PASSPHRASE], ids=["open", "locked"])
def folder(
    request: pytest.FixtureRequest, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    monkeypatch.setenv("HIRZ_RING_PASSPHRASE", request.param)
    rings.make_keys(tmp_path / "keys", passphrase=request.param)
    settings.HIRZ_KEYS_DIR = tmp_path / "keys"
    rings.forget_cached()
    yield tmp_path / "keys"
    rings.forget_cached()


@pytest.fixture
def person(folder: Path, office: Office, desk: User) -> Person:
    return enter_person(office=office, names=["Salma"], by=desk, note="Well hidden.")


def reads(person: Person) -> bool:
    with keys_at_hand():
        return str(Person.objects.get(pk=person.pk).note) == "Well hidden."


def test_rotation_can_stop_anywhere_and_goes_on(person: Person) -> None:
    add_ring_version()
    files = len(rings.KEPT)
    assert standing().behind == {"file": files, "compartment": 1, "unit": 0, "letter": 0, "extract": 0}
    assert next(rotate()) == "file"
    assert reads(person)
    assert list(rotate()) == [*["file"] * (files - 1), "compartment"]
    assert list(rotate()) == []
    assert set(standing().behind.values()) == {0}
    assert reads(person)


def test_old_version_may_go_when_nothing_is_left_under_it(person: Person, folder: Path) -> None:
    add_ring_version()
    list(rotate())
    rings.save(folder, rings.local_ring().without(1), rings.passphrase(), replace=True)
    rings.forget_cached()
    assert reads(person)


def test_keys_are_never_written_over(folder: Path) -> None:
    with pytest.raises(rings.KeysThere):
        rings.make_keys(folder)


def test_files_of_keys_are_for_their_owner_alone(folder: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o077 for path in folder.rglob("*") if path.is_dir()} == {0}


def test_lost_ring_comes_back_with_the_recovery_key_and_with_no_other(tmp_path: Path, settings: Settings) -> None:
    lost = tmp_path / "lost"
    recovery = rings.make_keys(lost)
    wrapped = (lost / "index.key").read_bytes()
    (lost / "ring").unlink()
    with pytest.raises(SealingError):
        rings.recover(lost, new_key_pair())
    rings.recover(lost, recovery)
    settings.HIRZ_KEYS_DIR = lost
    rings.forget_cached()
    assert rings.ring().unwrap(wrapped, rings.name_of("index")) == rings.secret("index")
    rings.forget_cached()


def test_process_that_may_not_open_gets_no_ring(settings: Settings) -> None:
    settings.HIRZ_OPENS = False
    rings.forget_cached()
    with pytest.raises(rings.NothingToOpenWith):
        rings.ring()
    rings.forget_cached()


@pytest.fixture
def arrived(folder: Path, office: Office, settings: Settings) -> list[UUID]:
    """Three units as the public process leaves them."""
    settings.HIRZ_OPENS, settings.HIRZ_KEYS_DIR = False, folder / rings.PUBLIC_FOLDER
    made = [uuid4() for _ in range(3)]
    for unit_id in made:
        make(unit_id, kind="submission", office_id=office.pk)
    settings.HIRZ_OPENS, settings.HIRZ_KEYS_DIR = True, folder
    rings.forget_cached()
    return made


def test_what_arrived_is_counted_until_it_is_taken_in_and_opens_before_and_after(arrived: list[UUID]) -> None:
    assert standing().behind["unit"] == 3
    with keys_at_hand() as keys:
        before = [keys.key(unit_id).secret for unit_id in arrived]
    take_in_boxed_keys(0)
    assert standing().behind["unit"] == 0
    with keys_at_hand() as keys:
        assert [keys.key(unit_id).secret for unit_id in arrived] == before
    take_in_boxed_keys(0)


def test_after_it_was_taken_in_the_key_of_the_desk_is_not_needed(arrived: list[UUID], folder: Path) -> None:
    take_in_boxed_keys(0)
    (folder / "desk.key").unlink()
    rings.forget_cached()
    with keys_at_hand() as keys:
        assert keys.key(arrived[0]).name == unit_name(arrived[0])


def test_taking_in_can_stop_anywhere_and_goes_on(arrived: list[UUID]) -> None:
    assert next(bring_forward(BOXED)) == "unit"
    assert standing().behind["unit"] == 2
    take_in_boxed_keys(0)
    assert standing().behind["unit"] == 0


def test_one_that_does_not_open_is_named_in_the_log_stays_counted_and_holds_up_no_other(
    arrived: list[UUID], caplog: pytest.LogCaptureFixture
) -> None:
    damaged = UnitKey.objects.get(pk=arrived[0])
    damaged.wrapped = bytes(len(damaged.wrapped))
    damaged.save()
    take_in_boxed_keys(0)
    assert standing().behind["unit"] == 1
    assert str(arrived[0]) in caplog.text
