"""Exceptions to consent as pages show them: asked for, in force until a moment, or over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hirz.foundation.accounts.models import User
from hirz.reprisals.people.models import ConsentOverride

WAITS = pgettext_lazy("exception to consent", "Waits for a second person")
HOLDS = pgettext_lazy("exception to consent", "In force")
OVER = pgettext_lazy("exception to consent", "Ended")


@dataclass(frozen=True)
class Exceptional:
    """One exception, how it stands, and what the reader may do about it now."""

    override: ConsentOverride
    stands: str | Promise
    tone: str
    may_approve: bool = False
    may_review: bool = False


def exceptions_on(cases: Iterable[UUID], *, user: User, approving: bool = False) -> Sequence[Exceptional]:
    """Those on the cases, the latest first. ``approving``: whether the reader may approve and review on these cases."""
    found = ConsentOverride.objects.filter(case_id__in=list(cases)).order_by("-asked_at", "id")
    now = timezone.now()
    people = found.select_related("asked_by", "approved_by", "reviewed_by")
    return [_shown(override, user, approving, now) for override in people]


def _shown(override: ConsentOverride, user: User, approving: bool, now: datetime) -> Exceptional:
    unseen = override.reviewed_at is None
    if unseen and override.approved_at is None:
        return Exceptional(override, WAITS, "warning", approving and override.asked_by_id != user.pk, approving)
    if override.is_in_force(now):
        return Exceptional(override, HOLDS, "danger", may_review=approving)
    return Exceptional(override, OVER, "neutral", may_review=approving and unseen)
