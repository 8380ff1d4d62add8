"""What is written on a case follows its people: erased with the last for whom it is kept, else written without them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.dispatch import receiver
from django.utils import timezone

from hirz.foundation.audit.history import Actor, record
from hirz.foundation.keys.actions import shred
from hirz.foundation.keys.sealed import Unreadable
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.cases.actions.moving import freeze
from hirz.reprisals.cases.deadlines import refresh_deadlines
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.redraft_models import Redraft
from hirz.reprisals.cases.signals import narrative_erased, redraft_asked
from hirz.reprisals.cases.verbs import CaseVerb
from hirz.reprisals.cases.written import texts_of
from hirz.reprisals.people.answers import files_of, spellings_of
from hirz.reprisals.people.disclosing import consent_standing
from hirz.reprisals.people.models import Person
from hirz.reprisals.people.signals import person_erased
from hirz.rules.consent import Scope
from hirz.rules.erasing import Consequence, Party, consequence
from hirz.rules.lifecycle import CaseState
from hirz.rules.naming import names_found

_TOLD_US = "source"


@receiver(person_erased)
def follow_into_cases(*, person: Person, by: Actor, **kwargs: Any) -> None:
    """Every case that speaks of them, wherever it lies, while their names can still be read."""
    with beyond_the_wall():
        for case in _cases_of(person):
            match _consequence(case, person):
                case Consequence.ERASE:
                    erase_narrative(case=case, by=by)
                case Consequence.REDRAFT:
                    ask_redraft(case=case, person=person, by=by)


def _cases_of(person: Person) -> QuerySet[Case]:
    spoken_of = Q(parties__person=person) | Q(sources__person=person)
    spoken_of |= Q(engagements__person=person) | Q(acts__person=person)
    concerned = Case.objects.filter(spoken_of, narrative_erased_at__isnull=True).values("pk")
    return Case.objects.filter(pk__in=concerned).select_related("office").order_by("pk").select_for_update(of=("self",))


def _consequence(case: Case, erased: Person) -> Consequence:
    roles = _roles(case)
    same = files_of([erased.pk])[erased.pk] | {erased.pk}
    others = list(Person.objects.filter(pk__in=roles.keys() - same))
    answers = consent_standing(others)
    parties = [
        Party(frozenset(roles[p.pk]), answers[p.pk][Scope.RECORD], erased=p.erased_at is not None) for p in others
    ]
    return consequence({role for file in same for role in roles.get(file, ())} or {_TOLD_US}, parties)


def _roles(case: Case) -> dict[UUID, set[str]]:
    roles: dict[UUID, set[str]] = {}
    for person_id, role in case.parties.values_list("person_id", "role"):
        roles.setdefault(person_id, set()).add(role)
    for person_id in case.sources.filter(person__isnull=False).values_list("person_id", flat=True):
        roles.setdefault(person_id, set()).add(_TOLD_US)
    return roles


def erase_narrative(*, case: Case, by: Actor) -> None:
    """Everything written on a case, and every letter and extract about it, opens for nobody from now on.

    Codes, dates and the history stay: that there was a case, what became of it, and that it was erased.
    Must run inside an action that may erase.
    """
    case.narrative_erased_at = timezone.now()
    if CaseState(case.state).is_open:
        case.state, case.state_since = CaseState.CLOSED.value, case.narrative_erased_at
        case.closure = "closed_withdrawn_consent"
    case.save(update_fields=["narrative_erased_at", "state", "state_since", "closure"])
    narrative_erased.send(sender=Case, case=case, by=by)
    record(CaseVerb.NARRATIVE_ERASED, by=by, subject=case, case_id=case.pk, office_id=case.office_id)
    shred(unit_id=case.pk)
    refresh_deadlines(case)


def ask_redraft(*, case: Case, person: Person, by: Actor) -> Redraft:
    """The case stays for others: whoever works on it is to write it without this person, and until then nothing leaves.

    Must run inside an action that may erase.
    """
    known = spellings_of([person])[person.pk]  # in other files on the same person too
    names = frozenset(name for name in known if not isinstance(name, Unreadable))
    redraft = Redraft.objects.create(case=case, person=person, mentions=_mentions(case, names))
    if case.frozen_at is None:
        freeze(case=case, scopes=frozenset(), by=by, at=redraft.asked_at)
    redraft_asked.send(sender=Case, case=case, names=names, by=by)
    record(
        CaseVerb.REDRAFT_ASKED, by=by, subject=redraft, case_id=case.pk, office_id=case.office_id,
        person=str(person.pk), mentions=len(redraft.mentions),
    )  # fmt: skip
    refresh_deadlines(case)
    return redraft


def _mentions(case: Case, names: Iterable[str]) -> list[dict[str, str]]:
    return [text.as_data() for text in texts_of(case) if names_found(str(text), names)]
