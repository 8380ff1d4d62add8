"""The canary: one word in everything that can hold a word. Afterwards it is nowhere but where it lies sealed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from hirz.engines.sealing import new_key_pair
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.checkpoints import make_checkpoint
from hirz.foundation.audit.models import Entry
from hirz.foundation.audit.proving import prove_entry
from hirz.foundation.backup.archive import ArchiveReader
from hirz.foundation.backup.server import dumping
from hirz.foundation.backup.writing import write_backup
from hirz.foundation.blobs.store import default_store, store_bytes
from hirz.reprisals.people.actions import add_name
from hirz.reprisals.people.models import PersonName
from hirz.reprisals.people.name_index import note_keys
from tests.attacks import canary
from tests.attacks.canary import CANARY, files_holding, found_in, kept_by_the_server, tables_holding
from tests.attacks.filling import every_form_sent, every_page
from tests.attacks.planting import (
    all_sealed,
    columns_of_files,
    fill_the_columns_of_files,
    name_of,
    not_planted,
    plant,
    secrets_kept,
)
from tests.faces.staff.conftest import Browse
from tests.faces.staff.world import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("tables_may_be_emptied")]


@pytest.fixture
def planted(whole_world: World) -> World:
    """The word is in every sealed column of every row, and in every file that a row names."""
    assert plant(CANARY) == [], "a sealed column of which the world has no row: give it one in tests/foundation/walls"
    for name in PersonName.objects.all():
        note_keys(name)
    fill_the_columns_of_files(lambda: store_bytes(CANARY.encode() * 3_000).id, also_where_there_is_one=True)
    return whole_world


def in_a_table() -> list[str]:
    return tables_holding((*canary.MARKS, *(secret.encode() for secret in secrets_kept())))


def test_canary_is_planted_in_every_column_of_content_and_in_every_file(planted: World) -> None:
    """A sealed field or a file that is added later, and of which nobody made a row, fails here."""
    assert not_planted(CANARY) == []
    assert len(all_sealed()) > 40
    for model, field in columns_of_files():
        blobs = [blob for blob in model._default_manager.values_list(field.name, flat=True) if blob]
        assert blobs, f"no row has {name_of(model, field)}"


def test_canary_is_in_no_table_no_dump_no_file_and_nothing_that_the_server_keeps(planted: World) -> None:
    assert in_a_table() == []
    with dumping("--compress=0") as dump:
        dumped = dump.read()
    assert b"people_personname" in dumped
    assert not found_in(dumped)
    blobs = Path(django_settings.HIRZ_BLOBS_DIR)
    assert sum(path.is_file() for path in blobs.rglob("*")) > 5
    assert files_holding(blobs) == []
    assert kept_by_the_server() == []


def test_canary_is_in_no_backup_and_in_no_archive_that_recovery_opens(planted: World, tmp_path: Path) -> None:
    """Also in the archives that the holders of shares open: what is in them lies sealed as it did in the database."""
    recovery = new_key_pair()
    with patch("hirz.foundation.backup.writing.recovery_key", lambda: recovery.public_key):
        written = write_backup(tmp_path / "backups")
    for path in (written.data, written.keys):
        sealed = path.read_bytes()
        assert not found_in(sealed)
        opened = b"".join(piece.content for piece in ArchiveReader(io.BytesIO(sealed), recovery).pieces())
        assert len(opened) > 1_000
        assert not found_in(opened)


def test_canary_written_into_every_form_is_in_no_log_mail_job_or_entry(
    whole_world: World, colleague: User, browse: Browse, logged: Callable[[], bytes]
) -> None:
    browser = browse(colleague)
    browser.raise_request_exception = False
    add_name(person=whole_world.person, text=CANARY, by=colleague)
    sent = [(answer.where, answer.status) for answer in every_form_sent(whole_world, browser, CANARY)]
    assert len(sent) > 60
    assert [where for where, status in sent if status >= 500] == []
    assert {200, 302} <= {status for _where, status in sent}
    assert in_a_table() == []
    assert not found_in(logged())
    assert mail.outbox == []  # there is no mail at all
    assert kept_by_the_server() == []


def test_canary_is_on_no_error_page_and_in_no_line_that_the_error_leaves(
    planted: World, colleague: User, browse: Browse, logged: Callable[[], bytes]
) -> None:
    browser = browse(colleague)
    browser.raise_request_exception = False
    for where, status in faults(planted, browser):
        assert status >= 400, where
    assert b"RuntimeError at" in logged()
    assert not found_in(logged())


def faults(world: World, browser: Client) -> Iterator[tuple[str, int]]:
    """A page that breaks over what it read, one that is not there, a form that is forged; none says what it held."""
    where = reverse("staff:case", args=[world.case.pk])
    with patch("hirz.faces.staff.views.case.render", side_effect=RuntimeError(CANARY)):
        broken = browser.get(where)
    strict = Client(enforce_csrf_checks=True, headers={"origin": "https://evil.example"})
    strict.cookies = browser.cookies
    absent = [browser.get(f"/cases/{CANARY}/"), browser.get("/nothing/", {"q": CANARY})]
    for answer in (broken, *absent, strict.post(where, {"text": CANARY})):
        assert not found_in(answer.content)
        yield answer.request["PATH_INFO"], answer.status_code


def test_canary_is_in_nothing_that_the_ledger_tells(
    planted: World, colleague: User, browse: Browse, tmp_path: Path
) -> None:
    browser = browse(colleague)
    browser.raise_request_exception = False
    assert any(found_in(page.content) for page in every_page(planted, browser)), "the canary never flew"
    checkpoint = make_checkpoint()
    told = [str(checkpoint.note), *(str(prove_entry(pk)) for pk in Entry.objects.values_list("pk", flat=True))]
    assert len(told) > 20
    assert not found_in("\n".join(told).encode())


def test_no_stretch_of_a_file_lies_on_the_disk_as_it_is_read(planted: World) -> None:
    """Whatever is stored, also what is packed and would hide the word."""
    original = bytes(range(256)) * 600
    stored = store_bytes(original)
    with default_store().open_reader(stored.id) as opened:
        assert opened.read() == original
    stretches = [original[at : at + 32] for at in (0, 70_000, len(original) - 32)]
    assert files_holding(Path(django_settings.HIRZ_BLOBS_DIR), stretches) == []
