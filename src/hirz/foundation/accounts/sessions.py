"""Sessions of which a stolen database tells nothing, and with which nobody gets in.

The row of a session is found by a hash of the key that only the browser holds, and its content is sealed under another
key derived from it. Neither the server nor a copy of its disk can open a session whose browser is not asking.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone

_FOUND_BY: Final = b"hirz session row 1\0"
_SEALED_BY: Final = b"hirz session content 1"
_NONCE_BYTES: Final = 12


class SessionStore(DatabaseStore):
    """Django's own store, with the key of the row hashed and its content sealed."""

    def _get_session_from_db(self) -> Session | None:
        key = self.session_key
        found = Session.objects.filter(session_key=row_of(key), expire_date__gt=timezone.now()).first() if key else None
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str | None = None) -> bool:
        return bool(session_key) and Session.objects.filter(session_key=row_of(session_key or "")).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        instance: Session = super().create_model_instance(data)  # type: ignore[assignment]
        instance.session_key = row_of(instance.session_key)
        return instance

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=row_of(key)).delete()

    def encode(self, session_dict: dict[str, Any]) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        plain = json.dumps(session_dict, separators=(",", ":")).encode()
        return base64.b64encode(nonce + self._cipher().encrypt(nonce, plain, _SEALED_BY)).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            sealed = base64.b64decode(session_data)
            plain = self._cipher().decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _SEALED_BY)
        except (InvalidTag, ValueError):
            return {}
        content: dict[str, Any] = json.loads(plain)
        return content

    def _cipher(self) -> AESGCM:
        key = self.session_key
        if not key:
            raise SuspiciousOperation("a session without a key")
        return AESGCM(HKDF(SHA256(), 32, salt=None, info=_SEALED_BY).derive(key.encode()))


def row_of(session_key: str) -> str:
    """What the database calls the session of this key: 40 digits, from which the key cannot be found."""
    return hashlib.sha256(_FOUND_BY + session_key.encode()).hexdigest()[:40]
