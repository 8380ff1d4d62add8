"""Names and addresses of accounts, sealed: a stolen database does not say who works here, nor who works with us.

They are sealed with the secret of sign-in, not with a key of their own: the names of colleagues stand on every page,
and this secret is at hand without a question to the database. Whoever signs in is found by a keyed hash of the address.
"""

from __future__ import annotations

import hmac
from typing import Any, Final

from django.db import models

from hirz.engines.sealing import SecretKey
from hirz.foundation.keys import rings
from hirz.foundation.keys.sealed import SealedTextField

_SAID_FIRST: Final = b"hirz address of an account 1\0"


class AccountTextField(SealedTextField):
    """A text about an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, unit="", **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["unit"]
        return name, path, args, kwargs

    def sealing_key(self, instance: models.Model) -> SecretKey:
        return rings.secret(rings.SIGN_IN)

    def opening_key(self, instance: models.Model) -> SecretKey:
        return rings.secret(rings.SIGN_IN)


def as_kept(address: str) -> str:
    """An address belongs to one person, however they type its capitals."""
    return address.strip().lower()


def address_key(address: str) -> bytes:
    """By what an account is found: 32 bytes that tell the address only to whoever has the secret, and tries it."""
    said = _SAID_FIRST + as_kept(address).encode(errors="surrogatepass")
    return hmac.digest(rings.secret(rings.SIGN_IN).secret, said, "sha256")
