"""All that the process of those who write asks the database. It may read no table; these functions answer it.

They stand in ``migrations/0003_public_process.py`` and after it, with what each gives back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from hirz.reprisals.intake.models import ArrivedFile, Draft, Message, Submission, SubmissionConsent


def find_draft(fingerprint: str, now: datetime) -> Draft | None:
    return next(iter(Draft.objects.raw("select * from hirz_draft(%s, %s)", [fingerprint, now])), None)


def lock_draft(fingerprint: str, now: datetime) -> Draft | None:
    """Held until the transaction ends."""
    return next(iter(Draft.objects.raw("select * from hirz_lock_draft(%s, %s)", [fingerprint, now])), None)


def keep_draft(draft: Draft) -> None:
    """Write the answers, sealed, and how long they are kept."""
    sealed = Draft._meta.get_field("answers").pre_save(draft, False).envelope
    _ask("select hirz_keep_draft(%s, %s, %s, %s)", draft.token_sha256, sealed, draft.updated_at, draft.expires_at)


def discard_draft(draft: Draft) -> None:
    _ask("select hirz_discard_draft(%s)", draft.token_sha256)


def files_of(draft: Draft) -> Sequence[ArrivedFile]:
    return list(ArrivedFile.objects.raw("select * from hirz_files_of_draft(%s)", [draft.pk]))


def remove_file(file: ArrivedFile) -> None:
    """From the draft it lies in; what was sent stays."""
    _ask("select hirz_remove_file(%s, %s)", file.draft_id, file.pk)


def hand_over(draft: Draft, submission: Submission) -> None:
    """The files go from the draft to what it became, and the draft is gone."""
    _ask("select hirz_hand_over(%s, %s)", draft.token_sha256, submission.pk)


def find_submitted(fingerprint: str) -> Submission | None:
    return _submission("select * from hirz_submitted(%s)", fingerprint)


def is_taken(locator: str) -> bool:
    return bool(_ask("select hirz_locator_taken(%s)", locator))


def door(locator: str, shown: str) -> Submission | None:
    """The submission whose receipt was shown: its eight digits alone are soon gone through."""
    return _submission("select * from hirz_door(%s, %s)", locator, shown)


def inbox(submission_id: UUID, now: datetime) -> Submission | None:
    return _submission("select * from hirz_inbox(%s, %s)", submission_id, now)


def messages(submission: Submission) -> list[Message]:
    return _messages(submission, "select * from hirz_messages(%s)", submission.pk)


def message_sent(submission: Submission, key: str) -> Message | None:
    return next(iter(_messages(submission, "select * from hirz_message_sent(%s, %s)", submission.pk, key)), None)


def note_read(submission: Submission, now: datetime) -> int:
    """How many messages to the submitter had not been read before."""
    return int(_ask("select hirz_note_read(%s, %s)", submission.pk, now))


def answers(submission: Submission) -> list[SubmissionConsent]:
    return list(SubmissionConsent.objects.raw("select * from hirz_answers(%s)", [submission.pk]))


def cases_of(submission: Submission) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("select hirz_cases_of(%s)", [submission.pk])
        return [row[0] for row in cursor.fetchall()]


def wait_for_others(submission: Submission) -> None:
    """Of what is sent twice at once, the second waits here until the first is on record."""
    _ask("select pg_advisory_xact_lock(hashtextextended(%s, 0))", str(submission.pk))


def anything_waits() -> bool:
    """Whether something arrived or was withdrawn that the staff side has not taken in."""
    return bool(_ask("select hirz_anything_waits()"))


def _submission(question: str, *given: Any) -> Submission | None:
    return next(iter(Submission.objects.raw(question, list(given))), None)


def _messages(submission: Submission, question: str, *given: Any) -> list[Message]:
    found = list(Message.objects.raw(question, list(given)))
    for message in found:
        message.submission = submission
    return found


def _ask(question: str, *given: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return cursor.fetchone()[0]
