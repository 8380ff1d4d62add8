from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from hirz.foundation.offices.models import Office


def office_for(state_code: str) -> Office:
    """The office that receives information on a State: the presence covering it, else headquarters."""
    covering = Office.objects.covering(state_code).filter(kind=Office.Kind.PRESENCE).order_by("code").first()
    return covering or Office.objects.get(kind=Office.Kind.HEADQUARTERS)


def states_by_office(state_codes: Iterable[str]) -> dict[Office, set[str]]:
    """States by the office that receives information on them: its day counts for what is done there by itself."""
    found: defaultdict[Office, set[str]] = defaultdict(set)
    for code in state_codes:
        found[office_for(code)].add(code)
    return dict(found)
