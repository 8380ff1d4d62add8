"""Recovery: a secret shared among n people, of whom any k bring it back and k-1 know nothing.

Source: A. Shamir, "How to share a secret", Communications of the ACM 22 (1979), over GF(2**8) with the polynomial
x**8 + x**4 + x**3 + x + 1 (that of AES), one polynomial for each byte. A digest is shared along with the secret, so
that a made-up share is noticed (as SLIP-0039 does). Arithmetic uses tables: do it on a machine you trust.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Final

from hirz.engines.sealing.associated import joined
from hirz.engines.sealing.errors import (
    KeyNotUsable,
    ShareDamaged,
    SharesForged,
    SharesMixed,
    SharesRepeated,
    TooFewShares,
    UnknownSuite,
)
from hirz.engines.sealing.keys import SYSTEM_ENTROPY, Entropy

SUITE: Final = 1
MAX_SECRET_BYTES: Final = 1024
_SET_BYTES: Final = 8
_DIGEST_BYTES: Final = 16
_CHECK_BYTES: Final = 5
_HEAD_BYTES: Final = 1 + _SET_BYTES + 2
_GROUP: Final = 4


def _powers() -> tuple[tuple[int, ...], tuple[int, ...]]:
    # 3 generates the multiplicative group: x * 3 is x * 2 + x.
    powers, logarithms, value = [1] * 255, [0] * 256, 1
    for exponent in range(255):
        powers[exponent], logarithms[value] = value, exponent
        doubled = value << 1
        value ^= doubled ^ (0x11B if doubled > 0xFF else 0)
    return tuple(powers), tuple(logarithms)


_POWERS, _LOGARITHMS = _powers()


@dataclass(frozen=True, slots=True)
class Share:
    """One person's share: of which set (8 bytes), how many are needed, at which point (1 to 255), and its bytes."""

    set_id: bytes
    needed: int
    index: int
    values: bytes = field(repr=False)

    def __post_init__(self) -> None:
        # The secret itself lies at the point 0.
        if len(self.set_id) != _SET_BYTES or not 2 <= self.needed <= 255 or not 1 <= self.index <= 255:
            raise ShareDamaged("there is no such share")

    def text(self) -> str:
        """To write down: base 32 (RFC 4648) in groups of four, with a checksum of 40 bits."""
        body = bytes([SUITE]) + self.set_id + bytes([self.needed, self.index]) + self.values
        letters = base64.b32encode(body + _check(body)).decode("ascii").rstrip("=")
        return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))

    @classmethod
    def from_text(cls, text: str) -> Share:
        """The share that was written down; spaces, hyphens and small letters do no harm.

        Raises:
            ShareDamaged: when it was mistyped. UnknownSuite: when it is of another kind.
        """
        data = _unarmoured(text)
        body = data[:-_CHECK_BYTES]
        if len(body) <= _HEAD_BYTES + _DIGEST_BYTES or not hmac.compare_digest(_check(body), data[-_CHECK_BYTES:]):
            raise ShareDamaged("the share was mistyped or is incomplete")
        if body[0] != SUITE:
            raise UnknownSuite("the share is of a kind this version does not know")
        return cls(body[1 : 1 + _SET_BYTES], body[_HEAD_BYTES - 2], body[_HEAD_BYTES - 1], body[_HEAD_BYTES:])


def split_secret(secret: bytes, *, needed: int, shares: int, entropy: Entropy = SYSTEM_ENTROPY) -> tuple[Share, ...]:
    """``shares`` shares of ``secret`` (1 to 1,024 bytes), any ``needed`` of which bring it back.

    Raises:
        KeyNotUsable: unless 2 <= needed <= shares <= 255. One share that opens alone would be a copy, not a share.
    """
    if not 2 <= needed <= shares <= 255 or not 1 <= len(secret) <= MAX_SECRET_BYTES:
        raise KeyNotUsable("two to 255 shares of up to 1,024 bytes")
    set_id = entropy.random_bytes(_SET_BYTES)
    shared = secret + _digest(set_id, needed, secret)
    polynomials = [shared, *(entropy.random_bytes(len(shared)) for _ in range(needed - 1))]
    return tuple(Share(set_id, needed, x, _evaluated(polynomials, x)) for x in range(1, shares + 1))


def join_shares(shares: Sequence[Share]) -> bytes:
    """The secret, from at least as many shares as are needed; more than that are checked too.

    Raises:
        SharesMixed, SharesRepeated, TooFewShares: for shares that do not go together.
        SharesForged: when they go together and give nothing that was ever shared.
    """
    _refuse_mismatch(shares)
    needed = shares[0].needed
    shared = _interpolated(shares[:needed], 0)
    if any(_interpolated(shares[:needed], share.index) != share.values for share in shares[needed:]):
        raise SharesForged("the shares contradict one another")
    secret, digest = shared[:-_DIGEST_BYTES], shared[-_DIGEST_BYTES:]
    if not hmac.compare_digest(_digest(shares[0].set_id, needed, secret), digest):
        raise SharesForged("the shares give no secret that was shared")
    return secret


def _refuse_mismatch(shares: Sequence[Share]) -> None:
    if not shares:
        raise TooFewShares("no share was given")
    if len({(share.set_id, share.needed, len(share.values)) for share in shares}) > 1:
        raise SharesMixed("the shares are not of one set")
    if len({share.index for share in shares}) < len(shares):
        raise SharesRepeated("a share was given twice")
    if len(shares) < shares[0].needed:
        raise TooFewShares("more shares of the set are needed")


def _evaluated(polynomials: Sequence[bytes], x: int) -> bytes:
    # Horner's rule, for all bytes side by side: the constant terms are polynomials[0].
    return reduce(lambda high, low: _added(_scaled(high, x), low), reversed(polynomials))


def _interpolated(shares: Sequence[Share], x: int) -> bytes:
    # Lagrange: the sum of each share times the product of (x - other) / (own - other); minus is exclusive or.
    total = bytes(len(shares[0].values))
    for share in shares:
        others = [other.index for other in shares if other.index != share.index]
        weight = reduce(lambda w, o: _times(w, _divided(x ^ o, share.index ^ o)), others, 1)
        total = _added(total, _scaled(share.values, weight))
    return total


def _times(a: int, b: int) -> int:
    return _POWERS[(_LOGARITHMS[a] + _LOGARITHMS[b]) % 255] if a and b else 0


def _divided(a: int, b: int) -> int:
    return _POWERS[(_LOGARITHMS[a] - _LOGARITHMS[b]) % 255] if a else 0


def _scaled(values: bytes, factor: int) -> bytes:
    return bytes(_times(value, factor) for value in values)


def _added(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


def _digest(set_id: bytes, needed: int, secret: bytes) -> bytes:
    return hashlib.sha256(joined("hirz shared secret", set_id, needed, secret)).digest()[:_DIGEST_BYTES]


def _check(body: bytes) -> bytes:
    return hashlib.sha256(b"hirz share\x00" + body).digest()[:_CHECK_BYTES]


def _unarmoured(text: str) -> bytes:
    letters = "".join(text.split()).replace("-", "").upper()
    try:
        data = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except ValueError:
        raise ShareDamaged("the share was mistyped or is incomplete") from None
    if base64.b32encode(data).decode("ascii").rstrip("=") != letters:
        raise ShareDamaged("the share was mistyped or is incomplete")
    return data
