"""Names as arrays, for the compiled loops: each distinct part once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.parsing import Name, Role, Token, ending_of
from hirz.engines.names.scripts import fold
from hirz.engines.names.skeletons import skeleton, unit_classes
from hirz.engines.names.units import units_of

BUCKETS: Final = 1 << 14
"""Cells of the table that says how common a part of a name is."""
_NICKS: Final = 3
_PATRONYMIC_WEIGHT: Final = 25
_FAMILY_WEIGHT: Final = 40
_CLASS_BITS: Final = {letter: 1 << place for place, letter in enumerate("PFTKHSCMNLR")}


class Packed(NamedTuple):
    """``first`` [names + 1] says which parts a name has, ``order`` [names] which of two names is taken first, whichever
    is given first: the one of fewer parts, otherwise one by its letters. The rest is by part.

    ``start`` [parts + 1] into ``units`` and their ``weight``: what an ending says counts less. Parts of a name lie
    behind one another, so that two of them can be read as one. ``mask`` [parts] holds the consonant classes of a part,
    ``bits`` a 64-bit sketch of its neighbouring classes, ``nick`` [parts, 3] groups of pet names, ``cell`` its place in
    the table of frequencies, ``article`` how many units a grown article would take.
    """

    first: NDArray[np.int32]
    order: NDArray[np.int64]
    start: NDArray[np.int32]
    units: NDArray[np.uint8]
    weight: NDArray[np.float32]
    script: NDArray[np.int8]
    role: NDArray[np.int8]
    article: NDArray[np.int8]
    mask: NDArray[np.uint32]
    bits: NDArray[np.uint64]
    nick: NDArray[np.int16]
    cell: NDArray[np.int32]


class _Part(NamedTuple):
    units: bytes
    weight: bytes
    script: int
    role: int
    article: int
    mask: int
    bits: int
    nick: tuple[int, ...]
    cell: int
    mark: int


def pack(names: Iterable[Name]) -> Packed:
    """Arrays of the names given, in their order."""
    known: dict[Token, int] = {}
    places: list[int] = []
    first = [0]
    for name in names:
        for token in name.tokens:
            places.append(known.setdefault(token, len(known)))
        first.append(len(places))
    parts = [_part(token) for token in known] or [_NO_PART]
    at = np.array(places or [0], np.int64)
    start, letters = _laid_out(parts, at)
    units = np.frombuffer(b"".join(part.units for part in parts) + b"\0", np.uint8)
    weight = np.frombuffer(b"".join(part.weight for part in parts) + b"\0", np.uint8)
    return Packed(
        np.array(first, np.int32),
        _order(np.array(first, np.int64), np.array([part.mark for part in parts], np.int64)[at]),
        start,
        units[letters],
        weight[letters].astype(np.float32) / np.float32(100),
        np.array([part.script for part in parts], np.int8)[at],
        np.array([part.role for part in parts], np.int8)[at],
        np.array([part.article for part in parts], np.int8)[at],
        np.array([part.mask for part in parts], np.uint32)[at],
        np.array([part.bits for part in parts], np.uint64)[at],
        np.array([part.nick for part in parts], np.int16).reshape(-1, _NICKS)[at],
        np.array([part.cell for part in parts], np.int32)[at],
    )


def _order(first: NDArray[np.int64], mark: NDArray[np.int64]) -> NDArray[np.int64]:
    counts = np.diff(first)
    place = np.arange(first[-1]) - np.repeat(first[:-1], counts)
    mixed = np.bincount(
        np.repeat(np.arange(len(counts)), counts), mark[: first[-1]] * (2.0 * place + 1), minlength=len(counts)
    )
    return (counts << 40) + mixed.astype(np.int64)


def _laid_out(parts: list[_Part], at: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Where each part begins, and where each of its letters is found among those of the distinct parts."""
    lengths = np.fromiter((len(part.units) for part in parts), np.int64, len(parts))
    begins = np.cumsum(lengths) - lengths
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths[at])])
    letters = np.arange(start[-1]) + np.repeat(begins[at] - start[:-1], lengths[at])
    return start.astype(np.int32), letters


@lru_cache(maxsize=65536)
def _part(token: Token) -> _Part:
    units = units_of(token.text, token.script)
    classes = skeleton(units)
    grown = 2 if token.article and len(units) > 3 else 0
    mask = _mask(units)
    ending = ending_of(token)
    stem = token.text[: -len(ending)] if ending and token.role is Role.PATRONYMIC else token.text
    nick = (nicknames().get(stem, ()) + (-1,) * _NICKS)[:_NICKS]
    return _Part(
        units,
        _weights(units, token, ending),
        int(token.script),
        int(token.role),
        grown,
        mask,
        _sketch(classes),
        nick,
        frequency_cell(classes),
        crc32(units + bytes((token.role, grown))) >> 8,
    )


_NO_PART: Final = _Part(b"", b"", 3, 0, 0, 0, 0, (-1,) * _NICKS, 0, 0)


def _mask(units: bytes) -> int:
    """The classes any unit may stand for; K and H are told apart too seldom to forbid anything."""
    letters = {letter for unit in units for spelt in unit_classes()[unit] for letter in spelt}
    if letters & {"K", "H"}:
        letters |= {"K", "H"}
    return sum(_CLASS_BITS[letter] for letter in letters)


def _weights(units: bytes, token: Token, ending: str) -> bytes:
    """In hundredths."""
    tail = len(units_of(ending, token.script)) if ending else 0
    light = _PATRONYMIC_WEIGHT if token.role is Role.PATRONYMIC else _FAMILY_WEIGHT
    return bytes([100] * (len(units) - tail) + [light] * tail)


def _sketch(classes: str) -> int:
    """One bit for each pair of neighbouring classes, the ends of the word included."""
    framed = f"^{classes}$"
    bits = 0
    for place in range(len(framed) - 1):
        bits |= 1 << (crc32(framed[place : place + 2].encode()) & 63)
    return bits


def frequency_cell(classes: str) -> int:
    """Where the table of frequencies counts the words with this skeleton."""
    return crc32(classes.encode()) % BUCKETS


@lru_cache(maxsize=1)
def nicknames() -> dict[str, tuple[int, ...]]:
    """The groups of `data/nicknames.tsv` each folded form stands in."""
    text = (files("hirz.engines.names") / "data" / "nicknames.tsv").read_text(encoding="utf-8")
    groups: dict[str, tuple[int, ...]] = {}
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for number, line in enumerate(lines):
        for form in {fold(form)[0] for form in line.split("\t")}:
            groups[form] = (*groups.get(form, ()), number)
    return groups
