"""In the transaction in which consent goes, letters that rest on it and are not sent freeze, and steps say so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from hirz.foundation.audit.history import Actor, record
from hirz.reprisals.cases.concerned import people_identifiable
from hirz.reprisals.cases.models import Case, CasePerson
from hirz.reprisals.cases.signals import consent_of_somebody_gone
from hirz.reprisals.people.disclosing import missing_as_data, would_refuse
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.signals import consent_changed
from hirz.reprisals.response.facts import government_intent, refusals_for
from hirz.reprisals.response.models import Communication, Response
from hirz.reprisals.response.verbs import ResponseVerb
from hirz.rules.consent import Missing, Reason, Scope, required_scopes


@receiver(consent_changed)
def freeze_letters(*, person: Person, scopes: frozenset[Scope], by: Actor, at: datetime, **kwargs: Any) -> None:
    if not scopes:
        return
    cases = CasePerson.objects.filter(person=person).values("case_id")
    letters = Communication.objects.not_sent().filter(case__in=cases).select_related("case").order_by("pk")
    for letter in letters.select_for_update(of=("self",)):
        missing = would_refuse(intent=government_intent(letter), people=people_identifiable(letter.case))
        if missing:
            _freeze(letter, missing_as_data(missing), by, at)


@receiver(consent_of_somebody_gone)
def freeze_letters_of(*, case: Case, scopes: frozenset[Scope], by: Actor, at: datetime, **kwargs: Any) -> None:
    """Nobody can tell whose consent it was: every letter that needs such a one stops until a person resumes it."""
    letters = Communication.objects.not_sent().filter(case=case).select_related("case").order_by("pk")
    for letter in letters.select_for_update(of=("self",)):
        needed = required_scopes(government_intent(letter).purpose, named=letter.named)
        gone = [Missing("", Reason.WITHDRAWN, scope) for scope in needed if scope in scopes]
        if gone:
            _freeze(letter, missing_as_data(gone), by, at)


@receiver(consent_changed)
def weigh_steps_again(*, person: Person, **kwargs: Any) -> None:
    """Every step not done yet says at once what it lacks now, whether consent came or went."""
    cases = CasePerson.objects.filter(person=person).values("case_id")
    planned = Response.objects.filter(case__in=cases, done_date="").select_related("case").order_by("pk")
    for step in planned.select_for_update(of=("self",)):
        step.lacking = missing_as_data(refusals_for(step))
        step.save(update_fields=["lacking"])


def _freeze(letter: Communication, because: list[dict[str, str]], by: Actor, at: datetime) -> None:
    letter.state, letter.frozen_at, letter.frozen_because = Communication.State.FROZEN, at, because
    letter.save(update_fields=["state", "frozen_at", "frozen_because"])
    record(
        ResponseVerb.COMMUNICATION_FROZEN, by=by, subject=letter, case_id=letter.case_id,
        office_id=letter.case.office_id, missing=because,
    )  # fmt: skip
