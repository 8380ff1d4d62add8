"""`hirz names index`: how the blind index of names stands, and writing it anew."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import NameKeys
from tests.faces.cli.conftest import Hirz

pytestmark = pytest.mark.django_db
NAMES = ("Salma Zafiramoon", "Нурлан Абдыкадыров", "Botir Yoʻldoshev")


@pytest.fixture(autouse=True)
def people(office: Office, desk: User) -> None:
    for name in NAMES:
        enter_person(office=office, names=[name], by=desk)
    NameKeys.objects.all().delete()


def test_index_is_told_to_be_lacking_and_whole_after_it_was_rebuilt(hirz: Hirz) -> None:
    before = hirz("names", "index", "status", "--json")
    assert before.code == 0
    assert before.data["whole"] is False
    [office] = before.data["offices"]
    assert (office["office"], office["names"], office["indexed"]) == ("bishkek", 3, 0)
    rebuilt = hirz("names", "index", "rebuild", "--json")
    assert (rebuilt.code, rebuilt.data) == (0, {"names": 3})
    assert "Names 3/3" in rebuilt.err
    after = hirz("names", "index", "status", "--json").data
    assert after["whole"] is True


def test_words_say_what_to_do_and_no_name(hirz: Hirz) -> None:
    told = hirz("names", "index", "status")
    assert told.out == "bishkek: 0 of 3 names, 0 bits; to be rebuilt: hirz names index rebuild\n"
    assert hirz("names", "index", "rebuild").out == "3 names have keys.\n"
    assert "; whole" in hirz("names", "index", "status").out


def test_migrate_gives_names_their_keys(hirz: Hirz) -> None:
    assert hirz("migrate", "--json").data["names"] == 3
    assert NameKeys.objects.count() == 3
    assert hirz("migrate", "--json").data["names"] == 0
