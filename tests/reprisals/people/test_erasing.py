"""Erasing a person: nobody reads them again, nothing of theirs leaves, and the history still says what was done."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.models import Tombstone, UnitKey
from hirz.foundation.keys.sealed import Unreadable
from hirz.reprisals.people.actions import Answer, ErasedAlready, record_consent
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.erasing import erase_person
from hirz.reprisals.people.finding import called
from hirz.reprisals.people.models import NameKeys, Person
from hirz.reprisals.people.web.spellings import name_for_page
from hirz.rules.consent import ConsentState, Scope
from tests.reprisals.story import NAMES


def test_nobody_reads_an_erased_person_again(victim: Person, lead: User) -> None:
    erase_person(person=victim, given_by="self", by=lead)
    with keys_at_hand():
        erased = Person.objects.get(pk=victim.pk)
        assert name_for_page(erased) == "Erased at their wish"
        assert erased.public_descriptions == {}
        assert all(isinstance(name.text, Unreadable) for name in erased.names.all())
        assert not called(Person.objects.all(), NAMES[1])
    assert not UnitKey.objects.filter(pk=victim.pk).exists()
    assert not NameKeys.objects.filter(person=victim).exists()
    assert Tombstone.objects.filter(pk=victim.pk).exists()


def test_every_consent_ends_with_it(victim: Person, lead: User) -> None:
    erase_person(person=victim, given_by="family", by=lead)
    states = set(consent_standing([victim])[victim.pk].values())
    assert ConsentState.GIVEN not in states


def test_nobody_records_a_yes_of_somebody_who_was_erased(victim: Person, desk: User, lead: User) -> None:
    page = Person.objects.get(pk=victim.pk)
    erase_person(person=victim, given_by="self", by=lead)
    with pytest.raises(ErasedAlready):
        record_consent(person=page, answers=[Answer(Scope.RECORD, ConsentState.GIVEN, "self")], by=desk)
    assert consent_standing([victim])[victim.pk][Scope.RECORD] is ConsentState.WITHDRAWN


def test_saving_an_erased_person_destroys_nothing_more(victim: Person, lead: User) -> None:
    erase_person(person=victim, given_by="self", by=lead)
    with keys_at_hand():
        erased = Person.objects.get(pk=victim.pk)
        assert erased.note is not None
        erased.gender = "unknown"
        erased.save()
    assert Person.objects.get(pk=victim.pk).erased_at is not None


def test_history_says_who_asked_and_who_did_it(victim: Person, lead: User) -> None:
    erase_person(person=victim, given_by="self", by=lead)
    entry = Entry.objects.get(verb="PERSON_ERASED")
    assert (entry.actor, entry.subject_id, entry.detail) == (lead, victim.pk, {"given_by": "self"})


def test_erasing_is_done_once_and_not_by_everybody(victim: Person, desk: User, lead: User) -> None:
    with pytest.raises(AccessDenied):
        erase_person(person=victim, given_by="self", by=desk)
    erase_person(person=victim, given_by="self", by=lead)
    with pytest.raises(ErasedAlready):
        erase_person(person=victim, given_by="self", by=lead)
