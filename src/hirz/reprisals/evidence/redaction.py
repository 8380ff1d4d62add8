"""Redacting: a new copy in which something is blacked out for good, looked at and accepted before it counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from django.utils import timezone

from hirz.engines.evidence import Event
from hirz.engines.evidence.grids import FINENESS, AreaRefused, areas_in
from hirz.engines.evidence.phrases import PhrasesRefused, blackened
from hirz.engines.evidence.redacting import Fault, NotRedacted, redacted
from hirz.engines.files import MEDIA_TYPES, Kind
from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action
from hirz.reprisals.evidence import custody
from hirz.reprisals.evidence.models import WorkingCopy
from hirz.reprisals.evidence.permissions import EvidencePermission
from hirz.reprisals.evidence.versions import REDACTABLE, Version, keep_copy
from hirz.rules.errors import BadInput, HirzError, RefusedByRule

_TEXT: Final = "text/plain; charset=utf-8"


class NotRedactable(RefusedByRule):
    """Pictures, PDF and plain text can be redacted; what lies in quarantine cannot."""

    code: ClassVar[str] = "evidence_not_redactable"


class TooManyPages(RefusedByRule):
    code: ClassVar[str] = "evidence_too_many_pages"


class AreasUnclear(BadInput):
    """A line names no area, or none of this page; ``line`` counts from 1, 0 when no single line is to blame."""

    code: ClassVar[str] = "evidence_areas_unclear"

    def __init__(self, line: int = 0) -> None:
        super().__init__(self.code)
        self.line = line


class PhrasesNotFound(BadInput):
    """Nothing was made, because somebody would believe that a phrase is gone; ``lines`` says which, from 1."""

    code: ClassVar[str] = "evidence_phrases_not_found"

    def __init__(self, lines: Sequence[int]) -> None:
        super().__init__(self.code)
        self.lines = tuple(lines)


class ReviewedAlready(RefusedByRule):
    code: ClassVar[str] = "evidence_reviewed_already"


@action
def redact_areas(*, version: Version, areas: str, columns: int, reason: str, by: User) -> WorkingCopy:
    """Black out areas of a picture or of pages, named by the cells of a grid of ``columns`` (see ``areas_in``)."""
    _require_redactable(version, by, text=False)
    if columns not in FINENESS:
        raise AreasUnclear
    kind, data = _with_areas(version, areas, columns)
    how = {"areas": areas.strip(), "columns": columns}
    return _keep(version, data, media_type=MEDIA_TYPES[kind], how=how, reason=reason, by=by)


@action
def redact_phrases(*, version: Version, phrases: str, reason: str, by: User) -> WorkingCopy:
    """Black out phrases, one to a line, in a plain text. The copy is in UTF-8."""
    _require_redactable(version, by, text=True)
    listed = [line.strip() for line in phrases.splitlines() if line.strip()]
    try:
        text = blackened(version.read().decode(version.charset), listed)
    except PhrasesRefused as refused:
        raise PhrasesNotFound(refused.lines) from None
    except (UnicodeDecodeError, LookupError):
        raise NotRedactable from None
    return _keep(version, text.encode(), media_type=_TEXT, how={"phrases": listed}, reason=reason, by=by)


@action
def accept(*, copy: WorkingCopy, by: User) -> WorkingCopy:
    """Say that what had to go is gone. Only then may it leave."""
    locked = _locked(copy, by)
    locked.accepted_by, locked.accepted_at = by, timezone.now()
    locked.save(update_fields=["accepted_by", "accepted_at"])
    custody.note(item=locked.item, copy=locked, event=Event.ACCEPTED, sha256=locked.sha256, by=by)
    return locked


@action
def discard(*, copy: WorkingCopy, reason: str, by: User) -> WorkingCopy:
    """Something still shows, or too much is gone: the copy is kept, and nobody uses it."""
    locked = _locked(copy, by)
    locked.discarded_at = timezone.now()
    locked.save(update_fields=["discarded_at"])
    custody.note(item=locked.item, copy=locked, event=Event.DISCARDED, sha256=locked.sha256, by=by, reason=reason)
    return locked


def _require_redactable(version: Version, by: User, *, text: bool) -> None:
    require(by, EvidencePermission.EVIDENCE_HANDLE, version.item.office_id)
    if version.item.quarantine or version.kind not in REDACTABLE or (version.kind is Kind.TEXT) is not text:
        raise NotRedactable


def _with_areas(version: Version, areas: str, columns: int) -> tuple[Kind, bytes]:
    assert version.kind is not None  # noqa: S101 - required before
    try:
        return redacted(version.kind, version.read(), areas_in(areas), columns=columns)
    except AreaRefused as refused:
        raise AreasUnclear(refused.line) from None
    except NotRedacted as refused:
        raise _refusal(refused.fault) from None


def _refusal(fault: Fault) -> HirzError:
    if fault is Fault.TOO_MANY_PAGES:
        return TooManyPages()
    return NotRedactable() if fault is Fault.NOT_DRAWABLE else AreasUnclear()


def _keep(
    version: Version, data: bytes, *, media_type: str, how: dict[str, object], reason: str, by: User
) -> WorkingCopy:
    copy = WorkingCopy(
        item=version.item,
        made_from=version.copy,
        kind=WorkingCopy.Kind.REDACTED,
        media_type=media_type,
        how=how,
        made_by=by,
    )
    return keep_copy(copy, data, event=Event.REDACTED, reason=reason)


def _locked(copy: WorkingCopy, by: User) -> WorkingCopy:
    require(by, EvidencePermission.EVIDENCE_HANDLE, copy.item.office_id)
    locked = WorkingCopy.objects.select_for_update(of=("self",)).select_related("item__case").get(pk=copy.pk)
    if not locked.awaits_review:
        raise ReviewedAlready
    return locked
