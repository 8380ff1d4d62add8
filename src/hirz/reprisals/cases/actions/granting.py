"""One case is opened to one colleague without a role in its office: for a purpose, until a day."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.utils import timezone

from hirz.foundation.accounts.access import has_permission, require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.reprisals.cases.models import Case, CaseGrant
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.rules.errors import BadInput, RefusedByRule


class GrantNotNeeded(RefusedByRule):
    """The person reads the case already: by a role in its office, or by a grant in force."""

    code: ClassVar[str] = "grant_not_needed"


class GrantInThePast(BadInput):
    code: ClassVar[str] = "grant_in_the_past"


class GrantOver(RefusedByRule):
    code: ClassVar[str] = "grant_over"


@action
def grant_case(*, case: Case, user: User, purpose: str, until_date: date, by: User) -> CaseGrant:
    """Open the case to a colleague to read, to the end of a day; it closes by itself."""
    require(by, CasePermission.GRANT_GIVE, case.office_id)
    Case.objects.select_for_update().get(pk=case.pk)
    if until_date < timezone.localdate():
        raise GrantInThePast
    in_force = CaseGrant.objects.in_force().filter(case=case, user=user)
    if has_permission(user, CasePermission.CASE_VIEW, case.office_id) or in_force.exists():
        raise GrantNotNeeded
    grant = CaseGrant(case=case, user=user, purpose=purpose.strip(), until_date=until_date, granted_by=by)
    grant.full_clean()
    grant.save(force_insert=True)
    _write(CaseVerb.GRANT_GIVEN, grant, by, until_date=until_date.isoformat())
    return grant


@action
def revoke_grant(*, grant: CaseGrant, by: User) -> None:
    """Close the case to them from now on."""
    require(by, CasePermission.GRANT_GIVE, grant.case.office_id)
    locked = CaseGrant.objects.select_for_update().in_force().filter(pk=grant.pk).first()
    if locked is None:
        raise GrantOver
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    _write(CaseVerb.GRANT_REVOKED, locked, by)


def _write(verb: CaseVerb, grant: CaseGrant, by: User, **detail: str) -> None:
    case = grant.case
    record(verb, by=by, subject=grant, case_id=case.pk, office_id=case.office_id, user=str(grant.user_id), **detail)
