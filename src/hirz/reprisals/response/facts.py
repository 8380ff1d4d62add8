"""What the responses to a case add to the facts that its lifecycle and clocks are judged by."""

from __future__ import annotations

from datetime import UTC, datetime, time

from hirz.reprisals.cases.concerned import people_identifiable
from hirz.reprisals.cases.facts import Contribution, contributes
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.disclosing import Intent, would_refuse
from hirz.reprisals.people.excepting import exception_in_force
from hirz.reprisals.response.models import Communication
from hirz.rules.clock_targets import CommunicationKind
from hirz.rules.clocks import SentCommunication
from hirz.rules.consent import Purpose
from hirz.rules.dates import EdtfDate

GOVERNMENT = "government"
QUIET_LETTERS = frozenset({"note_verbale", "asg_letter"})
"""Those that stay between the United Nations and a Government. Allegation letters and urgent appeals are published in
the communications reports of special procedures, and no exception to consent opens a way there."""


def government_intent(communication: Communication) -> Intent:
    """A letter to the State concerned, as consent sees it; a quiet one also by an exception that is in force."""
    people = people_identifiable(communication.case) if communication.named else []
    victims = frozenset(
        communication.case.parties.filter(role="victim", person__in=people).values_list("person_id", flat=True)
    )
    return Intent(
        purpose=Purpose.RAISE_WITH_GOVERNMENT,
        recipient=GOVERNMENT,
        what=communication.kind,
        named=victims,
        case_id=communication.case_id,
        override=exception_in_force(communication.case_id) if communication.kind in QUIET_LETTERS else None,
    )


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
            "consent_covers_action": _consent_covers(case, letters),
            "action_recorded": bool(done),
            "replies_awaited": sum(letter.reply_logged_at is None for letter in sent),
            "replies_logged": sum(letter.reply_logged_at is not None for letter in sent),
            "reply_assessed": bool(answered) and all(_is_settled(letter) for letter in answered),
        },
        communications=tuple(sent),
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


def _consent_covers(case: Case, letters: list[Communication]) -> bool:
    """Whether what is planned may go, or went when it was covered."""
    waiting = [letter for letter in letters if letter.state in {"PLANNED", "DRAFTED"}]
    if waiting:
        people = people_identifiable(case)
        return all(not would_refuse(intent=government_intent(letter), people=people) for letter in waiting)
    return any(letter.state == "SENT" for letter in letters) or case.responses.exists()


def _day(edtf: str) -> datetime:
    """The first day it can mean: what is known roughly, or has no end yet, gives nobody more time."""
    return datetime.combine(EdtfDate.parse(edtf).earliest, time(12), tzinfo=UTC)
