"""A case freezes in the transaction in which consent to work on it is taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hirz.foundation.audit.history import Actor
from hirz.reprisals.cases.actions.moving import freeze
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.signals import consent_changed
from hirz.rules.consent import Scope


@receiver(consent_changed)
def freeze_cases(*, person: Person, scopes: frozenset[Scope], by: Actor, at: datetime, **kwargs: Any) -> None:
    if not scopes:
        return
    concerned = CasePerson.objects.filter(person=person).values("case_id")
    for case in Case.objects.open().filter(pk__in=concerned).order_by("pk").select_for_update():
        freeze(case=case, scopes=frozenset(s.value for s in scopes), by=by, at=at)
