"""Extracts and paragraphs go when somebody they speak of is erased; what is published stays published."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from hirz.foundation.accounts.models import User
from hirz.foundation.blobs.store import BlobMissing, BlobUnreadable, default_store, store_bytes
from hirz.foundation.keys import actions as keys
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.erasing import erase_person
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.actions import edit_paragraph, send_for_comment
from hirz.reprisals.reporting.files import open_extract
from hirz.reprisals.reporting.models import ReportEntry, StateExtract
from tests.reprisals.story import give_consent

BEFORE = b"as it went to the State"


@pytest.fixture(autouse=True)
def tombstones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is erased here is not erased again in tests that come after."""
    monkeypatch.setattr(keys, "_tombstone_file", lambda: tmp_path / "tombstones")


@pytest.fixture
def kept(drafted: ReportEntry, desk: User) -> StateExtract:
    return send_for_comment(entry=drafted, by=desk).kept


@pytest.fixture
def friend(case: Case, office: Office, desk: User) -> Person:
    """Another victim, for whom the case stays."""
    person = enter_person(office=office, names=["Tamara Ilieva"], by=desk)
    give_consent(person, desk)
    add_party(case=case, person=person, role="victim", by=desk)
    return person


def content(extract: StateExtract) -> bytes:
    with keys_at_hand(), open_extract(StateExtract.objects.get(pk=extract.pk)) as file:
        return file.read()


def test_extract_opens_with_its_case_and_not_with_the_desk(kept: StateExtract) -> None:
    assert content(kept)
    with pytest.raises(BlobUnreadable):
        default_store().open_reader(kept.blob_id)
    keys.shred(unit_id=kept.entry.case_id)
    with pytest.raises(BlobUnreadable):
        content(kept)


def test_extract_of_before_opens_before_and_after_it_is_moved(kept: StateExtract) -> None:
    blob = store_bytes(BEFORE)
    kept.opens_with, kept.blob_id, kept.sha256 = "", blob.id, blob.sha256
    kept.save()
    assert content(kept) == BEFORE
    assert list(keys.rotate()) == ["extract"]
    assert content(kept) == BEFORE
    assert keys.standing().behind["extract"] == 0
    keys.shred(unit_id=kept.entry.case_id)
    with pytest.raises(BlobUnreadable):
        content(kept)


def test_migration_undone_brings_extracts_back_to_the_desk(kept: StateExtract) -> None:
    before = content(kept)
    undone = import_module("hirz.reprisals.reporting.migrations.0002_files_of_unit")
    undone.back_to_the_desk(apps, None)
    with default_store().open_reader(StateExtract.objects.get(pk=kept.pk).blob_id, sha256=kept.sha256) as file:
        assert file.read() == before


def test_with_the_last_person_of_the_case_its_extracts_go(
    kept: StateExtract, agreed: Person, lead: User, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        erase_person(person=agreed, given_by="self", by=lead)
    with pytest.raises(BlobMissing):
        default_store().open_reader(kept.blob_id)
    assert StateExtract.objects.get(pk=kept.pk).sha256 == kept.sha256


def test_paragraph_that_names_who_was_erased_is_emptied_and_the_other_stays(
    drafted: ReportEntry, agreed: Person, friend: Person, desk: User, lead: User
) -> None:
    edit_paragraph(entry=drafted, language="en", text="Mrs Zahrawi was held.", by=desk)
    erase_person(person=agreed, given_by="self", by=lead)
    with keys_at_hand():
        texts = {p.language: p.text for p in ReportEntry.objects.get(pk=drafted.pk).paragraphs.all()}
    assert texts["en"] == ""
    assert texts["ar"]
    assert not [m for m in Redraft.objects.get().mentions if m["record"].startswith("reporting")]


def test_words_about_an_entry_are_among_what_is_written_anew(
    drafted: ReportEntry, agreed: Person, friend: Person, lead: User
) -> None:
    drafted.reason = "Mrs Zahrawi agreed to it."
    drafted.save()
    erase_person(person=agreed, given_by="self", by=lead)
    places = {(m["record"], m["column"]) for m in Redraft.objects.get().mentions}
    assert ("reporting.reportentry", "reason") in places
