"""One way to write a value as bytes, so that hashing or sealing it twice gives the same bytes everywhere.

Source: RFC 8785 (JSON Canonicalization Scheme), narrowed: no floating-point numbers, because their text differs
between languages, and no integer that JavaScript would round. A decimal is written as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

MAX_INTEGER: Final = 2**53 - 1
MAX_DEPTH: Final = 100


class NotCanonical(ValueError):
    """The value has no canonical form: a float, a large integer, a lone surrogate, a key that is no text, too deep."""

    code = "value_not_canonical"


def canonical_json(value: Json) -> bytes:
    """UTF-8 JSON without white space, keys sorted by their UTF-16 code units (RFC 8785, section 3.2.3).

    Raises:
        NotCanonical: for a value outside the narrowed scheme, also nested deeper than 100.
    """
    try:
        text = json.dumps(_ordered(value, MAX_DEPTH), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical("text holds a lone surrogate") from None


def parsed_json(data: bytes) -> Json:
    """The value of canonical bytes.

    Raises:
        NotCanonical: when the bytes are not exactly what :func:`canonical_json` writes for that value.
    """
    try:
        value: Json = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise NotCanonical("the bytes are not JSON") from None
    if canonical_json(value) != data:
        raise NotCanonical("the bytes are JSON in another form")
    return value


def _ordered(value: Json, depth: int) -> Json:
    if depth == 0:
        raise NotCanonical("the value is nested too deeply")
    if isinstance(value, Mapping):
        return {key: _ordered(value[key], depth - 1) for key in sorted(value, key=_code_units)}
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return _exact(value)
    if isinstance(value, list | tuple):
        return [_ordered(item, depth - 1) for item in value]
    raise NotCanonical("the value holds something JSON has no exact form for")


def _code_units(key: object) -> bytes:
    if not isinstance(key, str):
        raise NotCanonical("a key is not text")
    return key.encode("utf-16-be")


def _exact(number: int) -> int:
    if abs(number) > MAX_INTEGER:
        raise NotCanonical("the integer is too large to be exact everywhere")
    return number


__all__ = ["MAX_DEPTH", "MAX_INTEGER", "Json", "NotCanonical", "canonical_json", "parsed_json"]
