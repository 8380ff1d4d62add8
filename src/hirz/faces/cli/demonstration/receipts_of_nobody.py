"""The receipts of the invented world: nobody holds one, so nothing is gained by making them slow to guess."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from argon2 import PasswordHasher

from hirz.reprisals.intake import receipts


@contextmanager
def quick_receipts() -> Iterator[None]:
    """Within the block receipts are kept by a quick hash. The story keeps its own, which opens an inbox, as always."""
    with patch.object(receipts, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)):
        yield
