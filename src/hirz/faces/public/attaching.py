"""Files of a draft: taken in or refused with a reason, and removed at the writer's wish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.foundation.blobs.arrivals import ArrivalRefusal, arrived_files
from hirz.foundation.blobs.sorting import AcceptedFile, RefusedFile, sort_arrivals
from hirz.foundation.blobs.store import BlobNotWritten, default_store
from hirz.foundation.blobs.wording import REFUSALS
from hirz.reprisals.intake.files import DraftFull, attach_to_draft, remove_from_draft

MOST_FILES: Final = 10
_TOO_MANY_HERE: Final = "TOO_MANY_HERE"
_REASONS: Final = {
    **REFUSALS,
    _TOO_MANY_HERE: _("There are ten files already. Remove one of them first."),
}


@dataclass(frozen=True)
class NotTaken:
    """A file that was not taken in: its name as it may be shown, its size in bytes, and every reason in words."""

    name: str
    size: int
    reasons: Sequence[str | Promise]


def take_in(request: HttpRequest, *, token: str) -> list[dict[str, Any]]:
    """Attach what arrived with a form; returns what was not taken in, as a draft can keep it until it is read."""
    arrivals = sort_arrivals(arrived_files(request, "uploads"))
    refused = list(arrivals.refused)
    for taken in arrivals.accepted:
        try:
            _attach(taken, token)
        except DraftFull:
            refused.append(_refusal(taken, _TOO_MANY_HERE))
        except BlobNotWritten:
            refused.append(_refusal(taken, ArrivalRefusal.NOT_STORED))
    return [{"name": file.display_name, "size": file.size, "codes": list(file.codes)} for file in refused]


def not_taken(kept: Iterable[dict[str, Any]]) -> list[NotTaken]:
    return [NotTaken(file["name"], file["size"], [_REASONS[code] for code in file["codes"]]) for file in kept]


def remove(file_id: UUID, *, token: str) -> None:
    """The row first: a blob without a row is garbage, a row without its blob would be a loss."""
    for blob in remove_from_draft(token=token, file_id=file_id):
        default_store().delete(blob)


def _attach(taken: AcceptedFile, token: str) -> None:
    file = taken.file
    if file.blob is not None:
        name, inspection = file.declared_name, taken.inspection
        attach_to_draft(token=token, blob=file.blob, name=name, inspection=inspection, most=MOST_FILES)
        file.keep()


def _refusal(taken: AcceptedFile, code: str) -> RefusedFile:
    file = taken.file
    return RefusedFile(file.field_name, file.name or "", file.size or 0, (code,))
