"""The cases in which a person appears, told to the page of that person."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.web.fields import state_name
from hirz.reprisals.people.web.mentions import Mention, tells

MENTIONS_SHOWN: Final = 100


@tells
def cases_of(person: Person, user: User) -> list[Mention]:
    visible = CasePerson.objects.filter(person=person, case__in=Case.objects.visible_to(user))
    parts: defaultdict[Case, list[str]] = defaultdict(list)
    for part in visible.select_related("case").order_by("-case__opened_at", "-case_id", "entered_at")[:MENTIONS_SHOWN]:
        parts[part.case].append(part.get_role_display())  # type: ignore[attr-defined]
    return [_mention(case, roles) for case, roles in parts.items()]


def _mention(case: Case, roles: list[str]) -> Mention:
    return Mention(
        case_id=case.pk,
        reference=case.reference,
        url=reverse("staff:case", args=[case.pk]),
        parts=roles,
        state_concerned=state_name(case.state_concerned),
        stands=case.get_state_display(),  # type: ignore[attr-defined]
        risk=case.risk or "",
        opened_at=case.opened_at,
    )
