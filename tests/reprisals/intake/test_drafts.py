"""What is typed is kept for three days after the last step, found by its token alone, and then forgotten whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from pytest_django import Settings

from hirz.foundation.blobs.store import BlobMissing, default_store
from hirz.reprisals.intake.arrival import (
    DRAFT_LIFE,
    DraftGone,
    discard_draft,
    find_draft,
    keep_answers,
    lock_draft,
    new_token,
    start_draft,
)
from hirz.reprisals.intake.files import attach_bytes, open_original
from hirz.reprisals.intake.forgetting import forget_expired_drafts
from hirz.reprisals.intake.models import ArrivedFile, Draft
from hirz.reprisals.intake.tasks import forget_drafts
from tests.engines.files.samples import jpeg_with_gps

BEGINNING = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEGINNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def token(db: None) -> str:
    made = new_token()
    start_draft(token=made, language="ar")
    return made


def stored(settings: Settings) -> list[Path]:
    return [path for path in Path(settings.HIRZ_BLOBS_DIR).rglob("*") if path.is_file()]


def test_step_after_step_is_kept_complete_or_not(token: str) -> None:
    keep_answers(token=token, answers={"story": {"narrative": "half a sen"}})
    keep_answers(token=token, answers={"you": {}, "story": {"narrative": "half a sentence"}})
    assert find_draft(token).answers == {"you": {}, "story": {"narrative": "half a sentence"}}


def test_megabyte_in_arabic_is_kept_whole(token: str) -> None:
    narrative = "كلمة " * 200_000
    keep_answers(token=token, answers={"narrative": narrative})
    assert find_draft(token).answers["narrative"] == narrative


def test_starting_again_finds_what_was_typed(token: str) -> None:
    keep_answers(token=token, answers={"narrative": "typed"})
    assert start_draft(token=token, language="fr").answers == {"narrative": "typed"}
    assert Draft.objects.count() == 1


def test_token_is_not_in_the_database(token: str) -> None:
    keep_answers(token=token, answers={"narrative": "typed"})
    with connection.cursor() as cursor:
        cursor.execute("select intake_draft::text from intake_draft")
        assert all(token not in row for (row,) in cursor.fetchall())


def test_no_other_token_finds_the_draft(token: str) -> None:
    for other in ("", token[:-1], token + "x", token.swapcase()):
        with pytest.raises(DraftGone):
            find_draft(other)


def test_draft_lasts_three_days_from_the_last_step(db: None, clock: time_machine.Traveller) -> None:
    token = new_token()
    start_draft(token=token, language="ar")
    clock.shift(DRAFT_LIFE - timedelta(minutes=1))
    keep_answers(token=token, answers={})
    clock.shift(DRAFT_LIFE - timedelta(seconds=1))
    assert find_draft(token)
    clock.shift(timedelta(seconds=1))
    with pytest.raises(DraftGone):
        find_draft(token)
    with pytest.raises(DraftGone):
        keep_answers(token=token, answers={"narrative": "too late"})


def test_discarding_forgets_answers_and_files(token: str, settings: Settings) -> None:
    file = attach_bytes(token=token, data=jpeg_with_gps(), name="photo.jpg")
    assert {str(blob) for blob in discard_draft(token=token)} == {file.blob_id, file.working_copy_id}
    assert not Draft.objects.exists()
    assert not ArrivedFile.objects.exists()
    with pytest.raises(DraftGone):
        discard_draft(token=token)


def test_discarding_touches_no_other_draft(token: str) -> None:
    other = new_token()
    start_draft(token=other, language="fr")
    discard_draft(token=token)
    assert find_draft(other)


def test_expired_draft_is_forgotten_with_its_blobs(db: None, clock: time_machine.Traveller, settings: Settings) -> None:
    old, fresh = new_token(), new_token()
    start_draft(token=old, language="ar")
    attach_bytes(token=old, data=jpeg_with_gps(), name="photo.jpg")
    assert len(stored(settings)) == 2
    clock.shift(DRAFT_LIFE)
    start_draft(token=fresh, language="ar")
    attach_bytes(token=fresh, data=jpeg_with_gps(), name="photo.jpg")
    assert forget_expired_drafts() == 1
    assert Draft.objects.get() == find_draft(fresh)
    assert len(stored(settings)) == 2
    assert forget_expired_drafts() == 0


def test_job_forgets_too(db: None, clock: time_machine.Traveller) -> None:
    start_draft(token=new_token(), language="ar")
    clock.shift(DRAFT_LIFE)
    forget_drafts(timestamp=0)
    assert not Draft.objects.exists()


def test_draft_kept_on_at_the_last_moment_keeps_its_files(committed: None) -> None:
    token = new_token()
    start_draft(token=token, language="ar")
    file = attach_bytes(token=token, data=jpeg_with_gps(), name="photo.jpg")
    with transaction.atomic():
        draft = lock_draft(token)
        forgetting = _in_another_connection_at(draft.expires_at + timedelta(seconds=1))
        draft.expires_at += DRAFT_LIFE
        draft.save()
    forgetting.join()
    assert ArrivedFile.objects.get() == file
    with open_original(file) as kept:
        assert kept.read()


def _in_another_connection_at(moment: datetime) -> threading.Thread:
    """Forgetting that has found the draft expired and waits for the lock on it."""

    def forget() -> None:
        with pytest.MonkeyPatch.context() as late:
            late.setattr("hirz.reprisals.intake.forgetting.timezone", _Clock(moment))
            forget_expired_drafts()
        connection.close()

    thread = threading.Thread(target=forget)
    thread.start()
    _wait_for_a_lock()
    return thread


class _Clock:
    def __init__(self, moment: datetime) -> None:
        self.now = lambda: moment


def _wait_for_a_lock() -> None:
    deadline = timezone.now() + timedelta(seconds=20)
    while timezone.now() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waited")


def test_blob_of_a_forgotten_draft_cannot_be_read(db: None, clock: time_machine.Traveller) -> None:
    token = new_token()
    start_draft(token=token, language="ar")
    file = attach_bytes(token=token, data=jpeg_with_gps(), name="photo.jpg")
    clock.shift(DRAFT_LIFE)
    forget_expired_drafts()
    for blob in filter(None, (file.blob_id, file.working_copy_id)):
        with pytest.raises(BlobMissing):
            default_store().open_reader(blob)
