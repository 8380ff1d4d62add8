from __future__ import annotations

from hirz.foundation.offices.models import Office


def office_for(state_code: str) -> Office:
    """The office that receives information on a State: the presence covering it, else headquarters."""
    covering = Office.objects.covering(state_code).filter(kind=Office.Kind.PRESENCE).order_by("code").first()
    return covering or Office.objects.get(kind=Office.Kind.HEADQUARTERS)
