"""What staff do with what arrived: triage, answer the person who wrote, keep their consent with those concerned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.keys.sealed import require_opened
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.actions.assessing import Judgement
from hirz.reprisals.cases.actions.moving import rule_out_of_scope
from hirz.reprisals.cases.actions.opening import open_case, triage_case
from hirz.reprisals.cases.actions.recording import add_act, add_engagement, add_party, add_source
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.models import Case, Source
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.reprisals.intake.arrival import MESSAGE_LIMIT, MessageEmpty, MessageTooLong, consent_now
from hirz.reprisals.intake.contact import refuses_contact, whose_word_counts
from hirz.reprisals.intake.deadlines import refresh_submission_deadlines
from hirz.reprisals.intake.models import Message, Submission
from hirz.reprisals.intake.permissions import IntakePermission
from hirz.reprisals.intake.receipts import NOT_GIVEN_OUT
from hirz.reprisals.intake.verbs import IntakeVerb
from hirz.reprisals.matching.door import NOT_ASKED, Said, enter_or_use
from hirz.reprisals.people.actions import Answer, record_consent
from hirz.reprisals.people.disclosing import lock_people
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.turns import wait_for_withdrawals
from hirz.rules.consent import ConsentState
from hirz.rules.errors import RefusedByRule


class AlreadyTriaged(RefusedByRule):
    code: ClassVar[str] = "already_triaged"


class ContactRefused(RefusedByRule):
    """The person does not want to hear from us: not even through the inbox."""

    code: ClassVar[str] = "contact_refused"


class NoInbox(RefusedByRule):
    """It was collected by somebody else and imported: nobody holds a receipt."""

    code: ClassVar[str] = "no_inbox"


@dataclass(frozen=True, slots=True)
class Triage:
    """A desk officer's decision on a submission within scope: under which paragraph, how urgent, whose.

    ``victim`` says whether the person it tells of is entered already.
    """

    protected_category: str
    scope_reason: str
    judgement: Judgement
    owner: User
    substitute: User | None = None
    state_concerned: str = ""
    summary: str = ""
    victim: Said = NOT_ASKED


@action
def triage(*, submission: Submission, decision: Triage, by: User) -> Case:
    """Open a case from a submission, with the people, engagement, act and source it tells of, and its consent."""
    _require_waiting(submission, by)
    case = open_case(
        office=submission.office,
        state_concerned=decision.state_concerned or submission.state_concerned,
        language=submission.language,
        by=by,
        owner=decision.owner,
        substitute=decision.substitute,
        summary=decision.summary,
        opened_at=submission.arrived_at,
    )
    submission.cases.add(case)
    _note_acknowledged(case, submission, by)
    source = _enter_source(case, submission, by)
    victim = _enter_victim(case, submission, decision.victim, by)
    _enter_engagement(case, submission, victim, source, by)
    _enter_acts(case, submission, victim, source, by)
    triage_case(
        case=case, protected_category=decision.protected_category, reason=decision.scope_reason,
        judgement=decision.judgement, by=by,
    )  # fmt: skip
    _settle(submission, Submission.State.IN_REVIEW, by)
    record(IntakeVerb.SUBMISSION_TRIAGED, by=by, subject=submission, case_id=case.pk, office_id=submission.office_id)
    return case


@action
def triage_out_of_scope(
    *, submission: Submission, reason_code: str, reason: str, referral: str, by: User, state_concerned: str = ""
) -> Case:
    """Outside resolution 12/2: kept, counted with protection, and referred where it belongs."""
    _require_waiting(submission, by)
    case = open_case(
        office=submission.office,
        state_concerned=state_concerned or submission.state_concerned,
        language=submission.language,
        by=by,
        opened_at=submission.arrived_at,
    )
    submission.cases.add(case)
    _note_acknowledged(case, submission, by)
    rule_out_of_scope(case=case, reason_code=reason_code, reason=reason, referral=referral, by=by)
    _settle(submission, Submission.State.CLOSED, by)
    record(
        IntakeVerb.SUBMISSION_OUT_OF_SCOPE, by=by, subject=submission, case_id=case.pk, office_id=submission.office_id
    )
    return case


@action
def join_case(*, submission: Submission, case: Case, by: User) -> None:
    """The submission tells more about a case that is already open."""
    _require_waiting(submission, by)
    submission.cases.add(case)
    _note_acknowledged(case, submission, by)
    _enter_source(case, submission, by)
    _settle(submission, Submission.State.IN_REVIEW, by)
    record(IntakeVerb.SUBMISSION_TRIAGED, by=by, subject=submission, case_id=case.pk, office_id=submission.office_id)


@action
def show_state(*, submission: Submission, state: str, by: User) -> None:
    """Change the word the submitter sees: received, in review, action taken, closed."""
    require(by, IntakePermission.MESSAGE_SEND, submission.office_id)
    submission.state = Submission._meta.get_field("state").clean(state, submission)
    submission.save(update_fields=["state"])
    record(
        IntakeVerb.SUBMISSION_STATE_CHANGED, by=by, subject=submission, office_id=submission.office_id,
        case_id=_case_id(submission), state=state,
    )  # fmt: skip


@action
def send_message(*, submission: Submission, body: str, by: User) -> Message:
    """Write to the person who wrote to us, through the inbox. The first message is the acknowledgement.

    Where they said no, in the inbox or to anybody who recorded it, nothing is sent: neither the acknowledgement nor an
    answer to what they wrote afterwards. A message that is found endangers them whatever it says; to be written to
    again is for them to ask for, and then a yes is recorded. A no recorded at this moment waits, or is seen.
    """
    require(by, IntakePermission.MESSAGE_SEND, submission.office_id)
    text = body.strip()
    if not text:
        raise MessageEmpty
    if len(text) > MESSAGE_LIMIT:
        raise MessageTooLong
    if submission.secret_hash == NOT_GIVEN_OUT:
        raise NoInbox
    wait_for_withdrawals()
    people = whose_word_counts(submission)
    lock_people(people)
    if refuses_contact(submission, people):
        raise ContactRefused
    message = Message.objects.create(
        submission=submission, direction=Message.Direction.TO_SUBMITTER, body=text, sent_by=by
    )
    record(
        IntakeVerb.MESSAGE_SENT, by=by, subject=submission, case_id=_case_id(submission), office_id=submission.office_id
    )
    with beyond_the_wall():
        for case in submission.cases.filter(acknowledged_at__isnull=True):
            _note_acknowledged(case, submission, by)
        refresh_submission_deadlines(submission)
    return message


def _note_acknowledged(case: Case, submission: Submission, by: User) -> None:
    """Whoever may write to the person thereby acknowledges, also without a part in the case itself."""
    first = submission.messages.filter(direction=Message.Direction.TO_SUBMITTER).first()
    if first is None or case.acknowledged_at is not None:
        return
    case.acknowledged_at = first.sent_at
    case.save(update_fields=["acknowledged_at"])
    record(
        CaseVerb.CASE_FACT_RECORDED, by=by, subject=case, case_id=case.pk, office_id=case.office_id,
        fact="acknowledged",
    )  # fmt: skip
    refresh_deadlines(case)


def _require_waiting(submission: Submission, by: User) -> None:
    require(by, IntakePermission.SUBMISSION_TRIAGE, submission.office_id)
    locked = Submission.objects.select_for_update().get(pk=submission.pk)
    if locked.triaged_at is not None:
        raise AlreadyTriaged
    require_opened(submission.answers)


def _settle(submission: Submission, state: Submission.State, by: User) -> None:
    submission.state, submission.triaged_by, submission.triaged_at = state, by, timezone.now()
    submission.save(update_fields=["state", "triaged_by", "triaged_at"])
    refresh_submission_deadlines(submission)


@beyond_the_wall()
def _case_id(submission: Submission) -> Any:
    return submission.cases.values_list("pk", flat=True).first()


def _enter_source(case: Case, submission: Submission, by: User) -> Source:
    kind = Source.Confidentiality
    return add_source(
        case=case, by=by, submission_id=submission.pk, relation=submission.relation,
        first_hand=submission.relation == "self",
        confidentiality=kind.CONFIDENTIAL if submission.stay_confidential else kind.NAME_WITHHELD,
    )  # fmt: skip


def _enter_victim(case: Case, submission: Submission, said: Said, by: User) -> Person | None:
    told = submission.answers.get("victim", {})
    names = [name for name in told.get("names", ()) if name.strip()]
    if not names:
        return None
    victim = enter_or_use(
        said=said, office=case.office, names=names, by=by, case_id=case.pk, kind=told.get("kind") or "individual",
        gender=told.get("gender") or "unknown", age_group=told.get("age_group") or "unknown",
        note=told.get("description", ""),
    )  # fmt: skip
    add_party(case=case, person=victim, role="victim", by=by)
    carry_consent(submission=submission, person=victim, by=by, case=case)
    return victim


@action
def carry_consent(*, submission: Submission, person: Person, by: User, case: Case) -> None:
    """The answers given with the submission become decisions about the person concerned."""
    given_by = submission.answers["consent"]["given_by"]
    answers: Sequence[Answer] = [
        Answer(scope, state, given_by, how=submission.channel, decided_at=submission.arrived_at)
        for scope, state in consent_now(submission).items()
        if state is not ConsentState.NOT_SOUGHT
    ]
    record_consent(person=person, answers=answers, by=by, arrived_with=submission.pk, case_id=case.pk)


def _enter_engagement(case: Case, submission: Submission, victim: Person | None, source: Source, by: User) -> None:
    told = submission.answers.get("engagement", {})
    if told.get("body") and told.get("kind") and told.get("date"):
        add_engagement(
            case=case, by=by, person=victim, source=source, body=told["body"], kind=told["kind"], date=told["date"],
            place=told.get("place", ""), note=told.get("description", ""),
        )  # fmt: skip


def _enter_acts(case: Case, submission: Submission, victim: Person | None, source: Source, by: User) -> None:
    told = submission.answers.get("act", {})
    for kind in told.get("kinds", ()) if told.get("date") else ():
        add_act(
            case=case, by=by, person=victim, source=source, kind=kind, date=told["date"], place=told.get("place", ""),
            perpetrator=told.get("perpetrator") or "unknown", note=told.get("description", ""),
        )  # fmt: skip
