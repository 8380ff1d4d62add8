"""From records to clusters: `link`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage.clustering import agglomerated, components, grouped
from hirz.engines.linkage.deciding import Bindings, bindings
from hirz.engines.linkage.evidence import facts_of, levels_of_pairs
from hirz.engines.linkage.keyindex import key_index
from hirz.engines.linkage.learning import learned
from hirz.engines.linkage.model import LEVELS, Model, read_model
from hirz.engines.linkage.records import Columns, Decision, Record, columns
from hirz.engines.linkage.splinking import Backend, duckdb_in_memory
from hirz.engines.linkage.weighing import SAID, Given, Nowhere, Progress, Store, Weighed, weighed_pairs

UNKNOWN: Final = "UNKNOWN"
PRIOR_ROUNDS: Final = 10
SURE_OF_PRIOR: Final = 200
"""The prior of the model counts as if so many records had shown it."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one comparison adds, in bits; ``level`` is a code of `model.LEVELS`, UNKNOWN, or empty for the prior."""

    comparison: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Link:
    """Two records that may be one person's. ``together``: whether they are in one cluster. ``steps``, from the prior
    on, add up to ``bits``, the logarithm to the base 2 of the odds."""

    a: str
    b: str
    probability: float
    bits: float
    name_score: float
    steps: tuple[Step, ...]
    together: bool


@dataclass(frozen=True, slots=True)
class Linkage:
    """``clusters``: every record once, those alone too, in the order of the records. ``links``: the likeliest first."""

    clusters: tuple[tuple[str, ...], ...]
    links: tuple[Link, ...]


def link(
    records: Iterable[Record],
    *,
    decisions: Iterable[Decision] = (),
    model: Model | None = None,
    threshold: float = 0.5,
    review: float = 0.1,
    progress: Progress | None = None,
    backend: Backend | None = None,
    store: Store | None = None,
    learn: bool = False,
) -> Linkage:
    """Put records of one person together.

    Two clusters are joined from a probability of ``threshold`` on; links from ``review`` on are told. Decisions are
    never overruled: those told to be the same are together, those told to be different apart, whatever else says so.
    Everything stays in memory, unless another ``backend`` or a ``store`` is given. ``model`` is the one set by hand if
    none is given; with ``learn`` Splink first adapts it to the records. Probabilities are for this number of records:
    among more records the same names and dates say less.

    Raises `RecordRefused`, `UnknownRecord`, `DecisionsContradict`.
    """
    given = list(records)
    facts, bound = columns(given), bindings(given, decisions)
    spellings = [record.names for record in given]
    work = Given(
        spellings,
        facts,
        key_index(spellings),
        model or read_model("default"),
        backend or duckdb_in_memory(),
        progress or (lambda doing, done, of: None),
        store or Nowhere(),
    )
    if learn:
        work = replace(work, model=learned(work))
    pairs, work = _with_own_prior(weighed_pairs(work), work)
    home = _homes(facts, pairs, bound, math.log2(threshold / (1 - threshold)))
    return Linkage(_clusters(given, home), _links(given, work, pairs, home, review))


def _with_own_prior(pairs: Weighed, work: Given) -> tuple[Weighed, Given]:
    """The same with the prior moved to what these records show: expectation maximisation over the prior alone."""
    partners = start = work.model.partners
    for _ in range(PRIOR_ROUNDS):
        likely = 1 / (1 + np.exp2(-pairs.bits - math.log2(partners / start)))
        partners = (2 * float(likely.sum()) + SURE_OF_PRIOR * start) / (len(work.spellings) + SURE_OF_PRIOR)
    moved = pairs._replace(bits=pairs.bits + math.log2(partners / start))
    return moved, replace(work, model=replace(work.model, partners=partners))


def _homes(facts: Columns, pairs: Weighed, bound: Bindings, threshold: float) -> NDArray[np.int32]:
    """For each record the first record of its cluster."""
    records = len(facts.year)
    said = pairs.bits >= min(SAID, threshold)
    tied = np.array(bound.together, np.int32).reshape(-1, 2)
    where = components(
        records, np.concatenate([pairs.left[said], tied[:, 0]]), np.concatenate([pairs.right[said], tied[:, 1]])
    )
    inside = where[pairs.left] == where[pairs.right]
    # A tie says nothing itself; it is there so that its component is looked at.
    left, right = np.concatenate([pairs.left[inside], tied[:, 0]]), np.concatenate([pairs.right[inside], tied[:, 1]])
    bits = np.concatenate([pairs.bits[inside], np.zeros(len(tied))])
    ties: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for a, b in bound.together:
        ties[int(where[a])].append((a, b))
    home = np.arange(records, dtype=np.int32)
    apart = _Apart(facts, bound)
    for edges in grouped(where, left, right, bits):
        for cluster in agglomerated(edges, ties.get(int(where[edges[0][0]]), ()), apart, threshold):
            home[cluster] = cluster[0]
    return home


class _Apart:
    """Whether two records can never be one person's: a person said so, their source does, or full birth dates that no
    slip explains."""

    def __init__(self, facts: Columns, bound: Bindings) -> None:
        self._bound = bound.apart
        self._source = facts.source.tolist()
        self._birth = list(zip(facts.year.tolist(), facts.month.tolist(), facts.day.tolist(), strict=True))

    def __call__(self, a: int, b: int) -> bool:
        if self._source[a] and self._source[a] == self._source[b]:
            return True
        return ((a, b) if a < b else (b, a)) in self._bound or _births_conflict(self._birth[a], self._birth[b])


def _births_conflict(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    if not a[2] or not b[2] or abs(a[0] - b[0]) < 2:
        return False
    return abs(a[0] - b[0]) != 10 or a[1:] != b[1:]


def _clusters(records: Sequence[Record], home: NDArray[np.int32]) -> tuple[tuple[str, ...], ...]:
    members: defaultdict[int, list[str]] = defaultdict(list)
    for record, first in zip(records, home.tolist(), strict=True):
        members[first].append(record.id)
    return tuple(tuple(ids) for ids in members.values())


def _links(
    records: Sequence[Record], work: Given, pairs: Weighed, home: NDArray[np.int32], review: float
) -> tuple[Link, ...]:
    asked = np.flatnonzero(pairs.bits >= math.log2(review / (1 - review)))
    asked = asked[np.lexsort((pairs.right[asked], pairs.left[asked], -pairs.bits[asked]))]
    levels = levels_of_pairs(facts_of(work.facts), pairs.left[asked], pairs.right[asked])
    prior = work.model.prior_bits(len(records))
    return tuple(_link(records, pairs, place, levels[row], home, prior) for row, place in enumerate(asked.tolist()))


def _link(
    records: Sequence[Record],
    pairs: Weighed,
    place: int,
    levels: NDArray[np.int8],
    home: NDArray[np.int32],
    prior: float,
) -> Link:
    left, right, bits = int(pairs.left[place]), int(pairs.right[place]), float(pairs.bits[place])
    met = [LEVELS["name"][pairs.level[place]]]
    met += [
        LEVELS[name][level - 1] if level else UNKNOWN
        for name, level in zip(list(LEVELS)[1:], levels.tolist(), strict=True)
    ]
    steps = [
        Step(name, level, float(found)) for name, level, found in zip(LEVELS, met, pairs.steps[place], strict=True)
    ]
    return Link(
        records[left].id,
        records[right].id,
        1 / (1 + 2.0**-bits),
        bits,
        float(pairs.score[place]),
        (Step("prior", "", prior), *steps),
        bool(home[left] == home[right]),
    )
