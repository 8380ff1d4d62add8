"""What a list of scores is worth: F1, recall at precision 0.99, calibration."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Truth = NDArray[np.bool_]


class Worth(NamedTuple):
    """``f1`` over the best threshold, ``at_half`` at 0.5, ``recall`` at precision 0.99, ``gap`` the mean distance
    between probability and share of true pairs over ten equal bins (expected calibration error)."""

    f1: float
    at_half: float
    recall: float
    gap: float


def worth(scores: Scores, truth: Truth) -> Worth:
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.diff(scores[order]) != 0, True)  # a threshold takes all pairs of one score or none
    right = np.cumsum(truth[order])[last]
    taken = np.flatnonzero(last) + 1
    precision, recall = right / taken, right / max(truth.sum(), 1)
    f1 = 2 * right / (taken + truth.sum())
    sure = recall[precision >= 0.99]
    half = scores >= 0.5
    at_half = 2 * (truth & half).sum() / max(half.sum() + truth.sum(), 1)
    return Worth(float(f1.max()), float(at_half), float(sure.max(initial=0.0)), calibration_gap(scores, truth))


def calibration_gap(scores: Scores, truth: Truth) -> float:
    return sum(abs(told - found) * count for told, found, count in calibration(scores, truth)) / len(scores)


def calibration(scores: Scores, truth: Truth) -> list[tuple[float, float, int]]:
    """For each tenth of the scale that holds pairs: mean probability, share of true pairs, how many."""
    tenth = np.minimum((scores * 10).astype(int), 9)
    bins = [tenth == place for place in range(10)]
    return [(float(scores[b].mean()), float(truth[b].mean()), int(b.sum())) for b in bins if b.any()]
