"""A report as it stands: its sections with their texts, what it cites, and what is still in the way of issuing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch, Q

from hirz.foundation.accounts.models import User
from hirz.foundation.many import one_of
from hirz.regional.implementation.models import Assessment, Evidence, Measure, Update
from hirz.regional.recommendations.models import Recommendation
from hirz.regional.reports.material import basis_of
from hirz.regional.reports.models import Report, ReportSection, SectionText, Source
from hirz.rules.citing import cited_in
from hirz.rules.layers import Layer
from hirz.rules.releasing import Basis
from hirz.rules.reports_out import InTheWay, in_the_way, length_of_report
from hirz.rules.word_limits import Length, WordLimit


@dataclass(frozen=True)
class Written:
    """A section with the text in force."""

    section: ReportSection
    text: SectionText | None

    @property
    def body(self) -> str:
        return self.text.body if self.text else ""

    @cached_property
    def length(self) -> Length:
        return length_of_report([self.section.heading, self.body])


@dataclass(frozen=True)
class Whole:
    report: Report
    written: Sequence[Written]
    sources: Sequence[Source]

    @cached_property
    def length(self) -> Length:
        return sum((one.length for one in self.written), Length())

    @property
    def limit(self) -> WordLimit | None:
        return WordLimit(self.report.words_at_most) if self.report.words_at_most else None

    @cached_property
    def in_the_way(self) -> list[InTheWay]:
        sections = [(one.section.heading, one.body) for one in self.written]
        return in_the_way(sections, sources={source.number for source in self.sources}, limit=self.limit)

    @cached_property
    def cited(self) -> frozenset[int]:
        return frozenset().union(*(cited_in(one.body) for one in self.written))

    @property
    def sources_cited(self) -> list[Source]:
        return [source for source in self.sources if source.number in self.cited]


def whole_of(report: Report, *, user: User) -> Whole:
    """Three questions, however long the report is. Sources that the person may not see are left out of the list."""
    return Whole(report, written_of(report, user=user), sources_of(report, user=user))


def written_of(report: Report, *, user: User) -> list[Written]:
    last = SectionText.objects.order_by("section_id", "-number").distinct("section_id")
    sections = ReportSection.objects.visible_to(user).filter(report=report).order_by("order")
    rows = sections.select_related("report").prefetch_related(Prefetch("texts", queryset=last, to_attr="in_force"))
    return [Written(section, _first_of(section)) for section in rows]


def _first_of(section: ReportSection) -> SectionText | None:
    """Prefetched: the text in force alone."""
    texts: list[SectionText] = section.__dict__["in_force"]
    return texts[0] if texts else None


def sources_of(report: Report, *, user: User) -> list[Source]:
    recommendations = Recommendation.objects.visible_to(user)
    seen = Q(evidence__in=Evidence.objects.visible_to(user)) | Q(recommendation__in=recommendations)
    rows = Source.objects.visible_to(user).filter(seen, report=report).order_by("number")
    return list(rows.select_related("evidence", "recommendation"))


def in_the_way_of(report: Report, *, user: User) -> list[InTheWay]:
    return whole_of(report, user=user).in_the_way


def bases_of(report: Report, *, user: User) -> list[Basis]:
    """Every contribution the report rests on: what its drafts were drawn from, and the evidence that it cites."""
    whole = whole_of(report, user=user)
    cited = [source.evidence for source in whole.sources_cited if source.evidence is not None]
    return [*_drawn_from(whole.written), *map(basis_of, cited)]


def _drawn_from(written: Sequence[Written]) -> list[Basis]:
    """Of sections that are empty now nothing is told. What can no longer be seen is shared with nobody."""
    ids = {pk for one in written if one.body for pk in one.section.drawn_from}
    if not ids:
        return []
    models = (Measure, Update, Assessment)
    found = [basis_of(row) for model in models for row in model._base_manager.filter(pk__in=one_of(ids))]
    gone = ids - {basis.id for basis in found}
    return [*found, *(Basis(pk, Layer.INTERNAL, contributed_by=pk) for pk in gone)]
