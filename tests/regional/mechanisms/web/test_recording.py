"""Recording, removing and settling in the page, and importing a file in two steps."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.regional.mechanisms.models import MechanismEvent, ObligationOverride, TreatyAction
from tests.regional.mechanisms.conftest import acted, happened
from tests.reprisals.people.web.pages import assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
ACTION = {"treaty": "cat", "kind": "accession", "on_date": "1998-08-26", "precision": "DAY", "source": "Notification"}
EVENT = {"kind": "report_submitted", "treaty": "cat", "on_date": "2000-08-15", "source": "CAT/C/47/Add.1"}
ADD_ACTION, ADD_EVENT = "/treaties/XM/records/actions/add/", "/treaties/XM/records/events/add/"
IMPORT = "/treaties/import/"
KEY = "XM:cat.initial:cat:1"
SETTLE = f"/treaties/XM/settle/?key={KEY}"
DATES = b"4-9,Kazakhstan,,26 Aug 1998 a\n4-15,Kazakhstan,11 Dec 2008,\n"


def test_act_is_put_on_record(officer: User) -> None:
    answer = signed_in(officer).post(ADD_ACTION, ACTION)
    assert answer["Location"] == "/treaties/XM/"
    row = TreatyAction.objects.get()
    assert (row.state_code, row.treaty, row.on_date, row.entered_by) == ("XM", "cat", date(1998, 8, 26), officer)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"on_date": "1998"}, "on_date"),
        ({"on_date": "2999-01-01"}, "on_date"),
        ({"source": ""}, "source"),
        ({"treaty": "magna_carta"}, "treaty"),
        ({"kind": "withdrawal_of_reservation"}, "withdraws"),
        ({"until_date": "2001-01-01"}, "until_date"),
    ],
)
def test_form_that_cannot_be_taken_comes_back_as_it_was_filled(officer: User, more: dict[str, str], field: str) -> None:
    page = signed_in(officer).post(ADD_ACTION, {**ACTION, "text": "What I typed", **more})
    assert page.status_code == 200
    assert list(page.context["form"].errors) == [field]
    assert "What I typed" in page.content.decode()
    assert not TreatyAction.objects.exists()


def test_same_act_twice_is_told_in_the_form(officer: User) -> None:
    client = signed_in(officer)
    client.post(ADD_ACTION, ACTION)
    assert client.post(ADD_ACTION, ACTION).context["form"].errors
    assert TreatyAction.objects.count() == 1


def test_reservation_of_another_state_is_not_offered_for_withdrawal(officer: User) -> None:
    other = acted(officer, "crc", "1994-01-01", "reservation", state_code="KZ")
    more = {"kind": "withdrawal_of_reservation", "withdraws": str(other.pk)}
    page = signed_in(officer).post(ADD_ACTION, {**ACTION, **more})
    assert "withdraws" in page.context["form"].errors


def test_event_is_put_on_record_with_the_day_that_was_named(officer: User) -> None:
    named = {"kind": "concluding_observations", "next_date": "2004-09-25"}
    answer = signed_in(officer).post(ADD_EVENT, {**EVENT, **named})
    assert answer["Location"] == "/treaties/XM/calendar/"
    assert MechanismEvent.objects.get().next_date == date(2004, 9, 25)


def test_event_is_asked_under_which_treaty_it_is(officer: User) -> None:
    page = signed_in(officer).post(ADD_EVENT, {**EVENT, "kind": "report_submitted", "treaty": ""})
    assert list(page.context["form"].errors) == ["treaty"]


def test_day_before_the_event_itself_is_asked_about(officer: User) -> None:
    page = signed_in(officer).post(ADD_EVENT, {**EVENT, "next_date": "1999-01-01"})
    assert list(page.context["form"].errors) == ["next_date"]


def test_record_is_removed_by_sending_and_not_by_looking(officer: User, reader: User) -> None:
    row, event = acted(officer, "cat", "1998-08-26"), happened(officer, "review_held", "2001-05-01", "cat")
    urls = [
        reverse("mechanisms:remove_action", args=[row.pk]),
        reverse("mechanisms:remove_event", args=[event.pk]),
    ]
    assert_nothing_here(signed_in(reader), *urls)
    client = signed_in(officer)
    for url in urls:
        client.get(url)
    assert TreatyAction.objects.exists()
    for url in urls:
        assert client.post(url)["Location"] == "/treaties/XM/records/"
    assert not TreatyAction.objects.exists()
    assert not MechanismEvent.objects.exists()


def test_removal_that_is_refused_says_why(officer: User) -> None:
    reservation = acted(officer, "crc", "1994-01-01", "reservation")
    acted(officer, "crc", "2010-01-01", "withdrawal_of_reservation", withdraws=reservation)
    url = reverse("mechanisms:remove_action", args=[reservation.pk])
    page = signed_in(officer).post(url, follow=True).content.decode()
    assert "Remove the withdrawal first." in page


def test_obligation_is_settled_with_a_reason(officer: User) -> None:
    acted(officer, "cat", "1998-08-26")
    given = {"what": "another_day", "due_date": "2001-01-01", "reason": "Agreed with the Committee"}
    assert signed_in(officer).post(SETTLE, given)["Location"] == "/treaties/XM/calendar/"
    row = ObligationOverride.objects.get()
    assert (row.key, row.due_date, row.decided_by) == (KEY, date(2001, 1, 1), officer)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"what": "not_owed", "reason": " "}, "reason"),
        ({"what": "another_day", "reason": "So"}, "due_date"),
        ({"what": "not_owed", "due_date": "2001-01-01", "reason": "So"}, "due_date"),
        ({"reason": "So"}, "what"),
    ],
)
def test_settlement_that_is_not_whole_comes_back(officer: User, given: dict[str, str], field: str) -> None:
    acted(officer, "cat", "1998-08-26")
    page = signed_in(officer).post(SETTLE, given)
    assert list(page.context["form"].errors) == [field]
    assert not ObligationOverride.objects.exists()


def upload(data: bytes, name: str = "dates.csv") -> dict[str, object]:
    return {"file": SimpleUploadedFile(name, data, content_type="text/csv")}


def test_file_is_shown_row_by_row_before_anything_happens(officer: User) -> None:
    page = signed_in(officer).post(IMPORT, upload(DATES))
    assert (page.context["created"], page.context["updated"], page.context["unchanged"]) == (2, 0, 0)
    assert [change["row"] for change in page.context["changes"]] == [1, 2]
    assert not TreatyAction.objects.exists()


def test_second_step_takes_over_what_the_first_showed_and_again_nothing(officer: User) -> None:
    client = signed_in(officer)
    form = client.post(IMPORT, upload(DATES)).context["form"]
    second = {"content": form["content"].value(), "as_of": form["as_of"].value() or "", "confirmed": "yes"}
    assert client.post(IMPORT, second)["Location"] == "/treaties/"
    assert TreatyAction.objects.count() == 2
    again = client.post(IMPORT, upload(DATES))
    assert "Everything in this file is on record already" in again.content.decode()
    client.post(IMPORT, second)
    assert TreatyAction.objects.count() == 2


def test_name_of_the_file_tells_the_day_of_a_table_of_status(officer: User) -> None:
    page = signed_in(officer).post(IMPORT, upload(b"instrument,KZ\nCAT,state party 1998\n", "status_2022-08.csv"))
    assert page.context["form"]["as_of"].value() == "2022-08-31"
    assert page.context["created"] == 1


def test_list_that_is_cut_says_so(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hirz.regional.mechanisms.web.taking_in.SHOWN", 1)
    client = signed_in(officer)
    assert "The first 1 of 2 rows are listed." in client.post(IMPORT, upload(DATES)).content.decode()
    bad = b"4-9,Atlantis,,26 Aug 1998 a\n" * 3
    assert "The first 1 of 3 rows are listed." in client.post(IMPORT, upload(bad)).content.decode()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\x01", b"4-9,Atlantis,,26 Aug 1998 a\n", b"<html>"])
def test_damaged_file_says_what_is_wrong_and_offers_no_second_step(officer: User, data: bytes) -> None:
    page = signed_in(officer).post(IMPORT, upload(data)).content.decode()
    assert "Nothing can be imported from this file yet" in page
    assert "confirmed" not in page


def test_second_step_cannot_be_forged_for_a_state_that_is_not_theirs(officer: User) -> None:
    forged = {"content": "4-9,France,,18 Feb 1986\n", "as_of": "", "confirmed": "yes"}
    assert signed_in(officer).post(IMPORT, forged).status_code == 200
    assert not TreatyAction.objects.exists()


def test_no_file_is_asked_for(officer: User) -> None:
    assert "file" in signed_in(officer).post(IMPORT, {}).context["form"].errors
