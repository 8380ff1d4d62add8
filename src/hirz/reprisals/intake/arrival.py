"""Information arriving: drafts, the submission itself, the receipt and the inbox it opens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER, Actor, action, record
from hirz.foundation.offices.models import Office
from hirz.foundation.offices.queries import office_for
from hirz.foundation.offices.references import new_reference
from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.answers import accept
from hirz.reprisals.intake.deadlines import refresh_submission_deadlines
from hirz.reprisals.intake.models import ArrivedFile, Draft, Message, Submission, SubmissionConsent
from hirz.reprisals.intake.verbs import IntakeVerb
from hirz.reprisals.people.actions import withdraw_consent
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.errors import BadInput, HirzError

DRAFT_LIFE: Final = timedelta(days=3)
INBOX_LIFE: Final = timedelta(days=3 * 365)
MESSAGE_LIMIT: Final = 200_000


class DraftGone(HirzError):
    """The draft expired, was sent from elsewhere, or never was."""

    code: ClassVar[str] = "draft_gone"


class InboxClosed(HirzError):
    """No inbox opens with this receipt. Wrong, absent and expired are not told apart."""

    code: ClassVar[str] = "inbox_closed"


class MessageEmpty(BadInput):
    code: ClassVar[str] = "message_empty"


class MessageTooLong(BadInput):
    code: ClassVar[str] = "message_too_long"


@dataclass(frozen=True, slots=True)
class Arrived:
    submission: Submission
    receipt: receipts.Receipt


def new_token() -> str:
    return secrets.token_urlsafe(32)


def start_draft(*, token: str, language: str) -> Draft:
    """Make the draft of a token; asking again returns the same one."""
    now = timezone.now()
    draft, _created = Draft.objects.get_or_create(
        token_sha256=receipts.fingerprint(token),
        defaults={"language": language, "expires_at": now + DRAFT_LIFE},
    )
    return draft


def find_draft(token: str) -> Draft:
    draft = _waiting(token).first()
    if draft is None:
        raise DraftGone
    return draft


def lock_draft(token: str) -> Draft:
    """The draft, held until the transaction ends: keeping, attaching, sending and discarding wait for each other."""
    draft = _waiting(token).select_for_update().first()
    if draft is None:
        raise DraftGone
    return draft


def _waiting(token: str) -> QuerySet[Draft]:
    return Draft.objects.filter(token_sha256=receipts.fingerprint(token), expires_at__gt=timezone.now())


@transaction.atomic
def keep_answers(*, token: str, answers: Mapping[str, Any]) -> Draft:
    """Keep what was typed at one step, whether or not it is complete: nothing typed is lost."""
    draft = lock_draft(token)
    draft.answers = {**draft.answers, **answers}
    draft.updated_at = timezone.now()
    draft.expires_at = draft.updated_at + DRAFT_LIFE
    draft.save()
    return draft


@transaction.atomic
def discard_draft(*, token: str) -> list[UUID]:
    """Forget a draft and its files at the writer's wish; returns the blobs that may now be deleted."""
    return delete_draft(lock_draft(token))


def delete_draft(draft: Draft) -> list[UUID]:
    """Delete a locked draft with its files; returns the blobs that may be deleted once that is committed."""
    blobs = [blob for pair in draft.files.values_list("blob_id", "working_copy_id") for blob in pair if blob]
    draft.files.all().delete()
    draft.delete()
    return blobs


@action
def submit(*, token: str, answers: Mapping[str, Any] | None = None) -> Arrived:
    """Turn a draft into a submission, of what was typed last where ``answers`` are given.

    Asking again with the same token returns the same submission and receipt.
    """
    # The lock comes first: of a form sent twice at once, the second waits here and then finds the first.
    draft = _waiting(token).select_for_update().first()
    earlier = find_submitted(token)
    if earlier is not None:
        return Arrived(earlier, receipt_of(earlier, token))
    if draft is None:
        raise DraftGone
    told = draft.answers if answers is None else answers
    arrived = _receive(accept(told), token=token, channel="web_form", by=SUBMITTER)
    draft.files.update(submission=arrived.submission, draft=None)
    draft.delete()
    return arrived


def find_submitted(token: str) -> Submission | None:
    return Submission.objects.filter(idempotency_sha256=receipts.fingerprint(token)).first()


def receipt_of(submission: Submission, token: str) -> receipts.Receipt:
    """The receipt that was given out with a submission, for whoever holds its token."""
    return next(receipt for receipt in receipts.derivations(token) if receipt.locator == submission.locator)


@action
def receive(
    *, answers: Mapping[str, Any], token: str, channel: str, by: Actor, files: Iterable[ArrivedFile] = ()
) -> Arrived:
    """Receive information that came by another way than the form, for example typed by a field officer."""
    _waiting(token).select_for_update().first()
    earlier = find_submitted(token)
    if earlier is not None:
        return Arrived(earlier, receipt_of(earlier, token))
    arrived = _receive(accept(answers), token=token, channel=channel, by=by)
    for file in files:
        file.submission = arrived.submission
        file.save()
    return arrived


@action
def receive_collected(*, answers: Mapping[str, Any], token: str, channel: str, by: Actor) -> Submission:
    """Receive what somebody else collected. Nobody holds a receipt of it: no digits open its inbox."""
    door = _Door(_free_receipt(new_token()).locator, receipts.NOT_GIVEN_OUT)
    return _enter(accept(answers), IntakeVerb.SUBMISSION_IMPORTED, token=token, channel=channel, by=by, door=door)


@dataclass(frozen=True, slots=True)
class _Door:
    """What the database holds of a receipt."""

    locator: str
    secret_hash: str


def _receive(answers: dict[str, Any], *, token: str, channel: str, by: Actor) -> Arrived:
    receipt = _free_receipt(token)
    door = _Door(receipt.locator, receipts.keep(receipt))
    submission = _enter(answers, IntakeVerb.SUBMISSION_RECEIVED, token=token, channel=channel, by=by, door=door)
    return Arrived(submission, receipt)


def _free_receipt(token: str) -> receipts.Receipt:
    """The first receipt of a token whose locator finds nobody else's inbox."""
    taken = Submission.objects.filter
    return next(r for r in receipts.derivations(token) if not taken(locator=r.locator).exists())


def _enter(
    answers: dict[str, Any], verb: IntakeVerb, *, token: str, channel: str, by: Actor, door: _Door
) -> Submission:
    now = timezone.now()
    submission = Submission.objects.create(
        reference=new_reference("S"),
        office=_office(answers),
        channel=channel,
        language=answers["language"],
        state_concerned=answers.get("state_concerned", ""),
        relation=answers["relation"],
        stay_confidential=answers.get("stay_confidential", True),
        answers=answers,
        arrived_at=now,
        received_by=by if isinstance(by, User) else None,
        idempotency_sha256=receipts.fingerprint(token),
        locator=door.locator,
        secret_hash=door.secret_hash,
        inbox_until=now + INBOX_LIFE,
    )
    SubmissionConsent.objects.bulk_create(
        SubmissionConsent(submission=submission, scope=scope, state=state, at=now)
        for scope, state in answers["consent"]["answers"].items()
    )
    record(verb, by=by, subject=submission, office_id=submission.office_id, channel=channel)
    refresh_submission_deadlines(submission)
    return submission


def _office(answers: Mapping[str, Any]) -> Office:
    return office_for(answers.get("state_concerned", ""))


# The inbox


def open_inbox(receipt: receipts.Receipt) -> Submission:
    """The submission whose receipt this is. One answer, in one time, for wrong, absent and expired."""
    submission = Submission.objects.filter(locator=receipt.locator).first()
    right = receipts.opens(receipt, submission.secret_hash if submission else None)
    if submission is None or not right or submission.inbox_until <= timezone.now():
        raise InboxClosed
    _note_opened(submission)
    return submission


@action
def _note_opened(submission: Submission) -> None:
    record(IntakeVerb.INBOX_OPENED, by=SUBMITTER, subject=submission, office_id=submission.office_id)


@action
def read_messages(*, submission: Submission) -> list[Message]:
    """Every message, oldest first; those to the submitter count as read from now on."""
    unread = submission.messages.filter(direction=Message.Direction.TO_SUBMITTER, read_at__isnull=True)
    if unread.update(read_at=timezone.now()):
        record(IntakeVerb.MESSAGE_READ, by=SUBMITTER, subject=submission, office_id=submission.office_id)
    return list(submission.messages.all())


@action
def write_to_us(*, submission: Submission, body: str, idempotency_key: str | None = None) -> Message:
    """Keep a message of whoever wrote. Sent twice at once, with one key, it is one message."""
    text = body.strip()
    if not text:
        raise MessageEmpty
    if len(text) > MESSAGE_LIMIT:
        raise MessageTooLong
    if idempotency_key:
        # Of a message sent twice at once, the second waits here and then finds the first.
        Submission.objects.select_for_update().only("pk").get(pk=submission.pk)
        earlier = Message.objects.filter(idempotency_key=idempotency_key, submission=submission).first()
        if earlier is not None:
            return earlier
    message = Message.objects.create(
        submission=submission, direction=Message.Direction.TO_US, body=text, idempotency_key=idempotency_key
    )
    _record_for_cases(IntakeVerb.MESSAGE_RECEIVED, submission)
    return message


def consent_now(submission: Submission) -> dict[Scope, ConsentState]:
    """The submitter's latest answer about each use."""
    answers = dict.fromkeys(Scope, ConsentState.NOT_SOUGHT)
    for given in submission.consents.all():
        answers[Scope(given.scope)] = ConsentState(given.state)
    return answers


@action
def withdraw_from_inbox(*, submission: Submission, scopes: Iterable[Scope]) -> None:
    """Withdraw what was agreed to. It binds every person entered from this submission, at once."""
    given = consent_now(submission)
    withdrawn = [scope for scope in scopes if given[scope] is ConsentState.GIVEN]
    if not withdrawn:
        return
    SubmissionConsent.objects.bulk_create(
        SubmissionConsent(submission=submission, scope=scope.value, state=ConsentState.WITHDRAWN.value)
        for scope in withdrawn
    )
    refresh_submission_deadlines(submission)
    _record_for_cases(
        IntakeVerb.CONSENT_CHANGED_BY_SUBMITTER, submission, scopes=[s.value for s in withdrawn], state="WITHDRAWN"
    )
    people = Person.objects.filter(decisions__arrived_with=submission.pk).distinct().order_by("pk")
    for person in people:
        withdraw_consent(
            person=person, scopes=withdrawn, by=SUBMITTER,
            given_by=submission.answers["consent"]["given_by"], arrived_with=submission.pk,
        )  # fmt: skip


def _record_for_cases(verb: IntakeVerb, submission: Submission, **detail: Any) -> None:
    """One entry on each case it became part of, or one on the submission while it waits."""
    case_ids: list[UUID | None] = list(submission.cases.values_list("pk", flat=True)) or [None]
    for case_id in case_ids:
        record(verb, by=SUBMITTER, subject=submission, case_id=case_id, office_id=submission.office_id, **detail)
