"""Prints the name engine beside its peers, each finding beside its target; with more files, search and linkage too.

    python -m benchmarks.names pairs_dev.csv [--persons persons_dev_40k.csv.gz] [--records 100000 1000000]
        [--search 1000000] [--public cases.csv] [--without-peers] [--without-families] [--plot calibration.svg]

The engine is trained anew for each part of the people, so that no pair decides its own score; the peers have nothing to
train. Takes some minutes for each training. ``--persons`` and ``--records`` run `benchmarks.linkage`, ``--search`` runs
`benchmarks.search` among so many people, each in a process of its own. Needs the extra `benchmarks`; what a missing
package would have measured is left out, and said. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.measuring import Result, best_seconds, report, wanting
from benchmarks.names.held_out import Pair, by_entity, by_family, read
from benchmarks.names.measures import Scores, Truth, calibration, worth
from benchmarks.names.peers import PEERS
from benchmarks.names.plotting import calibration_plot
from hirz.engines.names import compare_many, keys, parse
from hirz.engines.names.weights import weights

GROUPS = {
    "all": (),
    "Arabic and Persian": ("ar-Latn", "fa-Latn", "ar-cyr"),
    "Central Asian": ("ca-Latn",),
    "Cyrillic to Latin": ("cyr-Latn",),
    "Cyrillic to Cyrillic": ("cyr-cyr",),
    "Latin to Latin": ("latn-latn",),
}
SPEED_PAIRS = 400_000


def main() -> int:
    given = _parser().parse_args()
    pairs = read(given.pairs)
    truth = np.array([pair.example.same for pair in pairs])
    failed = [
        report(*_speed(pairs), *_size(pairs)),
        _reported("F1 by entity", lambda: _accuracy(pairs, truth, given.plot)),
    ]
    if not given.without_families:
        failed.append(_reported("F1 without a family of sources", lambda: [_families(pairs, truth)]))
    if given.public:
        failed.append(report(_public(given.public)))
    if not given.without_peers:
        _peers(pairs, truth)
    sys.stdout.flush()
    for module, *asked in _others(given):
        failed.append(subprocess.run([sys.executable, "-m", module, *asked], check=False).returncode)  # noqa: S603
    return int(any(failed))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--persons", type=Path, help="file of reports whose truth is known, for linkage")
    parser.add_argument("--records", type=int, nargs="*", default=[], help="synthetic reports to link")
    parser.add_argument("--search", type=int, metavar="PERSONS", help="people to search among")
    parser.add_argument("--public", type=Path, help="CSV file of a public benchmark: schema,name1,name2,is_match")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--without-families", action="store_true")
    parser.add_argument("--plot", type=Path, help="SVG file for the calibration plot")
    return parser


def _others(given: argparse.Namespace) -> Iterator[tuple[str, ...]]:
    """The benchmarks to run in processes of their own, since they measure memory or set up an application."""
    beside = () if given.without_peers else ("--with-plain-splink",)
    if given.persons:
        yield "benchmarks.linkage", "--persons", str(given.persons), "--records", "0", *beside
    for number in given.records:
        yield "benchmarks.linkage", "--records", str(number), *beside
    if given.search:
        yield "benchmarks.search", str(given.pairs), "--persons", str(given.search)


def _reported(name: str, measure: Callable[[], Iterable[Result]]) -> int:
    """Print findings as soon as they are there, or what is missing for them."""
    try:
        return report(*measure())
    except ModuleNotFoundError as error:
        return report(Result(name, wanting(error), "see benchmarks/README.md", False))


def _accuracy(pairs: Sequence[Pair], truth: Truth, plot: Path | None) -> list[Result]:
    scores = by_entity(pairs)
    _table("engine, trained without the people of the pair", pairs, truth, scores)
    for told, found, count in calibration(scores, truth):
        _say(f"  told {told:.2f}, found {found:.2f} ({count} pairs)")
    if plot:
        plot.write_text(calibration_plot(calibration(scores, truth)), encoding="utf-8")
    whole = worth(scores, truth)
    arabic, central = (_group(pairs, name) for name in ("Arabic and Persian", "Central Asian"))
    siblings = np.array([pair.kind == "sibling" for pair in pairs])
    taken = float((scores[siblings] >= 0.5).mean())
    return [
        _at_least("F1 of all pairs", whole.f1, 0.97),
        _at_least("F1 Arabic and Persian", worth(scores[arabic], truth[arabic]).f1, 0.96),
        _at_least("F1 Central Asian", worth(scores[central], truth[central]).f1, 0.99),
        _at_least("recall at precision 0.99", whole.recall, 0.93),
        Result("siblings taken for the person", f"{taken:.2%}", "at most 0.5 %", taken <= 0.005),
        Result("F1 at 0.5", f"{whole.at_half:.3f}", "within 0.01 of the best", whole.f1 - whole.at_half <= 0.01),
    ]


def _families(pairs: Sequence[Pair], truth: Truth) -> Result:
    scores = np.zeros(len(pairs))
    for family, inside, found in by_family(pairs):
        scores[inside] = found
        _say(f"  without {' and '.join(family)}: F1 {worth(found, truth[inside]).f1:.3f} on it")
    return _at_least("F1 of all pairs, trained without their family of sources", worth(scores, truth).f1, 0.94)


def _public(path: Path) -> Result:
    """The weights as they are, on the persons of a benchmark that they have not seen."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["schema"] == "Person"]
    scores = compare_many([row["name1"] for row in rows], [row["name2"] for row in rows]).astype(np.float64)
    found = worth(scores, np.array([row["is_match"] == "true" for row in rows]))
    return _at_least(f"F1 of {len(rows)} pairs of a public benchmark", found.f1, 0.82)


def _speed(pairs: Sequence[Pair]) -> list[Result]:
    """Pairs a second of the processor, reading the names included: a list met for the first time in the life of the
    process, the same list again, and pairs drawn from names that come up again and again, as they do in linkage."""
    left, right = [pair.example.a for pair in pairs], [pair.example.b for pair in pairs]
    compare_many(["Leila Haddad"], ["ليلى حداد"])  # the compiled code is loaded, no name of the file is read
    start = time.process_time()
    compare_many(left, right)
    first = len(left) / (time.process_time() - start)
    again = len(left) / best_seconds(lambda: compare_many(left, right), rounds=5)
    drawn = np.random.default_rng(0).integers(0, len(left), (SPEED_PAIRS, 2))
    often = SPEED_PAIRS / best_seconds(lambda: compare_many(left, right, drawn), rounds=3)
    return [
        Result("pairs a second, a list met for the first time", f"{first:,.0f}", "none set", True),
        Result("pairs a second, the same list again", f"{again:,.0f}", "at least 200,000", again >= 200_000),
        Result("pairs a second, names met again", f"{often:,.0f}", "at least 200,000", often >= 200_000),
    ]


def _size(pairs: Sequence[Pair]) -> list[Result]:
    tokens = {token for pair in pairs for name in pair.example[:2] for token in parse(name).tokens}
    count = median(len(keys(parse(token.text))) for token in tokens)
    trained = weights()
    size = trained.rarity.nbytes + sum(array.nbytes for part in (trained.odds, trained.trees) for array in part)
    return [
        Result("keys of a part, median", f"{count:g}", "at most 3", count <= 3),
        Result("weights in memory", f"{size / 1e6:.2f} MB", "at most 8 MB", size <= 8e6),
    ]


def _peers(pairs: Sequence[Pair], truth: Truth) -> None:
    left, right = [pair.example.a for pair in pairs], [pair.example.b for pair in pairs]
    for name, peer in PEERS.items():
        start = time.process_time()
        try:
            scores = peer(left, right)
        except ModuleNotFoundError as error:
            _say(f"{name}: {wanting(error)}")
            continue
        seconds = time.process_time() - start
        _table(f"{name}: {len(left) / seconds:,.0f} pairs a second", pairs, truth, scores)


def _table(title: str, pairs: Sequence[Pair], truth: Truth, scores: Scores) -> None:
    _say(title)
    for name in GROUPS:
        inside = _group(pairs, name)
        found = worth(scores[inside], truth[inside])
        _say(
            f"  {name:22} F1 {found.f1:.3f}, at 0.5 {found.at_half:.3f}, "
            f"recall at precision 0.99 {found.recall:.2f}, calibration error {found.gap:.3f}"
        )


def _group(pairs: Sequence[Pair], name: str) -> Truth:
    return np.array([not GROUPS[name] or pair.slice in GROUPS[name] for pair in pairs])


def _at_least(name: str, found: float, target: float) -> Result:
    return Result(name, f"{found:.3f}", f"at least {target}", found >= target)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
