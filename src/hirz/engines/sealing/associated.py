"""Associated data: what a sealed value is bound to without containing it.

Every part is preceded by its length, so that no two lists of parts give the same bytes.
"""

from __future__ import annotations

from hirz.engines.sealing.errors import KeyNotUsable


def joined(*parts: str | bytes | int) -> bytes:
    """Each part as four bytes of length (big-endian) and its bytes: text as UTF-8, an integer as eight bytes.

    Raises:
        KeyNotUsable: for text with a lone surrogate, or an integer outside 0 to 2**64 - 1.
    """
    return b"".join(len(data).to_bytes(4, "big") + data for data in map(_as_bytes, parts))


def _as_bytes(part: str | bytes | int) -> bytes:
    try:
        if isinstance(part, str):
            return part.encode("utf-8")
        return part.to_bytes(8, "big") if isinstance(part, int) else part
    except (UnicodeEncodeError, OverflowError):
        raise KeyNotUsable("a name has no exact bytes") from None
