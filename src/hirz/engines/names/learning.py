"""The odds of `alignment`, from the table of sounds and from pairs of words known to be one name.

Expectation maximisation of a memoryless transducer (Ristad and Yianilos 1998), one for each pair of scripts. What the
table of sounds says stands in as so many imagined pairs, so that letters never seen opposite each other behave.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.names.alignment import Odds
from hirz.engines.names.compiling import compiled
from hirz.engines.names.packing import BUCKETS, Packed
from hirz.engines.names.units import OTHERS, alphabet

Words = Sequence[tuple[bytes, bytes]]

VOWELS: Final = frozenset("aeiou")
GLIDES: Final = frozenset("ywhE")
_SCRIPTS: Final = 4
_LIKENESS: Final = {
    **dict.fromkeys(("ae", "ao", "ei", "ou", "iy", "uw", "vw", "ey"), 0.4),
    **dict.fromkeys(("ai", "eo", "au", "io", "iu", "eu", "ow", "Ea", "Ei", "Eu", "fv"), 0.15),
    **dict.fromkeys(("kq", "xh", "gG", "kx", "gk", "zs", "sc", "SC", "ZJ", "CJ", "SZ", "bp", "td"), 0.15),
    **dict.fromkeys(("Tt", "Ts", "Dd", "Dz", "nN", "hG", "gh", "Gx", "cz", "cC", "sS", "Jy", "Jg", "xq", "qg"), 0.12),
}
_RANKS: Final = (0.5, 0.22, 0.14, 0.08, 0.06)
_UNLIKE: Final = 0.0015
_SAME_UNIT: Final = 2.0
_NATS_OF_ONE: Final = 3.2
_GAP_OF: Final = {"vowel": -0.7, "glide": -1.3, "consonant": -3.2}
_WORST_PAIR, _WORST_GAP = np.float32(-4.0), np.float32(-3.2)
_IMAGINED: Final = 400.0
_RARE: Final = 3
_EVEN_SHARE: Final = 0.03
"""Of one letter among some thirty."""
_LEAST_WON: Final = 0.05
"""Nats: what is hoped for stays above zero, also of a unit that may as well be missing."""


def rule_odds() -> Odds:
    """Odds from the table of sounds alone."""
    size = alphabet().size
    likeness = _likeness()
    pair = np.log(np.maximum(likeness, _UNLIKE)) + _NATS_OF_ONE
    gap = np.repeat(np.array([_GAP_OF[_kind(unit)] for unit in range(size)])[:, None], _SCRIPTS, axis=1)
    return with_best(pair.astype(np.float32), gap.astype(np.float32), np.full(size, _EVEN_SHARE))


def with_best(pair: NDArray[np.float32], gap: NDArray[np.float32], share: NDArray[np.float64]) -> Odds:
    """The odds with what each unit can win opposite each script; ``share`` [units] of the letters of its script.

    Half way between the most it can win and what it wins on average: ض wins most beside dh, which is rare, and is
    mostly written d."""
    scripts = np.array(alphabet().scripts)
    pair, gap = np.maximum(pair, _WORST_PAIR), np.maximum(gap, _WORST_GAP)
    best = gap.copy()
    for script in range(_SCRIPTS):
        inside = scripts == script
        beside, alone = np.exp(pair[:, inside]) * share[inside], np.exp(gap[:, script])
        average = ((beside * pair[:, inside]).sum(axis=1) + alone * gap[:, script]) / (beside.sum(axis=1) + alone)
        most = np.maximum(pair[:, inside].max(axis=1), gap[:, script])
        best[:, script] = (np.maximum(average, _LEAST_WON) + most) / 2
    return Odds(np.ascontiguousarray(pair), np.ascontiguousarray(gap), np.ascontiguousarray(best))


def _kind(unit: int) -> str:
    sounds = alphabet().sounds[unit]
    first = sounds[0][-1:] if sounds else ""
    if not first or first in VOWELS:
        return "vowel"
    return "glide" if first in GLIDES else "consonant"


def _likeness() -> NDArray[np.float64]:
    letters = sorted({sound[-1:] for sounds in alphabet().sounds for sound in sounds} - {""})
    table = np.array([[_alike(one, other) for other in letters] for one in letters])
    spread = np.zeros((alphabet().size, len(letters)))
    for unit, sounds in enumerate(alphabet().sounds):
        for rank, sound in enumerate(sounds):
            if sound:
                spread[unit, letters.index(sound[-1])] += _RANKS[rank]
    spread /= np.maximum(spread.max(axis=1, keepdims=True), 1e-9)
    likeness = np.zeros((alphabet().size, alphabet().size))
    for place in range(len(letters)):
        weighed = spread[:, place, None, None] * spread[None, :, :] * table[place][None, None, :]
        likeness = np.maximum(likeness, weighed.max(axis=2))
    same = np.eye(alphabet().size) * _SAME_UNIT
    likeness = np.maximum(likeness, same)
    likeness[-OTHERS:, :-OTHERS] = likeness[:-OTHERS, -OTHERS:] = 0.0
    return likeness


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    return max(
        _LIKENESS.get(one + other, 0.0), _LIKENESS.get(other + one, 0.0), 0.08 * (one in VOWELS and other in VOWELS)
    )


def learn_odds(words: Words, rounds: int = 6) -> Odds:
    """Odds from pairs of words (as units) that spell one name; each pair counts in both directions."""
    rules, scripts = rule_odds(), np.array(alphabet().scripts)
    share = _unit_shares(words, scripts)
    pair, gap = rules.pair.astype(np.float64), rules.gap.astype(np.float64)
    by_scripts: dict[tuple[int, int], list[tuple[bytes, bytes]]] = {}
    for a, b in words:
        if a and b:
            by_scripts.setdefault((int(scripts[a[0]]), int(scripts[b[0]])), []).append((a, b))
            by_scripts.setdefault((int(scripts[b[0]]), int(scripts[a[0]])), []).append((b, a))
    for (s, t), known in by_scripts.items():
        if s <= t:
            rows, columns = np.flatnonzero(scripts == s), np.flatnonzero(scripts == t)
            learnt = _maximise(known, rows, columns, share, rules, rounds)
            pair[np.ix_(rows, columns)], gap[rows, t], gap[columns, s] = learnt
            pair[np.ix_(columns, rows)] = pair[np.ix_(rows, columns)].T
    return with_best(pair.astype(np.float32), gap.astype(np.float32), share)


def _unit_shares(words: Words, scripts: NDArray[np.int64]) -> NDArray[np.float64]:
    """How large a share of the letters of its script each unit has."""
    counts = np.bincount(np.frombuffer(b"".join(a + b for a, b in words), np.uint8), minlength=len(scripts)) + 2.0
    totals = np.bincount(scripts, weights=counts, minlength=_SCRIPTS)
    shares: NDArray[np.float64] = counts / totals[scripts]
    return shares


def _maximise(
    known: Words,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    share: NDArray[np.float64],
    rules: Odds,
    rounds: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    s, t = alphabet().scripts[rows[0]], alphabet().scripts[columns[0]]
    size = alphabet().size
    prior = np.zeros((size + 1, size + 1))
    prior[np.ix_(rows, columns)] = np.exp(rules.pair[np.ix_(rows, columns)]) * np.outer(share[rows], share[columns])
    prior[rows, size] = np.exp(rules.gap[rows, t]) * share[rows]
    prior[size, columns] = np.exp(rules.gap[columns, s]) * share[columns]
    prior /= prior.sum()
    chance = prior
    flat, starts = _flattened(known)
    for _ in range(rounds):
        counts = np.zeros_like(prior)
        expect(flat, starts, chance, counts)
        chance = (counts + _IMAGINED * prior) / (counts.sum() + _IMAGINED)
    logs = np.log(np.maximum(chance, 1e-12))
    own = np.log(share)
    pair = logs[np.ix_(rows, columns)] - own[rows][:, None] - own[columns][None, :]
    return pair, logs[rows, size] - own[rows], logs[size, columns] - own[columns]


def _flattened(known: Words) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    parts = [part for both in known for part in both]
    starts = np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
    return np.frombuffer(b"".join(parts), np.uint8), starts


@compiled
def expect(
    flat: NDArray[np.uint8], starts: NDArray[np.int64], chance: NDArray[np.float64], counts: NDArray[np.float64]
) -> None:
    """Add to ``counts`` how often each operation is expected in the pairs of words (forward and backward sums)."""
    none = chance.shape[0] - 1
    for place in range(0, len(starts) - 1, 2):
        a, b = flat[starts[place] : starts[place + 1]], flat[starts[place + 1] : starts[place + 2]]
        n, m = len(a), len(b)
        ahead, back = np.zeros((n + 1, m + 1)), np.zeros((n + 1, m + 1))
        ahead[0, 0] = back[n, m] = 1.0
        for i in range(n + 1):
            for j in range(m + 1):
                if i:
                    ahead[i, j] += ahead[i - 1, j] * chance[a[i - 1], none]
                if j:
                    ahead[i, j] += ahead[i, j - 1] * chance[none, b[j - 1]]
                if i and j:
                    ahead[i, j] += ahead[i - 1, j - 1] * chance[a[i - 1], b[j - 1]]
        for i in range(n, -1, -1):
            for j in range(m, -1, -1):
                if i < n:
                    back[i, j] += back[i + 1, j] * chance[a[i], none]
                if j < m:
                    back[i, j] += back[i, j + 1] * chance[none, b[j]]
                if i < n and j < m:
                    back[i, j] += back[i + 1, j + 1] * chance[a[i], b[j]]
        total = ahead[n, m]
        if total <= 0.0:
            continue
        for i in range(n + 1):
            for j in range(m + 1):
                if i < n:
                    counts[a[i], none] += ahead[i, j] * chance[a[i], none] * back[i + 1, j] / total
                if j < m:
                    counts[none, b[j]] += ahead[i, j] * chance[none, b[j]] * back[i, j + 1] / total
                if i < n and j < m:
                    counts[a[i], b[j]] += ahead[i, j] * chance[a[i], b[j]] * back[i + 1, j + 1] / total


def rarities(packed: Packed) -> NDArray[np.float32]:
    """How rare each skeleton is among the names packed: ``-log`` of its share, in nats, by cell of the hashed table.

    Skeletons seen up to three times count as equally rare, so that a name trained on looks no commoner than a new one.
    """
    total = len(packed.order)
    held = np.repeat(np.arange(total), np.diff(packed.first)) * BUCKETS + packed.cell[packed.part]
    counts = np.bincount(np.unique(held) % BUCKETS, minlength=BUCKETS)
    return np.log((total + 2.0) / (np.maximum(counts, _RARE) + 1.0)).astype(np.float32)
