"""With the filters of the application removed, the database still keeps who took part in the office."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, ProgrammingError, transaction
from django.db.models import QuerySet

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations.models import Contributor
from hirz.regional.programme.actions.doing import share_activity
from hirz.regional.programme.actions.planning import share_indicator
from hirz.regional.programme.actions.reporting import draft_report
from hirz.regional.programme.models import Activity, Cycle, Indicator, Participant, PeriodReport, ReportVersion
from hirz.rules.layers import Layer
from hirz.rules.programme_results import ReportKind, period_of
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.programme.conftest import SEXES, checked, value_of

pytestmark = pytest.mark.django_db
MODELS: list[Any] = list(apps.get_app_config("programme").get_models())
PLAN = {"Cycle", "Result"}
OF_THE_OFFICE = {
    "ActivityNote", "Participant", "CountedParticipants", "PairedScore", "ActivityFollowUp", "ProgrammeRisk",
    "PeriodReport", "ReportVersion",
}  # fmt: skip


@pytest.fixture
def everything(activity: Activity, indicator: Indicator, cycle: Cycle, officer: User) -> Activity:
    from tests.regional.programme.web.test_pages import filled

    filled(activity, officer)
    value_of(indicator, officer, parts=SEXES)
    checked(indicator, officer)
    period = period_of(ReportKind.ANNUAL, 2026)
    draft_report(cycle=cycle, kind=ReportKind.ANNUAL, period=period, states=["KG"], by=officer)
    return activity


def seen(user: User | None) -> set[str]:
    with standing(user):
        return {model.__name__ for model in MODELS if model._default_manager.exists()}


@pytest.mark.parametrize("who", ["officer", "elsewhere", "reader"])
def test_plain_query_shows_what_the_filter_would(
    who: str, everything: Activity, request: pytest.FixtureRequest
) -> None:
    """In every table."""
    user = request.getfixturevalue(who)
    share_activity(activity=everything, layer=Layer.PUBLIC, by=request.getfixturevalue("officer"))
    filtered = {model.__name__: keys(model.objects.visible_to(user)) for model in MODELS}
    with standing(user):
        assert {model.__name__: keys(model.objects.all()) for model in MODELS} == filtered


def keys(rows: QuerySet[Any]) -> set[Any]:
    return set(rows.values_list("pk", flat=True))


def test_nobody_in_particular_sees_nothing_and_others_the_plan(
    everything: Activity, reader: User, elsewhere: User
) -> None:
    assert seen(None) == set()
    assert seen(reader) == seen(elsewhere) == PLAN


def test_public_activity_shows_nothing_of_the_office(
    everything: Activity, indicator: Indicator, officer: User, reader: User
) -> None:
    share_activity(activity=everything, layer=Layer.PUBLIC, by=officer)
    share_indicator(indicator=indicator, layer=Layer.PUBLIC, by=officer)
    assert not seen(reader) & OF_THE_OFFICE
    assert "Activity" in seen(reader)
    person_there = Participant.objects.get()
    with standing(reader):
        assert not UnitKey.objects.filter(pk=person_there.pk).exists()


def test_partner_sees_what_is_shared_with_partners_and_never_who_took_part(everything: Activity, officer: User) -> None:
    organisation = make_organisation("Society of Otters", kind="civil_society", state_code="KG")
    partner = make_contributor("otter", organisation, part=Contributor.Part.CONTRIBUTOR)
    ministry = make_organisation("Ministry of Mirrors", kind="ministry", state_code="KG")
    government = make_contributor("minister", ministry, part=Contributor.Part.CONTRIBUTOR)
    share_activity(activity=everything, layer=Layer.PARTNERS, by=officer)
    assert "Activity" in seen(partner)
    assert not seen(partner) & (OF_THE_OFFICE | PLAN)
    assert seen(government) == set()


def test_officer_of_another_state_cannot_enter_anybody(everything: Activity, elsewhere: User) -> None:
    row = Participant(activity=everything, state_code="KG", name="Somebody", agreed_date=date(2026, 1, 1))
    with standing(elsewhere), pytest.raises(DatabaseError), transaction.atomic():
        row.save(force_insert=True)


def test_report_is_there_for_those_who_follow_all_its_states(
    everything: Activity, cycle: Cycle, officer: User, administrator: User, headquarters: Any, elsewhere: User
) -> None:
    from tests.conftest import make_user

    central = make_user("central", headquarters, "regional_officer")
    period = period_of(ReportKind.ANNUAL, 2026)
    both = draft_report(cycle=cycle, kind=ReportKind.ANNUAL, period=period, states=["KG", "UZ"], by=central)
    for user in (officer, elsewhere):
        with standing(user):
            assert not PeriodReport.objects.filter(pk=both.pk).exists()
            assert not ReportVersion.objects.filter(report=both).exists()
    with standing(central):
        assert ReportVersion.objects.filter(report=both).count() == 3


def test_version_of_a_report_is_never_changed(everything: Activity) -> None:
    version = ReportVersion.objects.all()[0]
    with pytest.raises((DatabaseError, ProgrammingError)), transaction.atomic():
        ReportVersion.objects.filter(pk=version.pk).update(number=9)
