"""Tables of partners on their pages, and the form on paper for a meeting."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions.meetings import record_promise
from hirz.regional.partners.sheets import table_out
from hirz.rules.layers import Layer
from tests.counting import asks
from tests.foundation.workbooks import filled_in
from tests.regional.contributors import make_contributor
from tests.regional.partners.conftest import does
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
TABLES, PAPER = "/partners/tables/", "/partners/meetings/paper/"
DOING, PROMISES = f"{TABLES}who-does-what-where", f"{TABLES}promises"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, officer: User) -> None:
    client = signed_in(officer, language=language)
    for address in (TABLES, f"{DOING}/take-in/", f"{PROMISES}/take-in/", PAPER):
        assert_good_page(client, address)


def test_table_is_sent_on_record_and_shown_before_it_is_taken_in(entity: Organisation, officer: User) -> None:
    does(entity, officer)
    client = signed_in(officer)
    data = b"".join(client.get(f"{DOING}.xlsx").streaming_content)  # type: ignore[attr-defined]
    assert Entry.objects.filter(verb="PARTNER_TABLE_LEFT", actor=officer).count() == 1
    data = filled_in(data, 2, {"town": "Zafiramoonville", "from_date": "2026-13-01"})
    shown = assert_good_page(client, f"{DOING}/take-in/", file=SimpleUploadedFile("t.xlsx", data))
    assert "Row 2: First day is no day; write 2026-05-14" in shown


def test_promises_that_a_table_brings_to_the_page_are_read_on_record(society: Organisation, officer: User) -> None:
    record_promise(
        state_code="KG", layer=Layer.INTERNAL, by=officer, promised_by=society, text="List 1",
        made_date=date(2026, 1, 1),
    )  # fmt: skip
    data = filled_in(table_out(kind="promises", by=officer), 2, {"text": "List 2"})
    reads = Entry.objects.filter(verb="READ_PROMISES", actor=officer)
    assert not reads.exists()
    shown = assert_good_page(signed_in(officer), f"{PROMISES}/take-in/", file=SimpleUploadedFile("t.xlsx", data))
    assert "List 1" in shown
    assert reads.exists()


def test_contributors_find_the_tables_that_are_theirs(entity: Organisation, advocate: User, clerk: User) -> None:
    speaker = signed_in(make_contributor("speaker", entity))
    page = assert_good_page(speaker, TABLES)
    assert DOING in page
    assert PROMISES not in page
    assert_nothing_here(speaker, f"{PROMISES}.xlsx", f"{PROMISES}/take-in/", PAPER)
    assert_nothing_here(signed_in(advocate), f"{DOING}.xlsx", f"{DOING}/take-in/", PAPER)
    assert_nothing_here(signed_in(clerk), TABLES, f"{DOING}.xlsx", f"{PROMISES}.xlsx", PAPER)


def test_tables_cost_the_same_however_long_they_are(entity: Organisation, society: Organisation, officer: User) -> None:
    def more(number: int) -> None:
        does(entity, officer, title=f"Wells {number}")
        record_promise(
            state_code="KG", layer=Layer.INTERNAL, by=officer, promised_by=society, text=f"List {number}",
            made_date=date(2026, 1, 1),
        )  # fmt: skip

    more(0)
    for kind in ("who-does-what-where", "promises"):
        with asks(lambda count: True, "any") as first:
            table_out(kind=kind, by=officer)
        for number in range(3):
            more(number)
        with asks(lambda count: True, "any") as second:
            table_out(kind=kind, by=officer)
        assert len(second) <= len(first)


@pytest.mark.parametrize("language", ["ar", "en", "fr", "ru"])
def test_meeting_is_printed_in_the_language_that_is_asked_for(language: str, officer: User) -> None:
    shown = assert_good_page(signed_in(officer), f"{PAPER}?language={language}")
    assert f'<html lang="{language}"' in shown
