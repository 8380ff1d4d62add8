"""What the pages about a State and about one recommendation show: counts and rows from what the person sees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Count
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.foundation.vocabularies.collation import sort_for_people
from hirz.foundation.vocabularies.registry import page_language, vocabulary
from hirz.foundation.vocabularies.registry import state as state_of
from hirz.regional.implementation.contributing import owns
from hirz.regional.implementation.models import Assessment, AssessmentCitation, Measure, Tie, Update
from hirz.regional.implementation.queries import (
    Group,
    assessments_for,
    index_for,
    latest_standing,
    measures_for,
)
from hirz.regional.implementation.telling import TONES, agreement_words, index_words
from hirz.regional.organisations.models import Organisation
from hirz.regional.organisations.permissions import VIEW, states_with
from hirz.regional.organisations.telling import contributors_named
from hirz.regional.recommendations.models import Part, Recommendation
from hirz.regional.recommendations.web.gathering import Row, row_of
from hirz.rules.assessments import Index, Source
from hirz.rules.errors import BadInput

GROUPS: Final[Mapping[Group, str | Promise]] = {
    Group.WITHOUT_MEASURE: _("Without any measure"),
    Group.NO_RESPONSE: _("With a measure, no response"),
    Group.REPORTED: _("With a validated update"),
    Group.ASSESSED: _("Assessed"),
    Group.DISAGREED: _("Sources disagree"),
}


@dataclass(frozen=True)
class Standing:
    """What an index says, in words and colour."""

    index: Index
    value: str
    words: str
    tone: str

    @classmethod
    def of(cls, index: Index) -> Standing:
        return cls(index, index_words(index), agreement_words(index), TONES.get(index.agreement, "neutral"))


@dataclass(frozen=True)
class Line:
    """A measure that somebody takes for a recommendation, and how it stands by those who report on it."""

    measure: Measure
    parts: Sequence[Part]
    updates: Sequence[Update]


@dataclass(frozen=True)
class FollowUp:
    """A recommendation in the list of a State."""

    row: Row
    lines: Sequence[Line]
    standing: Standing


@dataclass(frozen=True)
class Said:
    """An assessment with who says it, in whose name it was entered, and the evidence that the reader may see."""

    row: Assessment
    author: str
    entered_for: str
    citations: Sequence[AssessmentCitation]
    may_share: bool

    @property
    def scale(self) -> str:
        """The edition of the scale that a grade belongs to."""
        return str(vocabulary("follow_up_grade").term(self.row.grade).family) if self.row.grade else ""


@dataclass(frozen=True)
class Asked:
    """The whole of a recommendation, or one of its parts: measures, and words by source, side by side."""

    part: Part | None
    lines: Sequence[Line]
    by_source: Sequence[tuple[str, Sequence[Said]]]
    standing: Standing

    @property
    def anchor(self) -> str:
        return f"part-{self.part.order}" if self.part else "whole"


def known_state(code: str) -> str:
    """The code of a State, or nothing here."""
    try:
        return state_of(code).alpha_2
    except BadInput:
        raise Http404 from None


def states_listed(user: User) -> list[tuple[str, str, int]]:
    """The States that the person follows, and those of which they see a measure: code, name, measures."""
    followed, _everywhere = states_with(user, VIEW)
    counted = Measure.objects.visible_to(user).order_by().values_list("state_code").annotate(number=Count("pk"))
    numbers = {code: number for code, number in counted if code}
    rows = [(code, state_name(code), numbers.get(code, 0)) for code in followed | numbers.keys()]
    return sort_for_people(rows, lambda row: row[1], page_language())


def follow_ups(rows: Sequence[Recommendation], user: User) -> list[FollowUp]:
    """Each recommendation with its measures and its index. A few questions however many there are."""
    ids = [row.pk for row in rows]
    ties, said = measures_for(user, ids), assessments_for(user, ids)
    updates = latest_standing(user, {tie.measure_id for of in ties.values() for tie in of})
    return [
        FollowUp(row_of(row), _lines(ties.get(row.pk, ()), updates), Standing.of(index_for(said.get(row.pk, ()))))
        for row in rows
    ]


def one_page(recommendation: Recommendation, user: User) -> dict[str, Any]:
    ties = measures_for(user, [recommendation.pk]).get(recommendation.pk, ())
    updates = latest_standing(user, {tie.measure_id for tie in ties})
    assessments = assessments_for(user, [recommendation.pk]).get(recommendation.pk, ())
    said = _said(assessments, user)
    parts: list[Part | None] = [None, *recommendation.parts.all()]
    return {
        "row": row_of(recommendation),
        "recommendation": recommendation,
        "asked": [_asked(part, ties, updates, said) for part in parts],
        "said": said,
    }


def _asked(
    part: Part | None, ties: Iterable[Tie], updates: Mapping[UUID, Sequence[Update]], said: Sequence[Said]
) -> Asked:
    wanted = part.pk if part else None
    here = [one for one in said if one.row.part_id == wanted]
    by_source = [(source.value, [one for one in here if one.row.said_by == source]) for source in Source]
    lines = _lines([tie for tie in ties if tie.part_id == wanted], updates)
    return Asked(part, lines, by_source, Standing.of(index_for([one.row for one in here], wanted)))


def _lines(ties: Iterable[Tie], updates: Mapping[UUID, Sequence[Update]]) -> list[Line]:
    """Each measure once, with the parts that it is for."""
    measures: dict[UUID, Measure] = {}
    parts: defaultdict[UUID, list[Part]] = defaultdict(list)
    for tie in ties:
        measures.setdefault(tie.measure_id, tie.measure)
        if tie.part is not None:
            parts[tie.measure_id].append(tie.part)
    return [Line(measure, parts[pk], updates.get(pk, ())) for pk, measure in measures.items()]


def _said(rows: Sequence[Assessment], user: User) -> list[Said]:
    entered = contributors_named(rows, user=user)
    authors = {row.author_id for row in rows if row.author_id}
    seen = {one.pk: one.name for one in Organisation.objects.visible_to(user).filter(pk__in=authors)}
    citations: defaultdict[UUID, list[AssessmentCitation]] = defaultdict(list)
    for cited in AssessmentCitation.objects.visible_to(user).filter(assessment__in=rows).select_related("evidence"):
        citations[cited.assessment_id].append(cited)
    return [Said(row, _author(row, seen), entered[row.pk], citations[row.pk], owns(user, row)) for row in rows]


def _author(row: Assessment, seen: Mapping[UUID, str]) -> str:
    """Who says it, by name where the reader may know the organisation; nothing for a committee and for a hidden one."""
    return seen.get(row.author_id, "") if row.author_id else ""
