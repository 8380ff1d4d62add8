"""A column of pgvector: 512 numbers of half precision, which is all that unit vectors need to be told apart by."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from django.db import models

from hirz.engines.meaning import Vectors
from hirz.engines.meaning.sentences import DIMENSION

TYPE: Final = f"halfvec({DIMENSION})"


class VectorField(models.Field):  # type: ignore[type-arg]
    """One vector: an array of 32-bit floats in Python."""

    def db_type(self, connection: object) -> str:
        return TYPE

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else written(value)

    def from_db_value(self, value: str | None, *_: object) -> Vectors | None:
        return None if value is None else np.array(value[1:-1].split(","), dtype=np.float32)


def written(vector: Vectors) -> str:
    """As pgvector reads it."""
    return "[" + ",".join(map("{:.5f}".format, vector.tolist())) + "]"
