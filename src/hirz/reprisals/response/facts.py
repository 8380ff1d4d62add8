"""What the responses to a case add to the facts that its lifecycle and clocks are judged by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from uuid import UUID

from django.db.models import Q

from hirz.reprisals.cases.concerned import people_identifiable
from hirz.reprisals.cases.facts import Contribution, contributes, outlives
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.disclosing import Intent, would_refuse
from hirz.reprisals.people.excepting import exception_in_force
from hirz.reprisals.response.models import Communication, Reply, Response
from hirz.rules.case_facts import CaseState
from hirz.rules.clock_targets import CommunicationKind
from hirz.rules.clocks import RecordedBreach, RecordedPromise, SentCommunication
from hirz.rules.consent import Missing, Purpose, Reason, Scope, required_scopes
from hirz.rules.dates import EdtfDate
from hirz.rules.steps import Telling, tellings_of

GOVERNMENT = "government"
QUIET_LETTERS = frozenset({"note_verbale", "asg_letter"})
"""Those that stay between the United Nations and a Government. Allegation letters and urgent appeals are published in
the communications reports of special procedures, and no exception to consent opens a way there."""


def government_intent(communication: Communication) -> Intent:
    """A letter to the State concerned, as consent sees it; a quiet one also by an exception that is in force."""
    return Intent(
        purpose=Purpose.RAISE_WITH_GOVERNMENT,
        recipient=GOVERNMENT,
        what=communication.kind,
        named=_victims(communication.case) if communication.named else frozenset(),
        case_id=communication.case_id,
        override=exception_in_force(communication.case_id) if communication.kind in QUIET_LETTERS else None,
    )


def intents_of(step: Response) -> list[Intent]:
    """Everything that a step tells outside the office, as consent sees it; none where it tells nobody."""
    named = _victims(step.case) if step.named else frozenset()
    return [_intent(step, telling, named) for telling in tellings_of(step.kind)]


def _intent(step: Response, telling: Telling, named: frozenset[UUID]) -> Intent:
    risks = step.case.risk_assessments.all() if telling.purpose is Purpose.ANNUAL_REPORT else ()
    return Intent(
        purpose=telling.purpose,
        recipient=telling.recipient,
        what=step.kind,
        named=named,
        case_id=step.case_id,
        risk_confirmed_at=max((assessment.entered_at for assessment in risks), default=None),
        override=exception_in_force(step.case_id) if telling.quiet else None,
    )


def _victims(case: Case) -> frozenset[UUID]:
    parts = case.parties.filter(role="victim", person__in=people_identifiable(case))
    return frozenset(parts.values_list("person_id", flat=True))


def refusals_for(step: Response) -> tuple[Missing, ...]:
    """What those concerned have not agreed to today of all that a step tells."""
    intents = intents_of(step)
    people = people_identifiable(step.case) if intents else []
    return in_order({missing for intent in intents for missing in would_refuse(intent=intent, people=people)})


def lacking_for(step: Response) -> tuple[Missing, ...]:
    """The same, with what nobody has settled; empty where the step may be taken."""
    return with_unsettled(step, refusals_for(step))


def with_unsettled(step: Response, missing: Sequence[Missing]) -> tuple[Missing, ...]:
    """Add what was taken back on the case, by whomever, until somebody settles what follows: no step rests on it."""
    needed = {scope for t in tellings_of(step.kind) for scope in required_scopes(t.purpose, named=step.named)}
    gone = needed & {Scope(scope) for scope in step.case.frozen_scopes} - {one.scope for one in missing}
    return (*missing, *in_order(Missing("", Reason.WITHDRAWN, scope) for scope in gone))


def in_order(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    return tuple(sorted(missing, key=lambda m: (m.person, m.reason, m.scope or "")))


@outlives
def promised_or_breached() -> Q:
    """What a State promised, a breach, and in a case that was merged the replies that its letters wait for."""
    promised = Reply.objects.filter(promise_due_date__isnull=False, promise_settled_at__isnull=True)
    breached = Response.objects.filter(breach_at__isnull=False, breach_reviewed_at__isnull=True)
    waiting = Communication.objects.filter(case__state=CaseState.MERGED, sent_at__isnull=False)
    found = (promised.values("communication__case"), breached.values("case"), waiting.values("case"))
    return Q(pk__in=found[0]) | Q(pk__in=found[1]) | Q(pk__in=found[2])


@contributes
def contribution(case: Case) -> Contribution:
    letters = list(Communication.objects.filter(case=case).prefetch_related("replies"))
    sent = [_as_sent(letter) for letter in letters if letter.sent_at]
    answered = [letter for letter in letters if letter.replies.all() or letter.no_reply_logged_at]
    responses = list(case.responses.all())
    live = [letter for letter in letters if letter.state in {"PLANNED", "DRAFTED", "SENT"}]
    done = [letter.sent_at for letter in letters if letter.sent_at]
    done += [_day(response.done_date) for response in responses if response.done_date]
    return Contribution(
        lifecycle={
            "response_planned": bool(live or responses),
            "consent_covers_action": _consent_covers(case, letters, responses),
            "action_recorded": bool(done),
            "replies_awaited": sum(letter.reply_logged_at is None for letter in sent),
            "replies_logged": sum(letter.reply_logged_at is not None for letter in sent),
            "reply_assessed": bool(answered) and all(_is_settled(letter) for letter in answered),
        },
        communications=tuple(sent),
        promises=tuple(_as_promise(reply) for letter in letters for reply in letter.replies.all() if _promises(reply)),
        breaches=tuple(
            RecordedBreach(id=str(step.pk), recorded_at=step.breach_at, reviewed_at=step.breach_reviewed_at)
            for step in responses
            if step.breach_at
        ),
        action_recorded_at=max(done, default=None),
    )


def _as_sent(letter: Communication) -> SentCommunication:
    assert letter.sent_at is not None  # noqa: S101 - a constraint of the database
    recorded = [reply.recorded_at for reply in letter.replies.all()]
    return SentCommunication(
        id=str(letter.pk),
        kind=CommunicationKind(letter.kind),
        sent_at=letter.sent_at,
        reply_logged_at=min(recorded, default=letter.no_reply_logged_at),
    )


def _is_settled(letter: Communication) -> bool:
    """Every reply is assessed; that none came needs no assessment beyond saying so."""
    replies = letter.replies.all()
    return letter.no_reply_logged_at is not None if not replies else all(r.assessed_at for r in replies)


def _promises(reply: Reply) -> bool:
    return reply.promise_due_date is not None and reply.assessed_at is not None


def _as_promise(reply: Reply) -> RecordedPromise:
    assert reply.promise_due_date is not None  # noqa: S101 - asked just before
    assert reply.assessed_at is not None  # noqa: S101 - asked just before
    return RecordedPromise(
        id=str(reply.pk),
        recorded_at=reply.assessed_at,
        due_date=reply.promise_due_date,
        settled_at=reply.promise_settled_at,
    )


def _consent_covers(case: Case, letters: list[Communication], steps: list[Response]) -> bool:
    """Whether what is planned may go, or went when it was covered, or the head has seen to it that it was not.

    A step that consent does not cover counts as a letter that is frozen does: as nothing, until it is covered.
    """
    waiting = [letter for letter in letters if letter.state in {"PLANNED", "DRAFTED"}]
    if waiting:
        people = people_identifiable(case)
        return all(not would_refuse(intent=government_intent(letter), people=people) for letter in waiting)
    return any(letter.state == "SENT" for letter in letters) or any(_is_covered(step) for step in steps)


def _is_covered(step: Response) -> bool:
    if not step.done_date:
        return not lacking_for(step)
    return step.breach_at is None or step.breach_reviewed_at is not None


def _day(edtf: str) -> datetime:
    """The first day it can mean: what is known roughly, or has no end yet, gives nobody more time."""
    return datetime.combine(EdtfDate.parse(edtf).earliest, time(12), tzinfo=UTC)
