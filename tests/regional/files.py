"""Files as a browser sends them to pages of the regional half."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from hirz.regional.organisations.files import RecordFile
from tests.engines.files import samples

TITLE: Final = "Zafiramoon Agenda"
PDF: Final = samples.pdf()


def told(data: bytes = PDF, *, name: str = "agenda.pdf", **said: str) -> dict[str, Any]:
    """What the form of a file sends. A file is read once: each sending wants its own."""
    return {"title": TITLE, "language": "en", "layer": "INTERNAL", "file": SimpleUploadedFile(name, data), **said}


def content_of(row: RecordFile) -> bytes:
    with row.open_file() as stream:
        return stream.read()
