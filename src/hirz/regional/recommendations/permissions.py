"""Who records recommendations to which State. To read them is everybody's: they are public."""

from __future__ import annotations

from django.db.models import Q

from hirz.foundation.accounts.access import AccessDenied, Permission, offices_with
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office


class RecommendationPermission(Permission):
    RECOMMENDATION_RECORD = "RECOMMENDATION_RECORD"


RECORD = RecommendationPermission.RECOMMENDATION_RECORD


def covered(user: User, state_codes: set[str]) -> set[str]:
    """Those of the States to which the person records recommendations; headquarters covers all."""
    covering = Q(states__overlap=list(state_codes)) | Q(kind=Office.Kind.HEADQUARTERS)
    reached: set[str] = set()
    for office in Office.objects.filter(covering, pk__in=offices_with(user, RECORD)):
        reached |= state_codes if office.kind == Office.Kind.HEADQUARTERS else set(office.states)
    return reached & state_codes


def require_for_states(user: User, state_codes: set[str]) -> None:
    """Raises ``AccessDenied``."""
    if covered(user, state_codes) != state_codes:
        raise AccessDenied(RECORD.value)
