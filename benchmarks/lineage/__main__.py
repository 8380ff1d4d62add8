"""How good suggestions of lineage are. Run: ``python -m benchmarks.lineage TABLE``, the table that the README names.

Precision and recall among pairs that were labelled before, and how many of the other suggestions are right.
"""

from __future__ import annotations

import csv
import hashlib
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Final

from benchmarks.measuring import Result, report
from hirz.engines.meaning import SentenceEncoder, Vectors
from hirz.engines.meaning.asking import asked_by
from hirz.engines.meaning.lineage import LIKELY, Comparison, Suggestion, Text

PAIRS: Final = Path(__file__).parent / "pairs.csv"
REFERENCE: Final = Path(__file__).parents[2].parent / "shared/data/upr_central_asia_2008_2014.csv"
LINEAGE: Final = ("repeats", "strengthens")
AFTER: Final = "after"
Row = Mapping[str, str]


@dataclass(frozen=True)
class Judged:
    """A labelled pair, and what the engine says of it."""

    label: str
    chosen_by: str
    found: Suggestion

    @property
    def is_lineage(self) -> bool:
        return self.label in LINEAGE

    @property
    def is_suggested(self) -> bool:
        return self.found.score >= LIKELY


class Table:
    """The recommendations that were read, as the engine takes them."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._place = {row["id"]: place for place, row in enumerate(rows)}
        self._rows = rows
        self._vectors: Vectors = SentenceEncoder().encode([row["text"] for row in rows])
        self._texts = [Text(asked_by(row["text"]), _issues(row)) for row in rows]
        self._comparisons = {state: Comparison(self._of(state)) for state in {row["iso3"] for row in rows}}

    def judged(self, pair: Row) -> Judged:
        earlier, later = self._place[pair["earlier"]], self._place[pair["later"]]
        for place, read in ((earlier, pair["earlier_hash"]), (later, pair["later_hash"])):
            if not _content_hash(self._rows[place]["text"]).startswith(read):
                raise SystemExit(f"{self._rows[place]['id']} is no longer the text that was labelled.")
        comparison = self._comparisons[self._rows[later]["iso3"]]
        cosine = float(self._vectors[earlier] @ self._vectors[later])
        found = comparison.compared(self._texts[earlier], self._texts[later], cosine)
        return Judged(pair["label"], pair["chosen_by"], found)

    def seconds(self) -> float:
        """For all suggestions of the State with most rows, once the texts are read and encoded."""
        cycles = [
            [p for p, row in enumerate(self._rows) if (row["iso3"], row["upr_cycle"]) == ("UZB", n)] for n in "12"
        ]
        (one, its), (two, theirs) = (([self._texts[p] for p in places], self._vectors[places]) for places in cycles)
        begun = process_time()
        list(self._comparisons["UZB"].suggestions(one, its, two, theirs))
        return process_time() - begun

    def _of(self, state: str) -> list[Text]:
        return [text for text, row in zip(self._texts, self._rows, strict=True) if row["iso3"] == state]


def measured(half: str, judged: Sequence[Judged]) -> Iterator[Result]:
    before = [one for one in judged if one.chosen_by != AFTER]
    suggested, lineage = [one for one in before if one.is_suggested], [one for one in before if one.is_lineage]
    right = [one for one in suggested if one.is_lineage]
    precision, recall = len(right) / len(suggested), len(right) / len(lineage)
    yield _share(f"{half}: precision", right, suggested, ">= 0.9", precision >= 0.9)
    yield _share(f"{half}: recall", right, lineage, ">= 0.7", recall >= 0.7)
    kept = [one for one in right if one.found.kinship.value == one.label]
    yield _share(f"{half}: repeats and strengthens told apart as the reader did", kept, right, "measured", True)
    after = [one for one in judged if one.chosen_by == AFTER and one.is_suggested]
    yield _share(
        f"{half}: right among suggestions read afterwards", [o for o in after if o.is_lineage], after, "measured", True
    )


def results(path: Path) -> Iterator[Result]:
    table = Table(_read(path))
    pairs = _read(PAIRS)
    for half in ("tune", "held_out"):
        yield from measured(half, [table.judged(pair) for pair in pairs if pair["half"] == half])
    seconds = table.seconds()
    yield Result("suggestions between two cycles of one State", f"{seconds:.2f} s", "< 5 s", seconds < 5)


def _share(name: str, some: Sequence[Judged], of: Sequence[Judged], target: str, is_met: bool) -> Result:
    return Result(name, f"{len(some)} of {len(of)} ({len(some) / max(1, len(of)):.2f})", target, is_met)


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _issues(row: Row) -> frozenset[str]:
    return frozenset(issue.strip() for issue in row["issues"].split(";") if issue.strip())


def _content_hash(text: str) -> str:
    """As ``hirz.regional.recommendations.telling`` makes it; written again here, where there is no Django."""
    plain = unicodedata.normalize("NFKC", text).translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"'})
    return hashlib.sha256(" ".join(plain.split()).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(report(*results(Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE)))
