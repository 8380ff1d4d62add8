"""A file of a submission: the original whole, a copy without what it gives away, or nothing and the reason."""

from __future__ import annotations

import hashlib
from base64 import b64decode
from pathlib import Path
from uuid import UUID

import pytest
from django.db import DatabaseError
from pytest_django import Settings

from hirz.engines.files import Kind, Limits, Refusal
from hirz.engines.sealing import KeyPair
from hirz.foundation.blobs.store import BlobUnreadable, store_bytes
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.arrival import DraftGone, new_token, start_draft, submit
from hirz.reprisals.intake.files import FileRefused, attach_bytes, open_original, open_working_copy, remove_from_draft
from hirz.reprisals.intake.models import ArrivedFile
from tests.engines.files.samples import OWNER, jpeg_with_gps, picture
from tests.engines.files.test_kinds import SAMPLES
from tests.reprisals.intake.arriving import told

PROGRAM = b"MZ" + bytes(200)


@pytest.fixture
def token(db: None) -> str:
    made = new_token()
    start_draft(token=made, language="ar")
    return made


def stored(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.HIRZ_BLOBS_DIR).rglob("*") if path.is_file()]


def copy_of(file: ArrivedFile) -> bytes:
    opened = open_working_copy(file)
    assert opened is not None
    with opened as stream:
        return stream.read()


def test_picture_is_kept_byte_for_byte_and_its_copy_gives_nothing_away(token: str) -> None:
    data = jpeg_with_gps()
    file = attach_bytes(token=token, data=data, name="صورة.jpg")
    with open_original(file) as original:
        assert original.read() == data
    assert (file.sha256, file.size, file.media_type) == (hashlib.sha256(data).hexdigest(), len(data), "image/jpeg")
    copy = copy_of(file)
    assert b"Exif" in data
    assert OWNER.encode() in data
    assert b"Exif" not in copy
    assert OWNER.encode() not in copy
    assert copy.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("kind", Kind)
def test_file_of_every_kind_is_kept_whole_where_no_reader_can_open_it(
    kind: Kind, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("hirz.engines.files.working_copies._made", fail)
    data, name = SAMPLES[kind]
    file = attach_bytes(token=token, data=data, name=name)
    with open_original(file) as original:
        assert original.read() == data
    assert file.working_copy_id is None


def test_copy_that_was_exchanged_is_not_given_out(token: str) -> None:
    file = attach_bytes(token=token, data=jpeg_with_gps(), name="photo.jpg")
    assert file.working_copy_sha256 == hashlib.sha256(copy_of(file)).hexdigest()
    other = store_bytes(b"something else", pair=KeyPair(b64decode(file.opens_with)))
    file.working_copy_id = UUID(other.id)
    with pytest.raises(BlobUnreadable):
        open_working_copy(file)


def test_copy_from_before_hashes_were_taken_opens_still(token: str) -> None:
    file = attach_bytes(token=token, data=jpeg_with_gps(), name="photo.jpg")
    file.working_copy_sha256 = ""
    file.save()
    assert copy_of(ArrivedFile.objects.get(pk=file.pk)).startswith(b"\xff\xd8\xff")


def test_file_without_need_of_a_copy_has_none(token: str) -> None:
    file = attach_bytes(token=token, data="شهادة".encode(), name="شهادة.txt")
    assert open_working_copy(file) is None
    assert file.working_copy_sha256 == ""


@pytest.mark.parametrize(
    ("data", "limits", "refusal"),
    [
        (b"", None, Refusal.EMPTY),
        (PROGRAM, None, Refusal.EXECUTABLE),
        (b"\x01\x02\x03" * 50, None, Refusal.TYPE_NOT_ACCEPTED),
        (jpeg_with_gps()[:300], None, Refusal.DAMAGED),
        (jpeg_with_gps(), Limits(bytes=100), Refusal.TOO_LARGE),
        (picture("PNG"), Limits(pixels=10), Refusal.PIXEL_FLOOD),
    ],
)
def test_file_that_is_not_taken_in_leaves_nothing(
    data: bytes, limits: Limits | None, refusal: Refusal, token: str, settings: Settings
) -> None:
    with pytest.raises(FileRefused) as refused:
        attach_bytes(token=token, data=data, name="photo.jpg", limits=limits)
    assert refusal.value in refused.value.codes
    assert not stored(settings)
    assert not ArrivedFile.objects.exists()


def test_refusal_says_neither_name_nor_content_of_the_file(token: str) -> None:
    with pytest.raises(FileRefused) as refused:
        attach_bytes(token=token, data=PROGRAM, name="Salma Al-Zahrawi.jpg")
    assert "Salma" not in str(refused.value)


def test_file_for_a_draft_that_is_gone_leaves_nothing(db: None, settings: Settings) -> None:
    with pytest.raises(DraftGone):
        attach_bytes(token=new_token(), data=jpeg_with_gps(), name="photo.jpg")
    assert not stored(settings)


def test_file_whose_row_cannot_be_written_leaves_nothing(
    token: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**fields: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(ArrivedFile.objects, "create", fail)
    with pytest.raises(DatabaseError):
        attach_bytes(token=token, data=jpeg_with_gps(), name="photo.jpg")
    assert not stored(settings)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "a\0b.jpg", "a\r\nb.jpg", "gpj.\u202eexe.jpg", "x" * 5000 + ".jpg"]
)
def test_name_is_made_safe_to_show(name: str, token: str) -> None:
    file = attach_bytes(token=token, data=jpeg_with_gps(), name=name)
    file.refresh_from_db()
    assert 0 < len(file.name) <= 255
    assert not set(file.name) & set("/\\\0\r\n\u202e")


def test_what_is_doubtful_about_a_file_is_noted_beside_it(token: str) -> None:
    assert attach_bytes(token=token, data=jpeg_with_gps(), name="photo.pdf").warnings == ["NAME_MISMATCH"]


def test_file_that_was_sent_meanwhile_can_no_longer_be_removed(token: str, office: Office) -> None:
    file = attach_bytes(token=token, data=b"hello", name="note.txt")
    submit(token=token, answers=told())
    with pytest.raises(DraftGone):
        remove_from_draft(token=token, file_id=file.pk)
    with open_original(ArrivedFile.objects.get()) as original:
        assert original.read() == b"hello"


def test_only_a_file_of_the_draft_is_removed_from_it(token: str) -> None:
    other = new_token()
    start_draft(token=other, language="ar")
    attach_bytes(token=other, data=jpeg_with_gps(), name="photo.jpg")
    file = ArrivedFile.objects.get()
    assert remove_from_draft(token=token, file_id=file.pk) == []
    assert remove_from_draft(token=other, file_id=file.pk) == [file.blob_id, file.working_copy_id]
    assert not ArrivedFile.objects.exists()
