"""The database itself shows rows about two files only to whoever sees both, and opens their words for them."""

from __future__ import annotations

import pytest
from django.db import DatabaseError
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.walls.standing import standing
from hirz.reprisals.matching.actions import decide_pair, in_order, merge_people, settle_consent
from hirz.reprisals.matching.models import PairDecision, Proposal, Verdict
from hirz.reprisals.people.models import Merge, Person, Settlement
from hirz.rules.consent import Scope

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def across(first: Person, second: Person, elsewhere: Person, holder: User) -> None:
    """Rows of every kind about a file of each of two offices."""
    merge_people(people=[first, elsewhere], reason="Same telephone.", by=holder)
    settle_consent(file=first, scopes=[Scope.RECORD], reason="Asked again.", by=holder)
    decide_pair(first=second, second=elsewhere, verdict=Verdict.UNSURE, reason="Hm.", by=holder)


@pytest.mark.parametrize("model", [Merge, Settlement, PairDecision, Proposal])
@pytest.mark.parametrize("who", ["desk", "outsider", "administrator"])
def test_row_about_two_files_is_not_there_for_whoever_sees_one(
    who: str, model: type[Merge], request: pytest.FixtureRequest
) -> None:
    with standing(request.getfixturevalue(who)):
        assert not model.objects.exists()


@pytest.mark.parametrize("model", [Merge, Settlement, PairDecision])
def test_holder_of_both_reads_why(model: type[Merge], holder: User) -> None:
    with standing(holder):
        assert {row.reason for row in model.objects.all()} <= {"Same telephone.", "Asked again.", "Hm."}


def test_reader_of_people_reads_why(first: Person, second: Person, desk: User, clearer: User) -> None:
    merge_people(people=[first, second], reason="Same brother.", by=desk)
    with standing(clearer):
        assert Merge.objects.get().reason == "Same brother."


def test_merge_of_a_hidden_file_is_refused_by_the_database(second: Person, elsewhere: Person, desk: User) -> None:
    one, other = in_order(second, elsewhere)
    with pytest.raises(DatabaseError, match="row-level security"), standing(desk):
        Merge(first=one, second=other, reason="x", made_by=desk, made_at=timezone.now()).save(force_insert=True)


def test_hidden_merge_is_not_undone(outsider: User) -> None:
    with standing(outsider):
        assert Merge.objects.update(undone_at=timezone.now()) == 0
