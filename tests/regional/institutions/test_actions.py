"""Putting institutions on record: what the rules refuse, what the calendar takes over, whose contribution it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.regional.institutions import actions
from hirz.regional.institutions.models import AccreditationDecision, CapacityLevel, Exchange, NhriFinding, ScaFollowUp
from hirz.regional.mechanisms.facts import calendar, facts_of
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.regional.organisations.models import Organisation
from hirz.rules.accreditation import NoEditionYet, NotAccreditedThen
from hirz.rules.layers import Layer, LayerNotOffered
from tests.regional.contributors import make_organisation
from tests.regional.institutions.conftest import decided
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db
TODAY_AFTER_2018 = date(2024, 5, 2)
ASSESSED = {"finding": "met_in_part", "text": "The law names no criteria", "observation": "go_2018_1_8"}


def owed(officer: User, state: str = "KG") -> dict[str, date]:
    found = calendar(facts_of([state], user=officer).values(), (), until=date(2040, 1, 1))
    return {one.rule.code: one.due_date for one in found}


def test_class_enters_the_calendar_and_what_was_named_wins(institution: Organisation, officer: User) -> None:
    decided(institution, officer, "b", "2012-03-30")
    assert owed(officer) == {"ganhri.reaccreditation": date(2017, 3, 30)}
    decided(institution, officer, "a", "2017-03-20", next_date=date(2022, 10, 1), session="March 2017")
    assert owed(officer)["ganhri.reaccreditation"] == date(2022, 10, 1)


@pytest.mark.parametrize(
    ("status", "rule", "due"),
    [
        ("deferred", "ganhri.deferral", date(2015, 3, 30)),
        ("special_review", "ganhri.special_review", date(2015, 9, 30)),
        ("suspended", "ganhri.suspension", date(2015, 3, 30)),
    ],
)
def test_what_stands_over_a_class_has_its_own_time_beside_it(
    status: str, rule: str, due: date, institution: Organisation, officer: User
) -> None:
    decided(institution, officer, "b", "2012-03-30")
    over = decided(institution, officer, status, "2014-03-30")
    assert owed(officer) == {"ganhri.reaccreditation": date(2017, 3, 30), rule: due}
    actions.remove(row=over, by=officer)
    assert owed(officer) == {"ganhri.reaccreditation": date(2017, 3, 30)}


def test_window_stands_in_the_page_and_in_the_calendar_file_with_rule_and_source(
    institution: Organisation, officer: User
) -> None:
    decided(institution, officer, "a", "2022-03-30")
    decided(institution, officer, "special_review", "2025-10-03")
    words = "End of the special review of the national institution"
    source = "Statute of GANHRI, art. 16: a review ends within eighteen months"
    with time_machine.travel("2026-01-10", tick=False):
        client = signed_in(officer)
        page = client.get("/treaties/KG/calendar/").content.decode()
        file = b"".join(client.get("/treaties/KG/calendar.ics")).replace(b"\r\n ", b"").decode()
    assert words in page
    assert source in page
    assert "DTSTART;VALUE=DATE:20270403" in file
    assert f"SUMMARY:Kyrgyzstan: {words}" in file
    assert source.replace(",", "\\,") in file


@pytest.mark.parametrize("status", ["lapsed", "none"])
def test_without_accreditation_nothing_is_to_come(status: str, institution: Organisation, officer: User) -> None:
    decided(institution, officer, "b", "2012-03-30")
    decided(institution, officer, status, "2014-03-30")
    assert owed(officer) == {}


def test_event_that_somebody_entered_before_stays_the_only_one(institution: Organisation, officer: User) -> None:
    day = date(2012, 3, 30)
    event = MechanismEvent.objects.create(state_code="KG", kind="institution_accredited", on_date=day, source="Chart")
    decision = decided(institution, officer, "b", "2012-03-30")
    assert list(MechanismEvent.objects.all()) == [event]
    actions.remove(row=decision, by=officer)
    assert list(MechanismEvent.objects.all()) == [event]


def test_institutions_of_one_state_have_their_own_times_and_are_named(institution: Organisation, officer: User) -> None:
    neighbour = make_organisation("Commission of Lamps", kind="national_institution")
    by_hand = MechanismEvent.objects.create(
        state_code="KG", kind="institution_accredited", on_date=date(2022, 3, 30), source="Chart"
    )
    decided(institution, officer, "a", "2022-03-30", session="39")
    gone = decided(neighbour, officer, "a", "2022-03-30", session="39")
    decided(neighbour, officer, "lapsed", "2024-03-30")
    by_hand.refresh_from_db()
    assert by_hand.institution == institution
    with time_machine.travel("2026-01-10", tick=False):
        client = signed_in(officer)
        page = client.get("/treaties/KG/calendar/").content.decode()
        file = b"".join(client.get("/treaties/KG/calendar.ics")).replace(b"\r\n ", b"").decode()
    named = "Re-accreditation of the national institution: Office of the Akyikatchy of Mirrors"
    assert named in page
    assert f"SUMMARY:Kyrgyzstan: {named}" in file
    assert "Commission of Lamps" not in page + file
    actions.remove(row=gone, by=officer)
    assert MechanismEvent.objects.filter(kind="institution_accredited").get() == by_hand


def test_decision_that_never_was_leaves_the_calendar_with_its_event(institution: Organisation, officer: User) -> None:
    actions.remove(row=decided(institution, officer, "b", "2012-03-30"), by=officer)
    assert not AccreditationDecision.objects.exists()
    assert owed(officer) == {}
    assert Entry.objects.filter(verb="INSTITUTION_RECORD_REMOVED").count() == 1


def test_decision_is_recorded_once_and_in_an_order_that_can_be(institution: Organisation, officer: User) -> None:
    with pytest.raises(NotAccreditedThen):
        decided(institution, officer, "special_review", "2012-03-30")
    decided(institution, officer, "b", "2012-03-30")
    decided(institution, officer, "special_review", "2013-03-30")
    with pytest.raises(actions.DecidedAlready):
        decided(institution, officer, "b", "2012-03-30")
    with pytest.raises(actions.NotYet):
        decided(institution, officer, "a", str(timezone.localdate() + timedelta(days=1)))


def test_organisation_of_another_kind_is_no_institution(mechanism: Organisation, officer: User) -> None:
    with pytest.raises(actions.NotThisKind):
        decided(mechanism, officer, "b", "2012-03-30")


def test_recommendation_with_follow_up_is_not_removed(institution: Organisation, officer: User) -> None:
    decision = decided(institution, officer, "b", "2012-03-30")
    first, second = actions.record_recommendations(decision=decision, texts=["Fund it", "Open it"], by=officer)
    assert (first.order, second.order) == (1, 2)
    actions.record_follow_up(
        recommendation=first, by=officer, layer=Layer.INTERNAL, state="in_part", on_date=date(2014, 1, 1)
    )
    for row in (decision, first):
        with pytest.raises(actions.StandsOnIt):
            actions.remove(row=row, by=officer)
    actions.remove(row=second, by=officer)


def test_observation_of_the_edition_in_force_is_assessed(institution: Organisation, officer: User) -> None:
    row = actions.assess_observation(
        institution=institution, by=officer, layer=Layer.INTERNAL, on_date=TODAY_AFTER_2018, **ASSESSED
    )
    assert NhriFinding.objects.get().text == ASSESSED["text"]
    assert (row.contributed_by, row.state_code) == (None, "KG")


@pytest.mark.parametrize(
    ("day", "refusal"), [(date(2017, 12, 31), actions.EditionNotInForce), (date(2010, 1, 1), NoEditionYet)]
)
def test_observation_of_another_edition_is_refused(
    day: date, refusal: type[Exception], institution: Organisation, officer: User
) -> None:
    with pytest.raises(refusal):
        actions.assess_observation(institution=institution, by=officer, layer=Layer.INTERNAL, on_date=day, **ASSESSED)
    assert not NhriFinding.objects.exists()


def test_unknown_observation_is_refused(institution: Organisation, officer: User) -> None:
    with pytest.raises(ValidationError):
        actions.assess_observation(
            institution=institution, by=officer, layer=Layer.INTERNAL, on_date=TODAY_AFTER_2018,
            **{**ASSESSED, "observation": "go_1999_9"},
        )  # fmt: skip


def test_contribution_is_of_the_organisation_and_its_layers_are_those_of_its_side(
    institution: Organisation, advocate: User
) -> None:
    row = actions.assess_observation(
        institution=institution, by=advocate, layer=Layer.PARTNERS, on_date=TODAY_AFTER_2018, **ASSESSED
    )
    assert row.contributed_by is not None
    assert row.contributed_by.kind == "civil_society"
    with pytest.raises(LayerNotOffered):
        actions.assess_observation(
            institution=institution, by=advocate, layer=Layer.GOVERNMENT, on_date=TODAY_AFTER_2018, **ASSESSED
        )


def test_contributor_touches_neither_another_state_nor_what_is_the_offices(
    institution: Organisation, second: Organisation, mechanism: Organisation, advocate: User, officer: User
) -> None:
    decision = decided(institution, officer, "b", "2012-03-30")
    refused: list[Callable[[], object]] = [
        lambda: actions.assess_observation(
            institution=second, by=advocate, layer=Layer.INTERNAL, on_date=TODAY_AFTER_2018, **ASSESSED
        ),
        lambda: decided(institution, advocate, "a", "2016-01-01"),
        lambda: actions.record_recommendations(decision=decision, texts=["x"], by=advocate),
        lambda: actions.remove(row=decision, by=advocate),
        lambda: actions.describe_mechanism(
            mechanism=mechanism, by=advocate, type="ad_hoc", on_date=date(2020, 1, 1), source="Decree"
        ),
    ]
    for act in refused:
        with pytest.raises(AccessDenied):
            act()


def test_own_contribution_is_removed_by_who_made_it_and_nobody_elses(
    institution: Organisation, advocate: User, commissioner: User
) -> None:
    row = actions.assess_observation(
        institution=institution, by=advocate, layer=Layer.PUBLIC, on_date=TODAY_AFTER_2018, **ASSESSED
    )
    with pytest.raises(AccessDenied):
        actions.remove(row=row, by=commissioner)
    actions.remove(row=row, by=advocate)
    assert not NhriFinding.objects.exists()


def test_staff_of_another_office_record_nothing_here(institution: Organisation, reader: User) -> None:
    with pytest.raises(AccessDenied):
        decided(institution, reader, "b", "2012-03-30")


def test_exchange_is_between_two_and_its_reminder_ends_once(
    institution: Organisation, second: Organisation, officer: User
) -> None:
    facts = {"kind": "visit", "subject": "Complaints", "from_date": date(2025, 3, 1), "until_date": date(2025, 3, 2)}
    with pytest.raises(actions.TooFewParties):
        actions.record_exchange(
            institutions=[institution, institution], state_code="KG", by=officer, layer=Layer.INTERNAL, **facts
        )
    assert not Exchange.objects.exists()
    row = actions.record_exchange(
        institutions=[institution, second], state_code="KG", by=officer, layer=Layer.INTERNAL,
        agreed="Share the database", **facts,
    )  # fmt: skip
    assert {party.institution for party in row.parties.all()} == {institution, second}
    actions.follow_up_exchange(exchange=row, text="Shared", on_date=date(2025, 6, 1), by=officer)
    assert Exchange.objects.get().follow_up == "Shared"
    with pytest.raises(actions.EndedAlready):
        actions.follow_up_exchange(exchange=row, text="Again", on_date=date(2025, 7, 1), by=officer)


def test_member_belongs_once_at_a_time(mechanism: Organisation, institution: Organisation, officer: User) -> None:
    first = actions.add_member(mechanism=mechanism, member=institution, from_date=date(2020, 1, 1), by=officer)
    with pytest.raises(actions.MemberAlready):
        actions.add_member(mechanism=mechanism, member=institution, from_date=date(2021, 1, 1), by=officer)
    actions.end_membership(membership=first, until_date=date(2020, 12, 31), by=officer)
    actions.add_member(mechanism=mechanism, member=institution, from_date=date(2021, 1, 1), by=officer)
    with pytest.raises(actions.EndedAlready):
        actions.end_membership(membership=first, until_date=date(2020, 12, 31), by=officer)


def test_capacity_and_follow_up_keep_their_words_sealed(
    mechanism: Organisation, institution: Organisation, officer: User
) -> None:
    actions.assess_capacity(
        mechanism=mechanism, by=officer, layer=Layer.INTERNAL, capacity="coordination", level="partial",
        on_date=date(2024, 1, 1), reasons="Zafiramoon meets twice a year",
    )  # fmt: skip
    decision = decided(institution, officer, "b", "2012-03-30")
    (asked,) = actions.record_recommendations(decision=decision, texts=["Fund it"], by=officer)
    actions.record_follow_up(
        recommendation=asked, by=officer, layer=Layer.INTERNAL, state="in_part", on_date=date(2014, 1, 1),
        note="Zafiramoon again",
    )  # fmt: skip
    for row, attribute in ((CapacityLevel.objects.get(), "reasons"), (ScaFollowUp.objects.get(), "note")):
        kept = row.__dict__[attribute]
        assert b"Zafiramoon" not in kept.envelope
        assert "Zafiramoon" in getattr(row, attribute)
