"""Pairs of records with what is known of them: candidates, then the names of those, then Splink."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage import naming
from hirz.engines.linkage.candidates import Pairs, candidates, rarities
from hirz.engines.linkage.clustering import two_steps
from hirz.engines.linkage.evidence import evidence_of_pairs, facts_of
from hirz.engines.linkage.keyindex import KeyIndex
from hirz.engines.linkage.model import Model
from hirz.engines.linkage.records import Columns
from hirz.engines.linkage.splinking import Backend, score

KEPT: Final = -5.0
"""Pairs of fewer bits are not looked at again: at most one in thirty of them is a pair."""
SAID: Final = -1.0
"""Pairs from so many bits on lead to those two steps apart, which are looked at as well."""
STEPS: Final = 12
BATCH: Final = 2_000_000
SPLINK_BATCH: Final = 500_000

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class Store(Protocol):
    """Keeps arrays from one run to the next, so that work that was stopped goes on."""

    def load(self, name: str) -> dict[str, NDArray[np.generic]] | None: ...

    def save(self, name: str, arrays: dict[str, NDArray[np.generic]]) -> None: ...


class Nowhere:
    """A store that keeps nothing."""

    def load(self, name: str) -> None:
        return None

    def save(self, name: str, arrays: dict[str, NDArray[np.generic]]) -> None:
        return None


class Named(NamedTuple):
    """Pairs of places of records whose names were compared: score and level of the names."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    score: NDArray[np.float32]
    level: NDArray[np.int8]


class Weighed(NamedTuple):
    """Pairs that Splink has weighed; ``steps`` [pairs, comparisons of `LEVELS`] add up to ``bits`` with the prior."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    score: NDArray[np.float32]
    level: NDArray[np.int8]
    bits: NDArray[np.float64]
    steps: NDArray[np.float32]


Table = TypeVar("Table", Named, Weighed)


@dataclass(frozen=True, slots=True)
class Given:
    """The records as arrays, and what they are weighed with."""

    spellings: Sequence[Sequence[str]]
    facts: Columns
    index: KeyIndex
    model: Model
    backend: Backend
    progress: Progress
    store: Store


def weighed_pairs(given: Given) -> Weighed:
    """All pairs that may be linked, and those two steps apart, whatever their weight: they tell clusters apart."""
    near = _weighed(given, _worth_asking(given, _near(given)), "weights")
    said = near.bits >= SAID
    seen = (near.left.astype(np.int64) << 32) | near.right
    further = two_steps(near.left[said], near.right[said], near.bits[said], STEPS)
    further = np.setdiff1d(further, seen, assume_unique=True)
    return _joined([near, _weighed(given, _named(given, further), "further")])


def _near(given: Given) -> Pairs:
    kept = given.store.load("candidates")
    if kept is not None:
        return kept["pairs"].astype(np.int64)

    def tell(done: int, of: int) -> None:
        given.progress("candidates", done, of)

    reach = given.model.reach(len(given.spellings), SAID)
    pairs = candidates(given.index, given.facts, given.model.evidence(), reach, tell)
    given.store.save("candidates", {"pairs": pairs})
    return pairs


def _worth_asking(given: Given, pairs: Pairs) -> Named:
    """The candidates that are near enough to a link for Splink to be asked, now that their names are compared."""
    facts, weights, names = facts_of(given.facts), given.model.evidence(), given.model.bits("name")
    prior = given.model.prior_bits(len(given.spellings))
    parts = []
    for begin in range(0, len(pairs), BATCH):
        name = f"names-{begin // BATCH}"
        part = _load(given.store, name, Named)
        if part is None:
            part = _named(given, pairs[begin : begin + BATCH])
            kept = prior + evidence_of_pairs(facts, weights, part.left, part.right) + names[part.level] >= KEPT
            part = _taken(part, kept)
            given.store.save(name, part._asdict())
        parts.append(part)
        given.progress("names", min(begin + BATCH, len(pairs)), len(pairs))
    return _joined([*parts, _named(given, pairs[:0])])


def _named(given: Given, pairs: Pairs) -> Named:
    left, right = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    found = naming.scores(given.spellings, left, right)
    return Named(left, right, found, naming.levels(found, rarities(given.index, left, right)))


def _weighed(given: Given, pairs: Named, name: str) -> Weighed:
    parts = []
    for begin in range(0, max(len(pairs.left), 1), SPLINK_BATCH):
        part = _taken(pairs, slice(begin, begin + SPLINK_BATCH))
        stored = f"{name}-{begin // SPLINK_BATCH}"
        found = _load(given.store, stored, Weighed)
        if found is None:
            told = score(
                given.backend, given.model, len(given.spellings), given.facts, part.left, part.right, part.level
            )
            found = Weighed(*part, *told)
            given.store.save(stored, found._asdict())
        parts.append(found)
        given.progress(name, min(begin + SPLINK_BATCH, len(pairs.left)), len(pairs.left))
    return _joined(parts)


def _taken(pairs: Named, which: NDArray[np.bool_] | slice) -> Named:
    return Named(pairs.left[which], pairs.right[which], pairs.score[which], pairs.level[which])


def _load(store: Store, name: str, kind: type[Table]) -> Table | None:
    arrays = store.load(name)
    return None if arrays is None else kind._make(arrays[column] for column in kind._fields)


def _joined(parts: Sequence[Table]) -> Table:
    return type(parts[0])(*(np.concatenate(column) for column in zip(*parts, strict=True)))
