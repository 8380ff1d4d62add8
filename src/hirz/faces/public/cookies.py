"""The cookies of the public face. None is set before somebody begins to write or opens an inbox.

``hirz_draft`` holds the random token that finds and opens a draft. ``hirz_inbox_…`` holds which inbox is open and its
key, sealed so that only this server reads it, and counts for half an hour. Both end with the browser's session;
scripts cannot read them and other sites cannot send them.
"""

from __future__ import annotations

import base64
import os
import struct
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hirz.foundation.vocabularies.languages import UN_LANGUAGES

INBOX_OPEN: Final = timedelta(minutes=30)
_INBOX: Final = b"hirz inbox cookie 1"
_SEALED: Final = struct.Struct(">q16s32s")
_NONCE_BYTES: Final = 12


@dataclass(frozen=True, slots=True, repr=False)
class OpenedInbox:
    """A submission whose inbox this browser opened, and the key of its messages."""

    submission_id: UUID
    key: bytes


def draft_token(request: HttpRequest) -> str:
    return request.COOKIES.get(_draft_name(), "")


def remember_draft(response: HttpResponse, token: str) -> None:
    _set(response, _draft_name(), token, path="/")


def forget_draft(response: HttpResponse) -> None:
    """Leave nothing on the device: the cookie against forgery goes with the draft."""
    response.delete_cookie(_draft_name(), path="/", samesite="Strict")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, path="/", samesite="Strict")


def opened_inbox(request: HttpRequest, language: str) -> OpenedInbox | None:
    """The inbox that this browser opened in the last half hour."""
    try:
        sealed = base64.urlsafe_b64decode(request.COOKIES.get(_inbox_name(language), ""))
        plain = _cipher().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _INBOX)
    except (InvalidTag, ValueError):
        return None
    opened_at, submission_id, key = _SEALED.unpack(plain)
    if not 0 <= time.time() - opened_at <= INBOX_OPEN.total_seconds():
        return None
    return OpenedInbox(UUID(bytes=submission_id), key)


def remember_inbox(response: HttpResponse, opened: OpenedInbox) -> None:
    """One cookie for the inbox in each language: the reader may change it, and no other page gets to see them."""
    plain = _SEALED.pack(int(time.time()), opened.submission_id.bytes, opened.key)
    nonce = os.urandom(_NONCE_BYTES)
    value = base64.urlsafe_b64encode(nonce + _cipher().encrypt(nonce, plain, _INBOX)).decode()
    for language in UN_LANGUAGES:
        _set(response, _inbox_name(language), value, path=_inbox_path(language))


def forget_inbox(response: HttpResponse) -> None:
    for language in UN_LANGUAGES:
        response.delete_cookie(_inbox_name(language), path=_inbox_path(language), samesite="Strict")


def _cipher() -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=_INBOX).derive(settings.SECRET_KEY.encode()))


def _draft_name() -> str:
    """In real use with a prefix for which browsers see to it that no other host and no plain line sets the cookie."""
    return "__Host-hirz_draft" if settings.CSRF_COOKIE_SECURE else "hirz_draft"


def _inbox_name(language: str) -> str:
    return f"__Secure-hirz_inbox_{language}" if settings.CSRF_COOKIE_SECURE else f"hirz_inbox_{language}"


def _inbox_path(language: str) -> str:
    return f"/{language}/inbox/"


def _set(response: HttpResponse, name: str, value: str, *, path: str) -> None:
    response.set_cookie(name, value, path=path, httponly=True, samesite="Strict", secure=not settings.HIRZ_DEMO)
