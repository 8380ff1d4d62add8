"""What is on record stays as it was: the database itself refuses to change, delete or empty it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.checkpoints import make_checkpoint
from hirz.foundation.audit.models import LedgerCosignature
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.triage import triage
from hirz.reprisals.people.disclosing import Intent, disclose
from hirz.reprisals.people.models import Person
from hirz.rules.consent import Purpose
from tests.foundation.audit.acting import act
from tests.reprisals.intake.arriving import arrive, within_scope

TABLES = {
    "audit_entry": "verb = 'CASE_OPENED'",
    "audit_ledgerleaf": "index = index + 1000",
    "audit_ledgernode": "hash = sha256('x')",
    "audit_ledgercheckpoint": "note = 'nothing'",
    "audit_ledgercosignature": "line = 'nobody'",
    "people_consentdecision": "state = 'GIVEN'",
    "people_disclosure": "allowed = false",
    "people_disclosure_people": "person_id = person_id",
    "intake_submissionconsent": "state = 'GIVEN'",
}
"""Each table that only grows, and a change somebody might wish to make."""


class Words:
    def plain_text(self) -> str:
        return "words"


def attempt(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def recorded(office: Office, desk: User) -> None:
    """A row in every one of them."""
    triage(submission=arrive().submission, decision=within_scope(desk), by=desk)
    intent = Intent(purpose=Purpose.SHARE_MECHANISM, recipient="special_procedures", what="case_package")
    with transaction.atomic():
        disclose(Words(), intent=intent, people=[Person.objects.get()], by=desk)
    act(office, 16)
    LedgerCosignature.objects.create(checkpoint=make_checkpoint(), line="a witness")
    attempt("set constraints all immediate")  # what is still to be checked would itself stand in the way


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")  # noqa: S608 - our own names
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["update {table} set {change}", "delete from {table}", "truncate {table} cascade"])
def test_what_is_on_record_is_neither_changed_nor_removed(act: str, table: str, recorded: None) -> None:
    rows = count(table)
    assert rows
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempt(act.format(table=table, change=TABLES[table]))
    assert count(table) == rows


@pytest.mark.parametrize("table", TABLES)
def test_one_row_is_as_safe_as_all(table: str, recorded: None) -> None:
    one = f"delete from {table} where ctid = (select min(ctid) from {table})"  # noqa: S608 - our own names
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempt(one)
