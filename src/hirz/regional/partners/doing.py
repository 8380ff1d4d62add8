"""All that is done in a State, as this person may know of it: by entities of the United Nations and by the office.

Two sources give it in one shape, so that the matrix, the lists and the gaps are of the same activities.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.regional.partners.models import ActivityRecommendation, UnActivity
from hirz.regional.programme.models import Activity, ServedRecommendation
from hirz.regional.recommendations.models import Recommendation, RecommendationQuerySet

OFFICE: Final = "office"
"""In place of an entity: what the office does itself."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """One activity: ``who`` is the id of an entity or ``OFFICE``; ``own`` its row where the matrix keeps it."""

    id: str
    title: str
    who: str
    state_code: str
    place: str
    from_date: date
    until_date: date
    themes: frozenset[str] = frozenset()
    outcome: str = ""
    recommendations: int = 0
    url: str = ""
    own: UnActivity | None = None


def done_in(user: User, *, state: str = "", year: int | None = None) -> list[Done]:
    """The latest first; in one State, or of one year, where that is asked for."""
    asked = _asked(state, year)
    activities = UnActivity.objects.visible_to(user).filter(asked).select_related("result")
    own = Activity.objects.visible_to(user).filter(asked).exclude(state=Activity.State.CANCELLED)
    found = [*_of_entities(list(activities)), *_of_the_office(list(own))]
    return sorted(found, key=lambda one: (one.from_date, one.id), reverse=True)


def untouched(user: User, state: str) -> RecommendationQuerySet:
    """Recommendations to a State on which no activity works, as far as this person may know."""
    entities = ActivityRecommendation.objects.filter(
        recommendation=OuterRef("pk"), activity__in=UnActivity.objects.visible_to(user)
    )
    own = ServedRecommendation.objects.filter(
        recommendation=OuterRef("pk"),
        activity__in=Activity.objects.visible_to(user).exclude(state=Activity.State.CANCELLED),
    )
    return Recommendation.objects.visible_to(user).filter(~Exists(entities), ~Exists(own), state_code=state)


def _asked(state: str, year: int | None) -> Q:
    in_state = Q(state_code=state) if state else Q()
    if year is None:
        return in_state
    return in_state & Q(from_date__lte=date(year, 12, 31), until_date__gte=date(year, 1, 1))


def _of_entities(activities: list[UnActivity]) -> Iterable[Done]:
    counts = _counts(
        ActivityRecommendation.objects.filter(activity__in=activities).values_list("activity_id", flat=True)
    )
    for one in activities:
        yield Done(
            id=str(one.pk), title=one.title, who=str(one.entity_id), state_code=one.state_code,
            place=", ".join(part for part in (one.town, one.area) if part), from_date=one.from_date,
            until_date=one.until_date, themes=frozenset(one.themes), outcome=_outcome(one),
            recommendations=counts.get(one.pk, 0), own=one,
        )  # fmt: skip


def _of_the_office(activities: list[Activity]) -> Iterable[Done]:
    """What the office does stands under the themes of the recommendations that it serves."""
    served = ServedRecommendation.objects.filter(activity__in=activities).values_list(
        "activity_id", "recommendation__themes"
    )
    pairs = list(served)
    counts = _counts(activity for activity, _themes in pairs)
    for one in activities:
        themes = {theme for activity, found in pairs if activity == one.pk for theme in found}
        yield Done(
            id=str(one.pk), title=one.title, who=OFFICE, state_code=one.state_code, place=one.place,
            from_date=one.from_date, until_date=one.until_date, themes=frozenset(themes),
            recommendations=counts.get(one.pk, 0), url=reverse("programme:activity", args=[one.pk]),
        )  # fmt: skip


def _outcome(activity: UnActivity) -> str:
    """An output counts for its outcome."""
    result = activity.result
    return str(result.outcome_id or result.pk) if result else ""


def _counts(ids: Iterable[UUID]) -> Mapping[UUID, int]:
    counts: dict[UUID, int] = {}
    for one in ids:
        counts[one] = counts.get(one, 0) + 1
    return counts
