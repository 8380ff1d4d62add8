"""Taking in evidence: from a file that came with a submission, or added to the case by an officer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from hirz.engines.evidence import Event
from hirz.engines.files import Inspection, safe_display_name, working_copy
from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action
from hirz.foundation.blobs.store import BlobUnreadable, StoredBlob
from hirz.foundation.blobs.units import key_to_keep
from hirz.foundation.keys.sealed import Unreadable
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import custody
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.permissions import EvidencePermission
from hirz.reprisals.evidence.versions import Version, keep_copy
from hirz.reprisals.intake.models import ArrivedFile
from hirz.reprisals.people.models import Person
from hirz.rules.errors import BadInput, RefusedByRule


class FileOfAnotherCase(RefusedByRule):
    """The submission that the file came with is not part of this case."""

    code: ClassVar[str] = "evidence_of_another_case"


class TakenAlready(RefusedByRule):
    code: ClassVar[str] = "evidence_taken_already"


class PersonOfAnotherCase(BadInput):
    """Only people of the case can be named as its givers or as shown: whoever sees the evidence sees them."""

    code: ClassVar[str] = "evidence_person_of_another_case"


@dataclass(frozen=True, slots=True)
class Account:
    """What an officer knows of an item. ``shows`` are those who can be recognised in it; ``obtained_date`` is EDTF.

    Both the giver and whoever is shown are asked for consent before it leaves, and it is erased with each of them.
    """

    description: str
    given_by: Person | None = None
    shows: Sequence[Person] = ()
    obtained_date: str = ""
    obtained_how: str = ""
    reliability: str = ""


@action
def take_over(*, case: Case, file: ArrivedFile, account: Account, by: User) -> EvidenceItem:
    """Make a file of a submission of this case an item of evidence: the same container, never opened onto a disk."""
    require(by, EvidencePermission.EVIDENCE_HANDLE, case.office_id)
    Case.objects.select_for_update().get(pk=case.pk)
    if file.submission is None or not file.submission.cases.filter(pk=case.pk).exists():
        raise FileOfAnotherCase
    if EvidenceItem.objects.filter(case=case, from_file=file).exists():
        raise TakenAlready
    if isinstance(file.opens_with, Unreadable) or isinstance(file.sha256, Unreadable):
        raise BlobUnreadable
    same: dict[str, Any] = {
        name: getattr(file, name) for name in ("name", "media_type", "size", "sha256", "opens_with", "blob_id")
    }
    item = EvidenceItem(case=case, from_file=file, warnings=list(file.warnings), entered_by=by, **same)
    return _keep(item, account)


@action
def add(*, case: Case, blob: StoredBlob, name: str, inspection: Inspection, account: Account, by: User) -> EvidenceItem:
    """Add a file that arrived with a form. What would be refused from the public is kept here, in quarantine.

    The blob stays the caller's if this fails.
    """
    require(by, EvidencePermission.EVIDENCE_HANDLE, case.office_id)
    item = EvidenceItem(
        case=case,
        name=safe_display_name(name),
        media_type=inspection.media_type,
        size=blob.size,
        sha256=blob.sha256,
        opens_with=key_to_keep(blob.pair),
        blob_id=UUID(blob.id),
        warnings=[caution.value for caution in inspection.cautions],
        quarantine=[refusal.value for refusal in inspection.refusals],
        entered_by=by,
    )
    return _keep(item, account)


def _keep(item: EvidenceItem, account: Account) -> EvidenceItem:
    _require_of_case(item.case, [*account.shows, *([account.given_by] if account.given_by else [])])
    item.description, item.given_by = account.description.strip(), account.given_by
    item.obtained_date, item.obtained_how = account.obtained_date, account.obtained_how.strip()
    item.reliability = account.reliability.strip()
    item.full_clean()
    item.save(force_insert=True)
    item.shows.set(account.shows)
    event = Event.QUARANTINED if item.quarantine else Event.RECEIVED
    custody.note(item=item, event=event, sha256=item.sha256, by=item.entered_by)
    if not item.quarantine:
        _strip(item)
    return item


def _require_of_case(case: Case, people: Sequence[Person]) -> None:
    known = set(case.parties.values_list("person_id", flat=True))
    if any(person.pk not in known for person in people):
        raise PersonOfAnotherCase


def _strip(item: EvidenceItem) -> WorkingCopy | None:
    """The copy that people open, where one can be made; the original keeps what it tells of its maker."""
    version = Version(item)
    if version.kind is None:
        return None
    with version.open() as original:
        data = working_copy(version.kind, original)
    if data is None:
        return None
    copy = WorkingCopy(item=item, kind=WorkingCopy.Kind.STRIPPED, media_type=item.media_type, made_by=item.entered_by)
    return keep_copy(copy, data, event=Event.STRIPPED)
