"""Report entries not yet published freeze in the transaction in which the consent they rest on goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hirz.foundation.audit.history import Actor, record
from hirz.reprisals.cases.concerned import IDENTIFIABLE_ROLES
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.cases.signals import consent_of_somebody_gone
from hirz.reprisals.people.disclosing import missing_as_data
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.signals import consent_changed
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.reporting.standing import consents_lacking, report_intent
from hirz.reprisals.reporting.verbs import ReportVerb
from hirz.rules.consent import Missing, Reason, Scope, required_scopes
from hirz.rules.report_track import EntryState

_OMITTED = (EntryState.OMITTED_FOR_PROTECTION, EntryState.OMITTED_OTHER)


@receiver(consent_changed)
def freeze_entries(*, person: Person, scopes: frozenset[Scope], by: Actor, at: datetime, **kwargs: Any) -> None:
    if not scopes:
        return
    cases = CasePerson.objects.filter(person=person, role__in=IDENTIFIABLE_ROLES).values("case_id")
    entries = ReportEntry.objects.filter(case__in=cases).exclude(track__in=_OMITTED)
    for entry in entries.select_related("case").order_by("pk").select_for_update(of=("self",)):
        missing = consents_lacking(entry)
        if any(m.scope in scopes for m in missing):
            _stop(entry, missing, by, at)


@receiver(consent_of_somebody_gone)
def freeze_entries_of(*, case: Case, scopes: frozenset[Scope], by: Actor, at: datetime, **kwargs: Any) -> None:
    """Nobody can tell whose consent it was: every entry that needs such a one stops until a person thaws it."""
    entries = ReportEntry.objects.filter(case=case).exclude(track__in=_OMITTED).select_related("case").order_by("pk")
    for entry in entries.select_for_update(of=("self",)):
        needed = required_scopes(report_intent(entry).purpose, named=entry.named)
        gone = [Missing("", Reason.WITHDRAWN, scope) for scope in needed if scope in scopes]
        if gone:
            _stop(entry, gone, by, at)


def _stop(entry: ReportEntry, missing: Sequence[Missing], by: Actor, at: datetime) -> None:
    because = missing_as_data(missing)
    published = entry.track == EntryState.PUBLISHED
    if not published:
        entry.frozen_at, entry.frozen_because = entry.frozen_at or at, because
        entry.save(update_fields=["frozen_at", "frozen_because"])
    record(
        ReportVerb.ENTRY_STAYS_PUBLIC if published else ReportVerb.ENTRY_FROZEN,
        by=by, subject=entry, case_id=entry.case_id, office_id=entry.case.office_id, missing=because,
    )  # fmt: skip
