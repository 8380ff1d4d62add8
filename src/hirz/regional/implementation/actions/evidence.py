"""Entering evidence once, to be cited wherever it serves. Its file is sealed for the entry alone."""

from __future__ import annotations

import hmac
from typing import Any

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.blobs.store import StoredBlob
from hirz.foundation.keys.rings import INDEX, secret
from hirz.regional.implementation.contributing import name_for, require_layer_for
from hirz.regional.implementation.models import Evidence
from hirz.regional.implementation.verbs import ImplementationVerb as Verb
from hirz.regional.organisations.models import Organisation


@action
def enter_evidence(
    *, state_code: str, by: User, layer: str, blob: StoredBlob | None = None, name: str = "", media_type: str = "",
    **facts: Any,
) -> tuple[Evidence, bool]:  # fmt: skip
    """The entry, and whether it is new: the same file, entered again by the same side, is the entry that is there.

    The blob stays the caller's unless the entry is new.
    """
    organisation = name_for(by, state_code)
    require_layer_for(by, layer)
    row = Evidence(state_code=state_code, contributed_by=organisation, entered_by=by, layer=layer, **facts)
    if blob is not None:
        row.fingerprint = _fingerprint(blob.sha256, state_code, organisation)
        same = Evidence.objects.filter(state_code=state_code, contributed_by=organisation, fingerprint=row.fingerprint)
        if (found := same.first()) is not None:
            return found, False
        row.take_file(blob, name=name, media_type=media_type)
    row.full_clean()
    row.save(force_insert=True)
    record(Verb.EVIDENCE_ENTERED, by=by, subject=row, state=state_code, layer=layer)
    return row, True


def _fingerprint(sha256: str, state_code: str, organisation: Organisation | None) -> str:
    """Tells one file from another among the entries of one contributor, and nothing to whoever lacks the key."""
    whose = f"{sha256} {state_code} {organisation.pk if organisation else ''}"
    return hmac.digest(secret(INDEX).secret, whose.encode(), "sha256").hex()
