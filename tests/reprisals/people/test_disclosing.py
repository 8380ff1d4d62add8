"""The only way out: weighed, recorded and cleared in one transaction."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action
from hirz.foundation.audit.models import Entry
from hirz.foundation.keys.chain import KeyGone, keys_at_hand
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.disclosing import ConsentRefused, Intent, disclose, would_refuse
from hirz.reprisals.people.models import Disclosure, Person
from hirz.rules.consent import ConsentState, Purpose, Reason, Scope
from tests.reprisals.story import answer, enter_victim, give_consent

INTENT = Intent(purpose=Purpose.SHARE_MECHANISM, recipient="special_procedures", what="note")


@dataclass(frozen=True)
class Note:
    text: str

    def plain_text(self) -> str:
        return self.text


@action
def send(*, text: str, people: list[Person], by: User) -> str:
    """An action like any other: it changes something, then discloses."""
    for person in people:
        person.note = "sent"
        person.save(update_fields=["note"])
    return disclose(Note(text), intent=INTENT, people=people, by=by).proof.disclosure


def test_disclosure_records_the_decisions_it_rests_on(agreed: Person, desk: User) -> None:
    made = Disclosure.objects.get(pk=send(text="An individual spoke.", people=[agreed], by=desk))
    needed = agreed.decisions.filter(scope__in=[Scope.RECORD, Scope.SHARE_MECHANISM])
    assert set(made.decisions) == set(needed.values_list("pk", flat=True))
    assert made.allowed
    assert "spoke" not in str(made.__dict__)


def test_refusal_undoes_the_act_and_is_itself_recorded(agreed: Person, desk: User) -> None:
    answer(agreed, desk, {Scope.SHARE_MECHANISM: ConsentState.REFUSED})
    with pytest.raises(ConsentRefused) as refused:
        send(text="An individual spoke.", people=[agreed], by=desk)
    agreed.refresh_from_db()
    assert agreed.note == ""
    assert [(m.reason, m.scope) for m in refused.value.missing] == [(Reason.REFUSED, Scope.SHARE_MECHANISM)]
    assert Disclosure.objects.get().missing == [
        {"person": str(agreed.pk), "reason": "REFUSED", "scope": "SHARE_MECHANISM"}
    ]
    assert Entry.objects.filter(verb="DISCLOSURE_REFUSED").count() == 1


def test_refusal_of_one_among_several_stops_all(agreed: Person, office: Office, desk: User) -> None:
    other = enter_victim(office, desk, names=["Nodira"])
    with pytest.raises(ConsentRefused):
        send(text="Two people spoke.", people=[agreed, other], by=desk)
    give_consent(other, desk)
    send(text="Two people spoke.", people=[agreed, other], by=desk)


def test_message_of_the_refusal_holds_codes_only(agreed: Person, desk: User) -> None:
    with pytest.raises(ConsentRefused) as refused:
        send(text="Salma spoke.", people=[agreed], by=desk)
    assert str(refused.value) == "NAME_IN_CONTENT:-"


def test_asking_beforehand_records_nothing(victim: Person) -> None:
    missing = would_refuse(intent=INTENT, people=[victim])
    assert {m.reason for m in missing} == {Reason.NOT_GIVEN}
    assert not Disclosure.objects.exists()


def test_nothing_leaves_while_a_name_cannot_be_read(agreed: Person, desk: User) -> None:
    """It could not be looked for in the text."""
    UnitKey.objects.filter(pk=agreed.pk).delete()
    with keys_at_hand(), pytest.raises(KeyGone):
        disclose_only(agreed, desk)


@action
def disclose_only(person: Person, by: User) -> None:
    disclose(Note("An individual spoke."), intent=INTENT, people=[person], by=by)
