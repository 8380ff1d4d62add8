"""What the pages about treaties and obligations show, and what they cost."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.mechanisms.actions import Settlement, settle_obligation
from tests.conftest import make_user
from tests.regional.mechanisms.conftest import acted, happened
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
STATES = "/treaties/"
STATE, CALENDAR, RECORDS = "/treaties/XM/", "/treaties/XM/calendar/", "/treaties/XM/records/"
QUERIES = {STATES: 9, STATE: 8, CALENDAR: 9, RECORDS: 8}


@pytest.fixture
def on_record(officer: User) -> None:
    acted(officer, "cedaw", "1998-08-26")
    acted(officer, "crc", "1994-08-12", "ratification")
    acted(officer, "crc", "1994-08-12", "reservation", article="art. 21", text="In our words")
    acted(officer, "crpd", "2019-12-31", "became_party", precision="YEAR")
    happened(officer, "upr_reviewed", "2025-01-23", session=48)
    happened(officer, "report_submitted", "2024-01-18", "cedaw", reference="CEDAW/C/XAM/6")


@pytest.mark.parametrize("url", [STATES, STATE, CALENDAR, RECORDS, "/treaties/FR/", "/treaties/FR/calendar/"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_page_is_valid_in_both_directions(url: str, language: str, reader: User, on_record: None) -> None:
    assert_good_page(signed_in(reader, language=language), url)


@pytest.mark.parametrize("url", sorted(QUERIES))
def test_page_costs_the_same_however_much_is_on_record(
    url: str, officer: User, on_record: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(officer)
    with django_assert_num_queries(QUERIES[url]):
        client.get(url)
    for state_code in ("XM", "KG", "KZ"):
        for year in range(1980, 1990):
            acted(officer, "cat", f"{year}-01-01", "declaration", state_code=state_code)
            happened(officer, "concluding_observations", f"{year}-01-01", "cat", state_code=state_code)
    with django_assert_num_queries(QUERIES[url]):
        client.get(url)


def test_list_counts_what_binds_each_state(reader: User, on_record: None) -> None:
    rows = {row.code: row for row in signed_in(reader).get(STATES).context["rows"]}
    assert rows["XM"].parties == 3
    assert rows["XM"].remaining == 15
    assert {"KZ", "KG", "TJ", "TM", "UZ"} <= set(rows)


def test_list_tells_no_number_of_a_state_of_which_nothing_is_known(reader: User, on_record: None) -> None:
    page = signed_in(reader).get(STATES).content.decode()
    told = {row.split("</a>")[0].rsplit(">", 1)[1]: row for row in page.split("<tr>") if "/treaties/" in row}
    assert "3 of 18" in told["Amruvia"]
    assert "Nothing on record" in told["Kazakhstan"]
    assert "of 18" not in told["Kazakhstan"]


def test_list_offers_the_import_to_who_may_record(officer: User, reader: User) -> None:
    import_url = reverse("mechanisms:import")
    assert import_url in signed_in(officer).get(STATES).content.decode()
    assert import_url not in signed_in(reader).get(STATES).content.decode()
    assert_nothing_here(signed_in(reader), import_url)


def test_status_is_that_of_the_day_asked_for(reader: User, on_record: None) -> None:
    client = signed_in(reader)
    before = {row["treaty"]: row for row in client.get(f"{STATE}?day=1998-08-25").context["standings"]}
    waiting = {row["treaty"]: row for row in client.get(f"{STATE}?day=1998-08-26").context["standings"]}
    assert before["cedaw"]["consent"] is None
    assert waiting["cedaw"]["since"] == date(1998, 9, 25)
    assert before["crc"]["reservations"] == 1


def test_day_that_cannot_be_read_is_asked_about_and_today_is_shown(reader: User, on_record: None) -> None:
    page = signed_in(reader).get(f"{STATE}?day=soon")
    assert page.context["form"].errors
    assert {row["treaty"] for row in page.context["standings"] if row["consent"]} >= {"cedaw"}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
@pytest.mark.parametrize("page", ["", "calendar/"])
def test_day_of_another_age_is_asked_about(page: str, day: str, reader: User, on_record: None) -> None:
    answer = signed_in(reader).get(f"/treaties/XM/{page}", {"day": day})
    assert (answer.status_code, answer.context["day"]) == (200, reader.office.today)


@pytest.mark.parametrize("url", [STATE, RECORDS])
def test_year_without_day_is_shown_as_a_year(url: str, reader: User, on_record: None) -> None:
    text = signed_in(reader).get(url).content.decode()
    assert "in 2019" in text
    assert "31 December 2019" not in text


def test_what_is_past_due_comes_first_and_once_for_each_treaty(reader: User, on_record: None) -> None:
    with time_machine.travel("2026-06-01", tick=False):
        late = signed_in(reader).get(CALENDAR).context["late"]
    children = next(row for row in late if row.one.treaty == "crc")
    assert children.since == date(1996, 9, 11)
    assert children.earlier == 5


def test_calendar_of_an_earlier_day_knows_nothing_later(officer: User, on_record: None) -> None:
    page = signed_in(officer).get(f"{CALENDAR}?day=2024-01-17")
    late = {row.one.treaty: row for row in page.context["late"]}
    assert late["cedaw"].earlier == 6
    assert not page.context["may_settle"]
    assert "universal periodic review" not in page.content.decode()


def test_calendar_shows_each_rule_with_its_source_and_mark(reader: User, on_record: None) -> None:
    text = signed_in(reader).get(CALENDAR).content.decode()
    assert "CEDAW, art. 18 (1) (b)" in text
    assert "twelve weeks before the session in practice" in text
    assert "To be verified" in text


def test_years_follow_one_another(reader: User, on_record: None) -> None:
    years = [year for year, _rows in signed_in(reader).get(CALENDAR).context["years"]]
    assert years == sorted(set(years))


def test_what_was_settled_says_by_whom_and_why(officer: User, reader: User, on_record: None) -> None:
    settlement = Settlement(reason="The Committee agreed to wait", due_date=date(2033, 3, 3))
    key = "XM:cedaw.periodic:cedaw:9"
    settle_obligation(state_code="XM", key=key, settlement=settlement, by=officer)
    text = signed_in(reader).get(CALENDAR).content.decode()
    assert "The Committee agreed to wait" in text
    assert officer.display_name in text
    assert "3 March 2033" in text


def test_forms_are_there_for_who_covers_the_state_only(
    officer: User, reader: User, country_desk: User, other_office: Office, on_record: None
) -> None:
    elsewhere = make_user("elsewhere", other_office, "regional_officer")
    forms = [reverse(f"mechanisms:{name}", args=["XM"]) for name in ("add_action", "add_event")]
    settle = f"{reverse('mechanisms:settle', args=['XM'])}?key=XM:cedaw.initial:cedaw:1"
    for url in (*forms, settle):
        assert_good_page(signed_in(officer), url)
    for user in (reader, elsewhere):
        assert_nothing_here(signed_in(user), *forms, settle)
    assert_good_page(signed_in(country_desk), forms[0])
    assert_nothing_here(signed_in(country_desk), settle)


def test_state_that_does_not_exist_is_nothing(officer: User) -> None:
    assert_nothing_here(signed_in(officer), "/treaties/ZZ/", "/treaties/ZZ/calendar/", "/treaties/ZZ/settle/")


def test_obligation_that_does_not_exist_cannot_be_settled(officer: User, on_record: None) -> None:
    assert_nothing_here(signed_in(officer), f"{reverse('mechanisms:settle', args=['XM'])}?key=XM:cat.initial:cat:1")
