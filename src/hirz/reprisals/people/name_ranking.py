"""Which of the names that share keys with a search are likeliest meant, told from their keys alone.

What ranks a name before it is opened should come near to what the engine says once it is open: for each word of the
search how rare it is, if the name has it in any way, less what it says against it that both have words left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.reprisals.people.name_keys import SAME_NUMBER, Sought, Telling

_LEFT_OVER: Final = 4.0
"""Nats against a name for each word that it has instead of one of the search."""
_HALF_MET: Final = 0.6
"""How much of a word is met that has a slip, or only begins alike."""
_MOST_SAID: Final = 6.0
"""Of how much rarer words are the table of the engine is not sure."""

Masks = NDArray[np.int64]


def shared_sets(sets: Sequence[Sequence[int]], keys: NDArray[np.int32], counts: NDArray[np.int32]) -> Masks:
    """For each name [names] the bits of the ``sets`` with which it shares a key, of 63 sets at most,
    of which one or more have keys.

    ``keys`` of all names, one after the other, and ``counts`` [names] of each, none of them 0.
    """
    bits = np.repeat(np.int64(1) << np.arange(len(sets)), [len(some) for some in sets])
    sought, place = np.unique(np.fromiter((key for some in sets for key in some), np.int32), return_inverse=True)
    masks = np.zeros(len(sought), np.int64)
    np.bitwise_or.at(masks, place, bits)
    nearest = np.searchsorted(sought, keys).clip(max=len(sought) - 1)
    met = np.where(sought[nearest] == keys, masks[nearest], 0)
    return np.bitwise_or.reduceat(met, np.cumsum(counts) - counts) if len(counts) else masks[:0]


def likeness(sought: Sought, masks: Masks) -> NDArray[np.float64]:
    """How likely [names] each name is meant, in nats, by the sets of ``sought`` that it shares."""
    distinct, place = np.unique(masks, return_inverse=True)
    says, met = np.zeros(len(distinct)), np.zeros(len(distinct))
    for ways in sought.words:
        said, half = _word(ways, distinct)
        says, met = says + said, met + half
    number = np.max([_has(distinct, at) * words for words, at in enumerate(sought.numbers, start=1)], axis=0)
    left_over = np.minimum(len(sought.words) - met, np.maximum(number - met, 0))
    ranked: NDArray[np.float64] = says + SAME_NUMBER * (number == len(sought.words)) - _LEFT_OVER * left_over
    return ranked[place]


def _word(ways: Sequence[Telling], masks: Masks) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What one word says for each of the masks, and how much of it is met."""
    says = np.max([_has(masks, way.place) * min(max(way.says, 0.0), _MOST_SAID) for way in ways], axis=0)
    met = np.max([_has(masks, way.place) * (1.0 if way.exact else _HALF_MET) for way in ways], axis=0)
    return says, met


def _has(masks: Masks, place: int) -> Masks:
    return (masks >> place) & 1
