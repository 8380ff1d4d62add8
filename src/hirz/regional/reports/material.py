"""What is on record about the recommendations of a review, as far as somebody sees it and a reader may be told it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Prefetch

from hirz.foundation.accounts.models import User
from hirz.foundation.many import one_of
from hirz.regional.implementation.models import (
    Assessment,
    AssessmentCitation,
    Measure,
    Responsibility,
    Tie,
    Update,
    UpdateCitation,
)
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import Recommendation, RecommendationQuerySet
from hirz.rules.layers import Layer
from hirz.rules.releasing import Basis, may_rest_on


class Contribution(Protocol):
    pk: Any
    layer: str
    contributed_by_id: UUID | None


ContributionT = TypeVar("ContributionT", bound=Contribution)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The review whose recommendations are meant (by its cycle or by its document), the day, and for whom it is told.

    ``audience``: None where somebody looks for themselves, and is told all that they see.
    """

    state_code: str
    mechanism: str
    as_of_date: date
    cycle: str = ""
    symbol: str = ""
    audience: Layer | None = None
    issuer: UUID | None = None

    def tellable(self, rows: Iterable[ContributionT]) -> list[ContributionT]:
        """Those of the rows that whoever tells them may tell the audience."""
        if self.audience is None:
            return list(rows)
        return [row for row in rows if may_rest_on(basis_of(row), audience=self.audience, issuer=self.issuer)]

    def knows(self, organisation: Organisation) -> bool:
        """A name behind a layer is a contribution too: the audience is told only of those it may know."""
        return self.audience is None or organisation.layer in (Layer.PUBLIC, self.audience)


@dataclass(frozen=True)
class Done:
    """A measure, who answers for it (as far as the reader may know them), and the last word of each who reported."""

    measure: Measure
    responsible: Sequence[Organisation]
    updates: Sequence[Update]


@dataclass(frozen=True)
class Material:
    """Everything that can be told about one recommendation."""

    recommendation: Recommendation
    done: Sequence[Done]
    assessments: Sequence[Assessment]

    @property
    def rests_on(self) -> Iterator[UUID]:
        """Ids of the contributions that a text drawn from this tells."""
        for one in self.done:
            yield one.measure.pk
            yield from (update.pk for update in one.updates)
        yield from (assessment.pk for assessment in self.assessments)


def basis_of(row: Contribution) -> Basis:
    return Basis(row.pk, Layer(row.layer), row.contributed_by_id)


def recommendations_of(scope: Scope, *, user: User) -> RecommendationQuerySet:
    about = {"cycle": scope.cycle} if scope.cycle else {"symbol": scope.symbol}
    rows = Recommendation.objects.visible_to(user)
    return rows.filter(state_code=scope.state_code, mechanism=scope.mechanism, **about)


def gather(scope: Scope, recommendations: Iterable[Recommendation], *, user: User) -> dict[UUID, Material]:
    """By recommendation. The number of questions does not grow with theirs."""
    by_id = {one.pk: one for one in recommendations}
    done, said = _done(scope, list(by_id), user), _assessments(scope, list(by_id), user)
    return {pk: Material(one, done.get(pk, ()), said.get(pk, ())) for pk, one in by_id.items()}


def _done(scope: Scope, recommendations: Collection[UUID], user: User) -> Mapping[UUID, list[Done]]:
    measures = Measure.objects.visible_to(user).filter(state_code=scope.state_code)
    ties = Tie.objects.filter(recommendation__in=one_of(recommendations), measure__in=measures)
    rows = list(ties.select_related("measure").order_by("measure__due_date", "measure__title", "id"))
    told = {measure.pk: measure for measure in scope.tellable(row.measure for row in rows)}
    updates, responsible = _latest_updates(scope, told, user), _responsible(scope, told, user)
    done: defaultdict[UUID, dict[UUID, Done]] = defaultdict(dict)
    for row in rows:
        if row.measure_id in told:
            one = Done(row.measure, responsible.get(row.measure_id, ()), updates.get(row.measure_id, ()))
            done[row.recommendation_id].setdefault(row.measure_id, one)
    return {pk: list(measures.values()) for pk, measures in done.items()}


def _latest_updates(scope: Scope, measures: Collection[UUID], user: User) -> Mapping[UUID, list[Update]]:
    """Of each measure the last validated word of each who reported, by the day that is meant."""
    rows = Update.objects.visible_to(user).validated().filter(measure__in=one_of(measures))
    rows = rows.filter(for_date__lte=scope.as_of_date).order_by("for_date", "entered_at")
    cited = UpdateCitation.objects.visible_to(user).select_related("evidence")
    rows = rows.prefetch_related(Prefetch("citations", queryset=cited, to_attr="seen_citations"))
    latest = {(row.measure_id, row.contributed_by_id): row for row in scope.tellable(rows)}
    found: defaultdict[UUID, list[Update]] = defaultdict(list)
    for row in latest.values():
        found[row.measure_id].append(row)
    return found


def _responsible(scope: Scope, measures: Collection[UUID], user: User) -> Mapping[UUID, list[Organisation]]:
    rows = Responsibility.objects.filter(measure__in=one_of(measures)).order_by("role", "id")
    seen = Organisation.objects.visible_to(user).filter(pk__in=rows.values("organisation"))
    known = {row.pk: row for row in seen if scope.knows(row)}
    found: defaultdict[UUID, list[Organisation]] = defaultdict(list)
    for row in rows:
        if row.organisation_id in known:
            found[row.measure_id].append(known[row.organisation_id])
    return found


def _assessments(scope: Scope, recommendations: Collection[UUID], user: User) -> Mapping[UUID, list[Assessment]]:
    """Of the whole recommendation, by the day of the report, the latest of each author."""
    rows = Assessment.objects.visible_to(user).filter(recommendation__in=one_of(recommendations), part__isnull=True)
    rows = rows.filter(on_date__lte=scope.as_of_date).select_related("author").order_by("on_date", "entered_at")
    cited = AssessmentCitation.objects.visible_to(user).select_related("evidence")
    rows = rows.prefetch_related(Prefetch("citations", queryset=cited, to_attr="seen_citations"))
    latest = {(row.recommendation_id, row.said_by, row.author_id): row for row in scope.tellable(rows)}
    found: defaultdict[UUID, list[Assessment]] = defaultdict(list)
    for row in latest.values():
        found[row.recommendation_id].append(row)
    return found
