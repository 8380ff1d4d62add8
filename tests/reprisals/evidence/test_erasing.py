"""Evidence goes with whoever gave it, is shown in it, or sent what it came with; its place in the ledger stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.recounting import recount
from hirz.foundation.blobs.store import BlobMissing, BlobUnreadable, default_store
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.keys.models import Tombstone, UnitKey
from hirz.foundation.keys.sealed import Unreadable
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.recording import add_party
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.custody import Standing, chain, checked
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.evidence.seeing import sight
from hirz.reprisals.evidence.taking import Account, take_over
from hirz.reprisals.evidence.versions import Version
from hirz.reprisals.intake.models import ArrivedFile
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.erasing import erase_person
from hirz.reprisals.people.models import ConsentDecision, Person
from tests.reprisals.evidence.files import LETTER, added
from tests.reprisals.story import NAMES, TELLING

Make = Callable[[Case, User, Person, ArrivedFile], EvidenceItem]


def given(case: Case, by: User, person: Person, file: ArrivedFile) -> EvidenceItem:
    return added(case, by, given_by=person)


def shown(case: Case, by: User, person: Person, file: ArrivedFile) -> EvidenceItem:
    return added(case, by, shows=[person])


def brought(case: Case, by: User, person: Person, file: ArrivedFile) -> EvidenceItem:
    """Their consent arrived with the submission."""
    ConsentDecision.objects.create(
        person=person, scope="STATISTICS", state="GIVEN", given_by="self", arrived_with=file.submission_id,
        decided_at=file.arrived_at,
    )  # fmt: skip
    return take_over(case=case, file=file, account=Account("A street."), by=by)


@pytest.mark.parametrize("make", [given, shown, brought])
def test_item_is_erased_with_the_person(
    make: Make, case: Case, desk: User, lead: User, agreed: Person, file: ArrivedFile
) -> None:
    item = make(case, desk, agreed, file)
    erase_person(person=agreed, given_by="self", by=lead)
    with keys_at_hand():
        erased = EvidenceItem.objects.get(pk=item.pk)
        assert erased.erased_at is not None
        assert isinstance(erased.description, Unreadable)
        with pytest.raises(BlobUnreadable):
            Version(erased).open()
        assert sight(erased, desk).versions == ()
    assert not UnitKey.objects.filter(pk=item.pk).exists()
    assert Tombstone.objects.filter(pk=item.pk).exists()


def test_blobs_of_the_item_are_deleted(
    picture: EvidenceItem, lead: User, agreed: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:  # fmt: skip
    blobs = [picture.blob_id, picture.copies.get().blob_id]
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=agreed, given_by="self", by=lead)
    for blob in blobs:
        with pytest.raises(BlobMissing):
            default_store().open_reader(blob)


def test_chain_still_counts_its_lines_and_the_ledger_still_verifies(
    letter: EvidenceItem, lead: User, agreed: Person
) -> None:
    before = len(chain(letter))
    erase_person(person=agreed, given_by="self", by=lead)
    with keys_at_hand():
        found = checked(chain(EvidenceItem.objects.get(pk=letter.pk)))
    assert len(found) == before
    assert {line.standing for line in found} == {Standing.SHREDDED}
    assert recount().shredded >= before


def test_all_evidence_of_a_case_goes_with_what_was_written_on_it(
    case: Case, letter: EvidenceItem, desk: User, lead: User, agreed: Person
) -> None:
    """Nobody else is on the case for whom it would be kept."""
    nobody_s = added(case, desk)
    erase_person(person=agreed, given_by="self", by=lead)
    case.refresh_from_db()
    assert case.narrative_erased_at is not None
    assert not EvidenceItem.objects.filter(pk__in=[letter.pk, nobody_s.pk], erased_at__isnull=True).exists()


def test_evidence_of_others_stays_without_the_name_in_what_was_written_about_it(
    case: Case, desk: User, lead: User, office: Office, agreed: Person
) -> None:
    friend = enter_person(office=office, names=["Nodira Example"], by=desk)
    add_party(case=case, person=friend, role="victim", by=desk)
    kept = added(
        case, desk, given_by=friend, description=f"A letter to {NAMES[1]}, in her room.", reliability=f"{NAMES[0]} صدقت"
    )
    erase_person(person=agreed, given_by="self", by=lead)
    with keys_at_hand():
        left = EvidenceItem.objects.get(pk=kept.pk)
        assert left.erased_at is None
        assert left.description == "A letter to █████, in her room."
        assert not [word for word in TELLING if word in left.reliability.lower()]
        assert Version(left).read() == LETTER
