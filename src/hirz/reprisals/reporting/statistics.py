"""The numbers of an edition, counted by the rules from the cases, and held against what its annexes list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import pgettext_lazy as _p

from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.people.answers import Answers, answers_of
from hirz.reprisals.reporting.candidates import cases_of_period, period_of, reported_date
from hirz.reprisals.reporting.models import Edition, ReportEntry
from hirz.reprisals.reporting.standing import INCLUDED, PUBLIC
from hirz.rules import consent as law
from hirz.rules.counting import (
    CountedCase,
    CountedVictim,
    Counts,
    Difference,
    Disposition,
    ListedEntry,
    MatterKind,
    Measure,
    Tally,
    VictimKind,
    count,
    reconcile,
)
from hirz.rules.lifecycle import ScopeFinding

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_DISPOSITIONS: Final = {
    "include": Disposition.LISTED,
    "follow_up": Disposition.LISTED,
    "omit_for_protection": Disposition.OMITTED_FOR_PROTECTION,
    "omit_other": Disposition.OMITTED_OTHER,
}
MEASURES: Final[Mapping[Measure, _StrPromise]] = {
    Measure.STATES: _p("what is counted", "States"),
    Measure.CASES: _p("what is counted", "Cases"),
    Measure.SITUATIONS: _p("what is counted", "Situations, laws and practices"),
    Measure.INDIVIDUALS_NAMED: _p("what is counted", "Individuals, named"),
    Measure.INDIVIDUALS_UNNAMED: _p("what is counted", "Individuals, not named"),
    Measure.GROUPS_NAMED: _p("what is counted", "Groups, named"),
    Measure.GROUPS_UNNAMED: _p("what is counted", "Groups, not named"),
    Measure.ORGANISATIONS_NAMED: _p("what is counted", "Organizations, named"),
    Measure.ORGANISATIONS_UNNAMED: _p("what is counted", "Organizations, not named"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table: numbers, and behind each the ids of the cases it counts."""

    measure: Measure
    label: _StrPromise
    reported: int
    listed: int
    omitted_for_protection: int
    cases_reported: frozenset[str]
    cases_listed: frozenset[str]
    cases_omitted_for_protection: frozenset[str]


@dataclass(frozen=True, slots=True)
class EditionStatistics:
    """The counts of an edition and what its annex I lists.

    ``not_counted`` are the ids of victims of the period who did not agree to be counted; ``cases_behind`` maps an id
    that is counted (a person's, a State's) to the ids of the cases it was counted from.
    """

    counts: Counts
    listed: tuple[ListedEntry, ...]
    not_counted: frozenset[str]
    cases_behind: Mapping[str, frozenset[str]]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where the numbers and the entries disagree; empty when the report says one thing."""
        return reconcile(self.counts, self.listed)

    @property
    def figures(self) -> list[Figure]:
        return [self._figure(measure) for measure in MEASURES]

    def _figure(self, measure: Measure) -> Figure:
        reported, listed, omitted = self.counts.reported, self.counts.listed, self.counts.omitted_for_protection
        return Figure(
            measure=measure,
            label=MEASURES[measure],
            reported=reported.number(measure),
            listed=listed.number(measure),
            omitted_for_protection=omitted.number(measure),
            cases_reported=self._cases(reported, measure),
            cases_listed=self._cases(listed, measure),
            cases_omitted_for_protection=self._cases(omitted, measure),
        )

    def _cases(self, tally: Tally, measure: Measure) -> frozenset[str]:
        behind = (self.cases_behind.get(counted, frozenset({counted})) for counted in tally.of(measure))
        return frozenset().union(*behind) & _matters(tally)


def _matters(tally: Tally) -> frozenset[str]:
    return tally.of(Measure.CASES) | tally.of(Measure.SITUATIONS)


@beyond_the_wall()
def statistics_of(edition: Edition) -> EditionStatistics:
    """Count the cases of the edition's period, and hold them against its entries."""
    cases = list(cases_of_period(edition))
    entries = {entry.case_id: entry for entry in edition.entries.select_related("case")}
    people = _People.of({*(case.pk for case in cases), *entries})
    counted = [_counted(case, entries.get(case.pk), people) for case in cases]
    counts = count(counted, period_of(edition))
    return EditionStatistics(
        counts=counts,
        listed=tuple(_listed(entry, people) for entry in entries.values() if entry.decision == "include"),
        not_counted=people.not_counted(_matters(counts.reported)),
        cases_behind=_cases_behind(counted),
    )


@dataclass(frozen=True, slots=True)
class _People:
    """The victims of each case as (id, kind), and which of them agreed to be counted."""

    victims: Mapping[UUID, Sequence[tuple[UUID, str]]]
    agreed: frozenset[UUID]

    @classmethod
    def of(cls, cases: set[UUID]) -> _People:
        parties = list(CasePerson.objects.filter(case__in=cases, role="victim").select_related("person"))
        people = {party.person_id: party.person for party in parties}
        answers = answers_of(people.values())
        victims: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
        for party in parties:
            victims[party.case_id].setdefault(answers.counted_as(party.person_id), party.person.kind)
        return cls({case: list(told.items()) for case, told in victims.items()}, _agreed(people, answers))

    def not_counted(self, matters: frozenset[str]) -> frozenset[str]:
        """Victims of these matters (ids) who did not agree."""
        victims = (people for case, people in self.victims.items() if str(case) in matters)
        return frozenset(str(person) for people in victims for person, _ in people if person not in self.agreed)

    def matter(self, case: UUID) -> MatterKind:
        """A law, a practice or a climate has no victim of its own."""
        return MatterKind.CASE if self.victims.get(case) else MatterKind.SITUATION

    def counted(self, case: UUID, *, named: bool) -> tuple[CountedVictim, ...]:
        return tuple(
            CountedVictim(id=str(person), kind=VictimKind(kind.upper()), named=named)
            for person, kind in self.victims.get(case, ())
            if person in self.agreed
        )


@dataclass(frozen=True, slots=True)
class _Number:
    """What statistics tell of one person: nothing that could be read."""

    def plain_text(self) -> str:
        return ""


def _agreed(people: Iterable[UUID], answers: Answers) -> frozenset[UUID]:
    """Who agreed, in every file that is held to be theirs."""
    now = timezone.localtime()
    return frozenset(answers.counted_as(person) for person in people if _agrees(person, answers, now))


def _agrees(person: UUID, answers: Answers, now: datetime) -> bool:
    child = answers.is_child(person)
    concerned = tuple(law.Concerned(str(file), named=False, child=child) for file in answers.files[person])
    counting = law.Disclosure("", law.Purpose.STATISTICS, PUBLIC, concerned, _Number())
    return isinstance(law.decide(counting, answers.of(person), now), law.Allowed)


def _counted(case: Case, entry: ReportEntry | None, people: _People) -> CountedCase:
    decision = entry.decision if entry else None
    named = entry is not None and entry.named and decision in INCLUDED
    return CountedCase(
        id=str(case.pk),
        states=frozenset({case.state_concerned}),
        reported_date=reported_date(case),
        kind=people.matter(case.pk),
        victims=people.counted(case.pk, named=named),
        disposition=_DISPOSITIONS.get(decision or "", Disposition.UNDECIDED),
        merged=case.merged_into_id is not None,
        out_of_scope=case.scope_finding == ScopeFinding.OUTSIDE,
    )


def _listed(entry: ReportEntry, people: _People) -> ListedEntry:
    return ListedEntry(
        case_id=str(entry.case_id),
        states=frozenset({entry.case.state_concerned}),
        kind=people.matter(entry.case_id),
        victims=people.counted(entry.case_id, named=entry.named),
    )


def _cases_behind(counted: Iterable[CountedCase]) -> Mapping[str, frozenset[str]]:
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for case in counted:
        for thing in (*case.states, *(victim.id for victim in case.victims)):
            behind[thing].add(case.id)
    return {thing: frozenset(cases) for thing, cases in behind.items()}
