"""Forms as a browser sends them: requests whose body is read once, from a stream."""

from __future__ import annotations

import io
from collections.abc import Iterator

from django.core.handlers.wsgi import WSGIRequest

BOUNDARY = "frontier"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


def field(name: str, value: str) -> bytes:
    return _part(f'name="{name}"', "", value.encode())


def file(name: str, filename: str, data: bytes) -> bytes:
    return _part(f'name="{name}"; filename="{filename}"', "Content-Type: application/octet-stream\r\n", data)


def _part(disposition: str, headers: str, data: bytes) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n{headers}\r\n"
    return head.encode() + data + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


def request(*parts: bytes, end: bytes = END, length: int | None = None) -> WSGIRequest:
    body = b"".join(parts) + end
    return streamed(io.BytesIO(body), len(body) if length is None else length)


def streamed(body: io.IOBase, length: int) -> WSGIRequest:
    return WSGIRequest(
        {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": TYPE,
            "CONTENT_LENGTH": str(length),
            "wsgi.input": body,
            "PATH_INFO": "/",
        }
    )


class Body(io.RawIOBase):
    """A long body that is made while it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def read(self, size: int = -1, /) -> bytes:
        self._rest = self._rest or next(self._pieces, b"")
        piece, self._rest = self._rest[:size], self._rest[size:]
        return piece
