"""What the comparison of organisations is worth on names of United Nations bodies in six languages.

    python -m benchmarks.names.organisations [folder of vocabularies]

Two names of a body are one body's. Beside them stands, for each name and other language, that of the eight bodies
listed next which shares most with it. These are bodies named by what they do, the hardest case: every word is
translated, and most that is not in `data/organisations.yaml` finds no counterpart. For a name of its own the engine of
persons' names decides, and `benchmarks.names` says what that is worth.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Final

import numpy as np
import yaml

from benchmarks.names.measures import worth
from hirz.engines.names.organisations import SAME, compare_organisations

VOCABULARIES: Final = ("committee", "special_procedure", "engagement_body")
RIVALS: Final = 8


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("vocabularies")
    bodies = list(read(folder))
    rows = [row for number in range(len(bodies)) for row in pairs_of(number, bodies)]
    score, same = (np.array(column) for column in zip(*rows, strict=True))
    taken = score >= SAME
    say(f"{len(bodies)} bodies, {same.sum()} pairs of one, {(~same).sum()} of two")
    say(f"best F1 {worth(score, same).f1:.3f}")
    say(f"at {SAME}: precision {same[taken].mean():.3f}, recall {taken[same].mean():.3f}")


def read(folder: Path) -> Iterator[dict[str, str]]:
    """The labels of each body by language, each body once."""
    seen: set[str] = set()
    for name in VOCABULARIES:
        for term in yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))["terms"]:
            labels = {language: text.split("(")[0].strip() for language, text in term["labels"].items()}
            if labels["en"] not in seen and len(labels["en"].split()) > 1:
                seen.add(labels["en"])
                yield labels


def pairs_of(number: int, bodies: list[dict[str, str]]) -> Iterator[tuple[float, bool]]:
    """Scores, and whether the pair is of one body."""
    others = [bodies[(number + step) % len(bodies)] for step in range(1, RIVALS + 1)]
    for one, other in combinations(bodies[number], 2):
        name = bodies[number][one]
        yield compare_organisations(name, bodies[number][other]).score, True
        yield max(compare_organisations(name, body[other]).score for body in others), False


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
