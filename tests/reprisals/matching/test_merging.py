"""Two files held to be one person's, and taken apart again: consent follows at once, and nothing is rewritten."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.reprisals.cases.models import Case
from hirz.reprisals.matching.actions import (
    AlreadyOne,
    DecidedDifferent,
    NotOne,
    OneFileOnly,
    decide_pair,
    merge_people,
    undo_merge,
)
from hirz.reprisals.matching.models import PairDecision, Proposal, Verdict
from hirz.reprisals.people.answers import files_of
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.models import ConsentDecision, Merge, Person, PersonName
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.errors import BadInput
from tests.reprisals.acts import World, draft
from tests.reprisals.story import TELLING, answer, enter_victim, give_consent

pytestmark = pytest.mark.django_db
Standing = dict[Scope, ConsentState]
WHY = "Same telephone, same brother."


def standing(*people: Person) -> list[Standing]:
    held = consent_standing(people)
    return [dict(held[person.pk]) for person in people]


def rows_of(*people: Person) -> list[list[dict[str, Any]]]:
    files = Person.objects.filter(pk__in=[p.pk for p in people])
    kept: list[QuerySet[Any]] = [files]
    kept += [model.objects.filter(person__in=files) for model in (PersonName, ConsentDecision)]
    return [sorted(rows.values(), key=str) for rows in kept]


def test_narrower_answer_of_the_two_files_holds_for_both(first: Person, second: Person, desk: User) -> None:
    give_consent(first, desk)
    answer(second, desk, {**dict.fromkeys(Scope, ConsentState.GIVEN), Scope.REPORT_NAMED: ConsentState.REFUSED})
    merge_people(people=[first, second], reason=WHY, by=desk)
    for held in standing(first, second):
        assert held.pop(Scope.REPORT_NAMED) is ConsentState.REFUSED
        assert set(held.values()) == {ConsentState.GIVEN}


def test_use_never_asked_about_in_one_file_is_open_in_neither(first: Person, second: Person, desk: User) -> None:
    give_consent(first, desk)
    merge_people(people=[first, second], reason=WHY, by=desk)
    assert [set(held.values()) for held in standing(first, second)] == [{ConsentState.NOT_SOUGHT}] * 2


def test_merging_and_undoing_change_no_file(first: Person, second: Person, desk: User) -> None:
    give_consent(first, desk)
    answer(second, desk, {Scope.RECORD: ConsentState.GIVEN})
    before, held = rows_of(first, second), standing(first, second)
    (merge,) = merge_people(people=[first, second], reason=WHY, by=desk)
    assert rows_of(first, second) == before
    undo_merge(merge=merge, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=desk)
    assert rows_of(first, second) == before
    assert standing(first, second) == held


def test_withdrawal_in_one_file_reaches_the_other(first: Person, second: Person, desk: User) -> None:
    give_consent(first, desk)
    give_consent(second, desk)
    merge_people(people=[first, second], reason=WHY, by=desk)
    answer(second, desk, {Scope.STATISTICS: ConsentState.WITHDRAWN})
    assert standing(first)[0][Scope.STATISTICS] is ConsentState.WITHDRAWN


def test_letter_that_the_other_file_does_not_cover_freezes(world: World, second: Person) -> None:
    draft(world)
    merge_people(people=[world.victim, second], reason=WHY, by=world.desk)
    world.letter.refresh_from_db()
    assert world.letter.state == "FROZEN"
    assert {because["person"] for because in world.letter.frozen_because} == {str(world.victim.pk)}
    assert Case.objects.get(pk=world.case.pk).frozen_at is not None


def test_letter_covered_by_both_files_goes_on(world: World, second: Person) -> None:
    give_consent(second, world.desk)
    draft(world)
    merge_people(people=[world.victim, second], reason=WHY, by=world.desk)
    world.letter.refresh_from_db()
    assert world.letter.state == "DRAFTED"


def test_undoing_leaves_to_each_file_what_it_had_when_several_are_one(
    first: Person, second: Person, office: Any, desk: User
) -> None:
    third = enter_victim(office, desk, ["Salma Zahrawi"])
    one, other = merge_people(people=[first, second, third], reason=WHY, by=desk)
    assert files_of([third.pk])[third.pk] == {first.pk, second.pk, third.pk}
    undo_merge(merge=one, verdict=Verdict.UNSURE, reason="Another birth.", by=desk)
    assert files_of([third.pk, second.pk]) == {third.pk: {first.pk, third.pk}, second.pk: {second.pk}}
    assert Merge.objects.in_force().get() == other


def test_undone_merge_is_decided_and_not_undone_twice(first: Person, second: Person, desk: User) -> None:
    (merge,) = merge_people(people=[first, second], reason=WHY, by=desk)
    undo_merge(merge=merge, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=desk)
    assert [d.verdict for d in PairDecision.objects.all()] == ["DIFFERENT", "SAME"]
    with pytest.raises(NotOne):
        undo_merge(merge=merge, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=desk)


def test_decision_that_they_are_two_is_not_overruled_without_saying_so(
    first: Person, second: Person, desk: User
) -> None:
    decide_pair(first=first, second=second, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=desk)
    with pytest.raises(DecidedDifferent):
        merge_people(people=[first, second], reason=WHY, by=desk)
    assert not Merge.objects.exists()
    merge_people(people=[first, second], reason=WHY, by=desk, overruling=True)
    assert Merge.objects.in_force().count() == 1


def test_decision_about_another_file_of_the_same_person_stands_too(
    first: Person, second: Person, office: Any, desk: User
) -> None:
    third = enter_victim(office, desk, ["Salma Zahrawi"])
    decide_pair(first=first, second=third, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=desk)
    merge_people(people=[first, second], reason=WHY, by=desk)
    with pytest.raises(DecidedDifferent):
        merge_people(people=[second, third], reason=WHY, by=desk)


def test_decision_that_could_not_be_seen_is_put_before_whoever_can(
    first: Person, second: Person, elsewhere: Person, desk: User, holder: User
) -> None:
    decide_pair(first=second, second=elsewhere, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=holder)
    merge_people(people=[first, elsewhere], reason=WHY, by=holder)
    merge_people(people=[first, second], reason=WHY, by=desk)
    contested = Proposal.objects.get(why="CONTESTED")
    assert {contested.first_id, contested.second_id} == {second.pk, elsewhere.pk}
    assert not Proposal.objects.visible_to(desk).exists()
    assert Proposal.objects.visible_to(holder).get() == contested


def test_merge_needs_two_files_and_a_reason(first: Person, second: Person, desk: User) -> None:
    with pytest.raises(OneFileOnly):
        merge_people(people=[first, first], reason=WHY, by=desk)
    with pytest.raises(BadInput, match="reason_missing"):
        merge_people(people=[first, second], reason=" ", by=desk)
    merge_people(people=[first, second], reason=WHY, by=desk)
    with pytest.raises(AlreadyOne):
        merge_people(people=[second, first], reason=WHY, by=desk)


@pytest.mark.parametrize("who", ["verifier", "outsider", "intake", "administrator"])
def test_merge_needs_the_permission_and_sight_of_both(
    who: str, first: Person, second: Person, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(AccessDenied):
        merge_people(people=[first, second], reason=WHY, by=request.getfixturevalue(who))


def test_file_of_another_office_is_merged_only_by_whoever_sees_both(
    first: Person, elsewhere: Person, desk: User, outsider: User, holder: User
) -> None:
    for by in (desk, outsider):
        with pytest.raises(AccessDenied):
            merge_people(people=[first, elsewhere], reason=WHY, by=by)
    merge_people(people=[first, elsewhere], reason=WHY, by=holder)
    assert not Merge.objects.visible_to(desk).exists()
    assert not PairDecision.objects.visible_to(outsider).exists()
    assert Merge.objects.visible_to(holder).exists()


def test_history_tells_each_office_of_its_own_file_only(first: Person, elsewhere: Person, holder: User) -> None:
    merge_people(people=[first, elsewhere], reason=WHY, by=holder)
    for person, other in ((first, elsewhere), (elsewhere, first)):
        told = Entry.objects.filter(office_id=person.office_id, verb__in=["PEOPLE_MERGED", "PAIR_DECIDED"])
        said = json.dumps([entry.detail for entry in told])
        assert told.count() == 2
        assert str(person.pk) in said
        assert str(other.pk) not in said
        assert [word for word in (*TELLING, "telephone") if word in said.lower()] == []


def test_database_lets_nobody_rewrite_a_merge(first: Person, second: Person, desk: User) -> None:
    (merge,) = merge_people(people=[first, second], reason=WHY, by=desk)
    for attempt in (
        lambda: Merge.objects.update(made_at=timezone.now()),
        lambda: Merge.objects.all().delete(),
        lambda: PairDecision.objects.update(verdict="UNSURE"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    undo_merge(merge=merge, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=desk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Merge.objects.update(undone_at=None, undone_by=None, undone_reason="")
