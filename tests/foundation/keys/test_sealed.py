"""Fields that lie sealed in the row and read as plain text."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.keys import chain
from hirz.foundation.keys.actions import remember_outside, replay_tombstones, shred
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.models import Tombstone, UnitKey
from hirz.foundation.keys.sealed import SealedNotSearchable, Unreadable
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person, PersonName

SECRET = "She hid with a friend in the old town"


@pytest.fixture
def person(office: Office, desk: User) -> Person:
    return enter_person(
        office=office, names=["سلمى الزهراوي"], by=desk, note=SECRET, public_descriptions={"en": "a lawyer"}
    )


def row(table: str, column: str, pk: Any) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from {table} where id = %s", [pk])  # noqa: S608 - names of ours
        return bytes(cursor.fetchone()[0])


def put(table: str, column: str, pk: Any, value: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"update {table} set {column} = %s where id = %s", [value, pk])  # noqa: S608


def test_row_holds_nothing_that_was_said(person: Person) -> None:
    assert b"friend" not in row("people_person", "note", person.pk)
    assert b"lawyer" not in row("people_person", "public_descriptions", person.pk)
    with keys_at_hand():
        again = Person.objects.get(pk=person.pk)
        assert (again.note, again.public_descriptions) == (SECRET, {"en": "a lawyer"})


def test_value_left_alone_keeps_its_envelope_and_one_changed_gets_another(person: Person) -> None:
    before = row("people_person", "note", person.pk), row("people_person", "public_descriptions", person.pk)
    again = Person.objects.get(pk=person.pk)
    again.public_descriptions["ar"] = "محامية"
    assert again.note == SECRET
    again.save()
    assert row("people_person", "note", person.pk) == before[0]
    assert row("people_person", "public_descriptions", person.pk) != before[1]
    assert Person.objects.get(pk=person.pk).public_descriptions["ar"] == "محامية"


def test_value_never_read_is_saved_as_it_lay(person: Person) -> None:
    before = row("people_person", "note", person.pk)
    with keys_at_hand() as keys:
        untouched = Person.objects.get(pk=person.pk)
        untouched.gender = "female"
        untouched.save()
        assert keys.is_empty
    assert row("people_person", "note", person.pk) == before


def test_same_text_is_never_sealed_to_the_same_bytes(office: Office, desk: User) -> None:
    first, second = (enter_person(office=office, names=[name], by=desk, note=SECRET) for name in ("A", "B"))
    assert row("people_person", "note", first.pk) != row("people_person", "note", second.pk)


@pytest.mark.parametrize("column", ["safe_contact", "note"])
def test_envelope_moved_to_another_place_does_not_open(office: Office, desk: User, person: Person, column: str) -> None:
    other = enter_person(office=office, names=["Somebody"], by=desk)
    put("people_person", column, other.pk, row("people_person", "note", person.pk))
    moved = Person.objects.get(pk=other.pk)
    assert isinstance(getattr(moved, column), Unreadable)


def test_envelope_of_another_column_of_the_same_row_does_not_open(person: Person) -> None:
    put("people_person", "safe_contact", person.pk, row("people_person", "note", person.pk))
    swapped = Person.objects.get(pk=person.pk)
    assert isinstance(swapped.safe_contact, Unreadable)
    assert swapped.note == SECRET


def test_flipped_bit_is_noticed_and_what_lies_there_is_not_written_over(person: Person) -> None:
    damaged = bytearray(row("people_person", "note", person.pk))
    damaged[-1] ^= 1
    put("people_person", "note", person.pk, bytes(damaged))
    read = Person.objects.get(pk=person.pk)
    assert isinstance(read.note, Unreadable)
    assert SECRET not in read.note
    read.save()
    assert row("people_person", "note", person.pk) == bytes(damaged)


def test_one_that_does_not_open_leaves_the_others_readable(office: Office, desk: User, person: Person) -> None:
    other = enter_person(office=office, names=["Somebody"], by=desk, note="Well.")
    UnitKey.objects.filter(pk=person.pk).delete()
    with keys_at_hand():
        notes = {p.pk: p.note for p in Person.objects.all()}
    assert notes[other.pk] == "Well."
    assert isinstance(notes[person.pk], Unreadable)


def test_keys_of_a_whole_list_come_in_one_question(
    office: Office, desk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        enter_person(office=office, names=[f"Person {number}"], by=desk, note=SECRET)
    with keys_at_hand(), django_assert_num_queries(3):  # people, their names, the keys of all
        assert {p.note for p in Person.objects.prefetch_related("names")} == {SECRET}


def test_keys_of_rows_that_came_with_others_are_announced_too(
    office: Office, desk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        enter_person(office=office, names=[f"Person {number}"], by=desk, note=SECRET)
    with keys_at_hand(), django_assert_num_queries(2):
        names = PersonName.objects.select_related("person")
        assert {(n.person.note, n.text[:6]) for n in names} == {(SECRET, "Person")}


def test_database_cannot_be_asked_for_what_is_sealed(person: Person) -> None:
    for asked in ({"note__icontains": "friend"}, {"note": SECRET}):
        with pytest.raises(SealedNotSearchable):
            Person.objects.filter(**asked).exists()
    with pytest.raises(SealedNotSearchable):
        Person.objects.update(note="in clear")


def test_sealed_value_does_not_turn_into_text_unopened(person: Person) -> None:
    (value,) = Person.objects.values_list("note", flat=True)
    with pytest.raises(TypeError):
        f"{value}"
    assert "friend" not in repr(value)


def test_shredded_unit_opens_for_nobody_and_comes_back_from_no_backup(person: Person) -> None:
    kept = UnitKey.objects.get(pk=person.pk)
    shred(unit_id=person.pk)
    with keys_at_hand():
        assert isinstance(Person.objects.get(pk=person.pk).note, Unreadable)
        assert isinstance(PersonName.objects.get(person=person).text, Unreadable)
    kept.save(force_insert=True)  # as a restore does
    assert replay_tombstones() == 1
    with keys_at_hand():
        assert isinstance(Person.objects.get(pk=person.pk).note, Unreadable)
    assert Tombstone.objects.get().pk == person.pk


def test_shredding_twice_or_nothing_is_no_error(person: Person) -> None:
    shred(unit_id=person.pk)
    shred(unit_id=person.pk)
    assert Tombstone.objects.count() == 1


def test_more_rows_than_are_held_at_once_are_all_read(
    office: Office, desk: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        enter_person(office=office, names=[f"Person {number}"], by=desk, note=SECRET)
    monkeypatch.setattr(chain, "_MOST", 3)
    with keys_at_hand():
        assert {p.note for p in Person.objects.all()} == {SECRET}


def test_key_that_was_tampered_with_leaves_what_is_read_with_it_readable(
    office: Office, desk: User, person: Person
) -> None:
    others = [enter_person(office=office, names=["Somebody"], by=desk, note="Well.") for _ in range(3)]
    UnitKey.objects.filter(pk=person.pk).update(wrapped=b"tampered")
    with keys_at_hand():
        notes = {p.pk: p.note for p in Person.objects.all()}
    assert [notes[other.pk] for other in others] == ["Well."] * 3
    assert isinstance(notes[person.pk], Unreadable)


def test_tombstone_that_could_not_be_noted_outside_at_the_time_is_noted_later(
    person: Person, settings: Settings, tmp_path: Path
) -> None:
    kept = UnitKey.objects.get(pk=person.pk)
    settings.HIRZ_KEYS_DIR = tmp_path
    (tmp_path / "tombstones").write_text(f"{uuid4()}\n0f8a")  # the machine stopped in the middle of a line
    shred(unit_id=person.pk)
    remember_outside()
    remember_outside()
    assert (tmp_path / "tombstones").read_text().count(str(person.pk)) == 1
    Tombstone.objects.all().delete()  # as in a backup from before
    kept.save(force_insert=True)
    assert replay_tombstones() == 1
