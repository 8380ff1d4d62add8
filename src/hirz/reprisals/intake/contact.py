"""Whether whoever wrote to us may be written to: a no that was said anywhere counts.

They say it in the form or in the inbox; to a colleague it is said as a person, and recorded on their file, which may
lie in another office.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.models import CasePerson, Source
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.models import ConsentDecision, Person
from hirz.rules.consent import CLOSING, ConsentState, Scope


@beyond_the_wall()
def whose_word_counts(submission: Submission) -> Sequence[Person]:
    """Those with whom its answers arrived, and those entered as the source that wrote it.

    Whoever writes of themselves is also one of the victims of its cases. Where nobody can tell which, each of them
    counts: the narrower answer holds.
    """
    sources = Source.objects.filter(submission_id=submission.pk, person__isnull=False)
    answered = ConsentDecision.objects.filter(arrived_with=submission.pk)
    known = Q(pk__in=answered.values("person")) | Q(pk__in=sources.values("person"))
    if submission.relation == "self":
        victims = CasePerson.objects.filter(case__in=submission.cases.all(), role="victim")
        known |= Q(pk__in=victims.values("person"))
    return list(Person.objects.filter(known).order_by("pk"))


def refuses_contact(submission: Submission, people: Sequence[Person]) -> bool:
    """Whether the submission says no, or anybody of ``people``: see :func:`whose_word_counts`."""
    said_here = submission.consents.filter(scope=Scope.CONTACT_BACK.value).order_by("-at", "-id").first()
    if said_here is not None and ConsentState(said_here.state) in CLOSING:
        return True
    return any(said[Scope.CONTACT_BACK] in CLOSING for said in consent_standing(people).values())
