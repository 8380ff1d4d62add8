"""Exceptions to consent on a case: life at stake and nobody reachable. The clock of their review starts at once."""

from __future__ import annotations

from uuid import UUID

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people import actions as people
from hirz.reprisals.people.models import ConsentOverride


@action
def ask_exception(*, case: Case, reason: str, by: User) -> ConsentOverride:
    override = people.ask_override(case_id=case.pk, office_id=case.office_id, reason=reason, by=by)
    refresh_deadlines(case)
    return override


@action
def approve_exception(*, override: ConsentOverride, by: User) -> None:
    people.approve_override(override=override, office_id=_office(override), by=by)


@action
def review_exception(*, override: ConsentOverride, by: User) -> None:
    """Somebody looked at what was done under it: it ends here, if it has not ended by itself."""
    case = Case.objects.get(pk=override.case_id)
    people.review_override(override=override, office_id=case.office_id, by=by)
    refresh_deadlines(case)


def _office(override: ConsentOverride) -> UUID:
    return Case.objects.only("office_id").get(pk=override.case_id).office_id
