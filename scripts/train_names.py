"""Train the weights of the name engine from a file of pairs, in about two minutes on one core.

    python scripts/train_names.py pairs_dev.csv

The file has the columns name_a, name_b, same (0 or 1), kind, entity_a, entity_b. Needs the extra `training`
(CatBoost); what it writes needs NumPy only. The same file and versions give the same weights.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from hirz.engines.names.augmenting import Example
from hirz.engines.names.training import train
from hirz.engines.names.weights import save

WEIGHTS = Path(__file__).resolve().parent.parent / "src/hirz/engines/names/data/weights.npz"
SIBLING_WEIGHT = 6.0
"""A brother taken for the person is the costlier mistake."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, help="CSV file of pairs")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where to write the weights")
    given = parser.parse_args()
    examples = read_examples(given.pairs)
    save(train(examples), given.out)
    print(f"{len(examples)} pairs, weights of {given.out.stat().st_size / 1e6:.2f} MB")


def read_examples(path: Path) -> list[Example]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [_example(row) for row in csv.DictReader(stream)]


def _example(row: dict[str, str]) -> Example:
    weight = SIBLING_WEIGHT if row["kind"] == "sibling" else 1.0
    one, other = (row[f"entity_{side}"].removesuffix("+sib") for side in "ab")
    return Example(row["name_a"], row["name_b"], row["same"] == "1", one, other, weight)


if __name__ == "__main__":
    main()
