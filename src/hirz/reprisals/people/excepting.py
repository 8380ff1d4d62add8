"""Which exception to consent holds for a case now."""

from __future__ import annotations

from uuid import UUID

from hirz.reprisals.people.disclosing import as_override
from hirz.reprisals.people.models import ConsentOverride
from hirz.rules import consent as law


def exception_in_force(case_id: UUID) -> law.Override | None:
    """The one approved last, if it has neither ended nor been reviewed."""
    approved = ConsentOverride.objects.filter(case_id=case_id, approved_at__isnull=False, reviewed_at__isnull=True)
    return next(filter(None, map(as_override, approved.order_by("-approved_at"))), None)


def hold_exceptions(case_id: UUID) -> None:
    """Until the transaction ends nobody reviews one: what rests on it is on record before, or does not happen."""
    list(ConsentOverride.objects.select_for_update().filter(case_id=case_id).order_by("pk").values_list("pk"))
