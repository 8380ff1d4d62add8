"""What is known of implementation, as one person may know it: every number here is a count of rows that they see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import vocabulary
from hirz.regional.implementation.models import Assessment, Measure, Tie, Update
from hirz.regional.recommendations.models import Recommendation, RecommendationQuerySet
from hirz.rules.assessments import Agreement, Index, Word, index_of

THE_OFFICE: Final = "office"
"""Author of what the office holds itself, in the index."""


class Group(StrEnum):
    """Where the recommendations to a State stand. Each is in exactly one of the first three."""

    WITHOUT_MEASURE = "without_measure"
    NO_RESPONSE = "no_response"
    REPORTED = "reported"
    ASSESSED = "assessed"
    DISAGREED = "disagreed"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many recommendations there are, and in each group; measures, and those of which nobody reported."""

    recommendations: int
    groups: Mapping[Group, int]
    measures: int
    measures_without_response: int


def standing_of_recommendations(user: User, state_code: str) -> RecommendationQuerySet:
    """The recommendations to a State, with what of each is seen: a measure, a validated update, an assessment."""
    ties = Tie.objects.visible_to(user).filter(recommendation=OuterRef("pk"))
    stands = Update.objects.visible_to(user).validated().filter(measure=OuterRef("measure"))
    words = Assessment.objects.visible_to(user).filter(recommendation=OuterRef("pk"))
    rows = Recommendation.objects.visible_to(user).filter(state_code=state_code)
    return rows.annotate(
        has_measure=Exists(ties), has_update=Exists(ties.filter(Exists(stands))), is_assessed=Exists(words)
    )


_CONDITIONS: Final = {
    Group.WITHOUT_MEASURE: Q(has_measure=False),
    Group.NO_RESPONSE: Q(has_measure=True, has_update=False),
    Group.REPORTED: Q(has_update=True),
    Group.ASSESSED: Q(is_assessed=True),
}


def in_group(user: User, state_code: str, group: Group | None) -> RecommendationQuerySet:
    """The recommendations that a number of :func:`numbers_of` counts; all of them without a group."""
    rows = standing_of_recommendations(user, state_code)
    if group is Group.DISAGREED:
        return rows.filter(pk__in=_disagreed(user, state_code))
    return rows.filter(_CONDITIONS[group]) if group else rows


def numbers_of(user: User, state_code: str) -> Numbers:
    """Counted from what the person sees, and from nothing else."""
    rows: Any = standing_of_recommendations(user, state_code).order_by()
    found = list(rows.values_list("has_measure", "has_update", "is_assessed"))
    groups = {
        Group.WITHOUT_MEASURE: sum(not has_measure for has_measure, _update, _word in found),
        Group.NO_RESPONSE: sum(has_measure and not has_update for has_measure, has_update, _word in found),
        Group.REPORTED: sum(has_update for _measure, has_update, _word in found),
        Group.ASSESSED: sum(is_assessed for _measure, _update, is_assessed in found),
        Group.DISAGREED: len(_disagreed(user, state_code)),
    }
    measures = Measure.objects.visible_to(user).filter(state_code=state_code)
    stands = Update.objects.visible_to(user).validated().filter(measure=OuterRef("pk"))
    silent = measures.filter(~Exists(stands)).count()
    return Numbers(len(found), groups, measures.count(), silent)


def measures_for(user: User, recommendations: Iterable[UUID]) -> Mapping[UUID, Sequence[Tie]]:
    """The ties of the measures that the person sees, by recommendation."""
    rows = Tie.objects.visible_to(user).filter(recommendation__in=list(recommendations))
    found: defaultdict[UUID, list[Tie]] = defaultdict(list)
    for tie in rows.select_related("measure", "part").order_by("measure__due_date", "measure__title", "measure_id"):
        found[tie.recommendation_id].append(tie)
    return found


def latest_standing(user: User, measures: Iterable[UUID]) -> Mapping[UUID, Sequence[Update]]:
    """Of each measure the latest validated update of everybody who reports on it; no entry where nobody did."""
    rows = Update.objects.visible_to(user).validated().filter(measure__in=list(measures))
    found: defaultdict[UUID, dict[UUID | None, Update]] = defaultdict(dict)
    for update in rows.order_by("-for_date", "-entered_at"):
        found[update.measure_id].setdefault(update.contributed_by_id, update)
    return {measure: list(by_whom.values()) for measure, by_whom in found.items()}


def assessments_for(user: User, recommendations: Iterable[UUID]) -> Mapping[UUID, Sequence[Assessment]]:
    """Everything that is said of the recommendations where the person sees it, the latest first."""
    found: defaultdict[UUID, list[Assessment]] = defaultdict(list)
    for row in Assessment.objects.visible_to(user).filter(recommendation__in=list(recommendations)):
        found[row.recommendation_id].append(row)
    return found


def index_for(assessments: Iterable[Assessment], part: UUID | None = None) -> Index:
    """The index of the whole recommendation, or of one of its parts (``hirz.rules.assessments``). Never stored."""
    return index_of(word_of(row) for row in assessments if row.part_id == part)


def word_of(row: Assessment) -> Word:
    """An assessment as the rule weighs it."""
    author = str(row.author_id or (committee_of(row.grade) if row.grade else THE_OFFICE))
    return Word(source=row.said_by, author=author, degree=row.read_as, on_date=row.on_date)


def committee_of(grade: str) -> str:
    """The committee that gives a grade: the same whichever edition of its scale the grade is of."""
    scale = vocabulary("follow_up_grade").term(grade).family
    return str(vocabulary("follow_up_scale").term(str(scale)).facts["body"])


def _disagreed(user: User, state_code: str) -> list[UUID]:
    """Recommendations of which, as a whole or in a part, sources disagree."""
    words: defaultdict[tuple[UUID, UUID | None], list[Word]] = defaultdict(list)
    for row in Assessment.objects.visible_to(user).filter(state_code=state_code):
        words[row.recommendation_id, row.part_id].append(word_of(row))
    return list({of for (of, _part), said in words.items() if index_of(said).agreement is Agreement.DISAGREE})
