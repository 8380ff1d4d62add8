"""Counts the weights of the linkage model `synthetic` in a file of persons whose truth is known.

    python scripts/train_linkage.py persons_dev_40k.csv.gz [--out FILE] [--half 0|1]

The file has the columns id,name,birth,gender,place,event and person, the truth. How often a level is met in two records
of one person (m) is counted in all such pairs that share a key of a name; how often in two people (u), for names in one
pair of twelve that share a key, for all else in random pairs. What the file does not show (countries, bodies) stays as
set by hand. ``--half`` counts only the people of even or odd number, to measure on the others. Takes a minute.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hirz.engines.linkage import Record, naming, read_model
from hirz.engines.linkage.candidates import Reach, candidates, rarities
from hirz.engines.linkage.evidence import facts_of, levels_of_pairs
from hirz.engines.linkage.keyindex import key_index
from hirz.engines.linkage.model import LEVELS, Model, Odds, as_data
from hirz.engines.linkage.records import columns

DEFAULT = Path(__file__).parent.parent / "src/hirz/engines/linkage/data/synthetic.json"
ONE_IN = 12
RANDOM_PAIRS = 3_000_000
LEAST = 1e-3
"""No level is held to be rarer than this in records of one person: what never happened may happen."""
FEW_NAMES = 3
"""Counted on top of pairs of two people at each level of names."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("persons", type=Path)
    parser.add_argument("--out", type=Path, default=DEFAULT)
    parser.add_argument("--half", type=int, choices=(0, 1))
    given = parser.parse_args()
    records, person = read(given.persons)
    if given.half is not None:
        kept = np.flatnonzero(person % 2 == given.half)
        records, person = [records[place] for place in kept], person[kept]
    given.out.write_text(json.dumps(as_data(counted(records, person)), indent=1) + "\n", encoding="utf-8")
    return 0


def read(path: Path) -> tuple[list[Record], NDArray[np.int64]]:
    """The records and, for each, the number of its person."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    rows = list(csv.DictReader(text.splitlines()))
    facts = ("birth", "gender", "place", "event")
    records = [Record(row["id"], (row["name"],), **{name: row[name] for name in facts}) for row in rows]
    return records, np.array([int(row["person"]) for row in rows])


def counted(records: list[Record], person: NDArray[np.int64]) -> Model:
    facts, spellings = facts_of(columns(records)), [record.names for record in records]
    index = key_index(spellings)
    pairs = candidates(index, columns(records), np.zeros((5, 9), np.float32), _everything())
    left, right = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
    same = person[left] == person[right]
    draw = np.random.default_rng(0)
    kept = same | (draw.integers(0, ONE_IN, len(pairs)) == 0)
    left, right, same = left[kept], right[kept], same[kept]
    level = naming.levels(naming.scores(spellings, left, right), rarities(index, left, right))
    of_two = np.bincount(level[~same], minlength=naming.LEVELS) * float(ONE_IN) + FEW_NAMES
    of_two[0] = len(records) * (len(records) - 1) / 2 - of_two[1:].sum()
    model = read_model("default").with_odds("name", _odds(np.bincount(level[same], minlength=naming.LEVELS), of_two))
    met = levels_of_pairs(facts, left[same], right[same])
    by_chance = levels_of_pairs(facts, *draw.integers(0, len(records), (2, RANDOM_PAIRS)).astype(np.int32))
    for name in ("birth", "gender", "place", "event"):
        column = list(LEVELS).index(name) - 1
        model = _with(model, name, met[:, column], by_chance[:, column])
    sizes = np.unique_counts(person).counts.astype(np.float64)
    return Model("synthetic", float((sizes * (sizes - 1)).sum() / len(records)), model.odds)


def _everything() -> Reach:
    return Reach(np.float32(0), np.float32(0), np.float32(np.inf), np.float32(0))


def _with(model: Model, name: str, met: NDArray[np.int8], by_chance: NDArray[np.int8]) -> Model:
    """The model with the shares of the levels that are met at all; the others keep theirs."""
    count = len(LEVELS[name]) + 1
    told, chance = (np.bincount(levels, minlength=count)[1:] for levels in (met, by_chance))
    seen = chance > 0
    found = iter(_odds(told[seen], chance[seen]))
    return model.with_odds(
        name, [next(found) if known else old for known, old in zip(seen, model.odds[name], strict=True)]
    )


def _odds(one: NDArray[np.int64], two: NDArray[np.floating] | NDArray[np.int64]) -> list[Odds]:
    m, u = one + 0.5, two + 0.5
    m = np.maximum(m / m.sum(), LEAST)
    return [Odds(float(f"{a:.5g}"), float(f"{b:.5g}")) for a, b in zip(m / m.sum(), u / u.sum(), strict=True)]


if __name__ == "__main__":
    sys.exit(main())
