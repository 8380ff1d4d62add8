"""What cases tell of a person that helps to know whether two files are one person's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from hirz.foundation.accounts.models import User
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.models import Act, Case, Engagement
from hirz.reprisals.matching.traits import Trait, tells_of


@tells_of
def on_cases(people: Collection[UUID], user: User | None) -> Iterator[Trait]:
    cases = Case.objects.all() if user is None else Case.objects.visible_to(user)
    for engagement in Engagement.objects.filter(person__in=people, case__in=cases).select_related("case"):
        body, kind = label("engagement_body", engagement.body), label("engagement_type", engagement.kind)
        yield _trait(engagement, f"{body} · {kind}", engagement.body)
    for act in Act.objects.filter(person__in=people, case__in=cases).select_related("case"):
        yield _trait(act, label("act_type", act.kind), "")


def _trait(row: Engagement | Act, words: str, body: str) -> Trait:
    assert row.person_id is not None  # noqa: S101 - asked for by it
    return Trait(row.person_id, words, row.date, row.case.state_concerned, row.place, body, row.entered_at)
