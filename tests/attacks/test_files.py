"""Files made to harm, sent through the door of the public face. Each is refused by name, or kept and harmless."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.arrival import submit
from hirz.reprisals.intake.files import attach_bytes
from tests.conftest import sign_in
from tests.engines.files import samples
from tests.faces.public import journey
from tests.faces.public.reading import read
from tests.faces.staff.conftest import enrol
from tests.foundation.blobs import forms
from tests.reprisals.intake.arriving import drafted

MEBI: Final = 2**20
FILES: Final = "/ar/submit/files/"
Make = Callable[[], bytes]


def zip_bomb() -> bytes:
    return samples.word({"word/media/a.bin": bytes(45 * MEBI)})


def zip_bomb_in_a_zip() -> bytes:
    return samples.word({"word/embeddings/a.bin": samples.archive({"a": bytes(60 * MEBI)})})


def zip_slip() -> bytes:
    return samples.word({"../../../etc/cron.d/hirz": b"* * * * * root id"})


def zip_with_a_symlink() -> bytes:
    target = io.BytesIO(samples.word())
    with zipfile.ZipFile(target, "a") as archive:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return target.getvalue()


def zip_of_a_million_entries() -> bytes:
    """Its directory says so, in 64 bits."""
    data = samples.word()
    at = data.rfind(b"PK\x05\x06")
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 10**6, 10**6, 46 * 10**6, 0)
    return data[:at] + record + b"PK\x06\x07" + struct.pack("<IQI", 0, at, 1) + data[at:]


def zip_that_hides_its_entries() -> bytes:
    """There are eighty thousand; its directory says that there are three."""
    data = bytearray(samples.word({f"word/{number}": b"" for number in range(80_000)}))
    at = data.rfind(b"PK\x05\x06")
    data[at + 8 : at + 12] = struct.pack("<HH", 3, 3)
    return bytes(data)


def pixel_flood() -> bytes:
    return samples.png_of_size(60_000, 60_000)


def polyglot_that_runs() -> bytes:
    return samples.picture("JPEG") + samples.program()


HARMFUL: Final[dict[str, tuple[str, Make]]] = {
    "zip bomb": ("letter.docx", zip_bomb),
    "zip bomb in a zip": ("letter.docx", zip_bomb_in_a_zip),
    "zip slip": ("letter.docx", zip_slip),
    "symlink": ("letter.docx", zip_with_a_symlink),
    "10^6 entries": ("letter.docx", zip_of_a_million_entries),
    "10^6 entries, hidden": ("letter.docx", zip_that_hides_its_entries),
    "pixel flood": ("photo.png", pixel_flood),
    "polyglot that runs": ("photo.jpg", polyglot_that_runs),
}


@pytest.mark.parametrize("fault", HARMFUL)
def test_zip_bomb_zip_slip_symlink_million_entries_pixel_flood_polyglot(
    fault: str, public_client: Client, settings: Settings
) -> None:
    """Refused by name with a reason; nothing of it is kept, nothing is unpacked, and the form goes on."""
    name, make = HARMFUL[fault]
    harmful = make()
    journey.begin(public_client)
    tracemalloc.start()
    public_client.post(FILES, {"uploads": [journey.file(name, harmful), journey.file("note.txt", b"hi")], "add": "1"})
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    page = read(public_client.get(FILES))
    assert name in " ".join("".join(alert.itertext()) for alert in page.having(role="alert"))
    assert journey.file_names(public_client) == ["note.txt"]
    assert sum(path.is_file() for path in Path(settings.HIRZ_BLOBS_DIR).rglob("*")) == 1
    assert most < 8 * len(harmful) + 40 * MEBI, "it was unpacked in memory"
    assert public_client.post(FILES, {}).headers["Location"] == "/ar/submit/consent/"


def test_polyglot_that_is_kept_does_nothing_where_it_is_read(office: Office, intake: User) -> None:
    """A picture that is a page as well: the original is only ever saved, and the copy that is shown is the picture."""
    payload = b"<html><script>alert(document.domain)</script></html>"
    token = drafted()
    file = attach_bytes(token=token, data=samples.picture("JPEG") + payload, name="photo.jpg")
    submit(token=token)
    browser = browser_of(intake)
    original = browser.get(reverse("intake:file", args=[file.pk]))
    assert b"".join(original).endswith(payload)
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert original.headers["X-Content-Type-Options"] == "nosniff"
    assert original.headers["Content-Type"] == "application/octet-stream"
    copy = browser.get(reverse("intake:working_copy", args=[file.pk]))
    assert payload not in b"".join(copy)
    assert "sandbox" in copy.headers["Content-Security-Policy"]


NAMES: Final = {
    "../": ("../../../etc/passwd.txt", "passwd.txt"),
    "NUL": ("note\x00.exe.txt", "note.exe.txt"),
    "CRLF": ("note\r\nSet-Cookie: a=b.txt", None),
    "right-to-left override": ("صورة\u202egpj.txt", "صورة[U+202E]gpj.txt"),
    "quotes": ('a"; filename="b.html', None),
}


@pytest.mark.parametrize("kind", NAMES)
def test_name_with_parents_nul_crlf_or_right_to_left_override(
    kind: str, public_client: Client, settings: Settings
) -> None:
    """As a browser of the attacker's own sends it. It is shown as what it is, and the disk never hears of it."""
    name, shown = NAMES[kind]
    journey.fill_in(public_client, but=frozenset({"files"}))
    body = forms.file("uploads", name, b"What I saw.\n") + forms.field("add", "1") + forms.END
    public_client.generic("POST", FILES, body, content_type=forms.TYPE)
    kept = journey.file_names(public_client)
    if shown is not None:
        assert kept == [shown]
    assert not any(mark in name for name in kept for mark in ("/", "\x00", "\r", "\n", "\u202e"))
    folder = Path(settings.HIRZ_BLOBS_DIR)
    assert all(path.parent.parent == folder for path in folder.rglob("*") if path.is_file())


def browser_of(user: User) -> Client:
    enrol(user)
    browser = Client()
    sign_in(browser, user)
    return browser
