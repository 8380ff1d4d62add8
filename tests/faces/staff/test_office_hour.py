"""Every page of the staff face is made in the hour of the office of whoever reads it, and of nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

import pytest
import time_machine
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from hirz.faces.staff.middleware import OfficeHourMiddleware
from hirz.foundation.accounts.adapter import StaffBackend
from hirz.foundation.accounts.models import RoleAssignment, User
from hirz.foundation.offices.models import Office
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.reprisals.cases.actions.opening import open_case
from tests.conftest import Counted, make_user
from tests.faces.staff.conftest import Browse

SUMMER = "2026-07-06T00:10:00Z"
ADD_EVENT = "/treaties/XM/records/events/add/"


def page_of_history(browse: Browse, reader: User, office: Office, desk: User) -> str:
    """The history of a case that was opened ten minutes after midnight, in UTC."""
    with time_machine.travel(SUMMER, tick=False):
        case = open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)
        return browse(reader).get(reverse("staff:case_history", args=[case.pk])).content.decode()


@pytest.mark.parametrize(("language", "city"), [("en", "Bishkek"), ("ar", "بيشكيك"), ("ru", "Бишкек")])
def test_moment_is_shown_at_the_hour_of_the_office(
    browse: Browse, office: Office, desk: User, lead: User, language: str, city: str
) -> None:
    lead.language = language
    lead.save(update_fields=["language"])
    page = page_of_history(browse, lead, office, desk)
    assert "06:10" in page
    assert 'datetime="2026-07-06T06:10+06:00"' in page
    assert "00:10" not in page
    assert f'{city} (<bdi dir="auto">UTC+6</bdi>)' in page


def test_case_of_another_office_is_read_at_the_hour_of_the_reader(
    browse: Browse, office: Office, headquarters: Office, desk: User
) -> None:
    visitor = make_user("visitor", headquarters)
    RoleAssignment.objects.create(user=visitor, office=office, role="team_lead", from_date=date(2026, 1, 1))
    page = page_of_history(browse, visitor, office, desk)
    assert 'datetime="2026-07-06T02:10+02:00"' in page
    assert "Zurich" in page


@pytest.mark.parametrize(
    ("zone", "moment", "today"),
    [
        ("Asia/Bishkek", "2026-11-22T17:59:00Z", "2026-11-22"),
        ("Asia/Bishkek", "2026-11-22T18:01:00Z", "2026-11-23"),
        ("Asia/Bishkek", "2026-11-22T23:59:00Z", "2026-11-23"),
        ("America/Bogota", "2026-11-22T23:59:00Z", "2026-11-22"),
        ("America/Bogota", "2026-11-23T04:59:00Z", "2026-11-22"),
        ("America/Bogota", "2026-11-23T05:01:00Z", "2026-11-23"),
    ],
)
def test_day_that_is_typed_is_compared_with_the_day_of_the_office(
    browse: Browse, office: Office, zone: str, moment: str, today: str
) -> None:
    office.time_zone = zone
    office.save()
    officer = make_user("officer", office, "regional_officer")
    event = {"kind": "report_submitted", "treaty": "cat", "source": "CAT/C/47/Add.1"}
    with time_machine.travel(moment, tick=False):
        browser = browse(officer)
        tomorrow = str(date.fromordinal(date.fromisoformat(today).toordinal() + 1))
        assert browser.post(ADD_EVENT, {**event, "on_date": tomorrow}).context["form"].errors
        assert browser.post(ADD_EVENT, {**event, "on_date": today}).status_code == 302
    assert MechanismEvent.objects.get().on_date == date.fromisoformat(today)


def test_one_request_leaves_nothing_of_its_hour_to_the_next(browse: Browse, lead: User, headquarters: Office) -> None:
    geneva = make_user("geneva", headquarters, "desk")
    assert "Bishkek (" in browse(lead).get("/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"
    assert "Zurich (" in browse(geneva).get("/").content.decode()
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.usefixtures("db")
def test_whoever_is_not_signed_in_is_told_no_place() -> None:
    with timezone.override("Asia/Bishkek"):
        page = Client().get("/sign-in/").content.decode()
    assert "UTC" not in page


def test_what_is_computed_while_it_is_sent_has_the_hour_of_its_reader_and_leaves_it_to_nobody(lead: User) -> None:
    seen = []

    def parts() -> Iterator[bytes]:
        try:
            for _part in range(3):
                seen.append(timezone.get_current_timezone_name())
                yield b"part"
        finally:
            seen.append("closed")

    answer = answered(lead, StreamingHttpResponse(parts()))
    assert isinstance(answer, StreamingHttpResponse)
    sent = iter(answer)
    for _part in range(2):
        assert next(sent) == b"part"
        assert timezone.get_current_timezone_name() == "UTC"
    answer.close()
    assert seen == ["Asia/Bishkek", "Asia/Bishkek", "closed"]
    assert timezone.get_current_timezone_name() == "UTC"


def test_file_is_handed_on_as_it_is(lead: User) -> None:
    file = FileResponse(iter([b"file"]))
    assert answered(lead, file) is file
    assert b"".join(file) == b"file"


def test_hour_ends_also_with_a_request_that_breaks(lead: User) -> None:
    request = asking(lead)

    def broken(_request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        OfficeHourMiddleware(broken)(request)
    assert timezone.get_current_timezone_name() == "UTC"


def test_office_comes_with_who_is_signed_in(lead: User, django_assert_num_queries: Counted) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        known = StaffBackend().get_user(str(lead.pk))
        assert known is not None
        assert known.office.time_zone == "Asia/Bishkek"


def test_who_was_shut_out_is_nobody(lead: User) -> None:
    lead.is_active = False
    lead.save(update_fields=["is_active"])
    assert StaffBackend().get_user(str(lead.pk)) is None


def asking(user: User) -> HttpRequest:
    request: HttpRequest = RequestFactory().get("/")
    request.user = user
    return request


def answered(user: User, answer: HttpResponseBase) -> HttpResponseBase:
    return OfficeHourMiddleware(lambda _request: cast(HttpResponse, answer))(asking(user))
