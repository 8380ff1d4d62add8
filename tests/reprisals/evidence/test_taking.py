"""Evidence comes from a submission or from an officer; the original stays as it was, and nothing is lost."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image
from pytest_django import Settings

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.taking import Account, FileOfAnotherCase, PersonOfAnotherCase, TakenAlready, take_over
from hirz.reprisals.evidence.versions import Version
from hirz.reprisals.intake.models import ArrivedFile
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person
from tests.reprisals.evidence.files import LETTER, PROGRAM, added, photograph

SHOWS = Account("The street of her house.")


def events(item: EvidenceItem) -> list[str]:
    return list(item.custody.order_by("entry_id").values_list("event", flat=True))


def test_added_file_is_kept_as_it_came_with_a_copy_without_hidden_data(picture: EvidenceItem) -> None:
    assert Version(picture).read() == photograph()
    copy = picture.copies.get()
    opened = Image.open(io.BytesIO(Version(picture, copy).read()))
    assert not opened.getexif()
    assert events(picture) == ["RECEIVED", "STRIPPED"]


def test_item_has_a_key_of_its_own(letter: EvidenceItem) -> None:
    assert UnitKey.objects.get(pk=letter.pk).kind == "evidenceitem"


def test_nothing_of_it_lies_in_clear_on_the_disk(picture: EvidenceItem, settings: Settings) -> None:
    lying = b"".join(path.read_bytes() for path in Path(settings.HIRZ_BLOBS_DIR).rglob("*") if path.is_file())
    assert lying
    assert b"taken by Salma" not in lying
    assert b"JFIF" not in lying


def test_file_of_a_submission_becomes_evidence_without_another_container(
    case: Case, file: ArrivedFile, desk: User, settings: Settings
) -> None:
    blobs = Path(settings.HIRZ_BLOBS_DIR)
    before = {path for path in blobs.rglob("*") if path.is_file()}
    item = take_over(case=case, file=file, account=SHOWS, by=desk)
    more = {path for path in blobs.rglob("*") if path.is_file()} - before
    assert item.blob_id == file.blob_id
    assert [path.name for path in more] == [str(item.copies.get().blob_id)]
    assert Version(item).read() == photograph()
    assert item.name == "street.jpg"


def test_file_is_taken_once_for_a_case(case: Case, file: ArrivedFile, desk: User) -> None:
    take_over(case=case, file=file, account=SHOWS, by=desk)
    with pytest.raises(TakenAlready):
        take_over(case=case, file=file, account=SHOWS, by=desk)


def test_file_of_another_case_is_refused(office: Office, file: ArrivedFile, desk: User) -> None:
    other = open_case(office=office, state_concerned="XM", language="en", by=desk)
    with pytest.raises(FileOfAnotherCase):
        take_over(case=other, file=file, account=SHOWS, by=desk)


def test_giver_who_is_not_of_the_case_is_refused(case: Case, office: Office, desk: User) -> None:
    stranger = enter_person(office=office, names=["Nodira"], by=desk)
    with pytest.raises(PersonOfAnotherCase):
        added(case, desk, given_by=stranger)
    assert not EvidenceItem.objects.exists()


def test_evidence_without_a_description_is_refused(case: Case, desk: User) -> None:
    with pytest.raises(ValidationError):
        added(case, desk, description="  ")


def test_what_could_do_harm_is_kept_in_quarantine_with_its_reason(case: Case, desk: User) -> None:
    item = added(case, desk, PROGRAM, "photo.jpg")
    assert item.quarantine == ["EXECUTABLE"]
    assert events(item) == ["QUARANTINED"]
    assert not item.copies.exists()
    assert Version(item).read() == PROGRAM


def test_description_date_and_giver_are_kept(letter: EvidenceItem, victim: Person) -> None:
    kept = EvidenceItem.objects.get(pk=letter.pk)
    assert (kept.description, kept.given_by, kept.obtained_date) == ("A summons to the police.", victim, "2026-05")
    assert Version(kept).read() == LETTER


def test_whoever_only_clears_adds_nothing(case: Case, clearer: User) -> None:
    with pytest.raises(AccessDenied):
        added(case, clearer)
