"""Requests for expertise: whose they are, by when, what was answered; and looking for an earlier answer."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Final

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.locking import held
from hirz.regional.organisations.permissions import may_edit, require_edit
from hirz.regional.partners.actions.entering import SettledAlready, changed, entered, require_come
from hirz.regional.partners.models import ExpertiseRequest
from hirz.regional.partners.verbs import PartnerVerb
from hirz.rules.errors import BadInput
from hirz.rules.searching import Wanted

READ_AT_MOST: Final = 2_000
"""Answers are sealed, so they are opened and read one after the other, the latest first."""


class OwnerCannot(BadInput):
    """Whoever answers has to be of an office that follows the State."""

    code: ClassVar[str] = "owner_cannot_answer"


class AnswerSaysNothing(BadInput):
    code: ClassVar[str] = "answer_says_nothing"


@action
def record_request(*, state_code: str, owner: User, by: User, **facts: Any) -> ExpertiseRequest:
    """Put a request on record, with who answers for it and by which day."""
    require_edit(by, state_code)
    _require_able(owner, state_code)
    row = ExpertiseRequest(state_code=state_code, owner=owner, entered_by=by, **facts)
    require_come(row.asked_date)
    return entered(row, by, PartnerVerb.EXPERTISE_REQUESTED, state=state_code)


@action
def hand_over(*, request: ExpertiseRequest, owner: User, by: User) -> ExpertiseRequest:
    require_edit(by, request.state_code)
    _require_able(owner, request.state_code)
    request = _held_open(request)
    request.owner = owner
    return changed(request, by, PartnerVerb.EXPERTISE_HANDED_OVER, state=request.state_code, to=str(owner.pk))


@action
def answer_request(*, request: ExpertiseRequest, answer: str, on_date: date, by: User) -> ExpertiseRequest:
    """Put the answer on record; it can be found again, and is not changed."""
    require_edit(by, request.state_code)
    request = _held_open(request)
    require_come(on_date)
    if not answer.strip():
        raise AnswerSaysNothing
    request.answer, request.answered_date = answer, on_date
    return changed(request, by, PartnerVerb.EXPERTISE_ANSWERED, state=request.state_code)


@action
def earlier_answers(*, words: str, by: User) -> list[ExpertiseRequest]:
    """Answered requests in which every word occurs, in any spelling, the latest first. The search is on record."""
    wanted = Wanted.of(words)
    record(PartnerVerb.READ_EXPERTISE_FOUND, by=by, subject=by)
    if not wanted.words:
        return []
    answered = ExpertiseRequest.objects.visible_to(by).filter(answered_date__isnull=False)
    rows = answered.select_related("asked_by").order_by("-answered_date", "id")[:READ_AT_MOST]
    return [row for row in rows if wanted.occur_in(f"{row.subject}\n{row.question}\n{row.answer}")]


def _held_open(request: ExpertiseRequest) -> ExpertiseRequest:
    request = held(request)
    if request.answered_date is not None:
        raise SettledAlready
    return request


def _require_able(owner: User, state_code: str) -> None:
    if not owner.is_active or not may_edit(owner, state_code):
        raise OwnerCannot
