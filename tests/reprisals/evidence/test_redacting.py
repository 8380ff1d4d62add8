"""Redaction makes a new file that has to be looked at; who does not handle evidence sees nothing else."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence import redaction
from hirz.reprisals.evidence.custody import ReasonMissing
from hirz.reprisals.evidence.models import EvidenceItem, WorkingCopy
from hirz.reprisals.evidence.seeing import sight
from hirz.reprisals.evidence.versions import Version
from tests.reprisals.evidence.files import LETTER, PROGRAM, WORDS, accepted, added, document, redacted


def test_phrases_are_gone_from_the_copy_and_not_from_the_original(letter: EvidenceItem, desk: User) -> None:
    copy = redacted(letter, desk)
    assert "Salma" not in Version(letter, copy).read().decode()
    assert Version(letter).read() == LETTER
    assert (copy.made_from, copy.how) == (None, {"phrases": ["Salma Al-Zahrawi"]})


def test_areas_of_a_picture_are_black(picture: EvidenceItem, desk: User) -> None:
    version = Version(picture, picture.copies.get())
    copy = redaction.redact_areas(version=version, areas="1-14", columns=12, reason="A face.", by=desk)
    image = Image.open(io.BytesIO(Version(picture, copy).read())).convert("RGB")
    assert image.getpixel((5, 5)) == (0, 0, 0)
    assert image.getpixel((200, 100)) == (255, 255, 255)
    assert copy.made_from == version.copy


def test_redacted_pdf_has_no_text_under_the_black(case: Case, desk: User) -> None:
    item = added(case, desk, document(), "summons.pdf")
    copy = redaction.redact_areas(version=Version(item), areas="2: 1-144", columns=12, reason="Names.", by=desk)
    with pypdfium2.PdfDocument(Version(item, copy).read()) as made:
        assert "".join(page.get_textpage().get_text_range() for page in made) == ""
    with pypdfium2.PdfDocument(Version(item).read()) as original:
        assert original[0].get_textpage().get_text_range().strip() == WORDS


def test_copy_redacted_again_says_from_which_it_came(letter: EvidenceItem, desk: User) -> None:
    first = redacted(letter, desk)
    second = redaction.redact_phrases(version=Version(letter, first), phrases="Monday", reason="The day.", by=desk)
    assert second.made_from == first
    assert "Monday" not in Version(letter, second).read().decode()
    assert "Salma" not in Version(letter, second).read().decode()


@pytest.mark.parametrize(("areas", "line"), [("face", 1), ("1-2\n9-", 2), ("1-5000", 0), ("2: 1", 0)])
def test_areas_that_are_not_there_are_refused(picture: EvidenceItem, desk: User, areas: str, line: int) -> None:
    with pytest.raises(redaction.AreasUnclear) as refused:
        redaction.redact_areas(version=Version(picture), areas=areas, columns=12, reason="A face.", by=desk)
    assert refused.value.line == line
    assert picture.copies.count() == 1


def test_phrase_that_does_not_stand_there_makes_no_copy(letter: EvidenceItem, desk: User) -> None:
    with pytest.raises(redaction.PhrasesNotFound) as refused:
        redacted(letter, desk, "Salma", "Nodira")
    assert refused.value.lines == (2,)
    assert not letter.copies.exists()


def test_redacting_needs_its_reason(letter: EvidenceItem, desk: User) -> None:
    with pytest.raises(ReasonMissing):
        redaction.redact_phrases(version=Version(letter), phrases="Salma", reason=" ", by=desk)
    assert not letter.copies.exists()


def test_what_cannot_be_drawn_or_lies_in_quarantine_is_not_redacted(case: Case, desk: User) -> None:
    harmful = added(case, desk, PROGRAM, "photo.jpg")
    with pytest.raises(redaction.NotRedactable):
        redaction.redact_areas(version=Version(harmful), areas="1", columns=12, reason="A face.", by=desk)


def test_copy_is_reviewed_once(letter: EvidenceItem, desk: User) -> None:
    copy = accepted(letter, desk)
    assert (copy.accepted_by, copy.awaits_review) == (desk, False)
    with pytest.raises(redaction.ReviewedAlready):
        redaction.discard(copy=copy, reason="Too late.", by=desk)


def test_discarding_says_why_and_takes_the_copy_out_of_sight(letter: EvidenceItem, desk: User) -> None:
    copy = redacted(letter, desk)
    with pytest.raises(ReasonMissing):
        redaction.discard(copy=copy, reason="", by=desk)
    redaction.discard(copy=copy, reason="The address still shows.", by=desk)
    assert [version.copy for version in sight(fresh(letter), desk).versions] == [None]


def test_guest_sees_accepted_redactions_and_nothing_else(letter: EvidenceItem, desk: User, guest: User) -> None:
    assert sight(fresh(letter), guest).versions == ()
    redacted(letter, desk, "Monday")
    assert sight(fresh(letter), guest).versions == ()
    copy = accepted(letter, desk)
    seen = sight(fresh(letter), guest)
    assert [version.copy for version in seen.versions] == [copy]
    with pytest.raises(AccessDenied):
        seen.version(letter.pk)


def test_guest_makes_and_accepts_nothing(letter: EvidenceItem, desk: User, guest: User) -> None:
    copy = redacted(letter, desk)
    with pytest.raises(AccessDenied):
        redacted(letter, guest)
    with pytest.raises(AccessDenied):
        redaction.accept(copy=copy, by=guest)


def test_whoever_handles_evidence_opens_nothing_in_quarantine_but_may_let_it_leave(case: Case, desk: User) -> None:
    seen = sight(fresh(added(case, desk, PROGRAM, "photo.jpg")), desk)
    assert seen.versions == ()
    assert [version.copy for version in seen.leaving] == [None]


def test_copy_that_nobody_accepted_may_not_leave(letter: EvidenceItem, desk: User) -> None:
    redacted(letter, desk)
    assert [version.copy for version in sight(fresh(letter), desk).leaving] == [None]


def fresh(item: EvidenceItem) -> EvidenceItem:
    return EvidenceItem.objects.get(pk=item.pk)


def test_copies_of_one_item_are_not_those_of_another(letter: EvidenceItem, picture: EvidenceItem, desk: User) -> None:
    assert WorkingCopy.objects.filter(item=letter).count() == 0
    assert {version.item for version in sight(fresh(picture), desk).versions} == {picture}
