"""Which records hold which keys of names, and how rare each key is among the records given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names import Name, Role, parse
from hirz.engines.names.skeletons import token_keys

_MOST_PARTS: Final = 30
_MUTE: Final = (Role.INITIAL, Role.HONORIFIC, Role.PARTICLE)


class KeyIndex(NamedTuple):
    """Keys are numbered from the rarest to the commonest; by record in that order.

    ``first`` [records + 1] into ``key`` and ``part``: the keys of a record, and of which part of its names each is.
    ``start`` [keys + 1] into ``holder``: the records that hold a key. ``rarity`` [keys] is -log2 of the share of the
    records that hold it.
    """

    first: NDArray[np.int64]
    key: NDArray[np.int32]
    part: NDArray[np.int8]
    start: NDArray[np.int64]
    holder: NDArray[np.int32]
    rarity: NDArray[np.float32]


def key_index(names: Iterable[Sequence[str]]) -> KeyIndex:
    """The index of records, each with its spellings."""
    known: dict[str, int] = {}
    key: list[int] = []
    part: list[int] = []
    first = [0]
    for spellings in names:
        for number, text in _keys(spellings):
            key.append(known.setdefault(text, len(known)))
            part.append(number)
        first.append(len(key))
    return _arranged(np.array(first, np.int64), np.array(key, np.int32), np.array(part, np.int8), len(known))


def _keys(spellings: Sequence[str]) -> list[tuple[int, str]]:
    """Each key once, with the number of the part of a name that gives it."""
    found: dict[str, int] = {}
    number = 0
    for name in map(parse, spellings):
        for token in _telling(name):
            for text in sorted(token_keys(token)):
                found.setdefault(text, number)
            number = min(number + 1, _MOST_PARTS)
    return [(number, text) for text, number in found.items()]


def _telling(name: Name) -> Sequence[object]:
    return [token for token in name.tokens if token.role not in _MUTE] or name.tokens


def _arranged(first: NDArray[np.int64], key: NDArray[np.int32], part: NDArray[np.int8], keys: int) -> KeyIndex:
    held = np.bincount(key, minlength=keys)
    order = np.argsort(held, kind="stable")
    rank = np.empty(keys, np.int32)
    rank[order] = np.arange(keys, dtype=np.int32)
    records = len(first) - 1
    owner = np.repeat(np.arange(records, dtype=np.int32), np.diff(first))
    by_record = np.lexsort((rank[key], owner))
    key, part = rank[key][by_record], part[by_record]
    by_key = np.argsort(key, kind="stable")
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(held[order])])
    rarity = -np.log2(np.maximum(held[order], 1) / max(records, 1))
    return KeyIndex(first, key, part, start, owner[by_key], rarity.astype(np.float32))
