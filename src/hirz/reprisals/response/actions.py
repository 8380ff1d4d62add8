"""Letters to Governments, their replies and what they promise. Other steps: :mod:`hirz.reprisals.response.steps`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from django.utils import timezone

from hirz.engines.documents.docx import render_docx
from hirz.engines.documents.pdf import render_pdf
from hirz.engines.sealing import new_key_pair
from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.blobs.store import store_bytes
from hirz.foundation.blobs.units import key_to_keep
from hirz.reprisals.cases.concerned import people_beside, people_identifiable
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.disclosing import disclose, lock_both, lock_people, missing_as_data, would_refuse
from hirz.reprisals.people.excepting import hold_exceptions
from hirz.reprisals.response.facts import government_intent
from hirz.reprisals.response.letters import draft_body, draft_subject, letter_document, next_reference
from hirz.reprisals.response.models import Communication, PromiseBecame, Reply
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.reprisals.response.verbs import ResponseVerb
from hirz.rules.errors import BadInput, RefusedByRule

MAX_BODY: Final = 200_000


class CommunicationFrozen(RefusedByRule):
    """Consent was withdrawn: nothing is written or sent until a person settles it."""

    code: ClassVar[str] = "communication_frozen"


class NotAtThisStep(RefusedByRule):
    """The communication is at another step: already sent, cancelled, not drafted yet."""

    code: ClassVar[str] = "not_at_this_step"


class TextMissing(BadInput):
    code: ClassVar[str] = "text_missing"


class TextTooLong(BadInput):
    code: ClassVar[str] = "text_too_long"


class ReplyBeforeLetter(BadInput):
    code: ClassVar[str] = "reply_before_letter"


class NothingPromised(RefusedByRule):
    """The reply holds no promise that could have been kept or not."""

    code: ClassVar[str] = "nothing_promised"


@dataclass(frozen=True, slots=True)
class Assessment:
    """How a reply stands on the scale, whether it deals with the substance, and what it promises."""

    kind: str
    substantive: bool
    assessment: str
    promises: str = ""
    promise_due_date: date | None = None


@action
def plan_communication(*, case: Case, kind: str, sender: str, language: str, named: bool, by: User) -> Communication:
    """Plan a letter to the State concerned. It is checked against consent at once, and again when it is sent."""
    require(by, ResponsePermission.RESPONSE_PLAN, case.office_id)
    letter = Communication(
        case=case, kind=kind, recipient_state=case.state_concerned, sender=sender, language=language, named=named,
        planned_by=by, planned_at=timezone.now(),
    )  # fmt: skip
    letter.full_clean()
    letter.save(force_insert=True)
    _record(ResponseVerb.COMMUNICATION_PLANNED, letter, by, kind=kind, named=named)
    _hold_without_consent(letter)
    refresh_deadlines(case)
    return letter


@action
def draft_communication(*, letter: Communication, by: User, subject: str = "", body: str = "") -> Communication:
    """Write the letter: from the facts of the case, without the name, when no text is given."""
    require(by, ResponsePermission.COMMUNICATION_DRAFT, letter.case.office_id)
    _hold(letter)
    _require_step(letter, Communication.State.PLANNED, Communication.State.DRAFTED)
    letter.subject = subject.strip() or letter.subject or draft_subject(letter)
    letter.body = body.strip() or draft_body(letter)
    if len(letter.body) > MAX_BODY:
        raise TextTooLong
    letter.state, letter.drafted_by, letter.drafted_at = Communication.State.DRAFTED, by, timezone.now()
    letter.full_clean()
    letter.save()
    _record(ResponseVerb.COMMUNICATION_DRAFTED, letter, by)
    return letter


@action
def send_communication(*, letter: Communication, by: User) -> Communication:
    """Record as sent: consent is weighed, the disclosure recorded and the letter rendered, or nothing happens."""
    require(by, ResponsePermission.COMMUNICATION_SEND, letter.case.office_id)
    # People first, then the letter: a withdrawal takes its locks in this order too, so that neither is lost.
    lock_both(people_identifiable(letter.case), people_beside(letter.case))
    hold_exceptions(letter.case_id)
    letter = Communication.objects.select_for_update(of=("self",)).select_related("case__office").get(pk=letter.pk)
    _require_step(letter, Communication.State.DRAFTED)
    if not letter.body.strip():
        raise TextMissing
    letter.reference = letter.reference or next_reference(letter)
    letter.sent_at = timezone.now()
    cleared = disclose(
        letter_document(letter),
        intent=government_intent(letter),
        people=people_identifiable(letter.case),
        beside=people_beside(letter.case),
        by=by,
    )
    letter.disclosure_id = cleared.proof.disclosure
    pair = new_key_pair()
    letter.docx_blob_id = store_bytes(render_docx(cleared), pair=pair).id
    letter.pdf_blob_id = store_bytes(render_pdf(cleared), pair=pair).id
    letter.opens_with = key_to_keep(pair)
    letter.state, letter.sent_by = Communication.State.SENT, by
    letter.save()
    _record(ResponseVerb.COMMUNICATION_SENT, letter, by, reference=letter.reference)
    refresh_deadlines(letter.case)
    return letter


@action
def resume_communication(*, letter: Communication, by: User) -> Communication:
    """Take a frozen letter up again, if consent covers it now."""
    require(by, ResponsePermission.RESPONSE_PLAN, letter.case.office_id)
    lock_people(people_identifiable(letter.case))
    _hold(letter)
    _require_step(letter, Communication.State.FROZEN)
    missing = would_refuse(intent=government_intent(letter), people=people_identifiable(letter.case))
    if missing:
        raise CommunicationFrozen
    letter.state = Communication.State.DRAFTED if letter.body else Communication.State.PLANNED
    letter.frozen_at, letter.frozen_because = None, []
    letter.save()
    _record(ResponseVerb.COMMUNICATION_RESUMED, letter, by)
    return letter


@action
def cancel_communication(*, letter: Communication, reason: str, by: User) -> None:
    require(by, ResponsePermission.RESPONSE_PLAN, letter.case.office_id)
    _hold(letter)
    if letter.state == Communication.State.SENT:
        raise NotAtThisStep
    if not reason.strip():
        raise BadInput("reason_missing")
    letter.state = Communication.State.CANCELLED
    letter.save(update_fields=["state"])
    _record(ResponseVerb.COMMUNICATION_CANCELLED, letter, by)
    refresh_deadlines(letter.case)


@action
def record_reply(*, letter: Communication, received_date: date, text: str, by: User) -> Reply:
    require(by, ResponsePermission.REPLY_RECORD, letter.case.office_id)
    if letter.sent_at is None:
        raise NotAtThisStep
    if received_date < letter.case.office.local_date(letter.sent_at):
        raise ReplyBeforeLetter
    reply = Reply(
        communication=letter, received_date=received_date, text=text.strip(), recorded_by=by, recorded_at=timezone.now()
    )
    reply.full_clean()
    reply.save(force_insert=True)
    _record(ResponseVerb.REPLY_RECORDED, letter, by)
    refresh_deadlines(letter.case)
    return reply


@action
def assess_reply(*, reply: Reply, assessment: Assessment, by: User) -> Reply:
    letter = reply.communication
    require(by, ResponsePermission.REPLY_RECORD, letter.case.office_id)
    _hold_reply(reply)
    reply.kind, reply.substantive = assessment.kind, assessment.substantive
    reply.assessment = assessment.assessment
    _note_promise(reply, assessment)
    reply.assessed_by, reply.assessed_at = by, timezone.now()
    reply.full_clean()
    reply.save()
    _record(ResponseVerb.REPLY_ASSESSED, letter, by, kind=assessment.kind, substantive=assessment.substantive)
    refresh_deadlines(letter.case)
    return reply


@action
def settle_promise(*, reply: Reply, outcome: PromiseBecame, by: User) -> Reply:
    """Say what became of a promise of the State. Its clock stands until then: silence is neither kept nor broken."""
    letter = reply.communication
    require(by, ResponsePermission.REPLY_RECORD, letter.case.office_id)
    _hold_reply(reply)
    if not reply.promises:
        raise NothingPromised
    reply.promise_outcome, reply.promise_settled_by, reply.promise_settled_at = outcome, by, timezone.now()
    reply.full_clean()
    reply.save()
    _record(ResponseVerb.STATE_PROMISE_SETTLED, letter, by, outcome=reply.promise_outcome)
    refresh_deadlines(letter.case)
    return reply


@action
def log_no_reply(*, letter: Communication, by: User) -> None:
    """The time has passed and no reply came: said as such, never as a reply."""
    require(by, ResponsePermission.REPLY_RECORD, letter.case.office_id)
    if letter.sent_at is None or letter.replies.exists():
        raise NotAtThisStep
    letter.no_reply_logged_at = timezone.now()
    letter.save(update_fields=["no_reply_logged_at"])
    _record(ResponseVerb.NO_REPLY_LOGGED, letter, by)
    refresh_deadlines(letter.case)


def _hold_reply(reply: Reply) -> None:
    """Lock the row and read it again: a colleague may have said meanwhile what became of its promise."""
    Reply.objects.select_for_update().get(pk=reply.pk)
    reply.refresh_from_db()


def _note_promise(reply: Reply, assessment: Assessment) -> None:
    """What became of one promise says nothing of another."""
    if (reply.promises, reply.promise_due_date) != (assessment.promises, assessment.promise_due_date):
        reply.promise_outcome, reply.promise_settled_by, reply.promise_settled_at = "", None, None
    reply.promises, reply.promise_due_date = assessment.promises, assessment.promise_due_date


def _hold(letter: Communication) -> None:
    """Lock the row and read it again: the page may have been open while consent froze the letter."""
    Communication.objects.select_for_update().get(pk=letter.pk)
    letter.refresh_from_db()


def _hold_without_consent(letter: Communication) -> None:
    """A plan that consent does not cover is kept, frozen, and says why: nothing typed is lost."""
    missing = would_refuse(intent=government_intent(letter), people=people_identifiable(letter.case))
    if missing:
        letter.state, letter.frozen_at = Communication.State.FROZEN, timezone.now()
        letter.frozen_because = missing_as_data(missing)
        letter.save(update_fields=["state", "frozen_at", "frozen_because"])


def _require_step(letter: Communication, *steps: Communication.State) -> None:
    if letter.state == Communication.State.FROZEN and Communication.State.FROZEN not in steps:
        raise CommunicationFrozen
    if letter.state not in steps:
        raise NotAtThisStep


def _record(verb: ResponseVerb, letter: Communication, by: User, **detail: object) -> None:
    record(verb, by=by, subject=letter, case_id=letter.case_id, office_id=letter.case.office_id, **detail)
