"""Who read files side by side, or the list of pairs, is on record: without the entry there is no page."""

from __future__ import annotations

from collections.abc import Iterable

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import record
from hirz.reprisals.matching.models import Proposal
from hirz.reprisals.matching.verbs import MatchingVerb
from hirz.reprisals.people.models import Person


def note_pair_read(*, people: Iterable[Person], by: User) -> None:
    """Once for each file, which alone the entry names."""
    for person in people:
        record(MatchingVerb.READ_PAIR, by=by, subject=person, office_id=person.office_id)


def note_list_read(*, proposals: Iterable[Proposal], by: User) -> None:
    people = sorted({str(pk) for proposal in proposals for pk in (proposal.first_id, proposal.second_id)})
    record(MatchingVerb.READ_PROPOSALS, by=by, subject=by, people=people)
