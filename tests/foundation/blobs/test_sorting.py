"""A form learns of each file whether it was taken in, and if not, why."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from hirz.engines.files import Caution, Kind, Limits, Refusal
from hirz.foundation.blobs.arrivals import ArrivalRefusal, arrived_files
from hirz.foundation.blobs.sealed_folder import SealedFolderStore
from hirz.foundation.blobs.sorting import RefusedFile, sort_arrivals
from hirz.foundation.blobs.wording import CAUTIONS, REFUSALS
from tests.foundation.blobs import forms
from tests.foundation.blobs.folders import files_in


@pytest.fixture(autouse=True)
def handler(settings: Settings, folder: Path) -> None:
    settings.FILE_UPLOAD_HANDLERS = ["hirz.foundation.blobs.upload.ArrivalUploadHandler"]
    settings.HIRZ_MAX_FILE_BYTES = 1_000


def test_files_are_sorted_and_none_is_lost(folder: Path) -> None:
    request = forms.request(
        forms.file("proof", "рассказ.txt", "Меня задержали".encode()),
        forms.file("proof", "letter.pdf", b"MZ" + bytes(200)),
        forms.file("proof", "..\u202e.txt", b""),
        forms.file("proof", "long.txt", b"x" * 2_000),
    )
    arrivals = sort_arrivals(arrived_files(request, "proof"))
    (accepted,) = arrivals.accepted
    assert (accepted.file.name, accepted.inspection.kind) == ("рассказ.txt", Kind.TEXT)
    assert arrivals.refused == (
        RefusedFile("proof", "letter.pdf", 202, (Refusal.EXECUTABLE.value,)),
        RefusedFile("proof", "..[U+202E].txt", 0, (ArrivalRefusal.EMPTY.value,)),
        RefusedFile("proof", "long.txt", 2_000, (ArrivalRefusal.TOO_LARGE.value,)),
    )
    accepted.file.keep()
    request.close()
    (left,) = files_in(folder)
    assert accepted.file.blob is not None
    with SealedFolderStore(folder).open_reader(left.name, pair=accepted.file.blob.pair) as stream:
        assert stream.read() == "Меня задержали".encode()


def test_limits_of_the_inspection_are_the_callers() -> None:
    request = forms.request(forms.file("proof", "a.txt", b"hello"))
    arrivals = sort_arrivals(arrived_files(request, "proof"), Limits(bytes=4))
    assert arrivals.refused[0].codes == (Refusal.TOO_LARGE.value,)


def test_every_code_has_words() -> None:
    assert set(REFUSALS) == {*(each.value for each in Refusal), *(each.value for each in ArrivalRefusal)}
    assert set(CAUTIONS) == set(Caution)
