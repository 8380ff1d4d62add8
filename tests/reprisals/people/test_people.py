"""People, their names and what they may be called."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.actions import NameKnown, NameMissing, add_name, describe_in_public, enter_person
from hirz.reprisals.people.models import ConsentDecision, Person
from tests.reprisals.story import DESCRIPTIONS, NAMES


def test_person_has_each_spelling_once_with_its_script(office: Office, desk: User) -> None:
    person = enter_person(office=office, names=[*NAMES, f" {NAMES[1]} ", ""], by=desk)
    assert [(name.text, name.script) for name in person.names.all()] == [
        (NAMES[0], "arab"),
        (NAMES[1], "latn"),
        (NAMES[2], "cyrl"),
    ]


@pytest.mark.parametrize("names", [[], [""], ["  ", "\t"]])
def test_person_without_any_name_is_refused(office: Office, desk: User, names: list[str]) -> None:
    with pytest.raises(NameMissing):
        enter_person(office=office, names=names, by=desk)
    assert not Person.objects.exists()


def test_unknown_code_is_refused(office: Office, desk: User) -> None:
    with pytest.raises(ValidationError):
        enter_person(office=office, names=["Nodira"], by=desk, kind="robot")


def test_empty_name_is_not_added(victim: Person, desk: User) -> None:
    with pytest.raises(NameMissing):
        add_name(person=victim, text=" ", by=desk)


def test_name_is_added_once(victim: Person, desk: User) -> None:
    with pytest.raises(NameKnown):
        add_name(person=victim, text=NAMES[0], by=desk)


def test_description_of_one_language_leaves_the_others(victim: Person, desk: User) -> None:
    describe_in_public(person=victim, descriptions={"en": "a lawyer"}, by=desk)
    victim.refresh_from_db()
    assert victim.public_descriptions == {**DESCRIPTIONS, "en": "a lawyer"}


def test_outsider_does_not_see_the_person(victim: Person, desk: User, outsider: User, administrator: User) -> None:
    assert Person.objects.visible_to(desk).get() == victim
    assert not Person.objects.visible_to(outsider).exists()
    assert not Person.objects.visible_to(administrator).exists()


def test_database_itself_keeps_answers_as_they_were_given(agreed: Person) -> None:
    for change in (
        lambda: ConsentDecision.objects.update(state="REFUSED"),
        lambda: ConsentDecision.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
