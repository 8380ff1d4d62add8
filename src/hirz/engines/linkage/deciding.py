"""What people decided, as bindings between records that no weight overrules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hirz.engines.linkage.errors import DecisionsContradict, UnknownRecord
from hirz.engines.linkage.records import Decision, Record, Verdict


@dataclass(frozen=True, slots=True)
class Bindings:
    """Places of records that are one person's, and those that are not."""

    together: tuple[tuple[int, int], ...]
    apart: frozenset[tuple[int, int]]


def bindings(records: Sequence[Record], decisions: Iterable[Decision]) -> Bindings:
    """The decisions by places of records. Raises `UnknownRecord` and `DecisionsContradict`."""
    places = {record.id: place for place, record in enumerate(records)}
    told = [(*_pair(number, decision, places), decision.verdict) for number, decision in enumerate(decisions)]
    together = tuple((a, b) for a, b, verdict in told if verdict is Verdict.SAME)
    first = _firsts(together)
    for number, (a, b, verdict) in enumerate(told):
        if verdict is Verdict.DIFFERENT and first.get(a, a) == first.get(b, b):
            raise DecisionsContradict(number)
    return Bindings(together, frozenset((a, b) for a, b, verdict in told if verdict is Verdict.DIFFERENT))


def consistent(decisions: Sequence[Decision]) -> None:
    """Raises `DecisionsContradict` where two records are told apart and, through others, told to be one person's."""
    known = dict.fromkeys(id for decision in decisions for id in (decision.a, decision.b))
    bindings([Record(id, ()) for id in known], decisions)


def _pair(number: int, decision: Decision, places: Mapping[str, int]) -> tuple[int, int]:
    try:
        a, b = sorted((places[decision.a], places[decision.b]))
    except KeyError:
        raise UnknownRecord(number) from None
    return a, b


def _firsts(together: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each record that a decision joins with others, the first of them."""
    groups: dict[int, set[int]] = {}
    for a, b in together:
        joined = groups.get(a, {a}) | groups.get(b, {b})
        groups.update(dict.fromkeys(joined, joined))
    return {record: min(group) for record, group in groups.items()}
