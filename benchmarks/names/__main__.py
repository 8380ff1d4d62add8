"""Prints the engine beside its peers on a file of pairs, and each finding beside its target.

    python -m benchmarks.names pairs_dev.csv [--without-peers] [--without-families] [--plot calibration.svg]

Needs the extras `training` and `benchmarks`. The engine is trained anew for each part of the people, so that no pair
decides its own score; the peers have nothing to train. Takes some minutes for each training.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import numpy as np

from benchmarks.measuring import Result, best_seconds, report
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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--without-families", action="store_true")
    parser.add_argument("--plot", type=Path, help="SVG file for the calibration plot")
    given = parser.parse_args()
    pairs = read(given.pairs)
    truth = np.array([pair.example.same for pair in pairs])
    findings = [*_speed(pairs), *_size(pairs), *_accuracy(pairs, truth, given.plot)]
    if not given.without_families:
        findings.append(_families(pairs, truth))
    if not given.without_peers:
        _peers(pairs, truth)
    return report(*findings)


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
        scores = peer(left, right)
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
