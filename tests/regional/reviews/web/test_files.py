"""Files of reviews, visits and communications: taken in sealed, shared by layer, given out on record, destroyed."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Model
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.blobs.store import BlobMissing, default_store
from hirz.foundation.keys.models import UnitKey
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations.filing import share_file
from hirz.regional.reviews.models import Communication, ReviewDocument, ReviewFile, Visit
from hirz.rules.layers import Layer
from tests.engines.files import samples
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.files import PDF, TITLE, content_of, told
from tests.regional.reviews.conftest import upr
from tests.regional.reviews.web.test_pages import documented, sent, visited
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

Kept = ReviewDocument | Visit | Communication
pytestmark = pytest.mark.django_db


def add_url(record: Kept) -> str:
    names = {ReviewDocument: "document", Visit: "visit", Communication: "communication"}
    return reverse(f"reviews:add_{names[type(record)]}_file", args=[record.pk])


def url(row: ReviewFile, name: str = "file") -> str:
    return reverse(f"reviews:{name}", args=[row.pk])


@pytest.fixture
def document(officer: User) -> ReviewDocument:
    return documented(upr(officer), officer, kind="working_group_report")


@pytest.fixture
def partner() -> User:
    return make_contributor("partner", make_organisation("Lanterns", kind="civil_society", state_code="XM"))


@pytest.fixture
def minister() -> User:
    return make_contributor("minister", make_organisation("Mirrors", kind="ministry", state_code="XM"))


def kept(record: Kept, by: User, layer: str = "INTERNAL") -> ReviewFile:
    answer = signed_in(by).post(add_url(record), told(layer=layer))
    assert answer.status_code == 302
    return ReviewFile.objects.get()


def test_file_of_each_record_is_kept_shown_and_given_out_on_record(officer: User, document: ReviewDocument) -> None:
    visit, letter, client = visited(officer), sent(officer), signed_in(officer)
    pages: tuple[tuple[Kept, str, Model], ...] = (
        (document, "one", document.review), (visit, "visit", visit), (letter, "communication", letter),
    )  # fmt: skip
    for record, name, whole in pages:
        client.post(add_url(record), told())
        row = ReviewFile.objects.latest("entered_at")
        assert row.record == record
        assert TITLE in assert_good_page(client, reverse(f"reviews:{name}", args=[whole.pk]))
        answer = client.get(url(row))
        assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
        assert answer["Content-Disposition"] == 'attachment; filename="agenda.pdf"'
        assert Entry.objects.filter(verb="READ_RECORD_FILE", subject_id=row.pk).count() == 1


def test_file_that_does_not_open_leads_back_and_says_why(officer: User, document: ReviewDocument) -> None:
    client = signed_in(officer)
    client.post(add_url(document), told())
    row = ReviewFile.objects.get()
    ReviewFile.objects.update(blob_id=uuid4())
    answer = client.get(url(row), follow=True)
    assert answer.redirect_chain == [(reverse("reviews:one", args=[document.review_id]), 302)]
    assert "This file is no longer here." in answer.content.decode()


def test_bytes_never_lie_on_the_disk_in_clear(officer: User, document: ReviewDocument, settings: Any) -> None:
    row = kept(document, officer)
    assert content_of(row) == PDF
    lying = [path.read_bytes() for path in Path(settings.HIRZ_BLOBS_DIR).rglob("*") if path.is_file()]
    assert lying
    assert not any(PDF[:32] in one for one in lying)


@pytest.mark.parametrize("data", [samples.program(), b"", PDF[:40], samples.word({"word/vbaProject.bin": b"x"})])
def test_file_that_is_refused_loses_nothing_that_was_typed(
    officer: User, document: ReviewDocument, data: bytes
) -> None:
    page = signed_in(officer).post(add_url(document), told(data, layer="PARTNERS")).content.decode()
    assert TITLE in page
    assert 'value="PARTNERS" selected' in page
    assert not ReviewFile.objects.exists()


def test_refusal_is_told_in_the_language_of_the_person(officer: User, document: ReviewDocument) -> None:
    client = signed_in(officer)
    client.post(reverse("staff:language"), {"language": "ar"})
    page = client.post(add_url(document), told(samples.program())).content.decode()
    assert "This file is a program" not in page
    assert "هذا الملف" in page
    assert TITLE in page


def test_file_is_seen_by_its_layer_and_with_its_record(
    officer: User, document: ReviewDocument, partner: User, minister: User
) -> None:
    row = kept(document, officer)
    for user in (partner, minister):
        assert_nothing_here(signed_in(user), url(row))
    share_file(row=row, layer=Layer.PARTNERS, by=officer)
    assert b"".join(signed_in(partner).get(url(row)).streaming_content) == PDF  # type: ignore[attr-defined]
    assert_nothing_here(signed_in(minister), url(row))


def test_file_shared_more_widely_than_its_record_stays_with_the_record(officer: User, partner: User) -> None:
    row = kept(sent(officer), officer, layer="PUBLIC")
    assert_nothing_here(signed_in(partner), url(row))
    with standing(partner):
        assert not ReviewFile.objects.exists()
        assert not UnitKey.objects.filter(pk=row.pk).exists()


def test_plain_query_shows_what_the_filter_would(
    officer: User, reader: User, partner: User, minister: User, document: ReviewDocument
) -> None:
    row = kept(document, officer)
    for layer in Layer:
        share_file(row=row, layer=layer, by=officer)
        for user in (officer, reader, partner, minister):
            filtered = set(ReviewFile.objects.visible_to(user).values_list("pk", flat=True))
            with standing(user):
                assert set(ReviewFile.objects.values_list("pk", flat=True)) == filtered
                assert UnitKey.objects.filter(pk=row.pk).exists() == bool(filtered)


def test_contributor_keeps_no_file_with_a_record_of_the_office(document: ReviewDocument, partner: User) -> None:
    assert_nothing_here(signed_in(partner), add_url(document))
    membership = partner.memberships.get()
    with standing(partner), pytest.raises(DatabaseError), transaction.atomic():
        ReviewFile(
            document=document, state_code="XM", layer="PARTNERS", contributed_by=membership.organisation,
            blob_id=uuid4(), title="",
        ).save(force_insert=True)  # fmt: skip


def test_officer_of_another_state_finds_nothing(document: ReviewDocument, officer: User, reader: User) -> None:
    row = kept(document, officer)
    assert_nothing_here(signed_in(reader), url(row), url(row, "share_file"), add_url(document))


def test_destroyed_file_is_gone_with_its_bytes_and_its_key(
    officer: User, document: ReviewDocument, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    row = kept(document, officer)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(officer).post(url(row, "erase_file"))
    assert not ReviewFile.objects.exists()
    assert not UnitKey.objects.filter(pk=row.pk).exists()
    with pytest.raises(BlobMissing):
        default_store().open_reader(row.blob_id or "")


def test_document_that_is_removed_takes_its_files_along(officer: User, document: ReviewDocument) -> None:
    row = kept(document, officer)
    signed_in(officer).post(reverse("reviews:remove_document", args=[document.pk]))
    assert not ReviewFile.objects.exists()
    assert not UnitKey.objects.filter(pk=row.pk).exists()
