"""Files of one person say different things: a person decides whose answers count, and a later no closes them again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.matching.actions import OneFileOnly, merge_people, settle_consent, undo_merge
from hirz.reprisals.matching.models import Verdict
from hirz.reprisals.people.actions import Answer, record_consent
from hirz.reprisals.people.disclosing import Intent, consent_standing, would_refuse
from hirz.reprisals.people.models import ConsentDecision, Merge, Person
from hirz.rules.consent import ConsentState, Purpose, Scope
from tests.reprisals.acts import World, draft
from tests.reprisals.story import answer, enter_victim, give_consent

pytestmark = pytest.mark.django_db
USE = Scope.RAISE_WITH_GOVERNMENT
WHY = "She was asked again on Sunday, and spoke of both cases."


@pytest.fixture
def merged(first: Person, second: Person, desk: User) -> Merge:
    """Everything given in the first file; one use refused, and nothing else said, in the second."""
    give_consent(first, desk)
    answer(second, desk, {USE: ConsentState.REFUSED})
    (merge,) = merge_people(people=[first, second], reason="Same telephone.", by=desk)
    return merge


def state_of(person: Person, scope: Scope = USE) -> ConsentState:
    return consent_standing([person])[person.pk][scope]


def test_decided_use_has_the_answer_of_the_file_that_was_chosen(
    merged: Merge, first: Person, second: Person, desk: User
) -> None:
    settle_consent(file=first, scopes=[USE], reason=WHY, by=desk)
    assert [state_of(first), state_of(second)] == [ConsentState.GIVEN] * 2
    assert state_of(first, Scope.STATISTICS) is ConsentState.NOT_SOUGHT


@pytest.mark.parametrize("where", ["first", "second"])
def test_withdrawal_after_the_decision_closes_both(
    where: str, merged: Merge, first: Person, second: Person, desk: User, request: pytest.FixtureRequest
) -> None:
    settle_consent(file=first, scopes=[USE], reason=WHY, by=desk)
    answer(request.getfixturevalue(where), desk, {USE: ConsentState.WITHDRAWN})
    assert [state_of(first), state_of(second)] == [ConsentState.WITHDRAWN] * 2


def test_decision_leaves_out_what_came_after_the_officer_had_read(
    merged: Merge, first: Person, second: Person, desk: User
) -> None:
    seen = list(ConsentDecision.objects.values_list("pk", flat=True))
    answer(second, desk, {USE: ConsentState.WITHDRAWN})
    settle_consent(file=first, scopes=[USE], reason=WHY, by=desk, seen=seen)
    assert [state_of(first), state_of(second)] == [ConsentState.WITHDRAWN] * 2


def test_decision_ends_with_the_merge_it_was_about(merged: Merge, first: Person, second: Person, desk: User) -> None:
    settle_consent(file=first, scopes=[USE], reason=WHY, by=desk)
    undo_merge(merge=merged, verdict=Verdict.UNSURE, reason="Another birth.", by=desk)
    assert [state_of(first), state_of(second)] == [ConsentState.GIVEN, ConsentState.REFUSED]
    merge_people(people=[first, second], reason="The same after all.", by=desk)
    assert state_of(first) is ConsentState.REFUSED


def test_file_that_joins_later_is_weighed_besides(
    merged: Merge, first: Person, second: Person, office: Office, desk: User
) -> None:
    settle_consent(file=first, scopes=[USE], reason=WHY, by=desk)
    third = enter_victim(office, desk, ["Salma Zahrawi"])
    merge_people(people=[second, third], reason="Same brother.", by=desk)
    assert state_of(first) is ConsentState.NOT_SOUGHT
    answer(third, desk, {USE: ConsentState.GIVEN})
    assert state_of(first) is ConsentState.GIVEN


def test_letter_that_rested_on_the_other_file_freezes_when_they_are_taken_apart(world: World, second: Person) -> None:
    """The case is about a file whose own answer was no; the letter went on by the answer in the other."""
    answer(world.victim, world.desk, {USE: ConsentState.REFUSED})
    give_consent(second, world.desk)
    (merge,) = merge_people(people=[world.victim, second], reason="Same telephone.", by=world.desk)
    settle_consent(file=second, scopes=[USE], reason=WHY, by=world.desk)
    draft(world)
    undo_merge(merge=merge, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=world.desk)
    world.letter.refresh_from_db()
    assert world.letter.state == "FROZEN"


def test_decision_needs_another_file_a_reason_and_the_permission(
    merged: Merge, first: Person, verifier: User, office: Office, desk: User, outsider: User
) -> None:
    alone = enter_victim(office, desk, ["Nodira"])
    with pytest.raises(OneFileOnly):
        settle_consent(file=alone, scopes=[USE], reason=WHY, by=desk)
    for by in (verifier, outsider):
        with pytest.raises(AccessDenied):
            settle_consent(file=first, scopes=[USE], reason=WHY, by=by)


def test_file_that_the_officer_does_not_see_keeps_its_no(
    merged: Merge, first: Person, second: Person, elsewhere: Person, desk: User, holder: User
) -> None:
    merge_people(people=[second, elsewhere], reason="Same brother.", by=holder)
    answer(elsewhere, holder, {USE: ConsentState.REFUSED})
    settle_consent(file=first, scopes=[USE], reason=WHY, by=desk)
    assert state_of(first) is ConsentState.REFUSED


def test_decision_is_on_record_with_ids_and_codes(merged: Merge, first: Person, desk: User) -> None:
    settle_consent(file=first, scopes=[USE, Scope.RECORD], reason=WHY, by=desk)
    entries = Entry.objects.filter(verb="CONSENT_SETTLED")
    assert [entry.detail["scope"] for entry in entries] == [USE.value, "RECORD"]
    assert all(entry.detail.keys() == {"scope", "files"} for entry in entries)


answers = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from([USE, Scope.RECORD]),
        st.sampled_from([ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN]),
        st.sampled_from(["self", "family"]),
        st.sampled_from([None, "government"]),
        st.integers(1, 30),
    ),
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers)
def test_what_may_leave_is_never_more_merged_and_the_same_after_undoing(
    office: Office, desk: User, history: list[tuple[Any, ...]]
) -> None:
    with transaction.atomic():
        files = [enter_victim(office, desk, [name]) for name in ("Salma Zahrawi", "Сальма Захрави")]
        for in_second, scope, state, giver, recipient, days in history:
            at = timezone.now() - timedelta(days=days)
            said = Answer(scope, state, giver, recipient=recipient, decided_at=at)
            record_consent(person=files[in_second], answers=[said], by=desk)
        apart = _told(files)
        (merge,) = merge_people(people=files, reason="Same telephone.", by=desk)
        together = _told(files)
        undo_merge(merge=merge, verdict=Verdict.DIFFERENT, reason="Her cousin.", by=desk)
        assert _told(files) == apart
        for held in together:
            allowed = {use for use, missing in held.items() if not missing}
            assert allowed <= {use for use, missing in apart[0].items() if not missing}
            assert allowed <= {use for use, missing in apart[1].items() if not missing}
        transaction.set_rollback(True)


def _told(files: list[Person]) -> list[dict[tuple[str, bool], tuple[Any, ...]]]:
    """For each file what would be missing for two purposes, named and not."""
    return [
        {
            (purpose.value, named): would_refuse(
                intent=Intent(
                    purpose=purpose, recipient="government", what="x", named=frozenset({file.pk} if named else ())
                ),
                people=[file],
            )
            for purpose in (Purpose.RAISE_WITH_GOVERNMENT, Purpose.SHARE_MECHANISM)
            for named in (False, True)
        }
        for file in files
    ]
