"""The ledger knows who read what is sealed: texts of laws, advice, and their files."""

from __future__ import annotations

from typing import BinaryIO

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.foundation.blobs.units import open_of_unit
from hirz.regional.legislation.models import Advice, AdviceFile, AdviceRequest, Version
from hirz.regional.legislation.verbs import LegislationVerb


def note_law_read(version: Version, *, by: User) -> None:
    record(LegislationVerb.READ_LAW, by=by, subject=version)


def note_request_read(request: AdviceRequest, *, by: User) -> None:
    record(LegislationVerb.READ_ADVICE_REQUEST, by=by, subject=request)


def note_advice_read(advice: Advice, *, by: User) -> None:
    record(LegislationVerb.READ_ADVICE, by=by, subject=advice)


def open_law_file(version: Version, *, by: User) -> BinaryIO:
    """The file as it came, proven whole. Raises ``BlobUnreadable``, ``BlobMissing``."""
    stream = open_of_unit(version.blob_id, opens_with=version.opens_with, sha256=version.sha256)
    record(LegislationVerb.READ_LAW_FILE, by=by, subject=version)
    return stream


def open_advice_file(file: AdviceFile, *, by: User) -> BinaryIO:
    """Advice as it left. Raises ``BlobUnreadable``, ``BlobMissing``."""
    stream = open_of_unit(file.blob_id, opens_with=file.opens_with, sha256=file.sha256)
    record(
        LegislationVerb.READ_ADVICE_FILE, by=by, subject=file.advice, language=file.language, format=file.file_format
    )  # fmt: skip
    return stream
