"""Activities and what belongs to them; who took part, and how they are erased."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.keys.models import Tombstone, UnitKey
from hirz.foundation.walls.standing import standing
from hirz.regional.programme.actions.doing import (
    add_activity,
    add_budget_line,
    add_note,
    change_activity,
    change_amounts,
    share_activity,
)
from hirz.regional.programme.actions.people import (
    count_participants,
    erase_participant,
    record_follow_up,
    record_scores,
)
from hirz.regional.programme.facts import participations_of
from hirz.regional.programme.models import (
    Activity,
    ActivityFollowUp,
    BudgetLine,
    CountedParticipants,
    PairedScore,
    Participant,
    Result,
)
from hirz.regional.programme.refusals import (
    ActivityNotEnded,
    BudgetLineTooLong,
    ParticipantsExceeded,
    PartOfAnotherDimension,
    ScoreAboveMaximum,
)
from hirz.rules.disaggregation import Outcome
from hirz.rules.layers import Layer
from hirz.rules.programme_results import Amounts, Score
from tests.regional.programme.conftest import make_activity, person

pytestmark = pytest.mark.django_db


def line(activity: Activity, **said: object) -> BudgetLine:
    given = {"from_date": date(2026, 1, 1), "until_date": date(2026, 12, 31), "currency": "USD", "title": "R", **said}
    return BudgetLine(activity=activity, planned=Decimal(100), **given)


def test_activity_begins_in_the_office_whatever_it_says(result: Result, officer: User) -> None:
    assert make_activity(result, officer, layer=Layer.PUBLIC).layer == Layer.INTERNAL


def test_activity_stays_in_its_state_and_layer_when_it_is_changed(activity: Activity, officer: User) -> None:
    activity.state_code, activity.layer, activity.place = "UZ", Layer.PUBLIC, "Naryn"
    change_activity(activity=activity, by=officer)
    found = Activity.objects.get()
    assert (found.state_code, found.layer, found.place) == ("KG", Layer.INTERNAL, "Naryn")


def test_officer_of_another_state_records_nothing(activity: Activity, elsewhere: User) -> None:
    for act in (
        lambda: add_note(activity=activity, text="x", by=elsewhere),
        lambda: share_activity(activity=activity, layer=Layer.PUBLIC, by=elsewhere),
        lambda: person(activity, elsewhere),
        lambda: add_budget_line(line=line(activity), by=elsewhere),
        lambda: record_scores(activity=activity, maximum=Decimal(1), scores=[], by=elsewhere),
        lambda: change_activity(activity=activity, by=elsewhere),
        lambda: make_activity(activity.result, elsewhere),
    ):
        with pytest.raises(AccessDenied):
            act()


def test_who_does_not_validate_does_not_publish(activity: Activity, desk_of_country: User) -> None:
    with pytest.raises(AccessDenied):
        share_activity(activity=activity, layer=Layer.PUBLIC, by=desk_of_country)


@pytest.mark.parametrize("until", [date(2027, 1, 1), date(2028, 1, 1)])
def test_budget_line_of_more_than_a_year_is_refused(until: date, activity: Activity, officer: User) -> None:
    with pytest.raises(BudgetLineTooLong):
        add_budget_line(line=line(activity, until_date=until), by=officer)


@pytest.mark.parametrize("currency", ["usd", "US", "U1D"])
def test_currency_has_three_letters(currency: str, activity: Activity, officer: User) -> None:
    with pytest.raises(ValidationError):
        add_budget_line(line=line(activity, currency=currency), by=officer)


def test_history_keeps_what_the_amounts_were(activity: Activity, officer: User) -> None:
    row = add_budget_line(line=line(activity), by=officer)
    change_amounts(line=row, amounts=Amounts(Decimal(120), Decimal(90), Decimal(80)), by=officer)
    (entry,) = Entry.objects.filter(verb="PROGRAMME_BUDGET_LINE_CHANGED")
    assert entry.detail == {"before": ["100", "0", "0"]}


def test_names_contacts_and_notes_stand_sealed(activity: Activity, officer: User) -> None:
    person(activity, officer, "Zafira Moonlake", sex=["sex_female"])
    add_note(activity=activity, text="Lanternfish", by=officer)
    with connection.cursor() as cursor:
        cursor.execute("select name, contact, said_of_self from programme_participant")
        stored = b"".join(bytes(cell) for row in cursor.fetchall() for cell in row)
        cursor.execute("select text from programme_activitynote")
        stored += bytes(cursor.fetchone()[0])
    for word in (b"Moonlake", b"zafira", b"sex_female", b"Lanternfish"):
        assert word not in stored
    told = str(list(Entry.objects.values_list("detail", flat=True)))
    assert "Moonlake" not in told
    assert "sex_female" not in told


def test_part_that_nobody_offers_is_refused(activity: Activity, officer: User) -> None:
    with pytest.raises(PartOfAnotherDimension):
        person(activity, officer, sex=["unknown"])


def test_participant_who_is_erased_stays_counted_and_cannot_be_read(activity: Activity, officer: User) -> None:
    row = person(activity, officer, sex=["sex_female"])
    person(activity, officer, "Bahrom Starfield", sex=["sex_male"])
    assert UnitKey.objects.filter(pk=row.pk).exists()
    with standing(officer):  # as in a request: the second wall leaves the destruction of keys to the system
        erase_participant(participant=row, by=officer)
    assert not UnitKey.objects.filter(pk=row.pk).exists()
    assert Tombstone.objects.filter(pk=row.pk).exists()
    found = Participant.objects.get(pk=row.pk)
    assert (found.name, found.contact, found.erased_at is None) == ("", "", False)
    number = participations_of([activity], officer)[activity.pk]
    assert number.total == 2
    assert {part: int(n) for part, n in number.breakdowns[0].parts.items()} == {"sex_male": 1, "sex_not_known": 1}


def test_counted_part_is_no_larger_than_the_whole(activity: Activity, officer: User) -> None:
    said = CountedParticipants(activity=activity, total=4, parts={"sex": {"sex_female": 5}}, source="Sheets")
    with pytest.raises(ParticipantsExceeded):
        count_participants(counted=said, by=officer)


def test_counted_parts_that_leave_some_out_say_so(activity: Activity, officer: User) -> None:
    said = CountedParticipants(activity=activity, total=9, parts={"sex": {"sex_female": 5}}, source="Sheets")
    count_participants(counted=said, by=officer)
    number = participations_of([activity], officer)[activity.pk]
    assert number.finding("sex").outcome is Outcome.DOES_NOT_SUM
    assert number.finding("sex").difference == 4


def test_scores_replace_those_that_were_there(activity: Activity, officer: User) -> None:
    for scores in ([Score(Decimal(1), Decimal(2))] * 3, [Score(Decimal(1), None), Score(None, None)]):
        record_scores(activity=activity, maximum=Decimal(10), scores=scores, by=officer)
    assert [(row.number, row.before, row.after) for row in PairedScore.objects.all()] == [(1, 1, None)]


def test_score_above_the_highest_is_refused(activity: Activity, officer: User) -> None:
    with pytest.raises(ScoreAboveMaximum):
        record_scores(activity=activity, maximum=Decimal(10), scores=[Score(Decimal(1), Decimal(11))], by=officer)
    assert not PairedScore.objects.exists()


def test_what_was_applied_is_asked_after_the_end(activity: Activity, officer: User) -> None:
    said = ActivityFollowUp(activity=activity, months=3, on_date=activity.until_date, asked=1, answered=1, applied=1)
    with pytest.raises(ActivityNotEnded):
        record_follow_up(follow_up=said, by=officer)


@pytest.mark.parametrize("numbers", [(3, 4, 1), (3, 2, 3)])
def test_no_more_applied_it_than_answered_or_were_asked(
    numbers: tuple[int, int, int], activity: Activity, officer: User
) -> None:
    names = dict(zip(("asked", "answered", "applied"), numbers, strict=True))
    said = ActivityFollowUp(activity=activity, months=3, on_date=date(2026, 7, 1), **names)
    with pytest.raises(ValidationError):
        record_follow_up(follow_up=said, by=officer)


def test_activity_without_its_purpose_is_refused(result: Result, officer: User) -> None:
    row = Activity(result=result, title="T", kind="training", owner=officer, state_code="KG",
                   from_date=date(2026, 1, 1), until_date=date(2026, 1, 1))  # fmt: skip
    with pytest.raises(ValidationError):
        add_activity(activity=row, by=officer)


def test_activity_withdrawn_while_somebody_edits_it_stays_withdrawn(activity: Activity, officer: User) -> None:
    share_activity(activity=activity, layer=Layer.PUBLIC, by=officer)
    edited = Activity.objects.get()
    share_activity(activity=activity, layer=Layer.INTERNAL, by=officer)
    record_scores(activity=activity, maximum=Decimal(10), scores=[], by=officer)
    edited.place = "Naryn"
    change_activity(activity=edited, by=officer)
    found = Activity.objects.get()
    assert (found.layer, found.place, found.test_maximum) == (Layer.INTERNAL, "Naryn", Decimal(10))


def test_history_tells_amounts_that_another_wrote_meanwhile(activity: Activity, officer: User) -> None:
    row = add_budget_line(line=line(activity), by=officer)
    as_it_was = BudgetLine.objects.get()
    change_amounts(line=row, amounts=Amounts(Decimal(120), Decimal(90), Decimal(80)), by=officer)
    change_amounts(line=as_it_was, amounts=Amounts(Decimal(130)), by=officer)
    assert Entry.objects.filter(verb="PROGRAMME_BUDGET_LINE_CHANGED").latest("id").detail == {
        "before": ["120", "90", "80"]
    }


def test_budget_line_may_cover_a_year_of_366_days(activity: Activity, officer: User) -> None:
    days = {"from_date": date(2028, 1, 1), "until_date": date(2028, 12, 31)}
    assert add_budget_line(line=line(activity, **days), by=officer).until_date == date(2028, 12, 31)
