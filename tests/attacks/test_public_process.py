"""Somebody has taken over the public server: its keys, its place in the database. What does it give them?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.rings import NothingToOpenWith, desk_pair, ring
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.files import open_original
from hirz.reprisals.intake.models import Submission, Untaken
from hirz.reprisals.intake.receipts import Receipt, parse, shown
from hirz.reprisals.intake.taking_in import take_in
from hirz.reprisals.intake.triage import send_message
from tests.faces.public import journey
from tests.faces.public.conftest import (  # noqa: F401 - fixtures
    in_the_database_as_public,
    public_client,
    public_face,
)
from tests.reprisals.intake.arriving import drafted

READ_BY_EVERYBODY = {"offices_office"}


@pytest.fixture(autouse=True)
def _in_public(public_face: None) -> None:  # noqa: F811
    pass


def rows(question: str, *given: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, given)
        return list(cursor.fetchall())


def test_no_table_of_content_can_be_read(office: Office) -> None:
    tables = set(connection.introspection.table_names()) - READ_BY_EVERYBODY
    assert len(tables) > 40
    for table in tables:
        for asked in ("*", "1", "count(*)"):
            question = f"select {asked} from {connection.ops.quote_name(table)}"  # noqa: S608 - from the catalogue
            with in_the_database_as_public(), pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
                rows(question)


def test_columns_that_can_be_read_are_those_of_the_offices(office: Office) -> None:
    readable = rows(
        "select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped"
        " and has_column_privilege('hirz_public', c.oid, a.attnum, 'select')"
    )
    assert {table for table, _column in readable} == READ_BY_EVERYBODY


def test_nothing_can_be_changed_or_deleted_in_any_table(office: Office) -> None:
    able = rows(
        "select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'"
        " and (has_table_privilege('hirz_public', c.oid, 'update, delete, truncate')"
        "  or has_any_column_privilege('hirz_public', c.oid, 'update'))"
    )
    assert able == []


def test_inboxes_cannot_be_found_by_going_through_the_digits(public_client: Client) -> None:  # noqa: F811
    """Eight digits are gone through in hours: without the rest of the receipt they tell only that they are taken."""
    submission = journey.sent(public_client)
    receipt = parse(journey.receipt_of(public_client))
    wrong = shown(Receipt(receipt.locator, receipt.secret[::-1]))
    with in_the_database_as_public():
        assert rows("select hirz_locator_taken(%s)", receipt.locator) == [(True,)]
        assert rows("select id from hirz_door(%s, %s)", receipt.locator, wrong) == []
        assert rows("select id from hirz_door(%s, '')", receipt.locator) == []
        assert rows("select id from hirz_door(%s, %s)", receipt.locator, shown(receipt)) == [(submission.pk,)]


def test_functions_that_answer_for_another_have_a_search_path_of_their_own(office: Office) -> None:
    definers = rows(
        "select p.proname, p.proconfig from pg_proc p"
        " where p.pronamespace = 'public'::regnamespace and p.prosecdef and p.proname like 'hirz%%'"
    )
    assert len(definers) > 10
    for name, configured in definers:
        assert any(str(setting).startswith("search_path=pg_catalog") for setting in configured or ()), name


def test_staff_only_question_is_not_answered(office: Office) -> None:
    with in_the_database_as_public(), pytest.raises(ProgrammingError), transaction.atomic():
        rows("select hirz_anything_waits()")


MESSAGE_OF_OURS = """
    insert into intake_message (id, submission_id, direction, body, sent_at, sent_by_id)
    values (gen_random_uuid(), gen_random_uuid(), 'TO_SUBMITTER', 'x', now(), %s)
"""
ACT_OF_STAFF = """
    insert into audit_entry (at, actor_kind, actor_id, verb, subject_type, subject_id, detail, leaf_hash)
    values (now(), 'STAFF', %s, 'X', 'x', gen_random_uuid(), '{}', decode(repeat('00', 32), 'hex'))
"""


@pytest.mark.parametrize("forged", [MESSAGE_OF_OURS, ACT_OF_STAFF], ids=["message", "act"])
def test_nothing_can_be_left_in_the_name_of_staff(forged: str, office: Office, intake: User) -> None:
    with in_the_database_as_public(), pytest.raises(ProgrammingError, match="row-level"), transaction.atomic():
        connection.cursor().execute(forged, [intake.pk])


def test_keys_at_hand_open_nothing(office: Office, settings: Settings) -> None:
    assert sorted(path.name for path in Path(django_settings.HIRZ_KEYS_DIR).iterdir()) == ["public.json"]
    for asked in (ring, desk_pair):
        with pytest.raises(NothingToOpenWith):
            asked()


@pytest.mark.parametrize("layout", ["among the keys of the staff", "alone"])
def test_process_is_pointed_at_the_folder_of_public_keys(layout: str, tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    given = tmp_path if layout == "among the keys of the staff" else folder
    asked = "from hirz.config.settings import public; print(public.HIRZ_OPENS, public.HIRZ_KEYS_DIR)"
    environment = {**os.environ, "HIRZ_KEYS_DIR": str(given), "PYTHONPATH": os.pathsep.join(sys.path)}
    environment |= {"HIRZ_DEMO": "0", "HIRZ_SECRET_KEY": "x" * 50}
    said = subprocess.run([sys.executable, "-c", asked], env=environment, capture_output=True, check=True, text=True)  # noqa: S603
    assert said.stdout.split() == ["False", str(folder)]


def test_whole_job_of_the_public_face_needs_no_more(public_client: Client, intake: User) -> None:  # noqa: F811
    """As hirz_public, with public keys only: a submission with a file, the inbox, messages both ways, a withdrawal."""
    journey.fill_in(public_client)
    picture = journey.file("note.txt", b"What I saw.\n")
    public_client.post("/ar/submit/files/", {"uploads": [picture]})
    journey.send(public_client)
    receipt = journey.receipt_of(public_client)
    with journey.at_the_desk():
        submission = Submission.objects.get()
        assert Untaken.objects.filter(submission=submission, answer=None).count() == 1
        take_in()
        assert submission.deadlines.exists()
        send_message(submission=submission, body="قرأنا رسالتك", by=intake)
        with open_original(submission.files.get()) as original:
            assert original.read() == b"What I saw.\n"
    public_client.post("/ar/inbox/", {"receipt": receipt})
    assert "قرأنا رسالتك" in public_client.get("/ar/inbox/").content.decode()
    public_client.post("/ar/inbox/write/", {"body": "شكراً", "key": "k"})
    assert "شكراً" in public_client.get("/ar/inbox/").content.decode()
    public_client.post("/ar/inbox/withdraw/all/")
    with journey.at_the_desk():
        assert [message.body for message in submission.messages.order_by("sent_at")] == ["قرأنا رسالتك", "شكراً"]
        assert Untaken.objects.exists()
        take_in()
        assert not Untaken.objects.exists()


def test_draft_of_another_is_neither_changed_nor_deleted_without_its_token(office: Office) -> None:
    drafted()
    with in_the_database_as_public():
        for question in ("select hirz_discard_draft('')", "select hirz_hand_over('', gen_random_uuid())"):
            rows(question)
    assert rows("select count(*) from intake_draft") == [(1,)]
