"""What leaves is weighed over every file of a person, those that the officer cannot see with them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction

from hirz.engines.clearance import Cleared
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.reprisals.matching.actions import merge_people
from hirz.reprisals.people.answers import spellings_of
from hirz.reprisals.people.disclosing import ConsentRefused, Intent, disclose
from hirz.reprisals.people.erasing import erase_person
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Missing, Purpose, Reason, Scope
from tests.reprisals.story import answer, enter_victim, give_consent

pytestmark = pytest.mark.django_db
INTENT = Intent(purpose=Purpose.RAISE_WITH_GOVERNMENT, recipient="government", what="allegation_letter")


@dataclass(frozen=True)
class Text:
    text: str = "A woman human rights defender was detained."

    def plain_text(self) -> str:
        return self.text


def send(person: Person, by: User, text: str = Text.text, **intent: object) -> Cleared[Text]:
    with transaction.atomic():
        return disclose(Text(text), intent=Intent(**{**_given(), **intent}), people=[person], by=by)  # type: ignore[arg-type]


def _given() -> dict[str, object]:
    return {"purpose": INTENT.purpose, "recipient": INTENT.recipient, "what": INTENT.what}


@pytest.fixture
def both(first: Person, elsewhere: Person, desk: User, outsider: User, holder: User) -> Person:
    """A file of the office, held to be one person's with a file of another; everything agreed to in both."""
    give_consent(first, desk)
    give_consent(elsewhere, outsider)
    merge_people(people=[first, elsewhere], reason="Same telephone.", by=holder)
    return first


def test_covered_by_every_file_it_leaves(both: Person, desk: User) -> None:
    with standing(desk):
        assert send(both, desk).proof.purpose == "RAISE_WITH_GOVERNMENT"


def test_no_in_a_hidden_file_stops_it_and_tells_of_no_other_file(
    both: Person, elsewhere: Person, desk: User, outsider: User
) -> None:
    answer(elsewhere, outsider, {Scope.RAISE_WITH_GOVERNMENT: ConsentState.WITHDRAWN})
    with standing(desk), pytest.raises(ConsentRefused) as refused:
        send(both, desk)
    assert refused.value.missing == (Missing(str(both.pk), Reason.WITHDRAWN, Scope.RAISE_WITH_GOVERNMENT),)


def test_name_that_stands_in_a_hidden_file_does_not_leave(both: Person, desk: User) -> None:
    with standing(desk), pytest.raises(ConsentRefused) as refused:
        send(both, desk, "Salma Al-Zahrawi was detained.")
    assert refused.value.missing == (Missing(str(both.pk), Reason.NAME_IN_CONTENT),)


def test_person_named_by_one_file_is_named_by_all(both: Person, elsewhere: Person, outsider: User, desk: User) -> None:
    with standing(desk):
        send(both, desk, "Salma Al-Zahrawi was detained.", named=frozenset({both.pk}))
    answer(elsewhere, outsider, {Scope.NAME_TO_GOVERNMENT: ConsentState.REFUSED})
    with standing(desk), pytest.raises(ConsentRefused):
        send(both, desk, "Salma Al-Zahrawi was detained.", named=frozenset({both.pk}))


def test_child_in_any_file_needs_a_guardian(first: Person, office: Office, desk: User) -> None:
    young = enter_victim(office, desk, ["Salma Zahrawi"], age_group="child")
    for file in (first, young):
        give_consent(file, desk)
    merge_people(people=[first, young], reason="Same telephone.", by=desk)
    with pytest.raises(ConsentRefused) as refused:
        send(first, desk)
    assert {missing.reason for missing in refused.value.missing} == {Reason.GUARDIAN_NEEDED}


def test_spellings_of_every_file_are_looked_for(both: Person, elsewhere: Person, desk: User) -> None:
    with standing(desk):
        assert spellings_of([both]) == {both.pk: {"سلمى الزهراوي", "Salma Al-Zahrawi"}}


def test_erasing_one_file_closes_all_and_leaves_the_others_readable(
    first: Person, second: Person, desk: User, lead: User
) -> None:
    for file in (first, second):
        give_consent(file, desk)
    merge_people(people=[first, second], reason="Same telephone.", by=desk)
    erase_person(person=first, given_by="self", by=lead)
    assert Person.objects.get(pk=second.pk).names.get().text == "Сальма аз-Захрави"
    with pytest.raises(ConsentRefused):
        send(second, desk)
