"""How many, of what, in which period, counted the same way every time.

States, cases, situations, individuals, groups and organizations are counted apart; a person counts once in a period
however many cases name them; those named and unnamed in public, and those left out for their protection, are kept
apart. What is counted are allegations *reported*: fewer of them is never progress, for fear lowers the number too.

Source: design, "Counting"; annual reports of the Secretary-General on cooperation with the United Nations (periods in
their introductions). A caller counts for publication only those whom the consent scope STATISTICS covers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from hirz.rules.errors import BadInput


class PeriodUnknown(BadInput):
    """Nobody has established which period the report of that year covers."""

    code = "reporting_period_unknown"


class PeriodReversed(BadInput):
    """A period that ends before it starts."""

    code = "reporting_period_reversed"


class VictimKind(StrEnum):
    """Who suffered: counted apart, never added up."""

    INDIVIDUAL = "INDIVIDUAL"
    GROUP = "GROUP"
    ORGANISATION = "ORGANISATION"


class MatterKind(StrEnum):
    """A case concerns somebody; a situation is a law, a practice or a climate."""

    CASE = "CASE"
    SITUATION = "SITUATION"


class Disposition(StrEnum):
    """What the report does with a matter, in the order in which a person in several of them is placed."""

    LISTED = "LISTED"
    OMITTED_FOR_PROTECTION = "OMITTED_FOR_PROTECTION"
    OMITTED_OTHER = "OMITTED_OTHER"
    UNDECIDED = "UNDECIDED"


class Measure(StrEnum):
    """What is counted."""

    STATES = "STATES"
    CASES = "CASES"
    SITUATIONS = "SITUATIONS"
    INDIVIDUALS_NAMED = "INDIVIDUALS_NAMED"
    INDIVIDUALS_UNNAMED = "INDIVIDUALS_UNNAMED"
    GROUPS_NAMED = "GROUPS_NAMED"
    GROUPS_UNNAMED = "GROUPS_UNNAMED"
    ORGANISATIONS_NAMED = "ORGANISATIONS_NAMED"
    ORGANISATIONS_UNNAMED = "ORGANISATIONS_UNNAMED"


class Label(StrEnum):
    """What every number is called beside it."""

    ALLEGATIONS_REPORTED = "ALLEGATIONS_REPORTED"


class Change(StrEnum):
    """How one number stands to another; no word for better or worse, on purpose."""

    MORE_REPORTED = "MORE_REPORTED"
    AS_MANY_REPORTED = "AS_MANY_REPORTED"
    FEWER_REPORTED = "FEWER_REPORTED"


_Victim = tuple[VictimKind, str]

_MEASURE_OF: Mapping[tuple[VictimKind, bool], Measure] = MappingProxyType(
    {
        (VictimKind.INDIVIDUAL, True): Measure.INDIVIDUALS_NAMED,
        (VictimKind.INDIVIDUAL, False): Measure.INDIVIDUALS_UNNAMED,
        (VictimKind.GROUP, True): Measure.GROUPS_NAMED,
        (VictimKind.GROUP, False): Measure.GROUPS_UNNAMED,
        (VictimKind.ORGANISATION, True): Measure.ORGANISATIONS_NAMED,
        (VictimKind.ORGANISATION, False): Measure.ORGANISATIONS_UNNAMED,
    }
)

_MATTERS: Mapping[MatterKind, Measure] = MappingProxyType(
    {MatterKind.CASE: Measure.CASES, MatterKind.SITUATION: Measure.SITUATIONS}
)

_EARLIER_PERIODS: Mapping[int, tuple[date, date]] = MappingProxyType(
    {
        2014: (date(2013, 6, 16), date(2014, 5, 31)),
        2015: (date(2014, 6, 1), date(2015, 5, 31)),
        2016: (date(2015, 6, 1), date(2016, 5, 31)),
        2017: (date(2016, 6, 1), date(2017, 5, 31)),
        2018: (date(2017, 6, 1), date(2018, 5, 31)),
        2019: (date(2018, 6, 1), date(2019, 5, 31)),
        2020: (date(2019, 6, 1), date(2020, 4, 30)),
    }
)


@dataclass(frozen=True)
class ReportingPeriod:
    """First and last day counted, both included. Raises ``PeriodReversed``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodReversed

    @classmethod
    def of_report(cls, year: int) -> ReportingPeriod:
        """The period of the report presented in ``year``: 1 May to 30 April since 2021, other days before.

        Raises ``PeriodUnknown`` before 2014.
        """
        if year > max(_EARLIER_PERIODS):
            return cls(date(year - 1, 5, 1), date(year, 4, 30))
        if year not in _EARLIER_PERIODS:
            raise PeriodUnknown
        return cls(*_EARLIER_PERIODS[year])

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end


@dataclass(frozen=True, kw_only=True)
class CountedVictim:
    """One person, group or organization by id, and whether they are named in public in this matter."""

    id: str
    kind: VictimKind
    named: bool = False


@dataclass(frozen=True, kw_only=True)
class CountedCase:
    """A case or situation as far as it is counted. ``reported_date`` is the day it was received, not that of the act.

    A merged case is counted in the one it was merged into; an out-of-scope one only as such.
    """

    id: str
    states: frozenset[str]
    reported_date: date
    kind: MatterKind = MatterKind.CASE
    victims: tuple[CountedVictim, ...] = ()
    disposition: Disposition = Disposition.UNDECIDED
    merged: bool = False
    out_of_scope: bool = False


@dataclass(frozen=True, kw_only=True)
class ListedEntry:
    """What one entry of the report's annex in fact says: which matter, which States, and whom it names."""

    case_id: str
    states: frozenset[str]
    kind: MatterKind = MatterKind.CASE
    victims: tuple[CountedVictim, ...] = ()


@dataclass(frozen=True)
class Tally:
    """The ids behind each number, so that every number can open the list it counts."""

    ids: Mapping[Measure, frozenset[str]] = field(default_factory=dict)

    def of(self, measure: Measure) -> frozenset[str]:
        """The ids counted under a measure."""
        return self.ids.get(measure, frozenset())

    def number(self, measure: Measure) -> int:
        """How many are counted under a measure."""
        return len(self.of(measure))

    def victims(self, kind: VictimKind) -> frozenset[str]:
        """The ids of all victims of one kind, named or not."""
        return self.of(_MEASURE_OF[kind, True]) | self.of(_MEASURE_OF[kind, False])


@dataclass(frozen=True, kw_only=True)
class Counts:
    """The numbers of one period.

    ``reported`` covers every matter in scope; ``by_disposition`` divides the victims among its tallies without
    counting anybody twice (States may stand in several). ``out_of_scope`` holds the ids of matters ruled outside
    resolution 12/2.
    """

    period: ReportingPeriod
    reported: Tally
    by_disposition: Mapping[Disposition, Tally]
    out_of_scope: frozenset[str]
    label: Label = Label.ALLEGATIONS_REPORTED

    @property
    def listed(self) -> Tally:
        """What the annex lists."""
        return self.by_disposition[Disposition.LISTED]

    @property
    def omitted_for_protection(self) -> Tally:
        """What was left out so that nobody is harmed by being counted among the listed."""
        return self.by_disposition[Disposition.OMITTED_FOR_PROTECTION]


class DifferenceCode(StrEnum):
    """How statistics and entries may disagree."""

    TOTALS_DIFFER = "TOTALS_DIFFER"
    LISTED_TWICE = "LISTED_TWICE"
    PROTECTED_BUT_LISTED = "PROTECTED_BUT_LISTED"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One disagreement: the ids found only in the count, and only in the entries."""

    code: DifferenceCode
    measure: Measure
    only_counted: frozenset[str] = frozenset()
    only_listed: frozenset[str] = frozenset()


def count(cases: Iterable[CountedCase], period: ReportingPeriod) -> Counts:
    """The numbers of a period, from every case there is; each person once, in the first fitting disposition."""
    received = [case for case in cases if period.covers(case.reported_date) and not case.merged]
    in_scope = [case for case in received if not case.out_of_scope]
    tallies: dict[Disposition, Tally] = {}
    placed: frozenset[_Victim] = frozenset()
    for disposition in Disposition:
        tallies[disposition] = _tally((c for c in in_scope if c.disposition is disposition), without=placed)
        placed |= _victims(tallies[disposition])
    return Counts(
        period=period,
        reported=_tally(in_scope),
        by_disposition=MappingProxyType(tallies),
        out_of_scope=frozenset(case.id for case in received if case.out_of_scope),
    )


def reconcile(counts: Counts, entries: Iterable[ListedEntry]) -> tuple[Difference, ...]:
    """Where the statistics and the entries listed disagree; empty when the report says one thing.

    The gravest comes first: a matter or person that was to be protected and is listed all the same.
    """
    listed = tuple(entries)
    tally = _tally(listed)
    return (*_exposed(counts, tally), *_repeated(listed), *_unequal(counts.listed, tally))


def compare(before: int, after: int) -> Change:
    """How many allegations were reported beside an earlier number. A fall says nothing of what happened."""
    if after == before:
        return Change.AS_MANY_REPORTED
    return Change.MORE_REPORTED if after > before else Change.FEWER_REPORTED


def _tally(matters: Iterable[CountedCase | ListedEntry], *, without: frozenset[_Victim] = frozenset()) -> Tally:
    ids: dict[Measure, set[str]] = {measure: set() for measure in Measure}
    named: dict[_Victim, bool] = {}
    for matter in matters:
        ids[Measure.STATES] |= matter.states
        ids[_MATTERS[matter.kind]].add(_case_id(matter))
        for victim in matter.victims:
            named[victim.kind, victim.id] = named.get((victim.kind, victim.id), False) or victim.named
    for (kind, victim_id), is_named in named.items():
        if (kind, victim_id) not in without:
            ids[_MEASURE_OF[kind, is_named]].add(victim_id)
    return Tally(MappingProxyType({measure: frozenset(found) for measure, found in ids.items()}))


def _case_id(matter: CountedCase | ListedEntry) -> str:
    return matter.id if isinstance(matter, CountedCase) else matter.case_id


def _victims(tally: Tally) -> frozenset[_Victim]:
    return frozenset((kind, victim_id) for kind in VictimKind for victim_id in tally.victims(kind))


def _exposed(counts: Counts, tally: Tally) -> Iterator[Difference]:
    for measure in Measure:
        found = _protected(counts.omitted_for_protection, measure) & tally.of(measure)
        if found:
            yield Difference(code=DifferenceCode.PROTECTED_BUT_LISTED, measure=measure, only_listed=found)


def _protected(omitted: Tally, measure: Measure) -> frozenset[str]:
    """Who or what may not appear under a measure: a person left out may be listed neither named nor unnamed."""
    kinds = [kind for (kind, _), of_kind in _MEASURE_OF.items() if of_kind is measure]
    if kinds:
        return omitted.victims(kinds[0])
    # A State may well have one case that is listed and another that is not.
    return frozenset() if measure is Measure.STATES else omitted.of(measure)


def _repeated(entries: tuple[ListedEntry, ...]) -> Iterator[Difference]:
    """A matter may stand under each State it concerns, but under each only once."""
    times = Counter((entry.kind, entry.case_id, state) for entry in entries for state in entry.states)
    for kind in MatterKind:
        ids = frozenset(case_id for (of_kind, case_id, _), n in times.items() if of_kind is kind and n > 1)
        if ids:
            yield Difference(code=DifferenceCode.LISTED_TWICE, measure=_MATTERS[kind], only_listed=ids)


def _unequal(counted: Tally, listed: Tally) -> Iterator[Difference]:
    for measure in Measure:
        only_counted, only_listed = (
            counted.of(measure) - listed.of(measure),
            listed.of(measure) - counted.of(measure),
        )
        if only_counted or only_listed:
            yield Difference(
                code=DifferenceCode.TOTALS_DIFFER,
                measure=measure,
                only_counted=only_counted,
                only_listed=only_listed,
            )
