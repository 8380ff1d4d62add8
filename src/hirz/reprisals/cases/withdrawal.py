"""A case freezes in the transaction in which consent to work on it is taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hirz.foundation.audit.history import Actor
from hirz.reprisals.cases.actions.moving import freeze
from hirz.reprisals.cases.models import Case, CasePerson, CaseQuerySet
from hirz.reprisals.cases.signals import consent_of_somebody_gone
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.signals import consent_changed
from hirz.rules.consent import Scope


@receiver(consent_changed)
def freeze_cases(*, person: Person, scopes: frozenset[Scope], by: Actor, at: datetime, **kwargs: Any) -> None:
    if scopes:
        concerned = CasePerson.objects.filter(person=person).values("case_id")
        _freeze(Case.objects.filter(pk__in=concerned), scopes, by, at)


def freeze_whoever_it_was(cases: CaseQuerySet, *, scopes: frozenset[Scope], by: Actor, at: datetime) -> None:
    """For a withdrawal that was never entered as that of a person. Must run inside an action."""
    for case in _freeze(cases, scopes, by, at):
        consent_of_somebody_gone.send(sender=Case, case=case, scopes=scopes, by=by, at=at)


def _freeze(cases: CaseQuerySet, scopes: frozenset[Scope], by: Actor, at: datetime) -> list[Case]:
    held = list(cases.open().order_by("pk").select_for_update(of=("self",)))
    for case in held:
        freeze(case=case, scopes=frozenset(scope.value for scope in scopes), by=by, at=at)
    return held
