"""What the rest of Hirz asks of an encoder of meaning: two things, so that another one can take its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]


class Encoder(Protocol):
    """Texts become points; texts that mean the same lie close, whatever their language."""

    @property
    def dimension(self) -> int:
        """How many numbers stand for a text."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text, shape ``(len(texts), dimension)``; zeros for a text without a word."""
