"""A case is held while somebody acts on where it stands: who acts at the same time waits, and finds what was done."""

from __future__ import annotations

from hirz.reprisals.cases.models import Case


def hold(case: Case, *, together_with: Case | None = None) -> None:
    """Lock the row and read it again: the page may have been open while consent went or a colleague acted.

    Of two cases the locks are taken in a fixed order. Whoever locks people as well locks them before.
    """
    cases = [case] if together_with is None else [case, together_with]
    list(Case.objects.select_for_update().filter(pk__in=[c.pk for c in cases]).order_by("pk").values_list("pk"))
    for held in cases:
        held.refresh_from_db()
