"""Moving a contribution to another layer: what stands may be shared with others later, or no longer."""

from __future__ import annotations

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.implementation.contributing import require_layer_for, require_own
from hirz.regional.implementation.models import Assessment, Evidence, Measure, Plan, Update
from hirz.regional.implementation.verbs import ImplementationVerb as Verb

Contribution = Plan | Measure | Update | Evidence | Assessment


@action
def share(*, row: Contribution, layer: str, by: User) -> None:
    """Only whoever contributed it does so, and within what their side may choose. Raises ``LayerNotOffered``."""
    require_own(by, row)
    require_layer_for(by, layer)
    record(Verb.CONTRIBUTION_SHARED, by=by, subject=row, was=row.layer, layer=layer)
    row.layer = layer
    row.save(update_fields=["layer"])
