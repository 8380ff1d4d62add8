"""Putting on record what a source says of the implementation of a recommendation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.regional.implementation.contributing import name_for, require_layer_for
from hirz.regional.implementation.models import Assessment, AssessmentCitation, Evidence
from hirz.regional.implementation.queries import committee_of
from hirz.regional.implementation.verbs import ImplementationVerb as Verb
from hirz.regional.organisations.models import Organisation
from hirz.regional.recommendations.models import Part, Recommendation
from hirz.rules.assessments import Source
from hirz.rules.errors import BadInput
from hirz.rules.layers import Side

_SOURCES: Final = {"national_institution": Source.NHRI, "un_entity": Source.UN, "intergovernmental": Source.UN}


class AssessedAhead(BadInput):
    """The day has not come yet."""

    code: ClassVar[str] = "assessed_ahead"


class SourceOfAnotherKind(BadInput):
    """The source that is named is not what its author is."""

    code: ClassVar[str] = "assessment_source_of_another_kind"


class GradeOfAnotherCommittee(BadInput):
    """The scale is of another committee than the one that made the recommendation."""

    code: ClassVar[str] = "grade_of_another_committee"


class PartOfAnotherRecommendation(BadInput):
    code: ClassVar[str] = "assessed_part_of_another"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a source says, on which day; on a part when there is one. ``evidence``: entries, each with its place."""

    said_by: str
    on_date: date
    degree: str = ""
    grade: str = ""
    words: str = ""
    part: Part | None = None
    author: Organisation | None = None
    evidence: Sequence[tuple[Evidence, str]] = ()


def source_of(organisation: Organisation) -> Source:
    """As which kind of source an organisation speaks."""
    if organisation.side == Side.GOVERNMENT:
        return Source.STATE
    return _SOURCES.get(organisation.kind, Source.CIVIL_SOCIETY)


@action
def assess(*, recommendation: Recommendation, said: Said, layer: str, by: User) -> Assessment:
    """Put a word on record beside the others. It is never changed: a later word of the same author follows it.

    A contributor speaks for their organisation. The office puts on record what others said, what a committee graded,
    and what it holds itself.
    """
    organisation = name_for(by, recommendation.state_code)
    require_layer_for(by, layer)
    author = organisation or said.author
    _require_fitting(recommendation, said, author)
    row = Assessment(
        recommendation=recommendation, part=said.part, state_code=recommendation.state_code, layer=layer,
        contributed_by=organisation, entered_by=by, said_by=said.said_by, author=author, degree=said.degree,
        grade=said.grade, on_date=said.on_date, words=said.words.strip(),
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    for evidence, place in said.evidence:
        AssessmentCitation.objects.create(assessment=row, evidence=evidence, place=place)
    record(Verb.IMPLEMENTATION_ASSESSED, by=by, subject=row, recommendation=str(recommendation.pk), said_by=row.said_by)
    return row


def _require_fitting(recommendation: Recommendation, said: Said, author: Organisation | None) -> None:
    if said.on_date > timezone.localdate():
        raise AssessedAhead
    if said.part is not None and said.part.recommendation_id != recommendation.pk:
        raise PartOfAnotherRecommendation
    if author is not None and source_of(author) != said.said_by:
        raise SourceOfAnotherKind
    if said.grade and committee_of(said.grade) != recommendation.committee:
        raise GradeOfAnotherCommittee
