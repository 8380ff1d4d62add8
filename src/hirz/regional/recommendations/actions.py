"""What people make of recommendations: parts, positions of the State, and codes for words that no vocabulary knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.db.models import Max
from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.regional.recommendations.holding import refused_while_held
from hirz.regional.recommendations.importing import wait_for_turn
from hirz.regional.recommendations.models import GivenTerm, Part, Position, Recommendation
from hirz.regional.recommendations.permissions import RECORD, require_for_states
from hirz.regional.recommendations.terms import GIVEN, decisions, derive, require_codes
from hirz.regional.recommendations.verbs import RecommendationVerb
from hirz.rules.errors import BadInput, RefusedByRule


class PartSaysNothing(BadInput):
    """A part without words."""

    code: ClassVar[str] = "part_says_nothing"


class PartHasPosition(RefusedByRule):
    """A State answered to this part: it cannot go while the answer stands."""

    code: ClassVar[str] = "part_has_position"


class PartOfAnother(BadInput):
    """The part belongs to another recommendation."""

    code: ClassVar[str] = "part_of_another"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a State answered, according to a source; to a part of the recommendation when there is one."""

    position: str
    source: str
    own_words: str = ""
    on_date: date | None = None
    part: Part | None = None


@action
def add_parts(*, recommendation: Recommendation, texts: Sequence[str], by: User) -> list[Part]:
    """Divide a recommendation, or divide it further: each text becomes a part after those that are there."""
    require_for_states(by, {recommendation.state_code})
    last = recommendation.parts.aggregate(last=Max("order"))["last"] or 0
    return [_add(recommendation, last + number, text, by) for number, text in enumerate(texts, start=1)]


@action
def edit_part(*, part: Part, text: str, by: User) -> Part:
    require_for_states(by, {part.recommendation.state_code})
    part.text = _words(text)
    part.full_clean()
    part.save(update_fields=["text"])
    record(RecommendationVerb.PART_EDITED, by=by, subject=part, recommendation=str(part.recommendation_id))
    return part


@action
def remove_part(*, part: Part, by: User) -> None:
    """Raises ``PartHasPosition``, and ``StillHeld`` where measures or assessments are about it."""
    require_for_states(by, {part.recommendation.state_code})
    if part.positions.exists():
        raise PartHasPosition
    record(RecommendationVerb.PART_REMOVED, by=by, subject=part, recommendation=str(part.recommendation_id))
    with refused_while_held():
        part.delete()


@action
def record_position(*, recommendation: Recommendation, answer: Answer, by: User) -> Position:
    """Put an answer of the State on record, beside what other sources say. It is never changed afterwards."""
    require_for_states(by, {recommendation.state_code})
    if answer.part is not None and answer.part.recommendation_id != recommendation.pk:
        raise PartOfAnother
    row = Position(
        recommendation=recommendation, part=answer.part, position=answer.position, own_words=answer.own_words,
        source=answer.source, on_date=answer.on_date, recorded_by=by,
    )  # fmt: skip
    row.full_clean()
    row.save(force_insert=True)
    record(
        RecommendationVerb.POSITION_RECORDED, by=by, subject=row,
        recommendation=str(recommendation.pk), position=row.position,
    )  # fmt: skip
    return row


@action
def map_term(*, term: GivenTerm, codes: Sequence[str], by: User) -> int:
    """Say which codes a word of an import stands for: none is an answer too. Returns how many recommendations follow.

    They follow wherever they are, also in States that this person does not cover: the word is the same there. An import
    takes what was decided as it begins, and each mapping writes all codes of a recommendation: so they come in turn.
    """
    require(by, RECORD)
    require_codes(term.kind, codes)
    wait_for_turn()
    term.codes, term.decided_by, term.decided_at = sorted(set(codes)), by, timezone.now()
    term.save(update_fields=["codes", "decided_by", "decided_at"])
    record(RecommendationVerb.GIVEN_TERM_MAPPED, by=by, subject=term, kind=term.kind, codes=term.codes)
    with beyond_the_wall():
        return _follow(term)


def _follow(term: GivenTerm) -> int:
    given, codes = GIVEN[GivenTerm.Kind(term.kind)]
    rows = list(Recommendation.objects.filter(**{f"{given}__contains": [term.wording]}))
    decided = decisions()
    for row in rows:
        derive(row, decided)
    Recommendation.objects.bulk_update(rows, [codes], batch_size=1000)
    return len(rows)


def _add(recommendation: Recommendation, order: int, text: str, by: User) -> Part:
    part = Part(recommendation=recommendation, order=order, text=_words(text), made_by=by)
    part.full_clean()
    part.save(force_insert=True)
    record(RecommendationVerb.PART_ADDED, by=by, subject=part, recommendation=str(recommendation.pk))
    return part


def _words(text: str) -> str:
    """Raises ``PartSaysNothing``."""
    if not (words := " ".join(text.split())):
        raise PartSaysNothing
    return words
