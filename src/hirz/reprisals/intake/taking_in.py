"""What arrived begins its clocks; what was taken back reaches the people, cases, letters and reports that rested on it.

The public process leaves both and can do no more. The staff process and the worker take in what waits before they do
anything else; until then a disclosure counts a withdrawal as if it were taken in.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from hirz.foundation.audit.history import SUBMITTER, action
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.withdrawal import freeze_whoever_it_was
from hirz.reprisals.intake import queries
from hirz.reprisals.intake.deadlines import refresh_submission_deadlines
from hirz.reprisals.intake.models import Submission, SubmissionConsent, Untaken
from hirz.reprisals.people.actions import Answer, record_consent
from hirz.reprisals.people.disclosing import also_weighs
from hirz.reprisals.people.models import ConsentDecision, Person
from hirz.rules import consent as law

logger = logging.getLogger("hirz.intake")
_HOW: Final = "inbox"


def take_in() -> None:
    """Take in whatever waits. What cannot be taken in waits on, holds up nothing else, and is still counted."""
    if not queries.anything_waits():
        return
    with beyond_the_wall():
        waiting = list(Untaken.objects.values_list("submission_id", flat=True))
    for submission_id in dict.fromkeys(waiting):
        try:
            with beyond_the_wall():
                _take_in(submission_id)
        except Exception as error:
            logger.error("what arrived could not be taken in: %s", type(error).__name__)


@action
def _take_in(submission_id: UUID) -> None:
    # Triage holds the submission: the people it enters with the old answers are there once it lets go.
    submission = Submission.objects.select_for_update(no_key=True).get(pk=submission_id)
    waiting = list(Untaken.objects.select_for_update(of=("self",)).filter(submission=submission))
    answers = list(SubmissionConsent.objects.filter(untaken__in=waiting))
    if answers:
        _take_back(submission, answers)
    refresh_submission_deadlines(submission)
    Untaken.objects.filter(pk__in=[untaken.pk for untaken in waiting]).delete()


def _take_back(submission: Submission, answers: Sequence[SubmissionConsent]) -> None:
    """From everybody with whom the answers arrived.

    Where they were never entered as those of a person (nobody was named, or it was added to a case that was open
    already), nobody here can tell whose they are: then its cases stop until a person settles what follows.
    """
    concerned = Person.objects.filter(decisions__arrived_with=submission.pk).distinct().order_by("pk")
    for person in concerned:
        # Of whoever was erased every yes was taken back then, and nothing more can be written about them.
        if person.erased_at is None:
            given_by = _who_answered(person, submission.pk)
            said = [_as_answer(answer, given_by) for answer in answers]
            record_consent(person=person, answers=said, by=SUBMITTER, arrived_with=submission.pk)
    if not concerned:
        scopes = frozenset(law.Scope(answer.scope) for answer in answers)
        freeze_whoever_it_was(
            submission.cases.all(), scopes=scopes, by=SUBMITTER, at=max(answer.at for answer in answers)
        )


def _as_answer(answer: SubmissionConsent, given_by: str) -> Answer:
    scope = law.Scope(answer.scope)
    return Answer(scope, law.ConsentState.WITHDRAWN, given_by, how=_HOW, decided_at=answer.at)


def _who_answered(person: Person, submission_id: UUID) -> str:
    decision = person.decisions.filter(arrived_with=submission_id).only("given_by")[0]
    return str(decision.given_by)


@also_weighs
def not_taken_in(people: Sequence[Person]) -> Iterator[law.Decision]:
    """The withdrawals that wait, as the decisions about these people that they will be."""
    if not queries.anything_waits():
        return
    for answer in SubmissionConsent.objects.filter(untaken__isnull=False):
        arrived = ConsentDecision.objects.filter(person__in=people, arrived_with=answer.submission_id)
        for person_id, given_by in set(arrived.values_list("person_id", "given_by")):
            yield _as_decision(answer, person_id, given_by)


def _as_decision(answer: SubmissionConsent, person_id: UUID, given_by: str) -> law.Decision:
    return law.Decision(
        id=f"untaken:{answer.pk}",
        person=str(person_id),
        scope=law.Scope(answer.scope),
        state=law.ConsentState.WITHDRAWN,
        given_by=law.GivenBy(given_by.upper()),
        decided_at=answer.at,
    )
