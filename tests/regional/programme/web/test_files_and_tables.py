"""Files of activities, tables that are filled in, and slips on paper."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.keys.models import UnitKey
from hirz.regional.organisations.filing import share_file
from hirz.regional.programme.actions.doing import change_activity, share_activity
from hirz.regional.programme.models import Activity, ActivityFile, Cycle, Indicator
from hirz.regional.programme.sheets import SHEETS, table_out
from hirz.rules.layers import Layer
from tests.counting import asks
from tests.foundation.workbooks import filled_in
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.files import PDF, TITLE, content_of, told
from tests.regional.programme.conftest import make_activity, value_of
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db


def page(activity: Activity) -> str:
    return reverse("programme:activity", args=[activity.pk])


def kept(activity: Activity, by: User, layer: str = "INTERNAL") -> ActivityFile:
    assert signed_in(by).post(f"{page(activity)}files/add/", told(layer=layer)).status_code == 302
    return ActivityFile.objects.latest("entered_at")


def url(row: ActivityFile, name: str = "file") -> str:
    return reverse(f"programme:{name}", args=[row.pk])


def test_file_is_kept_shown_given_out_and_erased(activity: Activity, officer: User) -> None:
    row, client = kept(activity, officer), signed_in(officer)
    assert content_of(row) == PDF
    assert TITLE in assert_good_page(client, page(activity))
    assert b"".join(client.get(url(row)).streaming_content) == PDF  # type: ignore[attr-defined]
    assert Entry.objects.filter(verb="READ_RECORD_FILE", subject_id=row.pk).count() == 1
    client.post(url(row, "erase_file"))
    assert not ActivityFile.objects.exists()
    assert not UnitKey.objects.filter(pk=row.pk).exists()


def test_file_that_is_refused_loses_nothing_that_was_typed(activity: Activity, officer: User) -> None:
    answer = signed_in(officer).post(f"{page(activity)}files/add/", told(b"MZ" + bytes(100), layer="PARTNERS"))
    assert TITLE in answer.content.decode()
    assert not ActivityFile.objects.exists()


def test_file_is_published_by_whoever_validates(activity: Activity, officer: User, desk_of_country: User) -> None:
    answer = signed_in(desk_of_country).post(f"{page(activity)}files/add/", told(layer="PUBLIC"))
    assert answer.status_code == 404 or not ActivityFile.objects.exists()
    row = kept(activity, desk_of_country)
    share_file(row=row, layer=Layer.PUBLIC, by=officer)
    row.refresh_from_db()
    assert row.layer == Layer.PUBLIC


def test_contributor_is_given_what_is_shared_with_their_side(public: Activity, officer: User) -> None:
    row = kept(public, officer)
    partner = make_contributor("partner", make_organisation("Lanterns", kind="civil_society"))
    minister = make_contributor("minister", make_organisation("Mirrors"))
    assert TITLE not in assert_good_page(signed_in(partner), page(public))
    assert_nothing_here(signed_in(partner), url(row))
    share_file(row=row, layer=Layer.PARTNERS, by=officer)
    assert TITLE in assert_good_page(signed_in(partner), page(public))
    assert b"".join(signed_in(partner).get(url(row)).streaming_content) == PDF  # type: ignore[attr-defined]
    assert_nothing_here(signed_in(minister), url(row))
    share_activity(activity=public, layer=Layer.INTERNAL, by=officer)
    assert_nothing_here(signed_in(partner), url(row))


def test_officer_of_another_state_finds_no_file(activity: Activity, officer: User, elsewhere: User) -> None:
    row = kept(activity, officer)
    assert_nothing_here(signed_in(elsewhere), url(row), url(row, "share_file"), f"{page(activity)}files/add/")


def test_page_costs_the_same_however_many_files_there_are(activity: Activity, officer: User) -> None:
    client = signed_in(officer)
    kept(activity, officer)
    with asks(lambda count: True, "any") as first:
        client.get(page(activity))
    for _ in range(3):
        kept(activity, officer)
    with asks(lambda count: count <= len(first), "as with one file"):
        client.get(page(activity))


@pytest.mark.parametrize("kind", SHEETS)
def test_table_is_previewed_and_taken_in(
    kind: str, cycle: Cycle, activity: Activity, indicator: Indicator, officer: User
) -> None:
    value_of(indicator, officer)
    client = signed_in(officer)
    tables = reverse("programme:tables", args=[cycle.pk])
    assert_good_page(client, tables)
    data = b"".join(client.get(f"{tables}{kind}.xlsx").streaming_content)  # type: ignore[attr-defined]
    assert load_workbook(io.BytesIO(data)).sheetnames[0] == kind
    shown = client.post(f"{tables}{kind}/take-in/", {"file": SimpleUploadedFile("t.xlsx", data)}).content.decode()
    assert "The table changes nothing" in shown


def test_conflict_is_shown_with_both_values(cycle: Cycle, activity: Activity, officer: User) -> None:
    data = filled_in(table_out(kind="activities", cycle=cycle, by=officer), 2, {"place": "Zafiramoonville"})
    activity.place = "Naryn"
    change_activity(activity=activity, by=officer)
    client, address = signed_in(officer), reverse("programme:take_in", args=[cycle.pk, "activities"])
    shown = client.post(address, {"file": SimpleUploadedFile("t.xlsx", data)}).content.decode()
    assert "Zafiramoonville" in shown
    assert "Naryn" in shown
    content = shown.split('name="content" value="')[1].split('"')[0]
    client.post(address, {"content": content, "confirmed": "1"})
    activity.refresh_from_db()
    assert activity.place == "Naryn"
    client.post(address, {"content": content, "confirmed": "1", f"decided-{activity.pk}": "on"})
    activity.refresh_from_db()
    assert activity.place == "Zafiramoonville"


def test_table_with_faults_tells_them_by_line(cycle: Cycle, activity: Activity, officer: User) -> None:
    data = filled_in(table_out(kind="activities", cycle=cycle, by=officer), 2, {"from_date": "soon", "kind": "dance"})
    address = reverse("programme:take_in", args=[cycle.pk, "activities"])
    shown = assert_good_page(signed_in(officer), address, file=SimpleUploadedFile("t.xlsx", data))
    assert "Row 2" in shown
    assert "First day is no day; write 2026-05-14" in shown


def test_file_that_is_no_table_is_refused(cycle: Cycle, officer: User) -> None:
    address = reverse("programme:take_in", args=[cycle.pk, "values"])
    shown = assert_good_page(signed_in(officer), address, file=SimpleUploadedFile("t.xlsx", b"PK\x03\x04"))
    assert "This is none of the tables that are downloaded here, or it is damaged." in shown


def test_reader_and_unknown_kind_find_no_table(cycle: Cycle, reader: User, officer: User) -> None:
    tables = reverse("programme:tables", args=[cycle.pk])
    assert_nothing_here(signed_in(reader), tables, f"{tables}values.xlsx", f"{tables}values/take-in/")
    assert_nothing_here(signed_in(officer), f"{tables}people.xlsx", f"{tables}people/take-in/")


@pytest.fixture
def several(cycle: Cycle, activity: Activity, officer: User) -> Callable[[], None]:
    def more() -> None:
        for number in range(4):
            make_activity(activity.result, officer, title=f"Activity {number}")

    return more


def test_table_costs_the_same_however_long_it_is(cycle: Cycle, several: Callable[[], None], officer: User) -> None:
    with asks(lambda count: True, "any") as first:
        table_out(kind="activities", cycle=cycle, by=officer)
    several()
    with asks(lambda count: count <= len(first), "as with one row"):
        table_out(kind="activities", cycle=cycle, by=officer)


@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru"])
def test_slips_are_printed_in_the_language_that_is_asked_for(language: str, activity: Activity, officer: User) -> None:
    shown = assert_good_page(signed_in(officer), f"{page(activity)}paper/?language={language}&slips=2")
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in shown
    assert shown.count(activity.title) >= 2


def test_slips_ask_nobody_to_guess(activity: Activity, officer: User) -> None:
    shown = assert_good_page(signed_in(officer), f"{page(activity)}paper/?language=en&slips=1")
    assert "Prefer not to say" in shown
    assert "Not known" not in shown


def test_slips_are_of_the_office(activity: Activity, reader: User, elsewhere: User) -> None:
    for user in (reader, elsewhere):
        assert_nothing_here(signed_in(user), f"{page(activity)}paper/")


@pytest.mark.parametrize("slips", ["9" * 5_000, "-1", "٢", "two"])
def test_number_of_slips_that_cannot_be_read_is_not_counted(slips: str, activity: Activity, officer: User) -> None:
    assert_good_page(signed_in(officer), f"{page(activity)}paper/?language=en&slips={slips}")
