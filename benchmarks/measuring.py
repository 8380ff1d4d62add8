"""How the benchmarks measure and say what they found: ratios within one run, each beside its target."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One finding: what was measured, in words with its unit, and whether the target is met."""

    name: str
    measured: str
    target: str
    is_met: bool


def wanting(error: ModuleNotFoundError) -> str:
    """What to say of a measure whose package is not installed."""
    return f"not measured: {error.name} is missing (pip install -e '.[benchmarks]')"


def best_seconds(act: Callable[[], object], *, rounds: int = 5) -> float:
    """The shortest of some rounds: what the machine can do when nobody else wants it."""
    return min(_seconds(act) for _ in range(rounds))


def best_of_both(first: Callable[[], object], second: Callable[[], object], *, rounds: int = 7) -> tuple[float, float]:
    """The shortest of each, taken in turns, so that both meet the machine in the same mood."""
    pairs = [(_seconds(first), _seconds(second)) for _ in range(rounds)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def report(*results: Result) -> int:
    """Print the findings; 0 when every target is met, otherwise 1."""
    for result in results:
        sys.stdout.write(
            f"{'ok ' if result.is_met else 'NOT'}  {result.name}: {result.measured} (target: {result.target})\n"
        )
    return 0 if all(result.is_met for result in results) else 1


def _seconds(act: Callable[[], object]) -> float:
    # The time of the processor, not of the wall: others may be using the machine.
    start = time.process_time()
    act()
    return time.process_time() - start
