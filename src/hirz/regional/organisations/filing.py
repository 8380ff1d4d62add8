"""Keeping files with the records they belong to, sharing them, erasing them. The work of the office for a State."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.blobs.store import StoredBlob
from hirz.foundation.blobs.units import delete_when_done
from hirz.regional.organisations.erasing import destroy_unit
from hirz.regional.organisations.files import RecordFile
from hirz.regional.organisations.permissions import may_for_state, require_edit
from hirz.regional.organisations.verbs import OrganisationVerb as Verb
from hirz.rules.layers import Layer, Side, require_layer


@action
def keep_file(*, row: RecordFile, blob: StoredBlob, name: str, media_type: str, by: User) -> None:
    """Keep a file that arrived with the record that ``row`` names. The blob stays the caller's until this returns.

    Raises ``AccessDenied``, ``LayerNotOffered``.
    """
    row.state_code, row.entered_by = row.record.state_code, by
    require_edit(by, row.state_code)
    _require_layer(row, row.layer, by)
    row.take_file(blob, name=name, media_type=media_type)
    row.full_clean()
    row.save(force_insert=True)
    record(Verb.RECORD_FILE_KEPT, by=by, subject=row, state=row.state_code, layer=row.layer, **_of(row))


@action
def share_file(*, row: RecordFile, layer: str, by: User) -> None:
    """Put a file into another layer. Raises ``AccessDenied``, ``LayerNotOffered``."""
    require_edit(by, row.state_code)
    _require_layer(row, layer, by)
    record(Verb.RECORD_FILE_SHARED, by=by, subject=row, was=row.layer, layer=layer)
    row.layer = layer
    row.save(update_fields=["layer"])


@action
def erase_file(*, row: RecordFile, by: User) -> None:
    """Destroy a file, in every copy and backup: its row goes, its bytes go, and the key that opened both."""
    require_edit(by, row.state_code)
    record(Verb.RECORD_FILE_ERASED, by=by, subject=row, state=row.state_code, **_of(row))
    unit_id, blob_id = row.pk, row.blob_id
    row.delete()
    delete_when_done(blob_id)
    destroy_unit(unit_id)


def erase_files(rows: Iterable[RecordFile], *, by: User) -> None:
    """The same for all files of a record that goes itself."""
    for row in rows:
        erase_file(row=row, by=by)


@action
def note_file_read(*, row: RecordFile, by: User) -> None:
    record(Verb.READ_RECORD_FILE, by=by, subject=row, office_id=by.office_id)


def _require_layer(row: RecordFile, layer: str, by: User) -> None:
    require_layer(Layer(layer), contributor=Side.OFFICE)
    if layer == Layer.PUBLIC and not may_for_state(by, row.published_with, row.state_code):
        raise AccessDenied(row.published_with.value)


def _of(row: RecordFile) -> dict[str, Any]:
    """The record that the file belongs to, by the name of its column."""
    return {name: str(found) for name in row.records if (found := getattr(row, f"{name}_id"))}
