"""The files of letters as they left: they open with the unit of their case."""

from __future__ import annotations

from typing import BinaryIO

from hirz.foundation.blobs.units import Move, delete_when_done, open_of_unit
from hirz.foundation.keys.actions import also_rotates
from hirz.reprisals.response.models import Communication, CommunicationQuerySet


def open_file(letter: Communication, file_format: str) -> BinaryIO | None:
    """A ``docx`` or ``pdf``; nothing where there is no such file. Raises :class:`BlobUnreadable`."""
    blob_id = {"docx": letter.docx_blob_id, "pdf": letter.pdf_blob_id}.get(file_format)
    return open_of_unit(blob_id, opens_with=letter.opens_with) if blob_id else None


def remove_files(letter: Communication) -> None:
    """They are gone with this transaction; that the letter was sent stays on record."""
    for blob_id in (letter.docx_blob_id, letter.pdf_blob_id):
        delete_when_done(blob_id)
    letter.docx_blob_id = letter.pdf_blob_id = None
    letter.save(update_fields=["docx_blob_id", "pdf_blob_id"])


def at_the_desk() -> CommunicationQuerySet:
    """Letters whose files are sealed to the desk still."""
    return Communication.objects.filter(opens_with="", pdf_blob_id__isnull=False)


@also_rotates("letter", waiting=at_the_desk)
def move_to_unit(letter: Communication) -> None:
    move, letter.opens_with = Move.to_unit()
    for column in ("docx_blob_id", "pdf_blob_id"):
        setattr(letter, column, move(getattr(letter, column)))
    letter.save(update_fields=["opens_with", "docx_blob_id", "pdf_blob_id"])
