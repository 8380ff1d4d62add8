"""Scores that no pair had a hand in: by entity, and by whole families of sources."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.names.measures import Scores
from hirz.engines.names.augmenting import Example
from hirz.engines.names.scoring import judged
from hirz.engines.names.training import Corpus, split_by_entity, train

SIBLING_WEIGHT: Final = 6.0
PARTS: Final = 4
FAMILIES: Final = (("EU",), ("UN",), ("EP", "WDCA"), ("PRESS",))
"""Sources that copy from one another, or come from one place."""


class Pair(NamedTuple):
    example: Example
    slice: str
    source: str
    kind: str


def read(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [_pair(row) for row in csv.DictReader(stream)]


def _pair(row: dict[str, str]) -> Pair:
    one, other = (row[f"entity_{side}"].removesuffix("+sib") for side in "ab")
    weight = SIBLING_WEIGHT if row["kind"] == "sibling" else 1.0
    example = Example(row["name_a"], row["name_b"], row["same"] == "1", one, other, weight)
    return Pair(example, row["slice"], row["src"], row["kind"])


def by_entity(pairs: Sequence[Pair], parts: int = PARTS) -> Scores:
    """A pair is scored by weights trained without either of its people, and without anybody who shares a spelling with
    them; two people of different parts are scored twice and the mean is taken."""
    examples = [pair.example for pair in pairs]
    drawn = split_by_entity(examples, parts, seed=0)
    total, times = np.zeros(len(pairs)), np.zeros(len(pairs))
    for part in range(parts):
        inside = (drawn == part).any(axis=1)
        total[inside] += _scores(examples, ~inside, inside)
        times[inside] += 1
    return total / times


def by_family(pairs: Sequence[Pair]) -> Iterable[tuple[tuple[str, ...], NDArray[np.bool_], Scores]]:
    """For each family of sources its pairs and their scores by weights that saw neither it nor its people."""
    examples = [pair.example for pair in pairs]
    for family in FAMILIES:
        inside = np.array([pair.source in family for pair in pairs])
        known = {trace for place in np.flatnonzero(inside).tolist() for trace in _traces(examples[place])}
        others = np.array([not known.intersection(_traces(example)) for example in examples]) & ~inside
        yield family, inside, _scores(examples, others, inside)


def _traces(example: Example) -> tuple[str, ...]:
    return example.a, example.b, example.entity_a, example.entity_b


def _scores(examples: Sequence[Example], train_on: NDArray[np.bool_], test_on: NDArray[np.bool_]) -> Scores:
    trained = train([examples[place] for place in np.flatnonzero(train_on).tolist()])
    corpus = Corpus([examples[place] for place in np.flatnonzero(test_on).tolist()])
    rows = corpus.measure(np.arange(len(corpus.examples)), trained.odds, trained.rarity)
    return judged(rows, trained.trees)
