"""Home of somebody who follows States: what is theirs to answer, to clear and to remind of, and what comes next."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hirz.faces.staff import regional_work
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.legislation import actions, clearing
from hirz.regional.partners.actions import expertise, meetings
from hirz.rules.layers import Layer
from tests.conftest import make_user
from tests.counting import asks
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed
from tests.regional.contributors import make_organisation
from tests.regional.legislation.conftest import commented, first_version
from tests.regional.mechanisms.conftest import acted, happened

TODAY = date(2025, 6, 15)


@pytest.fixture
def officer(office: Office) -> User:
    return make_user("zafirwright", office, "regional_officer")


@pytest.fixture
def second(office: Office) -> User:
    return make_user("glimmerwright", office, "regional_officer")


def waiting(user: User, today: date = TODAY) -> dict[str, list[str]]:
    kinds = regional_work.waiting_for(user, today)
    return {str(kind.title): [item.title for item in kind.items] for kind in kinds}


def asked(owner: User, by: User, subject: str = "Bail") -> None:
    expertise.record_request(
        state_code="KG", owner=owner, by=by, subject=subject, question="What do standards say?",
        asked_by=make_organisation(f"Society of {subject}", kind="civil_society"), asked_date=date(2025, 6, 1),
        due_date=date(2025, 7, 1),
    )  # fmt: skip


def test_request_waits_for_whoever_answers_it_and_for_nobody_else(officer: User, second: User) -> None:
    asked(officer, by=second)
    assert waiting(officer) == {"Requests for expertise that you answer": ["Bail"]}
    assert waiting(second) == {}


def test_promise_comes_up_a_fortnight_before_its_day_and_ends_when_it_is_settled(officer: User) -> None:
    promise = meetings.record_promise(
        state_code="KG", layer=Layer.INTERNAL, by=officer, text="Zafiramoon opens", made_date=date(2025, 1, 10),
        due_date=TODAY + timedelta(days=14), promised_by=make_organisation("Ministry of Mirrors"),
    )  # fmt: skip
    assert waiting(officer, TODAY - timedelta(days=1)) == {}
    assert waiting(officer) == {"Promises that are due": ["Ministry of Mirrors"]}
    meetings.settle_promise(promise=promise, outcome="KEPT", on_date=date(2025, 2, 1), by=officer)
    assert waiting(officer) == {}


def test_advice_waits_for_somebody_who_wrote_nothing_in_it(officer: User, second: User) -> None:
    advice = actions.begin_advice(version=first_version(officer), language="en", by=officer)
    commented(advice, officer, most=1)
    clearing.submit(advice=advice, by=officer)
    assert waiting(officer) == {}
    assert waiting(second) == {"Advice on laws to clear": ["Zafiramoon law"]}
    clearing.clear(advice=advice, by=second)
    assert waiting(second) == {}


def test_nothing_of_the_region_waits_for_who_follows_no_state(officer: User, desk: User) -> None:
    asked(officer, by=officer)
    with asks(lambda number: number <= 1, "once at most"):
        assert waiting(desk) == {}
        assert regional_work.obligations_for(desk, TODAY) == []


def test_what_a_state_owes_soon_stands_on_the_home_page_of_who_follows_it(
    officer: User, desk: User, browse: Browse
) -> None:
    acted(officer, "cat", "1998-08-26", state_code="KG")
    named = timezone.localdate() + timedelta(days=60)
    happened(officer, "concluding_observations", "2024-05-10", "cat", state_code="KG", next_date=named)
    calendar = reverse("mechanisms:calendar", args=["KG"])
    page = parsed(browse(officer).get(reverse("staff:home")).content)
    assert calendar in page.links()
    assert "No clock runs for you" not in page.text()
    assert calendar not in parsed(browse(desk).get(reverse("staff:home")).content).links()


@pytest.mark.parametrize("requests", [1, 4])
def test_home_of_an_officer_asks_the_database_as_often_with_one_request_as_with_many(
    requests: int, officer: User, browse: Browse
) -> None:
    for number in range(requests):
        asked(officer, by=officer, subject=f"Bail {number}")
    browser = browse(officer)
    with asks(lambda number: number == QUERIES_OF_AN_OFFICERS_HOME, str(QUERIES_OF_AN_OFFICERS_HOME)):
        browser.get(reverse("staff:home"))


QUERIES_OF_AN_OFFICERS_HOME = 25
