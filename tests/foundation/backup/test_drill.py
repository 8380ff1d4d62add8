"""The drill: a backup is made, somebody is erased, the machine is lost, the backup comes back."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as django_settings
from django.db import connection
from psycopg import sql
from pytest_django import Settings

from hirz.engines.ledger import Signer
from hirz.engines.sealing import KeyPair, SealingError, new_key_pair, split_secret
from hirz.foundation.accounts.models import User
from hirz.foundation.audit import checkpoints
from hirz.foundation.audit.models import Entry
from hirz.foundation.backup import server
from hirz.foundation.backup.archive import ArchiveDamaged, ArchiveReader, ArchiveWriter, Piece
from hirz.foundation.backup.restoring import _into_folder
from hirz.foundation.backup.writing import Written, write_backup
from hirz.foundation.blobs.store import store_bytes
from hirz.foundation.keys import rings
from hirz.foundation.keys.actions import shred
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.moving import describe
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.erasing import erase_person
from hirz.reprisals.people.models import Person
from hirz.reprisals.response.actions import draft_communication, plan_communication, send_communication
from tests.reprisals.story import enter_case, give_consent

ELSEWHERE = "hirz_after_the_loss"
KEPT, ERASED = "Hadia Barqawi", "Nimr Sabbagh"


@pytest.fixture
def recovery(tmp_path: Path, settings: Settings) -> Iterator[KeyPair]:
    settings.HIRZ_KEYS_DIR = tmp_path / "keys"
    settings.HIRZ_BLOBS_DIR = tmp_path / "blobs"
    pair = rings.make_keys(tmp_path / "keys")
    rings.forget_cached()
    yield pair
    rings.forget_cached()


@pytest.fixture
def lost(
    recovery: KeyPair, tmp_path: Path, tables_may_be_emptied: None, transactional_db: None, office: Office, desk: User
) -> Written:
    """Two people and a file were backed up; then one of them asked to be erased."""
    _kept, erased = (enter_person(office=office, names=[name], by=desk, note=f"of {name}") for name in (KEPT, ERASED))
    store_bytes(b"what was attached")
    written = write_backup(tmp_path / "backups")
    shred(unit_id=erased.pk)
    return written


def hirz(tmp_path: Path, *arguments: str, typed: str) -> subprocess.CompletedProcess[str]:
    environment = environment_elsewhere(tmp_path)
    program = [sys.executable, "-c", "from hirz.faces.cli.main import main; main()", *arguments]
    return subprocess.run(program, input=typed, env=environment, capture_output=True, text=True)  # noqa: S603


def environment_elsewhere(tmp_path: Path) -> dict[str, str]:
    """Of a demonstration, which takes the programs that come with the database server of the tests."""
    return {
        **os.environ,
        "DATABASE_URL": elsewhere_url(),
        "HIRZ_STATE_DIR": str(tmp_path / "elsewhere"),
        "DJANGO_SETTINGS_MODULE": "hirz.config.settings.staff",
        "HIRZ_DEMO": "1",
    }


def only_the_erased_known(tmp_path: Path) -> None:
    """The folder of keys over there holds nothing but the list of who was erased."""
    folder = tmp_path / "elsewhere" / "demo-keys"
    folder.mkdir(parents=True)
    shutil.copy(Path(django_settings.HIRZ_KEYS_DIR) / "tombstones", folder)


def elsewhere_url() -> str:
    parts = connection.settings_dict
    return psycopg.conninfo.make_conninfo(
        dbname=ELSEWHERE, user=parts["USER"], password=parts["PASSWORD"], host=parts["HOST"], port=parts["PORT"] or None
    )


@pytest.fixture
def empty_database(tables_may_be_emptied: None, transactional_db: None) -> Iterator[None]:
    name = sql.Identifier(ELSEWHERE)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop database if exists {} with (force)").format(name))
        cursor.execute(sql.SQL("create database {}").format(name))
    yield
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop database if exists {} with (force)").format(name))


def notes_elsewhere(tmp_path: Path) -> list[str]:
    return read_elsewhere(
        tmp_path,
        "from hirz.reprisals.people.models import Person",
        "print(*sorted(p.note for p in Person.objects.all()), sep='\\n')",
    )  # fmt: skip


def read_elsewhere(tmp_path: Path, *asked: str) -> list[str]:
    """What a staff process over there reads."""
    program = "\n".join(("from hirz.faces.cli.starting import start_django", "start_django()", *asked))
    environment = environment_elsewhere(tmp_path)
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)  # noqa: S603
    return ran.stdout.splitlines()


@pytest.mark.usefixtures("empty_database")
def test_old_backup_brings_nobody_back_who_was_erased(lost: Written, recovery: KeyPair, tmp_path: Path) -> None:
    shares = "\n".join(share.text() for share in split_secret(recovery.private, needed=2, shares=3)[1:])
    only_the_erased_known(tmp_path)
    archives, ours = (str(lost.data), str(lost.keys)), checkpoints.log_key().encoded
    ran = hirz(tmp_path, "restore", *archives, "--ledger-key", ours, "--json", typed=shares)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert (told["blobs"], told["shredded"], told["ledger_fails_at"]) == (1, 1, None)
    assert told["entries"] == Entry.objects.count()
    notes = notes_elsewhere(tmp_path)
    assert f"of {KEPT}" in notes
    assert len(notes) == 2
    assert not [note for note in notes if ERASED in note]
    again = hirz(tmp_path, "restore", str(lost.data), str(lost.keys), typed=shares)
    assert (again.returncode, again.stdout) == (1, "")


@pytest.mark.usefixtures("empty_database")
@pytest.mark.parametrize("wrong", ["archives the wrong way round", "key of another ledger"])
def test_nothing_is_restored_from_archives_that_are_not_ours(
    wrong: str, lost: Written, recovery: KeyPair, tmp_path: Path
) -> None:
    shares = "\n".join(share.text() for share in split_secret(recovery.private, needed=2, shares=3)[1:])
    other = Signer("somebody.example/ledger", b"7" * 32).verifier.encoded
    given = {
        "archives the wrong way round": (str(lost.keys), str(lost.data)),
        "key of another ledger": (str(lost.data), str(lost.keys), "--ledger-key", other),
    }
    ran = hirz(tmp_path, "restore", *given[wrong], typed=shares)
    assert ran.returncode in (1, 2)
    with psycopg.connect(elsewhere_url()) as there:
        assert there.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone() == (0,)
    assert not (tmp_path / "elsewhere" / "demo-keys").exists()
    assert not list((tmp_path / "elsewhere").glob("blobs/*/*"))


def test_archive_with_a_name_that_leads_elsewhere_is_refused(lost: Written, recovery: KeyPair) -> None:
    for name in ("folder/../outside", "folder//etc/passwd", "folder/public/../../outside", "folder/"):
        with pytest.raises(ArchiveDamaged):
            _into_folder(Path(django_settings.HIRZ_KEYS_DIR), iter([Piece(name, b"")]))


@pytest.fixture
def told(
    recovery: KeyPair, tmp_path: Path, tables_may_be_emptied: None, transactional_db: None, office: Office, desk: User,
    verifier: User, lead: User,
) -> Written:  # fmt: skip
    """A case about each of two people, with a letter that was sent, was backed up; then one asked to be erased."""
    people = [enter_person(office=office, names=[name], by=desk) for name in (KEPT, ERASED)]
    for person in people:
        give_consent(person, desk)
        case = enter_case(office, desk, verifier, [person])
        describe(case=case, by=desk, summary=f"story of {person.names.get().text}")
        planned = plan_communication(
            case=case, kind="note_verbale", sender="ohchr_hq", language="en", named=True, by=desk
        )
        send_communication(letter=draft_communication(letter=planned, by=desk), by=desk)
    written = write_backup(tmp_path / "backups")
    erase_person(person=people[1], given_by="self", by=lead)
    return written


STORIES = """
from hirz.foundation.blobs.store import BlobUnreadable
from hirz.reprisals.cases.models import Case
from hirz.reprisals.response.files import open_file
for case in Case.objects.all():
    print("case", case.summary)
    for letter in case.communications.all():
        print("letter", " ".join(letter.body.split()))
        for kind in ("docx", "pdf"):
            try:
                print(kind, len(open_file(letter, kind).read()) > 100)
            except BlobUnreadable:
                print(kind, "opens for nobody")
"""


@pytest.mark.usefixtures("empty_database")
def test_old_backup_brings_back_no_story_and_no_letter_about_who_was_erased(
    told: Written, recovery: KeyPair, tmp_path: Path
) -> None:
    shares = "\n".join(share.text() for share in split_secret(recovery.private, needed=2, shares=3)[1:])
    only_the_erased_known(tmp_path)
    ran = hirz(tmp_path, "restore", str(told.data), str(told.keys), "--json", typed=shares)
    assert ran.returncode == 0, ran.stderr
    assert '"shredded": 2' in ran.stdout  # the person, and what was written on the case
    lines = read_elsewhere(tmp_path, STORIES)
    assert f"case story of {KEPT}" in lines
    assert [line for line in lines if line.startswith("letter") and KEPT in line]
    assert not [line for line in lines if ERASED in line]
    assert sorted(line for line in lines if line.startswith(("docx", "pdf"))) == [
        "docx True", "docx opens for nobody", "pdf True", "pdf opens for nobody",
    ]  # fmt: skip


def test_archives_say_nothing_without_the_recovery_key(lost: Written) -> None:
    for path in (lost.data, lost.keys):
        content = path.read_bytes()
        assert not [word for word in (KEPT, "people_person", "PGDMP", "manifest") if word.encode() in content]
        with pytest.raises(SealingError):
            list(ArchiveReader(io.BytesIO(content), new_key_pair()).pieces())


def test_archive_of_the_data_holds_no_key_of_a_unit(lost: Written, recovery: KeyPair) -> None:
    person = Person.objects.first()
    assert person is not None
    with lost.data.open("rb") as source:
        dumped = b"".join(p.content for p in ArchiveReader(source, recovery).pieces() if p.name.startswith("database"))
    assert KEPT.encode() not in dumped


def test_archive_with_two_pieces_of_one_name_is_refused(recovery: KeyPair) -> None:
    whole = io.BytesIO()
    archive = ArchiveWriter(whole, [rings.recovery_key()])
    archive.add("database/000001", b"first")
    archive.add("database/000001", b"second")
    archive.finish(checkpoints.log_signer(), kind="data")
    with pytest.raises(ArchiveDamaged):
        list(ArchiveReader(io.BytesIO(whole.getvalue()), recovery).pieces())


def test_archive_that_was_cut_or_altered_is_refused(recovery: KeyPair) -> None:
    whole = io.BytesIO()
    archive = ArchiveWriter(whole, [rings.recovery_key()])
    archive.add("database/000001", b"rows" * 50_000)
    archive.finish(checkpoints.log_signer(), kind="data")
    content = whole.getvalue()
    assert [p.name for p in ArchiveReader(io.BytesIO(content), recovery).pieces()] == ["database/000001"]
    for damaged in (content[:-1], content[: len(content) // 2], content[:150_000] + b"x" + content[150_001:]):
        with pytest.raises((SealingError, ArchiveDamaged, EOFError, OSError)):
            list(ArchiveReader(io.BytesIO(damaged), recovery).pieces())


def test_program_that_gives_up_while_it_is_fed_is_told_as_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_program", lambda name: shutil.which("false"))
    with pytest.raises(server.DumpFailed), server.restoring() as target:
        target.writelines([bytes(100_000)] * 100)
