"""Faults and attacks while something arrives: nothing half, nothing lost, no receipt for what is not there."""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier
from typing import Any
from uuid import UUID

import psycopg
import pytest
from argon2 import PasswordHasher
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import Settings

from hirz.foundation.audit.models import Entry
from hirz.foundation.blobs.store import BlobUnreadable
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake import receipts
from hirz.reprisals.intake.arrival import (
    Arrived,
    DraftGone,
    InboxClosed,
    find_submitted,
    new_token,
    open_inbox,
    submit,
    write_to_us,
)
from hirz.reprisals.intake.files import attach_bytes, open_original
from hirz.reprisals.intake.models import ArrivedFile, Draft, Message, Submission
from tests.attacks.stopping import every_point, killed_at, stopped_at
from tests.faces.public import journey
from tests.faces.public.conftest import public_face  # noqa: F401 - a fixture
from tests.reprisals.intake.arriving import drafted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tables_may_be_emptied")]
EVIDENCE = b"What I saw at the airport.\n" * 9_000
AT_ONCE = 50


@pytest.fixture(autouse=True)
def quick_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash with less work."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(receipts, "_HASHER", hasher)
    monkeypatch.setattr(receipts, "_NOBODY", hasher.hash("nobody"))


@pytest.fixture(autouse=True)
def folder(public_face: None, settings: Settings) -> Path:  # noqa: F811
    """All of it happens in a process with public keys only."""
    return Path(settings.HIRZ_BLOBS_DIR)


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def attach_and_send(token: str) -> Arrived:
    attach_bytes(token=token, data=EVIDENCE, name="note.txt")
    return submit(token=token)


def send(token: str) -> bytes:
    return attach_and_send(token).receipt.grouped().encode()


def assert_whole(submission: Submission, files: int = 1) -> None:
    """The row, its entry in the history, and every file it lists: there, whole, and what was sent."""
    with journey.at_the_desk():
        fresh = Submission.objects.get(pk=submission.pk)
        assert fresh.answers["narrative"]
        assert fresh.files.count() == files
        for file in fresh.files.all():
            with open_original(file) as original:
                assert original.read() == EVIDENCE
    assert Entry.objects.filter(verb="SUBMISSION_RECEIVED", subject_id=submission.pk).count() == 1


def assert_all_or_nothing(token: str, handed_out: bytes) -> None:
    submission = find_submitted(token)
    if submission is None:
        assert not handed_out, "a receipt was given for what is not there"
        assert Draft.objects.filter(token_sha256=receipts.fingerprint(token)).exists(), "what was typed is lost"
        return
    assert_whole(submission)
    if handed_out:
        assert open_inbox(receipts.parse(handed_out.decode())) == submission


def assert_can_be_sent_again(token: str) -> None:
    """Whatever happened: the same form, sent once more, gives one submission and its receipt."""
    arrived = submit(token=token)
    assert submit(token=token) == arrived
    assert open_inbox(arrived.receipt) == arrived.submission
    assert Submission.objects.filter(idempotency_sha256=receipts.fingerprint(token)).count() == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_kill_9_and_sigterm_at_every_step_of_a_submission(number: signal.Signals, office: Office) -> None:
    def die_at(point: int) -> bool:
        token = drafted()
        was_killed, handed_out = killed_at(point, number, lambda: send(token))
        assert_all_or_nothing(token, handed_out)
        assert_can_be_sent_again(token)
        return was_killed

    assert every_point(die_at) > 40


def test_database_restart_at_every_step_of_a_submission(office: Office) -> None:
    def lose_connection_at(point: int) -> bool:
        token = drafted()
        with stopped_at(point, cut_connection) as was_cut, suppress(OperationalError):
            send(token)
        connection.close()
        assert_all_or_nothing(token, b"")
        assert_can_be_sent_again(token)
        return was_cut()

    assert every_point(lose_connection_at) > 20


def cut_connection() -> None:
    """As when the database is restarted: what was not committed is gone, and so is the connection."""
    own = connection.connection
    if own is None or own.closed:
        return  # nothing to cut between two of its lives
    parts = {k: v for k, v in connection.get_connection_params().items() if k in ("dbname", "user", "host", "port")}
    with psycopg.connect(**parts, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", [own.info.backend_pid])


def test_blobs_of_killed_processes_are_cleared_or_named_by_a_row(office: Office, folder: Path) -> None:
    """Whatever was being written is cleared away by the next that writes."""
    token = drafted()
    killed_at(4, signal.SIGKILL, lambda: send(token))
    attach_and_send(drafted())
    assert files_in(folder / "arriving") == set()


@pytest.mark.parametrize("call", ["write", "fsync"])
def test_disk_full(call: str, office: Office, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space left")

    client = Client()
    journey.fill_in(client)
    with monkeypatch.context() as patched:
        patched.setattr(f"hirz.foundation.blobs.sealed_folder.os.{call}", full)
        client.post("/ar/submit/files/", {"uploads": [journey.file("note.txt", EVIDENCE)]})
    page = client.get("/ar/submit/files/").content.decode()
    assert "note.txt" in page, "that it was not stored is not told"
    assert not ArrivedFile.objects.exists()
    assert files_in(folder) == set()
    client.post("/ar/submit/files/", {"uploads": [journey.file("note.txt", EVIDENCE)]})
    journey.send(client)
    assert_whole(Submission.objects.get())


def together(act: Callable[[int], Any], number: int) -> list[Any]:
    start = Barrier(number)

    def one(which: int) -> Any:
        start.wait()
        try:
            return act(which)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_50_at_once(office: Office) -> None:
    tokens = [drafted() for _ in range(AT_ONCE)]
    arrived = together(lambda which: attach_and_send(tokens[which]), AT_ONCE)
    assert len({one.submission.pk for one in arrived}) == AT_ONCE
    assert len({one.submission.reference for one in arrived}) == AT_ONCE
    assert len({one.receipt.grouped() for one in arrived}) == AT_ONCE
    for one in arrived:
        assert_whole(one.submission)


def test_replay_of_one_form_fifty_times_at_once(office: Office) -> None:
    token = drafted()
    arrived = together(lambda _which: submit(token=token), AT_ONCE)
    assert {one.submission.pk for one in arrived} == {Submission.objects.get().pk}
    assert len({one.receipt.grouped() for one in arrived}) == 1


def test_replay_of_a_message_is_one_message(office: Office) -> None:
    receipt = submit(token=drafted()).receipt

    def write(_which: int) -> UUID:
        return write_to_us(submission=open_inbox(receipt), body="once", idempotency_key="k").pk

    assert len(set(together(write, 8))) == Message.objects.count() == 1


def test_two_tabs_one_sends_while_the_other_attaches(office: Office, folder: Path) -> None:
    """The file comes with the submission, or is refused and gone: never listed nowhere, never left behind."""
    for _ in range(5):
        token = drafted()

        def act(which: int, token: str = token) -> object:
            if which:
                return submit(token=token)
            try:
                return attach_bytes(token=token, data=EVIDENCE, name="note.txt")
            except DraftGone:
                return None

        attached, arrived = together(act, 2)
        assert_whole(arrived.submission, files=1 if attached else 0)
    named = {str(file.blob_id) for file in ArrivedFile.objects.all()}
    assert files_in(folder) == named


def test_two_tabs_both_send(office: Office) -> None:
    client, other = Client(), Client()
    journey.fill_in(client)
    other.cookies = client.cookies
    assert journey.send(client).headers["Location"] == journey.send(other).headers["Location"]
    assert journey.receipt_of(client) == journey.receipt_of(other)
    assert Submission.objects.count() == 1


def test_container_cut_at_every_chunk_is_never_given_out_in_part(office: Office, folder: Path) -> None:
    submission = attach_and_send(drafted()).submission
    (path,) = (path for path in folder.rglob("*") if path.is_file())
    whole = path.read_bytes()
    chunk = 64 * 1024 + 17
    for cut in range(len(whole) % chunk, len(whole), chunk):
        path.write_bytes(whole[:cut])
        with journey.at_the_desk(), pytest.raises(BlobUnreadable):
            open_original(submission.files.get())


def test_blobs_of_two_files_swapped_do_not_pass_for_each_other(office: Office, folder: Path) -> None:
    """Each is whole, and opens with a key of its own, which is sealed in its row."""
    token = drafted()
    first = attach_bytes(token=token, data=EVIDENCE, name="note.txt")
    second = attach_bytes(token=token, data=b"another", name="other.txt")
    submit(token=token)
    one, two = (next(folder.rglob(str(file.blob_id))) for file in (first, second))
    one_bytes, two_bytes = one.read_bytes(), two.read_bytes()
    one.write_bytes(two_bytes)
    two.write_bytes(one_bytes)
    with journey.at_the_desk(), pytest.raises(BlobUnreadable):
        open_original(ArrivedFile.objects.get(pk=first.pk))


def test_draft_taken_from_the_database_opens_neither_for_the_desk_nor_with_another_token(office: Office) -> None:
    mine, theirs = drafted(), drafted()
    stolen = Draft.objects.get(token_sha256=receipts.fingerprint(mine))
    Draft.objects.filter(token_sha256=receipts.fingerprint(theirs)).update(token_sha256="0" * 64)
    Draft.objects.filter(pk=stolen.pk).update(token_sha256=receipts.fingerprint(theirs))
    with journey.at_the_desk(), pytest.raises(Exception, match=r"does not open|sealed"):
        submit(token=theirs)
    with journey.at_the_desk():
        assert "narrative" not in Draft.objects.get(pk=stolen.pk).answers


def test_receipt_flood_opens_nothing_and_locks_nobody_out(office: Office) -> None:
    arrived = submit(token=drafted())

    def guess(which: int) -> bool:
        wrong = receipts.Receipt(arrived.receipt.locator, f"{which:028}")
        try:
            open_inbox(wrong)
        except InboxClosed:
            return False
        return True

    assert not any(together(guess, AT_ONCE))
    assert open_inbox(arrived.receipt) == arrived.submission


def test_inbox_cookie_of_one_cannot_be_used_for_another(office: Office) -> None:
    client = Client()
    receipt = submit(token=drafted()).receipt.grouped()
    client.post("/ar/inbox/", {"receipt": receipt})
    name, cookie = next((name, value) for name, value in client.cookies.items() if name == "hirz_inbox_ar")
    for forged in (cookie.value[:-4] + "AAAA", new_token(), ""):
        client.cookies[name] = forged
        assert 'name="receipt"' in client.get("/ar/inbox/").content.decode()
