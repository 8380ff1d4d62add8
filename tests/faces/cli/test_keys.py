"""`hirz keys`: made once, looked at, renewed, and recovered from shares on paper."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.keys import rings
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person
from tests.conftest import make_user
from tests.faces.cli.conftest import Hirz

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.HIRZ_KEYS_DIR = tmp_path / "keys"
    rings.forget_cached()
    yield tmp_path / "keys"
    rings.forget_cached()


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\n".join(lines).encode())))


def test_keys_are_made_once(hirz: Hirz, folder: Path) -> None:
    made = hirz("keys", "init", "--shares", 3, "--needed", 2)
    assert (made.code, len(made.out.splitlines())) == (0, 3)
    ring = (folder / "ring").read_bytes()
    again = hirz("keys", "init")
    assert (again.code, again.out, again.err) == (2, "", "There are keys already. They are never written over.\n")
    assert (folder / "ring").read_bytes() == ring


def test_lost_ring_comes_back_from_enough_shares_and_from_no_fewer(
    hirz: Hirz, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = hirz("keys", "init", "--shares", 5, "--needed", 3).out.splitlines()
    (folder / "ring").unlink()
    typed(monkeypatch, *shares[:2])
    too_few = hirz("keys", "recover")
    assert (too_few.code, too_few.err) == (2, "More shares are needed.\n")
    typed(monkeypatch, shares[4], shares[1].lower(), shares[2])
    assert hirz("keys", "recover").out == "The ring is back.\n"
    assert hirz("keys", "status", "--json").data["versions"] == [1]


def test_mistyped_share_is_told(hirz: Hirz, monkeypatch: pytest.MonkeyPatch) -> None:
    shares = hirz("keys", "init", "--shares", 2, "--needed", 2).out.splitlines()
    typed(monkeypatch, shares[0][:-1] + ("A" if shares[0][-1] != "A" else "B"), shares[1])
    ran = hirz("keys", "recover")
    assert (ran.code, ran.err) == (2, "A share was mistyped. Compare it with the paper, group by group.\n")


def test_renewed_ring_opens_what_was_sealed_before(hirz: Hirz, office: Office) -> None:
    hirz("keys", "init")
    desk = make_user("desk", office, "desk")
    person = enter_person(office=office, names=["Salma"], by=desk, note="Well hidden.")
    assert hirz("keys", "rotate", "--json").data == {"file": len(rings.KEPT), "compartment": 1}
    assert hirz("keys", "status", "--json").data == {
        "active_version": 2,
        "versions": [1, 2],
        "behind": {"file": 0, "compartment": 0, "unit": 0, "letter": 0, "extract": 0},
    }
    with keys_at_hand():
        assert Person.objects.get(pk=person.pk).note == "Well hidden."
    assert User.objects.with_address("desk@hirz.example") == desk
    assert User.objects.get().display_name == "Desk"


def test_without_keys_nothing_is_pretended(hirz: Hirz) -> None:
    ran = hirz("keys", "status")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "The keys are not there. Make them with “hirz keys init”, or bring their folder back.\n"


def test_ring_that_others_can_read_is_refused(hirz: Hirz, folder: Path) -> None:
    hirz("keys", "init")
    (folder / "ring").chmod(0o644)
    rings.forget_cached()
    ran = hirz("keys", "status")
    assert (ran.code, ran.err) == (2, "Others can read the file of the ring. Give it to its owner alone: chmod 600.\n")
