"""Groups of texts that ask about the same, and what their members share.

Average linkage over a likeness of meaning and matters (Sokal and Michener 1958), built by chains of nearest neighbours
(Murtagh 1983): the same groups whatever the order of the texts, in time that grows with the square of their number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hirz.engines.meaning.asking import Asked, weight
from hirz.engines.meaning.port import Vectors

OF_MATTERS: Final = 0.35
"""How much shared matters say beside the vectors, where both texts have any."""
ALIKE: Final = 0.4
"""Groups are joined while their members are on average at least so much alike."""
SHOWN: Final = 6


@dataclass(frozen=True, slots=True)
class Shared:
    """Why these are together: matters that at least half of them ask about, and words that at least half have."""

    matters: tuple[str, ...]
    words: tuple[str, ...]


def likeness(asked: Sequence[Asked], vectors: Vectors) -> Vectors:
    """How much each text is like each other, between -1 and 1; shape ``(len(asked), len(asked))``.

    The cosine, and where both ask about matters that are known, the share of them that both ask about.
    """
    cosines = (vectors @ vectors.T).astype(np.float32)
    codes = sorted(set().union(*(one.matters for one in asked)))
    having = np.array([[weight(code) if code in one.matters else 0 for code in codes] for one in asked], np.float32)
    heavy = having.sum(axis=1)
    both = (np.sqrt(having) @ np.sqrt(having).T).astype(np.float32)
    either = heavy[:, np.newaxis] + heavy[np.newaxis, :] - both
    shares = np.divide(both, either, out=np.zeros_like(both), where=either > 0)
    known = (heavy[:, np.newaxis] > 0) & (heavy[np.newaxis, :] > 0)
    mixed: Vectors = np.where(known, (1 - OF_MATTERS) * cosines + OF_MATTERS * shares, cosines * (1 - OF_MATTERS))
    return mixed


def groups(alike: Vectors, least: float = ALIKE) -> list[list[int]]:
    """Places of texts, group by group, the largest first; what is like nothing else stands alone."""
    count = len(alike)
    near = alike.astype(np.float32).copy()
    np.fill_diagonal(near, -np.inf)
    members = [[place] for place in range(count)]
    alive = np.ones(count, dtype=bool)
    chain: list[int] = []
    done = np.zeros(count, dtype=bool)
    while True:
        if not chain:
            waiting = np.flatnonzero(alive & ~done)
            if not len(waiting):
                break
            chain = [int(waiting[0])]
        last = chain[-1]
        row = np.where(alive, near[last], -np.inf)
        best = int(np.argmax(row))
        if len(chain) > 1 and row[chain[-2]] >= row[best]:
            best = chain[-2]
        if row[best] < least:
            # Average linkage is reducible: what is like nothing now will be like nothing later.
            done[last] = True
            chain.pop()
        elif len(chain) > 1 and best == chain[-2]:
            _join(near, members, alive, best, last)
            del chain[-2:]
        else:
            chain.append(best)
    return sorted((sorted(members[place]) for place in np.flatnonzero(alive)), key=lambda group: (-len(group), group))


def shared(asked: Sequence[Asked]) -> Shared:
    """What holds a group together, in codes and words, what most of them have first."""
    matters = Counter(matter for one in asked for matter in one.matters)
    stems = Counter(stem for one in asked for stem in one.words)
    written = {stem: word for one in asked for stem, word in one.words.items()}
    half = len(asked) / 2
    telling = sorted((-weight(code), -number, code) for code, number in matters.items() if number >= half)
    common = sorted((-number, stem) for stem, number in stems.items() if number >= half)
    return Shared(
        matters=tuple(code for *_, code in telling[:SHOWN]),
        words=tuple(written[stem] for _, stem in common[:SHOWN]),
    )


def _join(near: Vectors, members: list[list[int]], alive: np.ndarray, into: int, other: int) -> None:
    """Two groups become one: its likeness to each other is the mean over the members of both."""
    ours, theirs = len(members[into]), len(members[other])
    mean = (ours * near[into] + theirs * near[other]) / (ours + theirs)
    near[into], near[:, into] = mean, mean
    near[into, into] = -np.inf
    members[into] += members[other]
    alive[other] = False
