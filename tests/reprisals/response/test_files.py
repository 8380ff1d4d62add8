"""Files of letters open with the unit of their case; those of before open too, and are moved."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.store import BlobMissing, BlobUnreadable, default_store, store_bytes
from hirz.foundation.keys.actions import rotate, shred, standing
from hirz.foundation.keys.chain import keys_at_hand
from hirz.reprisals.cases.models import Case
from hirz.reprisals.response.actions import draft_communication, plan_communication, send_communication
from hirz.reprisals.response.files import open_file
from hirz.reprisals.response.models import Communication

BEFORE = b"as it was sent"


@pytest.fixture
def letter(case: Case, desk: User) -> Communication:
    planned = plan_communication(case=case, kind="note_verbale", sender="ohchr_hq", language="en", named=False, by=desk)
    return send_communication(letter=draft_communication(letter=planned, by=desk), by=desk)


@pytest.fixture
def old_letter(letter: Communication) -> Communication:
    """As letters were kept before: its files sealed to the desk."""
    letter.opens_with = ""
    letter.docx_blob_id, letter.pdf_blob_id = (store_bytes(BEFORE + kind).id for kind in (b".docx", b".pdf"))
    letter.save()
    return Communication.objects.get(pk=letter.pk)


def content(letter: Communication, file_format: str) -> bytes:
    with keys_at_hand():
        file = open_file(Communication.objects.get(pk=letter.pk), file_format)
        assert file is not None
        with file:
            return file.read()


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_file_opens_with_its_case_and_not_with_the_desk(letter: Communication, file_format: str) -> None:
    assert (letter.reference or "") in content(letter, file_format).decode()
    blob_id = letter.docx_blob_id if file_format == "docx" else letter.pdf_blob_id
    with pytest.raises(BlobUnreadable):
        default_store().open_reader(str(blob_id))


def test_when_the_unit_is_shredded_no_file_opens(letter: Communication) -> None:
    shred(unit_id=letter.case_id)
    with pytest.raises(BlobUnreadable):
        content(letter, "pdf")


def test_file_of_before_opens_before_and_after_it_is_moved(
    old_letter: Communication, django_capture_on_commit_callbacks: object
) -> None:
    assert content(old_letter, "pdf") == BEFORE + b".pdf"
    assert standing().behind["letter"] == 1
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert list(rotate()) == ["letter"]
    assert standing().behind["letter"] == 0
    assert [content(old_letter, kind) for kind in ("docx", "pdf")] == [BEFORE + b".docx", BEFORE + b".pdf"]
    with pytest.raises(BlobMissing):
        default_store().open_reader(str(old_letter.pdf_blob_id))
    shred(unit_id=old_letter.case_id)
    with pytest.raises(BlobUnreadable):
        content(old_letter, "docx")


def test_one_file_that_does_not_open_holds_up_no_other(
    old_letter: Communication, case: Case, desk: User, caplog: pytest.LogCaptureFixture
) -> None:
    planned = plan_communication(case=case, kind="note_verbale", sender="ohchr_hq", language="en", named=False, by=desk)
    other = send_communication(letter=draft_communication(letter=planned, by=desk), by=desk)
    other.opens_with = ""
    other.save()  # its files open with a key that is nowhere any more
    assert list(rotate()) == ["letter"]
    assert standing().behind["letter"] == 1
    assert content(old_letter, "pdf") == BEFORE + b".pdf"
    assert str(other.pk) in caplog.text


def test_migration_undone_brings_files_back_to_the_desk(letter: Communication) -> None:
    before = content(letter, "pdf")
    undone = import_module("hirz.reprisals.response.migrations.0002_files_of_unit")
    undone.back_to_the_desk(apps, None)
    letter.refresh_from_db()
    for blob_id in (letter.docx_blob_id, letter.pdf_blob_id):
        with default_store().open_reader(str(blob_id)) as file:
            assert file.read() == before
