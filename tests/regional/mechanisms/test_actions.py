from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.regional.mechanisms.actions import (
    DayImpossible,
    DayOutOfCalendar,
    NoSuchObligation,
    Settlement,
    StillWithdrawn,
    record_event,
    record_treaty_action,
    remove_event,
    remove_treaty_action,
    settle_obligation,
)
from hirz.regional.mechanisms.facts import calendar, end_of_calendar, facts_of, words_against_rules
from hirz.regional.mechanisms.models import MechanismEvent, ObligationOverride, TreatyAction
from hirz.regional.mechanisms.web.gathering import one_obligation
from hirz.rules.mechanism_facts import Obligation, OverrideSaysNothing, OverrideWithoutReason
from tests.conftest import make_user
from tests.regional.mechanisms.conftest import acted, happened

pytestmark = pytest.mark.django_db
INITIAL = "XM:cedaw.initial:cedaw:1"
UNTIL = date(2035, 1, 1)


def owed(user: User) -> dict[str, Obligation]:
    facts, words = facts_of(["XM"], user=user), words_against_rules(["XM"], user=user)
    return {one.key: one for one in calendar(facts.values(), words.values(), until=UNTIL)}


def test_record_says_who_entered_it_and_the_history_says_so_too(officer: User) -> None:
    row = acted(officer, "cedaw", "1998-08-26")
    assert row.entered_by == officer
    entry = Entry.objects.get(subject_id=row.pk)
    assert (entry.verb, entry.actor, entry.detail["treaty"]) == ("TREATY_ACTION_RECORDED", officer, "cedaw")


def test_same_act_twice_is_refused(officer: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    with pytest.raises(ValidationError):
        acted(officer, "cedaw", "1998-08-26")


def test_record_without_source_is_refused(officer: User) -> None:
    with pytest.raises(ValidationError):
        record_treaty_action(
            state_code="XM", by=officer, treaty="cedaw", kind="accession", on_date=date(1998, 8, 26), source=""
        )


def test_who_does_not_cover_the_state_records_nothing(reader: User, region: Office, other_office: Office) -> None:
    elsewhere = make_user("elsewhere", other_office, "regional_officer")
    for user in (reader, elsewhere):
        with pytest.raises(AccessDenied):
            acted(user, "cedaw", "1998-08-26")
    assert not TreatyAction.objects.exists()


def test_headquarters_covers_every_state(headquarters: Office) -> None:
    acted(make_user("central", headquarters, "regional_officer"), "cedaw", "1998-08-26", state_code="FR")
    assert TreatyAction.objects.get().state_code == "FR"


def test_failing_history_undoes_the_record(officer: User) -> None:
    with patch.object(Entry, "save", side_effect=OSError("disk full")), pytest.raises(OSError, match="disk"):
        acted(officer, "cedaw", "1998-08-26")
    assert not TreatyAction.objects.exists()


def test_removed_act_stays_in_the_history(officer: User) -> None:
    row = acted(officer, "cedaw", "1998-08-26")
    known = row.pk
    remove_treaty_action(treaty_action=row, by=officer)
    assert not TreatyAction.objects.exists()
    assert list(Entry.objects.filter(subject_id=known).order_by("id").values_list("verb", flat=True)) == [
        "TREATY_ACTION_RECORDED",
        "TREATY_ACTION_REMOVED",
    ]


def test_reservation_stays_while_its_withdrawal_is_on_record(officer: User) -> None:
    reservation = acted(officer, "crc", "1994-01-01", "reservation")
    acted(officer, "crc", "2010-01-01", "withdrawal_of_reservation", withdraws=reservation)
    with pytest.raises(StillWithdrawn):
        remove_treaty_action(treaty_action=reservation, by=officer)


def test_event_is_removed_by_who_may_record_it(officer: User, reader: User) -> None:
    event = happened(officer, "report_submitted", "2000-01-01", "cedaw")
    with pytest.raises(AccessDenied):
        remove_event(event=event, by=reader)
    remove_event(event=event, by=officer)
    assert not MechanismEvent.objects.exists()


def test_calendar_follows_from_the_records(officer: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    assert owed(officer)[INITIAL].fulfilled_date is None
    happened(officer, "report_submitted", "2000-01-18", "cedaw")
    assert owed(officer)[INITIAL].fulfilled_date == date(2000, 1, 18)


def test_settled_obligation_has_its_new_day_and_returns_to_its_rule(officer: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    other_day = Settlement(reason="Extended by the Committee", due_date=date(2000, 6, 30))
    settle_obligation(state_code="XM", key=INITIAL, settlement=other_day, by=officer)
    assert owed(officer)[INITIAL].due_date == date(2000, 6, 30)
    settle_obligation(state_code="XM", key=INITIAL, settlement=Settlement(reason="It was a mistake"), by=officer)
    assert owed(officer)[INITIAL].due_date == date(1999, 9, 25)
    assert ObligationOverride.objects.count() == 2


@pytest.mark.parametrize(
    "settlement", [Settlement("  ", date(2000, 6, 30)), Settlement(""), Settlement("", is_owed=False)]
)
def test_nothing_is_settled_without_a_reason(officer: User, settlement: Settlement) -> None:
    acted(officer, "cedaw", "1998-08-26")
    with pytest.raises(OverrideWithoutReason):
        settle_obligation(state_code="XM", key=INITIAL, settlement=settlement, by=officer)


def test_settlement_that_says_two_things_is_refused(officer: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    both = Settlement("Agreed", date(2000, 6, 30), is_owed=False)
    with pytest.raises(OverrideSaysNothing):
        settle_obligation(state_code="XM", key=INITIAL, settlement=both, by=officer)


def test_obligation_that_does_not_follow_cannot_be_settled(officer: User) -> None:
    with pytest.raises(NoSuchObligation):
        settle_obligation(state_code="XM", key=INITIAL, settlement=Settlement("Agreed", is_owed=False), by=officer)


@pytest.mark.parametrize("day", [date.min, date(9999, 12, 31)])
def test_day_of_another_age_is_not_put_on_record_and_breaks_no_calendar(day: date, officer: User) -> None:
    for act in (
        lambda: record_event(state_code="XM", by=officer, kind="upr_reviewed", on_date=day, session=48, source="Web"),
        lambda: acted(officer, "cedaw", str(day)),
    ):
        with pytest.raises(DayImpossible):
            act()


def test_obligation_is_not_put_off_to_where_nobody_sees_it_again(officer: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    end = end_of_calendar(timezone.localdate())
    slip = Settlement(reason="Extended", due_date=end + timedelta(days=1))
    with pytest.raises(DayOutOfCalendar):
        settle_obligation(state_code="XM", key=INITIAL, settlement=slip, by=officer)
    settle_obligation(state_code="XM", key=INITIAL, settlement=replace(slip, due_date=end), by=officer)
    assert one_obligation("XM", INITIAL, officer, timezone.localdate()).one.due_date == end


def test_desk_of_a_country_records_and_settles_nothing(country_desk: User) -> None:
    acted(country_desk, "cedaw", "1998-08-26")
    with pytest.raises(AccessDenied):
        settle_obligation(state_code="XM", key=INITIAL, settlement=Settlement("So", is_owed=False), by=country_desk)


def test_everybody_on_the_staff_reads_and_nobody_in_particular_does(officer: User, reader: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    with standing(reader):
        assert TreatyAction.objects.count() == 1
    with standing(None):
        assert TreatyAction.objects.count() == 0


def test_database_itself_refuses_who_does_not_cover_the_state(officer: User, reader: User) -> None:
    row = acted(officer, "cedaw", "1998-08-26")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), standing(reader):
        TreatyAction.objects.create(
            state_code="XM", treaty="cat", kind="accession", on_date=date(2000, 1, 1), source="Nobody"
        )
    with standing(reader):
        assert TreatyAction.objects.filter(pk=row.pk).update(source="Changed") == 0
        assert TreatyAction.objects.filter(pk=row.pk).delete()[0] == 0


def test_database_lets_who_covers_the_state_write(officer: User) -> None:
    with standing(officer):
        row = acted(officer, "cedaw", "1998-08-26")
        remove_treaty_action(treaty_action=row, by=officer)


def test_word_against_a_rule_is_never_changed(officer: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    row = settle_obligation(state_code="XM", key=INITIAL, settlement=Settlement("So", is_owed=False), by=officer)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ObligationOverride.objects.filter(pk=row.pk).update(reason="Otherwise")
