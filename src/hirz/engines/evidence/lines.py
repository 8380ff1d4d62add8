"""Lines of custody: what was done with an item, committed to the ledger without telling it.

The ledger holds the digest of a line. The line itself holds, of the two things in it that could betray somebody (the
hash of what was handled, and the reason that was typed), only commitments: SHA-256 over 32 random bytes and the text.
Whoever is given those 32 bytes and the text can check them; whoever is not cannot try out what they may be. So a line
about an original can be shown to somebody who receives no more than a redacted copy.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from hirz.engines.canonical import Json, canonical_json
from hirz.engines.evidence.shapes import data_in, mapping_in, one_of_keys, text_in, text_or_none_in

SALT_BYTES: Final = 32


class Event(StrEnum):
    """What can happen to an item, or to a working copy of it."""

    RECEIVED = "RECEIVED"
    QUARANTINED = "QUARANTINED"
    STRIPPED = "STRIPPED"
    VIEWED = "VIEWED"
    SAVED = "SAVED"
    REDACTED = "REDACTED"
    ACCEPTED = "ACCEPTED"
    DISCARDED = "DISCARDED"
    EXPORTED = "EXPORTED"


@dataclass(frozen=True, slots=True)
class Line:
    """``item`` and ``copy`` are ids (``copy`` is None for the original); the other two are commitments, 32 bytes."""

    event: str
    item: str
    copy: str | None
    sha256: bytes
    reason: bytes

    def as_json(self) -> dict[str, Json]:
        return {
            "copy": self.copy,
            "event": self.event,
            "item": self.item,
            "reason": encoded(self.reason),
            "sha256": encoded(self.sha256),
        }

    @classmethod
    def from_json(cls, value: Json) -> Line:
        """Raises ``Misshapen`` for anything but what :meth:`as_json` gives."""
        told = mapping_in(value)
        one_of_keys(told, {"copy", "event", "item", "reason", "sha256"})
        return cls(
            event=text_in(told, "event"),
            item=text_in(told, "item"),
            copy=text_or_none_in(told, "copy"),
            sha256=data_in(told, "sha256", SALT_BYTES),
            reason=data_in(told, "reason", SALT_BYTES),
        )

    def digest(self) -> str:
        """SHA-256 of the canonical JSON of the line, in hexadecimal: what the entry of the ledger carries."""
        return sha256(canonical_json(self.as_json())).hexdigest()


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a commitment: the text and the 32 random bytes it was committed with."""

    text: str
    salt: bytes

    def commitment(self) -> bytes:
        return sha256(self.salt + self.text.encode()).digest()

    def as_json(self) -> dict[str, Json]:
        return {"salt": encoded(self.salt), "text": self.text}

    @classmethod
    def from_json(cls, value: Json) -> Opening | None:
        """Raises ``Misshapen`` for anything but nothing at all, or what :meth:`as_json` gives."""
        if value is None:
            return None
        told: Mapping[str, Json] = mapping_in(value)
        one_of_keys(told, {"salt", "text"})
        return cls(text_in(told, "text"), data_in(told, "salt", SALT_BYTES))


def opening(text: str, *, secret: bytes, label: str) -> Opening:
    """The opening of one of a line's commitments; its salt is SHA-256 of the line's 32 secret bytes and ``label``."""
    return Opening(text, sha256(secret + label.encode()).digest())


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


__all__ = ["SALT_BYTES", "Event", "Line", "Opening", "encoded", "opening"]
