"""Two names, or many pairs of them, held against each other: `compare` and `compare_many`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.parsing import Name, Role, Token, parse

SAME: Final = 0.5
"""From this probability on two names are called the same."""
_MATCHED: Final = 0.2
_COMMON: Final = 3.4
_WEAK: Final = (Role.HONORIFIC, Role.PARTICLE)


class Likeness(StrEnum):
    """How two parts are alike."""

    IDENTICAL = "IDENTICAL"
    SPELLING = "SPELLING"
    PET_NAME = "PET_NAME"
    INITIAL = "INITIAL"
    DIFFERENT = "DIFFERENT"


class Remark(StrEnum):
    """What a person should know about a comparison beside its score."""

    ORDER_DIFFERS = "ORDER_DIFFERS"
    PATRONYMIC_ON_ONE_SIDE = "PATRONYMIC_ON_ONE_SIDE"
    PATRONYMICS_DIFFER = "PATRONYMICS_DIFFER"
    PARTS_DIFFER = "PARTS_DIFFER"
    PARTS_MISSING = "PARTS_MISSING"
    ONLY_COMMON_NAMES = "ONLY_COMMON_NAMES"
    NOTHING_TO_COMPARE = "NOTHING_TO_COMPARE"


@dataclass(frozen=True, slots=True)
class Pairing:
    """Parts ``a`` of the one name beside parts ``b`` of the other (one or two each), how alike they are (``share`` of
    what a perfect partner would reach, -1 to 1), and the letters that stand for each other where they differ."""

    a: tuple[Token, ...]
    b: tuple[Token, ...]
    likeness: Likeness
    share: float
    letters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``score`` is the probability, on the development set, that both names are one person's."""

    score: float
    pairings: tuple[Pairing, ...]
    only_a: tuple[Token, ...]
    only_b: tuple[Token, ...]
    remarks: tuple[Remark, ...]

    @property
    def same(self) -> bool:
        return self.score >= SAME


def compare(a: str | Name, b: str | Name) -> Comparison:
    """Hold two names against each other and say why.

    >>> found = compare("Абдыкадыров Нурлан", "Nurlan Abdykadyrov")
    >>> found.same, [remark.value for remark in found.remarks]
    (True, ['ORDER_DIFFERS'])
    """
    from hirz.engines.names.alignment import wholes
    from hirz.engines.names.features import assign, fill_shares, space
    from hirz.engines.names.packing import pack
    from hirz.engines.names.weights import weights

    first, second = _parsed(a), _parsed(b)
    if not first.tokens or not second.tokens:
        return Comparison(0.0, (), first.tokens, second.tokens, (Remark.NOTHING_TO_COMPARE,))
    packed, work, trained = pack([first, second]), space(), weights()
    score = float(compare_many([first], [second])[0])
    whole = wholes(packed.units, packed.weight, packed.start, trained.odds)
    fill_shares(packed, whole, 0, 1, trained.odds, work)
    assign(packed, 0, 1, work)
    pairings = tuple(_pairings(first, second, work.partner, work.merged, work.share, work.flag))
    rarity = {
        token: float(trained.rarity[cell])
        for token, cell in zip((*first.tokens, *second.tokens), packed.cell, strict=True)
    }
    return Comparison(
        score,
        pairings,
        _alone(first, {token for pairing in pairings for token in pairing.a}),
        _alone(second, {token for pairing in pairings for token in pairing.b}),
        tuple(_remarks(first, second, pairings, rarity, score)),
    )


def compare_many(
    left: Sequence[str | Name], right: Sequence[str | Name], pairs: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """Probabilities that names are one person's, in one compiled call.

    Without ``pairs`` name ``k`` of ``left`` is held against name ``k`` of ``right`` (equal lengths; otherwise
    `ValueError`); with ``pairs`` [n, 2] name ``pairs[k, 0]`` of ``left`` against name ``pairs[k, 1]`` of ``right``.
    Each distinct name is taken apart once. Returns float32 [n]. `compare` gives the same numbers.
    """
    from hirz.engines.names.alignment import wholes
    from hirz.engines.names.features import FEATURES, space
    from hirz.engines.names.packing import pack
    from hirz.engines.names.scoring import score_pairs
    from hirz.engines.names.summary import rareness
    from hirz.engines.names.weights import weights

    if pairs is None and len(left) != len(right):
        raise ValueError("left and right differ in length")
    known: dict[str | Name, int] = {}
    places_left = np.fromiter((known.setdefault(name, len(known)) for name in left), np.int64, len(left))
    places_right = np.fromiter((known.setdefault(name, len(known)) for name in right), np.int64, len(right))
    if pairs is None:
        places = np.column_stack([places_left, places_right])
    else:
        places = np.column_stack([places_left[pairs[:, 0]], places_right[pairs[:, 1]]])
    scores = np.zeros(len(places), np.float32)
    odds, rarity, trees = weights()
    packed = pack(_parsed(name) for name in known)
    row = np.zeros(len(FEATURES), np.float32)
    whole = wholes(packed.units, packed.weight, packed.start, odds)
    score_pairs(
        packed, whole, np.ascontiguousarray(places), odds, rareness(packed, rarity), trees, space(), row, scores
    )
    return scores


def _parsed(name: str | Name) -> Name:
    return parse(name) if isinstance(name, str) else name


def _pairings(
    first: Name,
    second: Name,
    partner: NDArray[np.int32],
    merged: NDArray[np.int32],
    shares: NDArray[np.float32],
    flags: NDArray[np.int8],
) -> list[Pairing]:
    found = []
    for i, token in enumerate(first.tokens):
        j = int(partner[0, i])
        if j < 0 or merged[0, i] == 2:
            continue
        a: tuple[Token, ...] = (token,)
        b: tuple[Token, ...] = (second.tokens[j],)
        way = 0
        if merged[0, i] == 1:
            a, way = (token, first.tokens[i + 1]), 1
        elif merged[1, j] == 1:
            b, way = (second.tokens[j], second.tokens[j + 1]), 2
        share = float(shares[way, i, j])
        found.append(_pairing(a, b, share, int(flags[i, j]) if way == 0 else 0))
    return found


def _pairing(a: tuple[Token, ...], b: tuple[Token, ...], share: float, flag: int) -> Pairing:
    if share < _MATCHED:
        return Pairing(a, b, Likeness.DIFFERENT, share, ())
    if flag:
        return Pairing(a, b, Likeness.INITIAL if flag == 1 else Likeness.PET_NAME, share, ())
    if "".join(t.text for t in a) == "".join(t.text for t in b):
        return Pairing(a, b, Likeness.IDENTICAL, share, ())
    from hirz.engines.names.lettering import letters_between

    endings_differ = a[0].role is Role.PATRONYMIC and b[0].role is Role.PATRONYMIC
    return Pairing(a, b, Likeness.SPELLING, share, () if endings_differ else letters_between(a, b))


def _alone(name: Name, paired: set[Token]) -> tuple[Token, ...]:
    return tuple(token for token in name.tokens if token not in paired)


def _remarks(
    first: Name, second: Name, pairings: tuple[Pairing, ...], rarity: dict[Token, float], score: float
) -> list[Remark]:
    alike = [pairing for pairing in pairings if pairing.likeness is not Likeness.DIFFERENT]
    told = {
        Remark.ORDER_DIFFERS: _order_differs(second, alike),
        Remark.PATRONYMIC_ON_ONE_SIDE: _has(first, Role.PATRONYMIC) != _has(second, Role.PATRONYMIC),
        Remark.PATRONYMICS_DIFFER: any(_both_patronymics(p) for p in pairings if p.likeness is Likeness.DIFFERENT),
        Remark.PARTS_DIFFER: len(alike) < len(pairings),
        Remark.PARTS_MISSING: _core(first) != _core(second),
        Remark.ONLY_COMMON_NAMES: score < SAME
        and bool(alike)
        and all(rarity[token] < _COMMON for pairing in alike for token in (*pairing.a, *pairing.b)),
    }
    return [remark for remark, holds in told.items() if holds]


def _order_differs(second: Name, alike: list[Pairing]) -> bool:
    places = [second.tokens.index(pairing.b[0]) for pairing in alike]
    return places != sorted(places)


def _has(name: Name, role: Role) -> bool:
    return any(token.role is role for token in name.tokens)


def _both_patronymics(pairing: Pairing) -> bool:
    return pairing.a[0].role is Role.PATRONYMIC and pairing.b[0].role is Role.PATRONYMIC


def _core(name: Name) -> int:
    return sum(token.role not in _WEAK for token in name.tokens)
