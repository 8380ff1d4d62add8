"""Files that belong to a unit: each has a pair of keys of its own, whose private half lies sealed in the row.

Whoever erases the unit erases the file as well, in every copy of it. Files of before this was so are sealed to the desk
and to recovery; they open as they did, until ``hirz keys rotate`` has moved them (:class:`Move`).
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import BinaryIO
from uuid import UUID

from django.db import transaction

from hirz.engines.sealing import KeyPair, new_key_pair
from hirz.foundation.blobs.store import BlobUnreadable, default_store, store_bytes


def key_to_keep(pair: KeyPair) -> str:
    """The private half as a sealed column keeps it, in base 64."""
    return b64encode(pair.private).decode()


def pair_of(opens_with: str) -> KeyPair | None:
    """What a sealed column kept; nothing for a file that is sealed to the desk.

    Raises :class:`BlobUnreadable` where the unit is gone: what stands in for the column then is no key.
    """
    try:
        return KeyPair(b64decode(opens_with, validate=True)) if opens_with else None
    except ValueError as error:
        raise BlobUnreadable from error


def open_of_unit(blob_id: str | UUID, *, opens_with: str, sha256: str = "") -> BinaryIO:
    """Raises :class:`BlobUnreadable`, :class:`BlobMissing`."""
    return default_store().open_reader(blob_id, sha256=sha256, pair=pair_of(opens_with))


class Move:
    """Seals files anew, for one pair; what lay there before goes when the transaction has come to its end."""

    def __init__(self, before: KeyPair | None, after: KeyPair | None) -> None:
        self._before = before
        self._after = after

    @classmethod
    def to_unit(cls) -> tuple[Move, str]:
        """From the desk to a new pair, with what the row is to keep of it."""
        pair = new_key_pair()
        return cls(None, pair), key_to_keep(pair)

    @classmethod
    def to_desk(cls, opens_with: str) -> Move:
        return cls(pair_of(opens_with), None)

    def __call__(self, blob_id: UUID) -> UUID:
        """The id under which the file lies from now on. Raises :class:`BlobUnreadable`, :class:`BlobNotWritten`."""
        with default_store().open_reader(blob_id, pair=self._before) as stream:
            moved = store_bytes(stream.read(), pair=self._after)
        delete_when_done(blob_id)
        return UUID(moved.id)


def delete_when_done(blob_id: UUID | None) -> None:
    """Once the transaction is through. A file that stays behind opens for nobody, or is found by nobody."""
    if blob_id is not None:
        transaction.on_commit(lambda: default_store().delete(blob_id))
