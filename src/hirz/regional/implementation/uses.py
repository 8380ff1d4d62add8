"""Where an entry of evidence is used: told by whoever cites it, and by apps that this one does not know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hirz.foundation.accounts.models import User
from hirz.foundation.questions import state_name
from hirz.regional.implementation.models import AssessmentCitation, Evidence, UpdateCitation
from hirz.regional.organisations.viewpoints import NOTHING
from hirz.regional.recommendations.models import Recommendation


@dataclass(frozen=True, slots=True)
class Use:
    """Something that cites the entry, the page where it stands, and the place in the evidence that is cited."""

    label: str
    url: str
    place: str = ""


Cited = Callable[[User], QuerySet[Any]]
"""The rows that cite evidence, each by its ``evidence``: those that the person sees, and no others."""
Told = Callable[[Any], Use]
_citing: Final[list[tuple[Cited, Told]]] = []


def register(cited: Cited, told: Told) -> None:
    """``cited`` finds the citations of an app, ``told`` says of one of them where it stands."""
    _citing.append((cited, told))


def uses_of(evidence: Evidence, user: User) -> list[Use]:
    return [told(row) for cited, told in _citing for row in cited(user).filter(evidence=evidence)]


def used(user: User) -> Q:
    """Of entries: something that the person sees cites them."""
    found = NOTHING
    for cited, _told in _citing:
        found |= Q(Exists(cited(user).order_by().filter(evidence=OuterRef("pk"))))
    return found


def _by_updates(user: User) -> QuerySet[Any]:
    return UpdateCitation.objects.visible_to(user).select_related("update__measure")


def _in_update(row: UpdateCitation) -> Use:
    words = _("Update on “%(measure)s”") % {"measure": row.update.measure.title}
    return Use(words, reverse("implementation:update", args=[row.update_id]), row.place)


def _by_assessments(user: User) -> QuerySet[Any]:
    rows = AssessmentCitation.objects.visible_to(user).select_related("assessment")
    return rows.filter(assessment__recommendation__in=Recommendation.objects.visible_to(user))


def _in_assessment(row: AssessmentCitation) -> Use:
    words = _("Assessment of a recommendation to %(state)s") % {"state": state_name(row.assessment.state_code)}
    return Use(words, reverse("implementation:recommendation", args=[row.assessment.recommendation_id]), row.place)


register(_by_updates, _in_update)
register(_by_assessments, _in_assessment)
