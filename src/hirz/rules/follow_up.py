"""The way of an update on a measure, from a draft to something that stands, and who may take which step.

DRAFT → (WITH_AUTHORITY →) WITH_OFFICE → VALIDATED, or RETURNED with a reason, and as a draft the same way again. Where
the organisation that writes has a validating authority, that person looks first; what the authority wrote goes straight
on. Nobody validates what they wrote. What is validated is never changed: a later update follows it.

A draft, and what its own authority has not passed on, is nobody's business but the organisation's. What the office gave
back stays as it was given back until its writers take it up again.

Source: design, "Implementation" (updates: draft, submitted, returned, validated: who and when).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hirz.rules.errors import BadInput, RefusedByRule


class StepNotOffered(RefusedByRule):
    """The update is somewhere else on its way, or the step is not this person's."""

    code = "follow_up_step_not_offered"


class ValidatedByItsWriter(RefusedByRule):
    """Somebody else has to look at it."""

    code = "follow_up_validated_by_writer"


class ReturnedWithoutReason(BadInput):
    """Who gets something back is told why."""

    code = "follow_up_returned_without_reason"


class UpdateState(StrEnum):
    """Where an update is: codes of the vocabulary ``update_state``."""

    DRAFT = "draft"
    WITH_AUTHORITY = "with_authority"
    WITH_OFFICE = "with_office"
    RETURNED = "returned"
    VALIDATED = "validated"

    @property
    def is_handed_in(self) -> bool:
        """Whether nobody is reminded of it any more, and it can be changed only by taking it back."""
        return self not in (UpdateState.DRAFT, UpdateState.RETURNED)


class Step(StrEnum):
    """What people do with an update: codes of the vocabulary ``update_step``."""

    SUBMIT = "submit"
    REWORK = "rework"
    TAKE_BACK = "take_back"
    ENDORSE = "endorse"
    RETURN = "return"
    VALIDATE = "validate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a person is to an update.

    ``writes`` for the organisation it comes from (or for the office, when it is the office's); ``wrote`` it themselves;
    is the ``authority`` of that organisation; is a ``validator`` in the office.
    """

    writes: bool = False
    wrote: bool = False
    authority: bool = False
    validator: bool = False


_BEFORE: Final[Mapping[Step, frozenset[UpdateState]]] = MappingProxyType(
    {
        Step.SUBMIT: frozenset({UpdateState.DRAFT, UpdateState.RETURNED}),
        Step.REWORK: frozenset({UpdateState.RETURNED}),
        Step.TAKE_BACK: frozenset({UpdateState.WITH_AUTHORITY, UpdateState.WITH_OFFICE}),
        Step.ENDORSE: frozenset({UpdateState.WITH_AUTHORITY}),
        Step.RETURN: frozenset({UpdateState.WITH_AUTHORITY, UpdateState.WITH_OFFICE}),
        Step.VALIDATE: frozenset({UpdateState.WITH_OFFICE}),
    }
)

_AFTER: Final[Mapping[Step, UpdateState]] = MappingProxyType(
    {
        Step.SUBMIT: UpdateState.WITH_OFFICE,
        Step.REWORK: UpdateState.DRAFT,
        Step.TAKE_BACK: UpdateState.DRAFT,
        Step.ENDORSE: UpdateState.WITH_OFFICE,
        Step.RETURN: UpdateState.RETURNED,
        Step.VALIDATE: UpdateState.VALIDATED,
    }
)


def offers(state: UpdateState, who: Standing) -> tuple[Step, ...]:
    """The steps that this person can take now."""
    return tuple(step for step in Step if _is_theirs(step, state, who) and not _bars(step, who))


def advance(
    state: UpdateState, step: Step, who: Standing, *, has_other_authority: bool = False, reason: str = ""
) -> UpdateState:
    """Where the update is after the step.

    ``has_other_authority``: the organisation has a validating authority who is not the person that hands it in.
    Raises ``StepNotOffered``, ``ValidatedByItsWriter``, ``ReturnedWithoutReason``.
    """
    if not _is_theirs(step, state, who):
        raise StepNotOffered
    if _bars(step, who):
        raise ValidatedByItsWriter
    if step is Step.RETURN and not reason.strip():
        raise ReturnedWithoutReason
    if step is Step.SUBMIT and has_other_authority and not who.authority:
        return UpdateState.WITH_AUTHORITY
    if step is Step.RETURN and state is UpdateState.WITH_AUTHORITY:
        return UpdateState.DRAFT
    return _AFTER[step]


def _is_theirs(step: Step, state: UpdateState, who: Standing) -> bool:
    if state not in _BEFORE[step]:
        return False
    if step in (Step.SUBMIT, Step.REWORK, Step.TAKE_BACK):
        return who.writes
    if step is Step.ENDORSE or (step is Step.RETURN and state is UpdateState.WITH_AUTHORITY):
        return who.authority
    return who.validator


def _bars(step: Step, who: Standing) -> bool:
    return step in (Step.ENDORSE, Step.VALIDATE) and who.wrote
