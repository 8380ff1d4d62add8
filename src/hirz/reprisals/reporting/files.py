"""The files of extracts as they went to States: they open with the unit of their case.

Published renderings are not among them. They name whom consent let them name, they lie with everybody, and no key that
is destroyed here takes them back.
"""

from __future__ import annotations

from typing import BinaryIO

from django.db.models import QuerySet

from hirz.foundation.blobs.units import Move, open_of_unit
from hirz.foundation.keys.actions import also_rotates
from hirz.reprisals.reporting.models import StateExtract


def open_extract(extract: StateExtract) -> BinaryIO:
    """Raises :class:`BlobUnreadable`, :class:`BlobMissing`."""
    return open_of_unit(extract.blob_id, opens_with=extract.opens_with, sha256=extract.sha256)


def at_the_desk() -> QuerySet[StateExtract]:
    """Extracts that are sealed to the desk still."""
    return StateExtract.objects.filter(opens_with="").select_related("entry")


@also_rotates("extract", waiting=at_the_desk)
def move_to_unit(extract: StateExtract) -> None:
    move, extract.opens_with = Move.to_unit()
    extract.blob_id = move(extract.blob_id)
    extract.save(update_fields=["opens_with", "blob_id"])
