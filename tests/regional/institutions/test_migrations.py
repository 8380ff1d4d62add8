"""Decisions of before enter the calendar of their State once, and leave it when the migration is taken back."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.db import connection

from hirz.foundation.accounts.models import User
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.regional.organisations.models import Organisation
from tests.regional.contributors import make_organisation
from tests.regional.institutions.conftest import decided

pytestmark = pytest.mark.django_db
FOLDER = "hirz.regional.institutions.migrations"
(MOVE,) = import_module(f"{FOLDER}.0003_windows_in_calendar").Migration.operations
(TELL,) = import_module(f"{FOLDER}.0004_events_of_institutions").Migration.operations


def events() -> list[tuple[str, date, date | None]]:
    return list(MechanismEvent.objects.order_by("on_date").values_list("kind", "on_date", "next_date"))


def test_decisions_on_record_enter_the_calendar_once_and_leave_it(institution: Organisation, officer: User) -> None:
    decided(institution, officer, "a", "2015-03-30")
    decided(institution, officer, "special_review", "2018-03-30", next_date=date(2018, 10, 1))
    decided(institution, officer, "lapsed", "2019-03-30")
    as_now = events()
    MechanismEvent.objects.exclude(kind="institution_accredited").delete()
    with connection.cursor() as cursor:
        for _time in range(2):
            cursor.execute(MOVE.sql)
            assert events() == as_now
        cursor.execute(MOVE.reverse_sql)
    assert [kind for kind, *_days in events()] == ["institution_accredited"]


def told() -> list[tuple[str, date, str]]:
    rows = MechanismEvent.objects.order_by("on_date", "institution_id")
    return [(one.kind, one.on_date, one.institution.name if one.institution else "") for one in rows]


def test_events_on_record_are_told_of_their_institution_once_and_untold(
    institution: Organisation, officer: User
) -> None:
    neighbour = make_organisation("Commission of Lamps", kind="national_institution")
    decided(institution, officer, "a", "2013-03-30")
    for one in (institution, neighbour):
        decided(one, officer, "deferred", "2014-03-30", session="44")
    as_now = told()
    assert len(as_now) == 3
    with connection.cursor() as cursor:
        cursor.execute(TELL.reverse_sql)
        as_before = [("institution_accredited", date(2013, 3, 30), ""), ("institution_deferred", date(2014, 3, 30), "")]
        assert told() == as_before
        for _time in range(2):
            cursor.execute(TELL.sql)
            assert told() == as_now
