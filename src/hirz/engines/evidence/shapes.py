"""Reading JSON that somebody else may have written: every value is of the kind it has to be, or nothing is read."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from hirz.engines.canonical import Json


class Misshapen(ValueError):
    """The value is not of the documented shape."""


def mapping_in(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise Misshapen("an object is missing")
    return value


def one_of_keys(told: Mapping[str, Json], keys: AbstractSet[str]) -> None:
    """Raises Misshapen unless ``told`` has these keys and no others."""
    if told.keys() != keys:
        raise Misshapen("an object has other keys than it must")


def list_in(told: Mapping[str, Json], key: str) -> Sequence[Json]:
    value = told.get(key)
    if not isinstance(value, list | tuple):
        raise Misshapen("a list is missing")
    return value


def text_in(told: Mapping[str, Json], key: str) -> str:
    value = told.get(key)
    if not isinstance(value, str):
        raise Misshapen("a text is missing")
    return value


def text_or_none_in(told: Mapping[str, Json], key: str) -> str | None:
    return None if told.get(key) is None else text_in(told, key)


def count_in(told: Mapping[str, Json], key: str) -> int:
    value = told.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Misshapen("a number is missing")
    return value


def data_in(told: Mapping[str, Json], key: str, length: int) -> bytes:
    """``length`` bytes in base 64, in the one form of it."""
    written = text_in(told, key)
    try:
        data = base64.b64decode(written, validate=True)
    except ValueError:
        raise Misshapen("this is not base 64") from None
    if len(data) != length or base64.b64encode(data).decode("ascii") != written:
        raise Misshapen("these are not the bytes they must be")
    return data


__all__ = [
    "Misshapen",
    "count_in",
    "data_in",
    "list_in",
    "mapping_in",
    "one_of_keys",
    "text_in",
    "text_or_none_in",
]
