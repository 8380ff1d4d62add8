"""Two names, or many pairs of them, held against each other: `compare` and `compare_many`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.errors import LengthsDiffer
from hirz.engines.names.nicknames import COMMONEST
from hirz.engines.names.parsing import Name, Role, Token, parse

if TYPE_CHECKING:
    from hirz.engines.names.matched import Partners

SAME: Final = 0.5
"""From this probability on two names are called the same."""
AT_ONCE: Final = 1 << 17
"""Pairs of names that are taken apart together."""
_MATCHED: Final = 0.2
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
    from hirz.engines.names.matched import partners
    from hirz.engines.names.packing import pack
    from hirz.engines.names.scoring import COMMON, scored
    from hirz.engines.names.summary import rareness
    from hirz.engines.names.weights import weights

    first, second = _parsed(a), _parsed(b)
    if not first.tokens or not second.tokens:
        return Comparison(0.0, (), first.tokens, second.tokens, (Remark.NOTHING_TO_COMPARE,))
    packed, trained, pair = pack([first, second]), weights(), np.array([[0, 1]])
    score = float(scored(packed, pair, trained)[0])
    pairings = tuple(_pairings(first, second, next(partners(packed, pair, trained.odds))))
    common = ((rareness(packed, trained.rarity) < COMMON) | (packed.nick[:, 0] >= COMMONEST))[packed.part].tolist()
    known = frozenset(token for token, holds in zip((*first.tokens, *second.tokens), common, strict=True) if holds)
    return Comparison(
        score,
        pairings,
        _alone(first, {token for pairing in pairings for token in pairing.a}),
        _alone(second, {token for pairing in pairings for token in pairing.b}),
        tuple(_remarks(first, second, pairings, known, score)),
    )


def compare_many(
    left: Sequence[str | Name], right: Sequence[str | Name], pairs: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """Probabilities that names are one person's, float32 [n], by compiled loops; `compare` gives the same numbers.

    Without ``pairs`` name ``k`` of ``left`` is held against name ``k`` of ``right`` (raises `LengthsDiffer`); with
    ``pairs`` [n, 2] name ``pairs[k, 0]`` of ``left`` against name ``pairs[k, 1]`` of ``right``. Each distinct name is
    taken apart once. Beside names and scores the work takes some tens of megabytes, however many pairs there are.

    >>> compare_many(["Нурлан Абдыкадыров", "Leila Haddad"], ["نورلان عبد القادروف", "ليلى حداد"]) > 0.5
    array([ True,  True])
    """
    if pairs is not None:
        return _compared(left, right, pairs)
    if len(left) != len(right):
        raise LengthsDiffer
    scores = np.zeros(len(left), np.float32)
    for begin in range(0, len(left), AT_ONCE):
        one, other = left[begin : begin + AT_ONCE], right[begin : begin + AT_ONCE]
        scores[begin : begin + AT_ONCE] = _compared(one, other, np.repeat(np.arange(len(one)), 2).reshape(-1, 2))
    return scores


def score_against(name: str | Name, others: Sequence[str | Name]) -> NDArray[np.float32]:
    """Probabilities, float32 [others], that one name and each of the others are one person's.

    >>> score_against("Leila Haddad", ["ليلى حداد", "Нурлан Абдыкадыров"]).round().tolist()
    [1.0, 0.0]
    """
    return _compared([name], others, np.column_stack([np.zeros(len(others), np.int64), np.arange(len(others))]))


def _compared(left: Sequence[str | Name], right: Sequence[str | Name], pairs: NDArray[np.int64]) -> NDArray[np.float32]:
    from hirz.engines.names.packing import pack
    from hirz.engines.names.scoring import scored
    from hirz.engines.names.weights import weights

    place = {name: number for number, name in enumerate(dict.fromkeys(chain(left, right)))}
    one, other = (np.fromiter(map(place.__getitem__, side), np.int64, len(side)) for side in (left, right))
    return scored(pack(list(place)), np.column_stack([one[pairs[:, 0]], other[pairs[:, 1]]]), weights())


def _parsed(name: str | Name) -> Name:
    return parse(name) if isinstance(name, str) else name


def _pairings(first: Name, second: Name, found: Partners) -> Iterator[Pairing]:
    for i, token in enumerate(first.tokens):
        j = int(found.partner[0, i])
        if j < 0 or found.merged[0, i] == 2:
            continue
        a: tuple[Token, ...] = (token,)
        b: tuple[Token, ...] = (second.tokens[j],)
        way = 0
        if found.merged[0, i] == 1:
            a, way = (token, first.tokens[i + 1]), 1
        elif found.merged[1, j] == 1:
            b, way = (second.tokens[j], second.tokens[j + 1]), 2
        share = float(found.share[way, i, j])
        yield _pairing(a, b, share, 0 if way else int(found.kind[i, j]))


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
    first: Name, second: Name, pairings: tuple[Pairing, ...], common: frozenset[Token], score: float
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
        and all(common.issuperset(pairing.a) or common.issuperset(pairing.b) for pairing in alike),
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
