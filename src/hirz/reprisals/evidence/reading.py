"""Who sees evidence is on record, in the transaction that shows it, and stands in the chain of what was seen."""

from __future__ import annotations

from typing import BinaryIO

from hirz.engines.evidence import Event
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import custody
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.seeing import require_sight
from hirz.reprisals.evidence.verbs import EvidenceVerb
from hirz.reprisals.evidence.versions import Version


def note_looked_through(*, case: Case, by: User) -> None:
    """The list tells what each item shows."""
    record(EvidenceVerb.READ_EVIDENCE, by=by, subject=case, case_id=case.pk, office_id=case.office_id)


def note_read(*, item: EvidenceItem, by: User) -> None:
    record(EvidenceVerb.READ_EVIDENCE, by=by, subject=item, case_id=item.case_id, office_id=item.office_id)


@action
def view(*, version: Version, by: User) -> BinaryIO:
    """Open a version to be shown inside the system."""
    return _opened(version, Event.VIEWED, by)


@action
def save(*, version: Version, reason: str, by: User) -> BinaryIO:
    """Open a version to be saved on somebody's own machine: from then on there is one more of it, and why is said."""
    return _opened(version, Event.SAVED, by, reason)


def _opened(version: Version, event: Event, by: User, reason: str = "") -> BinaryIO:
    """It is opened first: nobody saw what did not open. Without the line nothing is handed out."""
    require_sight(version, by)
    stream = version.open()
    try:
        custody.note(item=version.item, copy=version.copy, event=event, sha256=version.sha256, by=by, reason=reason)
    except BaseException:
        stream.close()
        raise
    return stream
