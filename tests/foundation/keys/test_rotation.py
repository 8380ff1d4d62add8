"""A new version of the ring: everything opens before, during and after the move, which may stop anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from hirz.engines.sealing import SealingError, new_key_pair
from hirz.foundation.accounts.models import User
from hirz.foundation.keys import rings
from hirz.foundation.keys.actions import add_ring_version, rotate, standing
from hirz.foundation.keys.chain import keys_at_hand
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
    assert standing().behind == {"file": files, "compartment": 1, "unit": 0}
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
