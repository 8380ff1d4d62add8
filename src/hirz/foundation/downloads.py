"""Files on their way to the person: never opened by the browser, never named by anything but their safe name."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import BinaryIO, Final

from django.http import FileResponse
from django.utils.http import content_disposition_header

NEUTRAL: Final = "application/octet-stream"
MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xml": "application/akn+xml",
    "txt": "text/plain; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Of the documents that we make ourselves, by the ending of their names."""


def attached(stream: BinaryIO, *, name: str, media_type: str = NEUTRAL) -> FileResponse:
    """A file to be saved, whatever it contains."""
    return _guarded(FileResponse(stream, as_attachment=True, filename=name, content_type=media_type))


def attached_bytes(data: bytes, *, name: str, media_type: str = NEUTRAL) -> FileResponse:
    """The same for a file that is in memory and kept nowhere."""
    return attached(BytesIO(data), name=name, media_type=media_type)


def attached_pieces(pieces: Iterable[bytes], *, name: str, media_type: str = NEUTRAL) -> FileResponse:
    """The same for what is made while it is sent, and asks the database for itself: a slow line holds nothing up."""
    response = FileResponse(pieces, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return _guarded(response)


def shown(stream: BinaryIO, *, media_type: str) -> FileResponse:
    """A file that we made ourselves, shown inside a page of ours."""
    return _guarded(FileResponse(stream, content_type=media_type))


def _guarded(response: FileResponse) -> FileResponse:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
