"""An entry can be shredded, whole and once; nothing else about it can be changed on the way."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER, record
from hirz.foundation.audit.models import Entry
from hirz.foundation.audit.recounting import recount
from hirz.foundation.audit.refusals import LedgerFails
from hirz.foundation.audit.shredding import shred_entries
from hirz.foundation.audit.verbs import LedgerVerb
from hirz.foundation.offices.models import Office
from tests.foundation.audit.acting import act

SHRED = "salt = null, detail = '{}'"


@pytest.fixture
def entry(office: Office) -> Entry:
    entry = act(office, secret="a code that told much")[0]
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    return entry


def update(entry: Entry, change: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update audit_entry set {change} where id = %s", [entry.pk])  # noqa: S608


@pytest.mark.parametrize(
    "change",
    [
        "salt = null",
        "detail = '{}'",
        "salt = null, detail = '{\"number\": 7}'",
        f"{SHRED}, verb = 'CASE_OPENED'",
        f"{SHRED}, leaf_hash = sha256('x')",
        f"{SHRED}, at = now()",
        f"{SHRED}, subject_id = gen_random_uuid()",
        "salt = sha256('x'), detail = '{}'",
    ],
)
def test_entry_is_shredded_whole_or_not_at_all(change: str, entry: Entry) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        update(entry, change)
    assert Entry.objects.get(pk=entry.pk).detail["secret"]


def test_shredded_entry_does_not_come_back(entry: Entry) -> None:
    update(entry, SHRED)
    for change in (SHRED, "salt = sha256('x')", "detail = '{\"number\": 7}'"):
        with pytest.raises(DatabaseError, match="append-only"):
            update(entry, change)


def test_what_was_shredded_is_on_record_and_says_nothing(entry: Entry, office: Office, desk: User) -> None:
    assert shred_entries(subject=office, by=desk, office_id=office.pk) == 1
    shredded, said = Entry.objects.get(pk=entry.pk), Entry.objects.latest("id")
    assert (shredded.salt, shredded.detail, shredded.verb) == (None, {}, entry.verb)
    assert (said.verb, said.detail, said.actor) == ("ENTRIES_SHREDDED", {"entries": [entry.pk]}, desk)


def test_shredding_again_leaves_said_what_was_shredded_before(entry: Entry, office: Office, desk: User) -> None:
    shred_entries(subject=office, by=desk)
    act(office)
    assert shred_entries(subject=office, by=desk) == 1
    assert recount().shredded == 2


def test_word_of_somebody_outside_neither_covers_a_shredding_nor_stops_the_recount(
    entry: Entry, office: Office
) -> None:
    """The public process may write entries in the name of those who write to us, with any detail."""
    with transaction.atomic():
        record(LedgerVerb.ENTRIES_SHREDDED, by=SUBMITTER, subject=office)
    assert recount().shredded == 0
    update(entry, SHRED)
    with transaction.atomic():
        record(LedgerVerb.ENTRIES_SHREDDED, by=SUBMITTER, subject=office, entries=[entry.pk])
    with pytest.raises(LedgerFails) as failed:
        recount()
    assert failed.value.reason == "ledger_shredded_silently"
