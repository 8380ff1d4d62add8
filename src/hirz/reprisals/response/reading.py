"""Who reads letters and replies is on record, in the transaction that shows them: without the entry, no page."""

from __future__ import annotations

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.reprisals.response.models import Communication
from hirz.reprisals.response.verbs import ResponseVerb


def note_read(*, letter: Communication, by: User) -> None:
    _note(ResponseVerb.READ_LETTER, letter, by)


def note_file_read(*, letter: Communication, by: User, format: str) -> None:
    _note(ResponseVerb.READ_LETTER_FILE, letter, by, format=format)


def _note(verb: ResponseVerb, letter: Communication, by: User, **detail: str) -> None:
    record(verb, by=by, subject=letter, case_id=letter.case_id, office_id=letter.case.office_id, **detail)
