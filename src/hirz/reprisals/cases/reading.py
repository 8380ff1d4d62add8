"""Who reads a case is on record, in the transaction that shows it: without the entry there is no page."""

from __future__ import annotations

from collections.abc import Iterable

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.verbs import CaseVerb


def note_read(*, case: Case, by: User) -> None:
    record(CaseVerb.READ_CASE, by=by, subject=case, case_id=case.pk, office_id=case.office_id)


def note_list_read(*, cases: Iterable[Case], by: User) -> None:
    """The list tells how each summary begins, so it is on record whose."""
    record(CaseVerb.READ_CASES, by=by, subject=by, cases=[str(case.pk) for case in cases])


def note_search(*, by: User) -> None:
    """That somebody searched; what for stands nowhere."""
    record(CaseVerb.READ_FOUND, by=by, subject=by)
