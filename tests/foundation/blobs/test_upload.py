"""Files of a form go straight into blobs; one that does not fit is told, and takes nothing else with it."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import tracemalloc
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path

import pytest
from django.core.files import uploadedfile
from django.http.multipartparser import MultiPartParserError
from django.http.request import HttpRequest, UnreadablePostError
from pytest_django import Settings

from hirz.foundation.blobs.arrivals import ArrivalRefusal, ArrivedFile, arrived_files
from hirz.foundation.blobs.sealed_folder import SealedFolderStore
from tests.foundation.blobs import forms
from tests.foundation.blobs.folders import files_in

MEBI = 2**20


@pytest.fixture(autouse=True)
def handler(settings: Settings, folder: Path) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["hirz.foundation.blobs.upload.ArrivalUploadHandler"]


def only(request: HttpRequest, name: str) -> ArrivedFile:
    (arrived,) = arrived_files(request, name)
    return arrived


def blob_id(arrived: ArrivedFile) -> str:
    assert arrived.blob is not None
    return arrived.blob.id


def test_file_is_stored_as_it_came(store: SealedFolderStore, folder: Path) -> None:
    data = os.urandom(200_000)
    request = forms.request(forms.field("title", "عنوان"), forms.file("proof", "شهادة.pdf", data))
    arrived = only(request, "proof")
    assert request.POST["title"] == "عنوان"
    assert (arrived.name, arrived.declared_name, arrived.size) == ("شهادة.pdf", "شهادة.pdf", 200_000)
    assert (arrived.field_name, arrived.refusal) == ("proof", None)
    assert arrived.blob is not None
    assert arrived.blob.sha256 == hashlib.sha256(data).hexdigest()
    with arrived.open() as again, store.open_reader(arrived.blob.id, pair=arrived.blob.pair) as stream:
        assert again.read() == stream.read() == data
    assert [path.name for path in files_in(folder)] == [arrived.blob.id]


def test_file_too_large_takes_nothing_else_with_it(settings: Settings, folder: Path) -> None:
    settings.HIRZ_MAX_FILE_BYTES = 100_000
    request = forms.request(
        forms.field("before", "1"),
        forms.file("proof", "small.txt", b"x" * 100_000),
        forms.file("proof", "large.txt", b"x" * 300_000),
        forms.field("between", "2"),
        forms.file("proof", "last.txt", b"last"),
        forms.field("after", "3"),
    )
    small, large, last = arrived_files(request, "proof")
    assert [request.POST[name] for name in ("before", "between", "after")] == ["1", "2", "3"]
    assert (large.refusal, large.blob, large.name, large.size) == (
        ArrivalRefusal.TOO_LARGE,
        None,
        "large.txt",
        300_000,
    )
    assert {path.name for path in files_in(folder)} == {blob_id(small), blob_id(last)}
    with pytest.raises(ValueError, match="not taken in"):
        large.open()


def test_files_beyond_the_number_are_told(settings: Settings, folder: Path) -> None:
    settings.HIRZ_MAX_FILES_PER_REQUEST = 2
    request = forms.request(*(forms.file("proof", f"{n}.txt", b"x" * n) for n in range(4)), forms.field("after", "1"))
    refusals = [each.refusal for each in arrived_files(request, "proof")]
    assert refusals == [ArrivalRefusal.EMPTY, None, None, ArrivalRefusal.TOO_MANY_FILES]
    assert request.POST["after"] == "1"
    assert len(files_in(folder)) == 2


def test_total_counts_only_what_is_stored(settings: Settings, folder: Path) -> None:
    settings.HIRZ_MAX_FILE_BYTES = 60_000
    settings.HIRZ_MAX_TOTAL_BYTES_PER_REQUEST = 100_000
    sizes = (60_000, 70_000, 50_000, 40_000)
    request = forms.request(*(forms.file("proof", "a.txt", b"x" * size) for size in sizes))
    refusals = [each.refusal for each in arrived_files(request, "proof")]
    assert refusals == [None, ArrivalRefusal.TOO_LARGE, ArrivalRefusal.TOTAL_TOO_LARGE, None]
    assert {path.stat().st_size // 1000 for path in files_in(folder)} == {60, 40}


def test_empty_file_is_told_and_no_choice_is_no_file(folder: Path) -> None:
    request = forms.request(forms.file("proof", "empty.pdf", b""), forms.file("other", "", b""))
    assert only(request, "proof").refusal is ArrivalRefusal.EMPTY
    assert "other" not in request.FILES
    assert files_in(folder) == []


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("photo\u202egpj.exe", "photo[U+202E]gpj.exe"),
        ("../../etc/passwd", "passwd"),
        ("C:\\\\letters\\\\a.pdf", "a.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("..", "—"),
        ("a" * 600 + ".pdf", "a" * 115 + "….pdf"),
    ],
)
def test_name_is_shown_safely_and_never_loses_the_file(declared: str, shown: str, folder: Path) -> None:
    arrived = only(forms.request(forms.file("proof", declared, b"data")), "proof")
    assert arrived.name == shown
    assert [path.name for path in files_in(folder)] == [blob_id(arrived)]


def test_end_of_the_request_discards_what_nobody_kept(folder: Path) -> None:
    request = forms.request(forms.file("kept", "a.txt", b"a"), forms.file("dropped", "b.txt", b"b"))
    kept = only(request, "kept")
    with kept.open():
        pass
    kept.keep()
    assert len(files_in(folder)) == 2
    request.close()
    assert [path.name for path in files_in(folder)] == [blob_id(kept)]


@pytest.mark.parametrize("missing", [5, 40, 70_000, 140_000])
def test_request_cut_in_the_middle_leaves_no_file(missing: int, folder: Path) -> None:
    parts = (forms.file("a", "a.txt", b"a" * 90_000), forms.file("b", "b.txt", b"b" * 90_000), forms.field("c", "1"))
    body = b"".join(parts) + forms.END
    request = forms.request(body[:-missing], end=b"", length=len(body))
    with pytest.raises(MultiPartParserError):
        _ = request.FILES
    assert files_in(folder) == []


def test_request_without_its_last_boundary_leaves_no_file(folder: Path) -> None:
    request = forms.request(forms.file("a", "a.txt", b"a" * 500), end=b"")
    with pytest.raises(MultiPartParserError):
        _ = request.FILES
    assert files_in(folder) == []


def test_lost_connection_leaves_no_file(folder: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield forms.file("a", "a.txt", b"a" * 90_000)
        yield forms.file("b", "b.txt", b"b" * 90_000)[:50_000]
        assert len(files_in(folder)) == 2
        raise ConnectionResetError

    with pytest.raises(UnreadablePostError):
        _ = forms.streamed(forms.Body(pieces()), 10 * MEBI).FILES
    assert files_in(folder) == []


def test_full_disk_is_told_and_fields_arrive(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr("hirz.foundation.blobs.sealed_folder.os.write", full)
    request = forms.request(forms.file("proof", "secret-name.txt", b"data"), forms.field("after", "1"))
    assert only(request, "proof").refusal is ArrivalRefusal.NOT_STORED
    assert request.POST["after"] == "1"
    assert files_in(folder) == []
    assert "secret-name" not in caplog.text


def test_nothing_goes_to_a_temporary_file(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr(uploadedfile, "TemporaryUploadedFile", refuse)
    monkeypatch.setattr(uploadedfile, "InMemoryUploadedFile", refuse)
    request = forms.request(forms.file("proof", "a.txt", b"x" * 5 * MEBI))
    assert only(request, "proof").size == 5 * MEBI


@pytest.mark.parametrize(("limit", "refusal"), [(250, None), (50, ArrivalRefusal.TOO_LARGE)])
def test_large_file_passes_in_constant_memory(
    settings: Settings, folder: Path, limit: int, refusal: ArrivalRefusal | None
) -> None:
    settings.HIRZ_MAX_FILE_BYTES = settings.HIRZ_MAX_TOTAL_BYTES_PER_REQUEST = limit * MEBI
    head, tail = forms.file("proof", "film.mp4", b"")[:-2], b"\r\n" + forms.field("after", "1") + forms.END
    pieces = (head, *repeat(bytes(MEBI), 200), tail)
    request = forms.streamed(forms.Body(iter(pieces)), len(head) + 200 * MEBI + len(tail))
    tracemalloc.start()
    arrived = only(request, "proof")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (arrived.size, arrived.refusal, request.POST["after"]) == (200 * MEBI, refusal, "1")
    assert [path.stat().st_size // MEBI for path in files_in(folder)] == ([] if refusal else [200])
    assert peak < 4 * MEBI
    request.close()
