"""How well clusters agree with the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import comb
from typing import NamedTuple


class Agreement(NamedTuple):
    """Precision, recall and F1 over pairs of records; F1 over whole clusters, which count only if exactly right."""

    precision: float
    recall: float
    f1: float
    cluster_f1: float


def agreement(clusters: Iterable[Sequence[str]], truth: Mapping[str, str]) -> Agreement:
    size = Counter(truth.values())
    right = told = exact = count = 0
    for cluster in clusters:
        people = Counter(truth[record] for record in cluster)
        right += sum(comb(reports, 2) for reports in people.values())
        told += comb(len(cluster), 2)
        exact += len(people) == 1 and size[truth[cluster[0]]] == len(cluster)
        count += 1
    there = sum(comb(reports, 2) for reports in size.values())
    precision, recall = right / max(told, 1), right / max(there, 1)
    return Agreement(precision, recall, 2 * right / max(told + there, 1), 2 * exact / max(count + len(size), 1))
