"""Who reads what arrived is on record, in the transaction that shows it: without the entry there is no page."""

from __future__ import annotations

from typing import Any

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.reprisals.intake.models import ArrivedFile, Submission
from hirz.reprisals.intake.verbs import IntakeVerb


def note_read(*, submission: Submission, by: User) -> None:
    record(IntakeVerb.READ_SUBMISSION, by=by, subject=submission, office_id=submission.office_id)


def note_file_read(*, file: ArrivedFile, by: User, original: bool) -> None:
    told: dict[str, Any] = {"file": str(file.pk), "original": original}
    if submission := file.submission:
        record(IntakeVerb.READ_FILE, by=by, subject=submission, office_id=submission.office_id, **told)
