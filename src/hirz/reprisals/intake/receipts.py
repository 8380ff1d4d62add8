"""The receipt: digits only, so that it can be read, dictated and typed in any script.

Eight digits find the inbox, twenty-eight more open it (93 bits). The secret is derived from the token that only the
writer's browser holds, so that a retry shows the same receipt and the server keeps nothing but a slow hash of it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from hirz.rules.errors import BadInput

LOCATOR_DIGITS: Final = 8
SECRET_DIGITS: Final = 28
GROUP: Final = 4
_ATTEMPTS: Final = 12  # with a million inboxes one locator in a hundred is taken; twelve in a row never are
# What guards the secret is its length: 93 bits that no person chose. So the hash costs what is recommended at least for
# passwords (OWASP: 19 MiB, two passes), and whoever must send a report on a bad day does not wait for more.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Each check takes that memory: more than a few at once would let a flood exhaust the machine.
_AT_ONCE: Final = threading.BoundedSemaphore(4)
_NOBODY: Final = _HASHER.hash(secrets.token_hex(16))
NOT_GIVEN_OUT: Final = ""
"""Kept in place of a secret where nobody holds a receipt: no digits open such an inbox."""


class BadReceipt(BadInput):
    """These digits cannot be a receipt: too few, too many, or something other than digits."""

    code: ClassVar[str] = "receipt_malformed"


@dataclass(frozen=True, slots=True, repr=False)
class Receipt:
    locator: str
    secret: str

    def grouped(self) -> str:
        """In groups of four, as it is shown and printed."""
        digits = self.locator + self.secret
        return " ".join(digits[i : i + GROUP] for i in range(0, len(digits), GROUP))


def derive(token: str) -> Receipt:
    """The receipt of a token, always the same for the same token."""
    return next(derivations(token))


def derivations(token: str) -> Iterator[Receipt]:
    """The receipt of a token, then those that replace it, in turn, where its locator belongs to somebody already."""
    for attempt in range(_ATTEMPTS):
        salt = f"\0{attempt}" if attempt else ""
        stream = hashlib.shake_256(b"hirz receipt 1\0" + token.encode() + salt.encode()).digest(64)
        yield _split(str(int.from_bytes(stream, "big"))[-(LOCATOR_DIGITS + SECRET_DIGITS) :])


def _split(digits: str) -> Receipt:
    return Receipt(digits[:LOCATOR_DIGITS], digits[LOCATOR_DIGITS:])


def parse(typed: str) -> Receipt:
    """Read what a person typed: any script's digits, any spacing or punctuation between them."""
    digits = "".join(_digit(c) for c in typed)
    if len(digits) != LOCATOR_DIGITS + SECRET_DIGITS:
        raise BadReceipt
    return _split(digits)


def _digit(character: str) -> str:
    value = unicodedata.digit(character, None)
    if value is not None:
        return str(value)
    if character.isalpha():
        raise BadReceipt
    return ""


def keep(receipt: Receipt) -> str:
    """What the database holds of the secret."""
    with _AT_ONCE:
        return _HASHER.hash(receipt.secret)


def opens(receipt: Receipt, kept: str | None) -> bool:
    """Whether the secret is right. Takes the same time when there is no such inbox (``kept`` is None)."""
    with _AT_ONCE:
        try:
            _HASHER.verify(kept or _NOBODY, receipt.secret)
        except VerifyMismatchError:
            return False
    return bool(kept)


def shown(receipt: Receipt) -> str:
    """What the database is shown before it tells of an inbox. Fast, since nobody tries out 93 bits."""
    return hmac.new(b"hirz receipt shown 1", (receipt.locator + receipt.secret).encode(), hashlib.sha256).hexdigest()


def fingerprint(token: str) -> str:
    """What finds a draft: never the token itself."""
    return hmac.new(b"hirz draft 1", token.encode(), hashlib.sha256).hexdigest()
