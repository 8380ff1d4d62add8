"""References that people can say on the telephone and that tell nothing: neither how many nor when."""

from __future__ import annotations

import secrets
from typing import Final

# No letter or digit that is mistaken for another when read aloud or written by hand.
_ALPHABET: Final = "23456789CDFGHJKMNPQRTVWXY"
_LENGTH: Final = 6


def new_reference(prefix: str) -> str:
    return f"{prefix}-{''.join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))}"
