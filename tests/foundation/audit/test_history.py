"""The history is written in the transaction that acts, or neither happens."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connections, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER, SYSTEM, Actor, RefusalOnRecord, action, record
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.rules.errors import RefusedByRule


class NotOnThisDay(RefusalOnRecord):
    """A refusal that is kept."""

    def __init__(self, office: Office, by: User) -> None:
        super().__init__()
        self.office, self.by = office, by

    def write(self) -> None:
        record("DISCLOSURE_REFUSED", by=self.by, subject=self.office)


@action
def rename(office: Office, by: Actor) -> None:
    office.names = {"en": "Renamed"}
    office.save()
    record("CASE_MOVED", by=by, subject=office, office_id=office.pk, fields=["names"])


@action
def rename_but_refuse(office: Office, by: User) -> None:
    rename(office, by)
    raise NotOnThisDay(office, by)


def name_of(office: Office) -> str:
    return str(Office.objects.get(pk=office.pk).names["en"])


def test_entry_outside_a_transaction_is_refused(office: Office, desk: User) -> None:
    with pytest.MonkeyPatch.context() as outside:
        outside.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(TransactionManagementError):
            record("CASE_MOVED", by=desk, subject=office)


def test_entry_says_who_did_what_to_what_when_and_where(office: Office, desk: User) -> None:
    before = timezone.now()
    rename(office, desk)
    entry = Entry.objects.get()
    assert (entry.actor, entry.actor_kind, entry.verb) == (desk, "STAFF", "CASE_MOVED")
    assert (entry.subject_type, entry.subject_id, entry.office_id) == ("offices.office", office.pk, office.pk)
    assert before <= entry.at <= timezone.now()
    assert entry.detail == {"fields": ["names"]}


@pytest.mark.parametrize("outside", [SUBMITTER, SYSTEM])
def test_actor_without_account_is_named_by_kind(outside: Actor, office: Office) -> None:
    rename(office, outside)
    entry = Entry.objects.get()
    assert (entry.actor, entry.actor_kind) == (None, outside.value)  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["STAFF", "SYSTEM"])
def test_database_refuses_an_actor_that_does_not_fit_its_kind(kind: str, office: Office, desk: User) -> None:
    actor = None if kind == "STAFF" else desk
    with pytest.raises(IntegrityError, match="entry_actor_matches_kind"), transaction.atomic():
        Entry.objects.create(
            at=timezone.now(), actor_kind=kind, actor=actor, verb="CASE_MOVED", subject_type="x", subject_id=office.pk
        )


def test_failing_history_takes_the_act_back(office: Office, desk: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(entry: Entry, **how: object) -> None:
        raise IntegrityError

    before = name_of(office)
    monkeypatch.setattr(Entry, "save", fail)
    with pytest.raises(IntegrityError):
        rename(office, desk)
    assert name_of(office) == before


def test_failing_act_takes_its_history_back(office: Office, desk: User) -> None:
    @action
    def rename_and_fail() -> None:
        rename(office, desk)
        raise RefusedByRule

    with pytest.raises(RefusedByRule):
        rename_and_fail()
    assert not Entry.objects.exists()


def test_refusal_on_record_outlives_the_act_it_refused(office: Office, desk: User) -> None:
    before = name_of(office)
    with pytest.raises(NotOnThisDay):
        rename_but_refuse(office, desk)
    assert name_of(office) == before
    assert [entry.verb for entry in Entry.objects.all()] == ["DISCLOSURE_REFUSED"]


def test_refusal_inside_a_wider_action_is_recorded_once(office: Office, desk: User) -> None:
    @action
    def wider() -> None:
        rename(office, desk)
        rename_but_refuse(office, desk)

    with pytest.raises(NotOnThisDay):
        wider()
    assert [entry.verb for entry in Entry.objects.all()] == ["DISCLOSURE_REFUSED"]
