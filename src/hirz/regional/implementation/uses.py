"""Where an entry of evidence is used: told by whoever cites it, and by apps that this one does not know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.regional.implementation.models import AssessmentCitation, Evidence, UpdateCitation


@dataclass(frozen=True, slots=True)
class Use:
    """Something that cites the entry, the page where it stands, and the place in the evidence that is cited."""

    label: str
    url: str
    place: str = ""


Asked = Callable[[Evidence, User], Sequence[Use]]
_asked: Final[list[Asked]] = []


def register(asked: Asked) -> Asked:
    """``asked`` tells what cites an entry, of what that person sees and no more."""
    _asked.append(asked)
    return asked


def uses_of(evidence: Evidence, user: User) -> list[Use]:
    return [use for asked in _asked for use in asked(evidence, user)]


@register
def in_updates(evidence: Evidence, user: User) -> list[Use]:
    rows = UpdateCitation.objects.visible_to(user).filter(evidence=evidence).select_related("update__measure")
    return [
        Use(
            _("Update on “%(measure)s”") % {"measure": row.update.measure.title},
            reverse("implementation:update", args=[row.update_id]), row.place,
        )
        for row in rows
    ]  # fmt: skip


@register
def in_assessments(evidence: Evidence, user: User) -> list[Use]:
    rows = AssessmentCitation.objects.visible_to(user).filter(evidence=evidence)
    return [
        Use(
            _("Assessment of a recommendation to %(state)s") % {"state": state_name(row.assessment.state_code)},
            reverse("implementation:recommendation", args=[row.assessment.recommendation_id]), row.place,
        )
        for row in rows.select_related("assessment")
    ]  # fmt: skip
