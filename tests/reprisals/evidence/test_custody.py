"""The chain tells who did what with an item, when and why, and shows it when anybody changes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.audit.sequencing import sequence
from hirz.foundation.keys.actions import shred
from hirz.foundation.keys.chain import keys_at_hand
from hirz.reprisals.evidence import reading
from hirz.reprisals.evidence.custody import ReasonMissing, Standing, chain, checked
from hirz.reprisals.evidence.models import CustodyLine, EvidenceItem
from hirz.reprisals.evidence.versions import Version


def standings(item: EvidenceItem) -> list[Standing]:
    with keys_at_hand():
        return [found.standing for found in checked(chain(EvidenceItem.objects.get(pk=item.pk)))]


def altered(statement: str, *given: Any) -> None:
    """As somebody with the owner's rights over the database would."""
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(statement, given)
        cursor.execute("set local session_replication_role = origin")


@pytest.fixture
def handled(letter: EvidenceItem, lead: User) -> EvidenceItem:
    """Seen, and saved with a reason."""
    reading.view(version=Version(letter), by=lead).close()
    reading.save(version=Version(letter), reason="For the translator.", by=lead).close()
    sequence(thorough=True)
    return letter


def test_chain_says_who_did_what_and_why_in_order(handled: EvidenceItem, desk: User, lead: User) -> None:
    told = [(line.event, line.entry.actor, line.reason) for line in chain(handled)]
    assert told == [("RECEIVED", desk, ""), ("VIEWED", lead, ""), ("SAVED", lead, "For the translator.")]
    assert {line.sha256 for line in chain(handled)} == {handled.sha256}


def test_every_line_is_as_the_ledger_has_it(handled: EvidenceItem) -> None:
    found = checked(chain(handled))
    assert {line.standing for line in found} == {Standing.RECORDED}
    indexes = [line.index for line in found if line.index is not None]
    assert indexes == sorted(indexes)
    assert len(indexes) == len(found)


def test_line_that_has_no_place_yet_waits(letter: EvidenceItem) -> None:
    assert standings(letter) == [Standing.WAITING]


def test_hash_and_reason_stand_in_no_entry(handled: EvidenceItem) -> None:
    for entry in Entry.objects.filter(subject_id=handled.pk):
        assert handled.sha256 not in str(entry.detail)
        assert "translator" not in str(entry.detail)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_saving_without_a_reason_is_refused_and_leaves_no_line(letter: EvidenceItem, lead: User, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        reading.save(version=Version(letter), reason=reason, by=lead)
    assert [line.event for line in chain(letter)] == ["RECEIVED"]


def swap_reasons(item: EvidenceItem) -> None:
    first, *_, last = chain(item)
    altered("update evidence_custodyline set event = 'VIEWED' where id = %s", last.pk)
    assert first.pk != last.pk


def rename_actor(item: EvidenceItem) -> None:
    entry = chain(item)[-1].entry
    altered("update audit_entry set verb = 'READ_EVIDENCE' where id = %s", entry.pk)


def move_to_another_entry(item: EvidenceItem) -> None:
    *_, before, last = chain(item)
    altered("delete from evidence_custodyline where id = %s", before.pk)
    altered("update evidence_custodyline set entry_id = %s where id = %s", before.entry_id, last.pk)


@pytest.mark.parametrize("change", [swap_reasons, rename_actor, move_to_another_entry])
def test_line_or_entry_that_was_changed_is_named(handled: EvidenceItem, change: Callable[[EvidenceItem], None]) -> None:
    change(handled)
    found = standings(handled)
    assert found[-1] is Standing.ALTERED
    assert set(found[:-1]) == {Standing.RECORDED}


@pytest.mark.parametrize("act", ["update evidence_custodyline set event = 'SAVED'", "delete from evidence_custodyline"])
def test_database_refuses_to_change_a_line(letter: EvidenceItem, act: str) -> None:
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(act)
    assert CustodyLine.objects.count() == 1


def test_chain_of_an_item_that_does_not_open_is_told_as_such(handled: EvidenceItem) -> None:
    shred(unit_id=handled.pk)
    assert set(standings(handled)) == {Standing.UNREADABLE}
