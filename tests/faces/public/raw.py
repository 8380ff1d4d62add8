"""Requests as they come over the line, byte by byte, to the handler that answers them in a deployment."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from hirz.faces.shell.requests import PlainHandler
from tests.faces.public.conftest import in_the_database_as_public
from tests.foundation.blobs import forms

SECRET = "a" * 32
"""Of the cookie against forgery; sent back as it is, it is as good as a token of a page."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes


def form(*parts: bytes, end: bytes = forms.END) -> bytes:
    return forms.field("csrfmiddlewaretoken", SECRET) + b"".join(parts) + end


def part(disposition: str, value: bytes, *headers: str) -> bytes:
    lines = [f"--{forms.BOUNDARY}", f"Content-Disposition: form-data; {disposition}", *headers, "", ""]
    return "\r\n".join(lines).encode() + value + b"\r\n"


def send(
    path: str, body: bytes, content_type: str = forms.TYPE, *, length: str = "", cookies: str = "", **more: str
) -> Answer:
    told: list[Any] = []

    def start(status: str, headers: list[tuple[str, str]], *_more: Any) -> Callable[[bytes], object]:
        told.extend((status, headers))
        return told.append

    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": length or str(len(body)),
        "HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}={SECRET}; {cookies}",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        **more,
    }
    with in_the_database_as_public(), _connection_stays():
        response = PlainHandler()(environ, start)
        content = b"".join(response)
        response.close()
    return Answer(int(told[0][:3]), dict(told[1]), content)


@contextmanager
def _connection_stays() -> Iterator[None]:
    """A server begins and ends each request with none that is old; a test is one transaction on one connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)
