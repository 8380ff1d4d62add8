"""Files of a submission: the original whole in the blob store, a safe copy beside it, a row that names both."""

from __future__ import annotations

import io
from typing import BinaryIO, ClassVar
from uuid import UUID

from django.db import transaction

from hirz.engines.files import Inspection, Limits, inspect, safe_display_name, working_copy
from hirz.engines.sealing import new_key_pair
from hirz.foundation.blobs.store import StoredBlob, default_store, store_bytes
from hirz.foundation.blobs.units import key_to_keep, open_of_unit
from hirz.reprisals.intake import queries
from hirz.reprisals.intake.arrival import find_draft, lock_draft
from hirz.reprisals.intake.models import ArrivedFile, Draft
from hirz.rules.errors import BadInput


class DraftFull(BadInput):
    """The draft holds as many files as it may."""

    code: ClassVar[str] = "draft_full"


class FileRefused(BadInput):
    """The file cannot be taken in; ``codes`` are those of ``engines.files.Refusal``."""

    code: ClassVar[str] = "file_refused"

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(self.code)
        self.codes = codes


def attach_to_draft(
    *, token: str, blob: StoredBlob, name: str, inspection: Inspection, most: int | None = None
) -> ArrivedFile:
    """Tie a stored and accepted file to the draft, with its working copy. The blob stays the caller's if this fails.

    Raises :class:`DraftFull` where the draft holds ``most`` files.
    """
    _require_room(find_draft(token), most)
    copy = _working_copy(blob, inspection)
    try:
        return _tie(token, blob, copy, name, inspection, most)
    except BaseException:
        _delete(copy.id if copy else None)
        raise


def attach_bytes(*, token: str, data: bytes, name: str, limits: Limits | None = None) -> ArrivedFile:
    """Store, inspect and tie a file that is already in memory. Raises :class:`FileRefused`; then nothing is kept."""
    blob = store_bytes(data, pair=new_key_pair())
    try:
        inspection = inspect(blob.head, io.BytesIO(data), name, limits)
        if not inspection.is_accepted:
            raise FileRefused(tuple(code.value for code in inspection.refusals))
        return attach_to_draft(token=token, blob=blob, name=name, inspection=inspection)
    except BaseException:
        _delete(blob.id)
        raise


@transaction.atomic
def remove_from_draft(*, token: str, file_id: UUID) -> list[UUID]:
    """Take a file out at the writer's wish; returns the blobs that may be deleted once that is committed.

    Nothing of what was sent meanwhile: then the draft is gone, and the file belongs to the submission.
    """
    draft = lock_draft(token)
    found = [file for file in queries.files_of(draft) if file.pk == file_id]
    for file in found:
        queries.remove_file(file)
    return [blob for file in found for blob in (file.blob_id, file.working_copy_id) if blob]


def open_original(file: ArrivedFile) -> BinaryIO:
    return open_of_unit(file.blob_id, opens_with=file.opens_with, sha256=file.sha256)


def open_working_copy(file: ArrivedFile) -> BinaryIO | None:
    if file.working_copy_id is None:
        return None
    return open_of_unit(file.working_copy_id, opens_with=file.opens_with, sha256=file.working_copy_sha256)


@transaction.atomic
def _tie(
    token: str, blob: StoredBlob, copy: StoredBlob | None, name: str, inspection: Inspection, most: int | None
) -> ArrivedFile:
    """Counted once more under the lock: files that came at the same moment have filled the draft meanwhile."""
    draft = lock_draft(token)
    _require_room(draft, most)
    return ArrivedFile.objects.create(
        draft=draft,
        unit_id=draft.unit_id,
        name=safe_display_name(name),
        media_type=inspection.media_type,
        size=blob.size,
        sha256=blob.sha256,
        opens_with=key_to_keep(blob.pair),
        blob_id=blob.id,
        working_copy_id=copy.id if copy else None,
        working_copy_sha256=copy.sha256 if copy else "",
        warnings=[caution.value for caution in inspection.cautions],
    )


def _require_room(draft: Draft, most: int | None) -> None:
    if most is not None and len(queries.files_of(draft)) >= most:
        raise DraftFull


def _delete(blob_id: str | None) -> None:
    if blob_id is not None:
        default_store().delete(blob_id)


def _working_copy(blob: StoredBlob, inspection: Inspection) -> StoredBlob | None:
    if inspection.kind is None:
        return None
    with default_store().reopen(blob) as original:
        copy = working_copy(inspection.kind, original)
    return store_bytes(copy, pair=blob.pair) if copy is not None else None
