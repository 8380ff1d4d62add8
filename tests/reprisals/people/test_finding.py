"""Blind keys as long as the number of names asks for."""

from __future__ import annotations

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.finding import bits, called, rebuild_if_outgrown
from hirz.reprisals.people.models import NameKey, Person


def test_keys_are_cut_to_length_and_still_find(office: Office, desk: User) -> None:
    people = [enter_person(office=office, names=[f"{chr(97 + n) * 3}ira"], by=desk) for n in range(26)]
    assert set(NameKey.objects.values_list("key", flat=True)) == {0}
    assert rebuild_if_outgrown()
    assert bits() > 0
    assert len(set(NameKey.objects.values_list("key", flat=True))) > 1
    assert called(Person.objects.all(), "ccci").get() == people[2]
    assert not rebuild_if_outgrown()
