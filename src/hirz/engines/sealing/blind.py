"""Blind indexes: find a sealed name by its key without storing the name, or anything that tells names apart for sure.

The index is a keyed hash cut so short that other records share it. What matches is a candidate: it is opened and
compared. Source of the rule on length: CipherSweet, "Blind Index Planning" (2 <= R / 2**bits <= sqrt(R)).
"""

from __future__ import annotations

import hmac
import math
import unicodedata
from typing import Final

from hirz.engines.sealing.associated import joined
from hirz.engines.sealing.errors import KeyNotUsable
from hirz.engines.sealing.keys import SecretKey

MAX_BITS: Final = 62


def blind_index(text: str, *, key: SecretKey, table: str, column: str, bits: int) -> int:
    """A number below ``2**bits``: the first bits of HMAC-SHA-256 (RFC 2104) over table, column and ``text``.

    ``text`` is the key of a name, already normalised by the caller; NFC alone is applied here. A shorter index is
    the beginning of a longer one: rebuilding it reveals no more than the longer of the two.

    Raises:
        KeyNotUsable: when ``bits`` is outside 0 to 62 (it has to fit a signed 64-bit column).
    """
    if not 0 <= bits <= MAX_BITS:
        raise KeyNotUsable("a blind index has 0 to 62 bits")
    message = joined("hirz blind index", table, column, unicodedata.normalize("NFC", text))
    digest = hmac.digest(key.secret, message, "sha256")
    return int.from_bytes(digest[:8], "big") >> (64 - bits)


def bits_for(records: int) -> int:
    """How many bits to index ``records`` records with: the middle of what the rule allows.

    The fewest bits would hide most and outgrow the rule at the next record; the most would leave two candidates for
    each search. The middle bears fourfold growth from a thousand records, and more than hundredfold from a million.
    """
    least, most = _allowed(records)
    return (least + most) // 2


def needs_resize(records: int, bits: int) -> bool:
    """Whether an index of ``bits`` breaks the rule for ``records`` records, and is to be rebuilt."""
    least, most = _allowed(records)
    return not least <= bits <= most


def _allowed(records: int) -> tuple[int, int]:
    # Between one and eight records no length satisfies both halves of the rule everywhere; the half that hides wins.
    if records < 0:
        raise KeyNotUsable("there are no fewer than no records")
    most = max(0, records.bit_length() - 2)
    root = math.isqrt(max(0, records - 1)) + 1
    return min((root - 1).bit_length(), most), most
