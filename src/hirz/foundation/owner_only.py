"""Files that nobody but their owner may read, from the moment they are there."""

from __future__ import annotations

import os


def owner_only(name: str, flags: int) -> int:
    """The ``opener`` of :func:`open` for them."""
    return os.open(name, flags, 0o600)
