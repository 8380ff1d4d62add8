"""Who reads the report before it is public is on record, in the transaction that shows it."""

from __future__ import annotations

from typing import Any

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.reprisals.reporting.models import Edition, EditionFile, ReportEntry, StateExtract
from hirz.reprisals.reporting.verbs import ReportVerb


def note_read(*, entry: ReportEntry, by: User) -> None:
    record(ReportVerb.READ_ENTRY, by=by, subject=entry, case_id=entry.case_id, office_id=entry.case.office_id)


def note_extract_read(*, extract: StateExtract, by: User) -> None:
    told: dict[str, Any] = {"extract": str(extract.pk), "case_id": extract.entry.case_id}
    record(ReportVerb.READ_EXTRACT, by=by, subject=extract.entry, office_id=extract.entry.case.office_id, **told)


def note_edition_read(*, edition: Edition, by: User) -> None:
    record(ReportVerb.READ_EDITION, by=by, subject=edition, office_id=edition.office_id)


def note_file_read(*, file: EditionFile, by: User) -> None:
    told: dict[str, Any] = {"language": file.language, "format": file.file_format}
    edition = file.edition
    record(ReportVerb.READ_EDITION_FILE, by=by, subject=edition, office_id=edition.office_id, **told)
