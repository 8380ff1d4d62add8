"""What contributors read of treaties and obligations: those of the State of their organisation, by the rules alone."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.regional.mechanisms.actions import Settlement, settle_obligation
from hirz.regional.mechanisms.models import LETTERS, MechanismEvent, ObligationOverride, TreatyAction
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.mechanisms.conftest import acted, happened
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
STATES, STATE = "/treaties/", "/treaties/XM/"
CALENDAR, RECORDS, FEED = f"{STATE}calendar/", f"{STATE}records/", f"{STATE}calendar.ics"
PAGES = (STATE, CALENDAR, RECORDS)
QUERIES = {STATE: 8, CALENDAR: 8, RECORDS: 8}
SIDES = ("ministry", "society")


@pytest.fixture
def contributors(region: Office) -> dict[str, User]:
    return {
        "ministry": make_contributor("ministry", make_organisation("Ministry of Mirrors", state_code="XM")),
        "society": make_contributor("society", make_organisation("Lanterns", kind="civil_society", state_code="XM")),
        "entity": make_contributor("entity", make_organisation("Entity", kind="un_entity", state_code="")),
    }


@pytest.fixture
def on_record(officer: User) -> None:
    """A treaty, a review, a letter that is not published, a word of the office against a rule, and another State."""
    acted(officer, "cedaw", "1998-08-26")
    happened(officer, "report_submitted", "2024-01-18", "cedaw", reference="CEDAW/C/XAM/6")
    happened(officer, "communication_sent", "2026-10-30", reference="AL XAM 77/2026")
    acted(officer, "cat", "2001-02-03", state_code="KG")
    acted(officer, "crc", "2020-03-01")
    found = next(key for key in _keys(officer) if "crc" in key)
    settle_obligation(
        state_code="XM", key=found, settlement=Settlement(is_owed=False, reason="Tallowfen said so"), by=officer
    )  # fmt: skip


def _keys(user: User) -> list[str]:
    context = signed_in(user).get(CALENDAR).context
    return [row.one.key for row in (*context["late"], *(row for _year, rows in context["years"] for row in rows))]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("side", SIDES)
def test_pages_are_valid_and_tell_nothing_of_the_office(
    side: str, language: str, contributors: dict[str, User], on_record: None
) -> None:
    client = signed_in(contributors[side], language=language)
    for url in PAGES:
        text = assert_good_page(client, url)
        assert not [word for word in ("Tallowfen", "Officer", "XAM 77") if word in text], url


def test_calendar_follows_the_rules_and_not_what_the_office_settled(
    contributors: dict[str, User], on_record: None, officer: User
) -> None:
    settled = signed_in(officer).get(CALENDAR).context["settled"]
    assert len(settled) == 1
    assert settled[0].one.key in _keys(contributors["ministry"])
    assert not signed_in(contributors["ministry"]).get(CALENDAR).context["settled"]


def test_file_for_calendar_programs_holds_no_letter(
    contributors: dict[str, User], on_record: None, officer: User
) -> None:
    of_office = signed_in(officer).get(FEED).getvalue().decode()
    of_ministry = signed_in(contributors["ministry"]).get(FEED).getvalue().decode()
    assert "XAM 77" in of_office
    assert "XAM 77" not in of_ministry
    assert "BEGIN:VEVENT" in of_ministry


@pytest.mark.parametrize("side", SIDES)
def test_another_state_is_not_there(side: str, contributors: dict[str, User], on_record: None) -> None:
    client = signed_in(contributors[side])
    for page in ("", "calendar/", "records/", "calendar.ics"):
        assert_nothing_here(client, f"/treaties/KG/{page}")
    assert client.get(STATES)["Location"] == STATE


def test_nothing_is_recorded_or_settled_by_them(contributors: dict[str, User], on_record: None) -> None:
    client = signed_in(contributors["ministry"])
    forms = [f"{RECORDS}actions/add/", f"{RECORDS}events/add/", f"{STATE}settle/", "/treaties/import/"]
    assert_nothing_here(client, *forms)
    text = "".join(client.get(url).content.decode() for url in PAGES)
    assert not [url for url in forms if url in text]


def test_entity_of_no_state_reads_those_of_all(contributors: dict[str, User], on_record: None) -> None:
    client = signed_in(contributors["entity"])
    for url in (STATES, STATE, "/treaties/KG/"):
        assert_good_page(client, url)


@pytest.mark.parametrize("url", sorted(QUERIES))
def test_page_costs_the_same_however_much_is_on_record(
    url: str, contributors: dict[str, User], on_record: None, officer: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client = signed_in(contributors["society"])
    with django_assert_num_queries(QUERIES[url]):
        client.get(url)
    for year in range(1980, 1990):
        acted(officer, "cat", f"{year}-01-01", "declaration")
        happened(officer, "concluding_observations", f"{year}-01-01", "cat")
    with django_assert_num_queries(QUERIES[url]):
        client.get(url)


@pytest.mark.parametrize("side", SIDES)
def test_wall_shows_rows_of_their_state_and_no_letter(
    side: str, contributors: dict[str, User], on_record: None
) -> None:
    with standing(contributors[side]):
        for model in (TreatyAction, MechanismEvent):
            rows: Any = model.objects
            assert set(rows.values_list("state_code", flat=True)) == {"XM"}
        assert not MechanismEvent.objects.filter(kind__in=LETTERS).exists()
        assert not ObligationOverride.objects.exists()
