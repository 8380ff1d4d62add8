"""Information arriving: drafts, the submission itself, the receipt and the inbox it opens."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from hirz.engines.sealing import SecretKey, new_secret
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER, Actor, action, record
from hirz.foundation.keys import units
from hirz.foundation.keys.chain import keychain
from hirz.foundation.keys.held import unwrapped_with, wrapped_for
from hirz.foundation.keys.rings import can_open
from hirz.foundation.offices.models import Office
from hirz.foundation.offices.queries import office_for
from hirz.foundation.offices.references import new_reference
from hirz.reprisals.intake import queries, receipts
from hirz.reprisals.intake.answers import accept
from hirz.reprisals.intake.deadlines import refresh_submission_deadlines
from hirz.reprisals.intake.models import Draft, Message, Submission, SubmissionConsent, Untaken
from hirz.reprisals.intake.verbs import IntakeVerb
from hirz.reprisals.people.turns import wait_for_disclosures
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.errors import BadInput, HirzError

DRAFT_LIFE: Final = timedelta(days=3)
INBOX_LIFE: Final = timedelta(days=3 * 365)
MESSAGE_LIMIT: Final = 200_000
_DRAFT: Final = "draft"
_INBOX: Final = "inbox"


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


@transaction.atomic
def start_draft(*, token: str, language: str) -> Draft:
    """Make the draft of a token; asking again returns the same one."""
    now, unit_id = timezone.now(), uuid4()
    key = new_secret(units.unit_name(unit_id))
    keychain().learn(unit_id, key)
    made = Draft(
        token_sha256=receipts.fingerprint(token),
        unit_id=unit_id,
        wrapped=wrapped_for(token, _DRAFT, unit_id, key),
        language=language,
        expires_at=now + DRAFT_LIFE,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return find_draft(token)
    return made


def find_draft(token: str) -> Draft:
    draft = queries.find_draft(receipts.fingerprint(token), timezone.now())
    if draft is None:
        raise DraftGone
    return _opened(draft, token)


def lock_draft(token: str) -> Draft:
    """The draft, held until the transaction ends: keeping, attaching, sending and discarding wait for each other."""
    draft = _lock_if_there(token)
    if draft is None:
        raise DraftGone
    return draft


def _lock_if_there(token: str) -> Draft | None:
    draft = queries.lock_draft(receipts.fingerprint(token), timezone.now())
    return _opened(draft, token) if draft else None


def _opened(draft: Draft, token: str) -> Draft:
    """The token opens the key that the draft, its files, and what it becomes are sealed with."""
    keychain().learn(draft.unit_id, unwrapped_with(token, _DRAFT, draft.unit_id, bytes(draft.wrapped)))
    return draft


@transaction.atomic
def keep_answers(*, token: str, answers: Mapping[str, Any]) -> Draft:
    """Keep what was typed at one step, whether or not it is complete: nothing typed is lost."""
    draft = lock_draft(token)
    draft.answers = {**draft.answers, **answers}
    draft.updated_at = timezone.now()
    draft.expires_at = draft.updated_at + DRAFT_LIFE
    queries.keep_draft(draft)
    return draft


@transaction.atomic
def discard_draft(*, token: str) -> list[UUID]:
    """Forget a draft and its files at the writer's wish; returns the blobs that may now be deleted."""
    return delete_draft(lock_draft(token))


def delete_draft(draft: Draft) -> list[UUID]:
    """Delete a locked draft with its files; returns the blobs that may be deleted once that is committed."""
    files = queries.files_of(draft)
    queries.discard_draft(draft)
    return [blob for file in files for blob in (file.blob_id, file.working_copy_id) if blob]


@action
def submit(*, token: str, answers: Mapping[str, Any] | None = None) -> Arrived:
    """Turn a draft into a submission, of what was typed last where ``answers`` are given.

    Asking again with the same token returns the same submission and receipt.
    """
    # The lock comes first: of a form sent twice at once, the second waits here and then finds the first.
    draft = _lock_if_there(token)
    earlier = find_submitted(token)
    if earlier is not None:
        return Arrived(earlier, receipt_of(earlier, token))
    if draft is None:
        raise DraftGone
    accepted = accept(draft.answers if answers is None else answers)
    return _receive(accepted, draft, token=token, channel="web_form", by=SUBMITTER)


def find_submitted(token: str) -> Submission | None:
    return queries.find_submitted(receipts.fingerprint(token))


def receipt_of(submission: Submission, token: str) -> receipts.Receipt:
    """The receipt that was given out with a submission, for whoever holds its token."""
    return next(receipt for receipt in receipts.derivations(token) if receipt.locator == submission.locator)


@action
def receive(*, answers: Mapping[str, Any], token: str, channel: str, by: Actor) -> Arrived:
    """Receive information that came by another way than the form, for example typed by a field officer.

    Files that were attached to a draft of the same token come with it.
    """
    draft = _lock_if_there(token)
    earlier = find_submitted(token)
    if earlier is not None:
        return Arrived(earlier, receipt_of(earlier, token))
    return _receive(accept(answers), draft, token=token, channel=channel, by=by)


@action
def receive_collected(*, answers: Mapping[str, Any], token: str, channel: str, by: Actor) -> Submission:
    """Receive what somebody else collected. Nobody holds a receipt of it: no digits open its inbox."""
    door = _Door(_free_receipt(new_token()).locator, receipts.NOT_GIVEN_OUT)
    unit = _new_unit()
    return _enter(accept(answers), IntakeVerb.SUBMISSION_IMPORTED, unit, token=token, channel=channel, by=by, door=door)


@dataclass(frozen=True, slots=True, repr=False)
class _Unit:
    """A unit and its key, which this process holds while it seals something with it."""

    id: UUID
    key: SecretKey

    def keep(self, kind: str, office: Office) -> None:
        """From now on the desk can open it as well."""
        units.keep(self.id, self.key, kind=kind, office_id=office.pk)


def _new_unit() -> _Unit:
    unit_id = uuid4()
    key = new_secret(units.unit_name(unit_id))
    keychain().learn(unit_id, key)
    return _Unit(unit_id, key)


@dataclass(frozen=True, slots=True)
class _Door:
    """What the database holds of a receipt, and the inbox that it opens, if there is one."""

    locator: str
    secret_hash: str
    receipt_sha256: str = ""
    inbox: _Unit | None = None
    inbox_wrapped: bytes = b""


def _receive(answers: dict[str, Any], draft: Draft | None, *, token: str, channel: str, by: Actor) -> Arrived:
    """The submission takes over the unit of the draft, so that its files need not be sealed anew."""
    receipt = _free_receipt(token)
    unit = _Unit(draft.unit_id, keychain().key(draft.unit_id)) if draft else _new_unit()
    verb = IntakeVerb.SUBMISSION_RECEIVED
    submission = _enter(answers, verb, unit, token=token, channel=channel, by=by, door=_door_of(receipt))
    if draft is not None:
        queries.hand_over(draft, submission)
    return Arrived(submission, receipt)


def _door_of(receipt: receipts.Receipt) -> _Door:
    inbox = _new_unit()
    wrapped = wrapped_for(receipt.secret, _INBOX, inbox.id, inbox.key)
    return _Door(receipt.locator, receipts.keep(receipt), receipts.shown(receipt), inbox, wrapped)


def _free_receipt(token: str) -> receipts.Receipt:
    """The first receipt of a token whose locator finds nobody else's inbox."""
    return next(r for r in receipts.derivations(token) if not queries.is_taken(r.locator))


def _enter(
    answers: dict[str, Any], verb: IntakeVerb, unit: _Unit, *, token: str, channel: str, by: Actor, door: _Door
) -> Submission:
    now, office = timezone.now(), _office(answers)
    unit.keep("submission", office)
    inbox_id = _keep_inbox(door, office)
    submission = Submission.objects.create(
        reference=new_reference("S"),
        office=office,
        channel=channel,
        language=answers["language"],
        state_concerned=answers.get("state_concerned", ""),
        relation=answers["relation"],
        stay_confidential=answers.get("stay_confidential", True),
        life_at_risk=answers.get("life_at_risk", False),
        unit_id=unit.id,
        answers=answers,
        arrived_at=now,
        received_by=by if isinstance(by, User) else None,
        idempotency_sha256=receipts.fingerprint(token),
        locator=door.locator,
        secret_hash=door.secret_hash,
        receipt_sha256=door.receipt_sha256,
        inbox_id=inbox_id,
        inbox_wrapped=door.inbox_wrapped,
        inbox_until=now + INBOX_LIFE,
    )
    SubmissionConsent.objects.bulk_create(
        SubmissionConsent(submission=submission, scope=scope, state=state, at=now)
        for scope, state in answers["consent"]["answers"].items()
    )
    record(verb, by=by, subject=submission, office_id=submission.office_id, channel=channel)
    _begin_clocks(submission)
    return submission


def _begin_clocks(submission: Submission) -> None:
    """What they depend on cannot be read where it arrives: there it waits for the staff process."""
    if can_open():
        refresh_submission_deadlines(submission)
    else:
        Untaken.objects.create(submission=submission)


def _keep_inbox(door: _Door, office: Office) -> UUID:
    if door.inbox is None:
        return uuid4()
    door.inbox.keep("inbox", office)
    return door.inbox.id


def _office(answers: Mapping[str, Any]) -> Office:
    return office_for(answers.get("state_concerned", ""))


# The inbox


def open_inbox(receipt: receipts.Receipt) -> Submission:
    """The submission whose receipt this is. One answer, in one time, for wrong, absent and expired."""
    submission = queries.door(receipt.locator, receipts.shown(receipt))
    right = receipts.opens(receipt, submission.secret_hash if submission else None)
    # What was erased has nothing left that a receipt could open.
    if submission is None or not right or submission.inbox_until <= timezone.now() or not submission.inbox_wrapped:
        raise InboxClosed
    key = unwrapped_with(receipt.secret, _INBOX, submission.inbox_id, bytes(submission.inbox_wrapped))
    keychain().learn(submission.inbox_id, key)
    _note_opened(submission)
    return submission


def inbox_key(submission: Submission) -> bytes:
    """What the browser keeps, sealed, while an inbox is open in it."""
    return keychain().key(submission.inbox_id).secret


def reopen_inbox(submission_id: UUID, key: bytes) -> Submission:
    """The submission whose inbox was opened a while ago. Raises :class:`InboxClosed`."""
    submission = queries.inbox(submission_id, timezone.now())
    if submission is None or not submission.inbox_wrapped:
        raise InboxClosed
    keychain().learn(submission.inbox_id, SecretKey(units.unit_name(submission.inbox_id), key))
    return submission


@action
def _note_opened(submission: Submission) -> None:
    record(IntakeVerb.INBOX_OPENED, by=SUBMITTER, subject=submission, office_id=submission.office_id)


@action
def read_messages(*, submission: Submission) -> list[Message]:
    """Every message, oldest first; those to the submitter count as read from now on."""
    if queries.note_read(submission, timezone.now()):
        record(IntakeVerb.MESSAGE_READ, by=SUBMITTER, subject=submission, office_id=submission.office_id)
    return queries.messages(submission)


@action
def write_to_us(*, submission: Submission, body: str, idempotency_key: str | None = None) -> Message:
    """Keep a message of whoever wrote. Sent twice at once, with one key, it is one message."""
    text = body.strip()
    if not text:
        raise MessageEmpty
    if len(text) > MESSAGE_LIMIT:
        raise MessageTooLong
    if idempotency_key:
        queries.wait_for_others(submission)
        earlier = queries.message_sent(submission, idempotency_key)
        if earlier is not None:
            return earlier
    message = Message.objects.create(
        submission=submission, direction=Message.Direction.TO_US, body=text, idempotency_key=idempotency_key
    )
    _record_for_cases(IntakeVerb.MESSAGE_RECEIVED, submission)
    return message


def consent_now(submission: Submission) -> dict[Scope, ConsentState]:
    """The submitter's latest answer about each use, as staff see it."""
    return _latest(submission.consents.all())


def consent_in_inbox(submission: Submission) -> dict[Scope, ConsentState]:
    """The same, as the submitter sees it."""
    return _latest(queries.answers(submission))


def _latest(answers: Iterable[SubmissionConsent]) -> dict[Scope, ConsentState]:
    latest = dict.fromkeys(Scope, ConsentState.NOT_SOUGHT)
    return latest | {Scope(given.scope): ConsentState(given.state) for given in answers}


@action
def withdraw_from_inbox(*, submission: Submission, scopes: Iterable[Scope]) -> None:
    """Withdraw what was agreed to. From now on nothing leaves on it; see :mod:`hirz.reprisals.intake.taking_in`."""
    wait_for_disclosures()
    said = queries.answers(submission)
    given = _latest(said)
    withdrawn = [scope for scope in scopes if given[scope] is ConsentState.GIVEN]
    if not withdrawn:
        return
    # After all that was said before, also where a clock that was ahead has dated it.
    now = max(timezone.now(), *(answer.at + timedelta(microseconds=1) for answer in said))
    state = ConsentState.WITHDRAWN.value
    answers = SubmissionConsent.objects.bulk_create(
        SubmissionConsent(submission=submission, scope=scope.value, state=state, at=now) for scope in withdrawn
    )
    Untaken.objects.bulk_create(Untaken(submission=submission, answer=answer) for answer in answers)
    _record_for_cases(
        IntakeVerb.CONSENT_CHANGED_BY_SUBMITTER, submission, scopes=[s.value for s in withdrawn], state=state
    )


def _record_for_cases(verb: IntakeVerb, submission: Submission, **detail: Any) -> None:
    """One entry on each case it became part of, or one on the submission while it waits."""
    case_ids: list[UUID] | list[None] = queries.cases_of(submission) or [None]
    for case_id in case_ids:
        record(verb, by=SUBMITTER, subject=submission, case_id=case_id, office_id=submission.office_id, **detail)
