"""What was written about a file beside another goes with either of the two."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.sealed import Unreadable
from hirz.reprisals.matching.actions import decide_pair, merge_people, settle_consent
from hirz.reprisals.matching.models import PairDecision, Proposal, Verdict
from hirz.reprisals.people.erasing import erase_person
from hirz.reprisals.people.models import Merge, Person, Settlement
from hirz.rules.consent import Scope

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("which", ["first", "second"])
def test_reasons_open_for_nobody_once_either_file_is_erased(
    which: str, first: Person, second: Person, desk: User, lead: User, request: pytest.FixtureRequest
) -> None:
    merge_people(people=[first, second], reason="Her aunt Salma said so.", by=desk)
    settle_consent(file=first, scopes=[Scope.RECORD], reason="Her aunt Salma said so.", by=desk)
    erase_person(person=request.getfixturevalue(which), given_by="self", by=lead)
    for row in (Merge.objects.get(), PairDecision.objects.get(), Settlement.objects.get()):
        assert isinstance(row.reason, Unreadable)


def test_erased_file_waits_on_no_list(first: Person, second: Person, desk: User, lead: User) -> None:
    decide_pair(first=first, second=second, verdict=Verdict.UNSURE, reason="One letter differs.", by=desk)
    assert Proposal.objects.exists()
    erase_person(person=first, given_by="self", by=lead)
    assert not Proposal.objects.exists()
