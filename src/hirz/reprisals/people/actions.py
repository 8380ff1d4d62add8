"""What is done about people: entering them, their names, and what they say yes and no to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Final
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from hirz.foundation.accounts.access import require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SUBMITTER, Actor, action, record
from hirz.foundation.offices.models import Office
from hirz.reprisals.people.models import ConsentDecision, ConsentOverride, Person, PersonName
from hirz.reprisals.people.name_index import note_keys
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.rechecking import consent_rechecked
from hirz.reprisals.people.scripts import script_of
from hirz.reprisals.people.verbs import PeopleVerb
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.dates import EdtfDate
from hirz.rules.errors import BadInput, RefusedByRule

INBOX: Final = "inbox"
"""How a withdrawal was given that came from the person who wrote."""


class NameMissing(BadInput):
    code: ClassVar[str] = "name_missing"


class NameKnown(BadInput):
    """The person has this very spelling already."""

    code: ClassVar[str] = "name_known"


class ErasedAlready(RefusedByRule):
    """Of whoever asked to be forgotten nothing more is written down, least of all a yes."""

    code: ClassVar[str] = "erased_already"


class SecondPersonNeeded(RefusedByRule):
    code: ClassVar[str] = "second_person_needed"


class OverrideSettled(RefusedByRule):
    """Approved already, or over: a second approval must not start its hours anew."""

    code: ClassVar[str] = "override_settled"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about one use, as somebody gave it."""

    scope: Scope
    state: ConsentState
    given_by: str
    how: str = ""
    risks_explained: str = ""
    recipient: str | None = None
    valid_until: date | None = None
    best_interest: bool = False
    decided_at: datetime | None = None
    settles: tuple[UUID, ...] = ()


@action
def enter_person(
    *,
    office: Office,
    names: Sequence[str],
    by: User,
    kind: str = "individual",
    gender: str = "unknown",
    age_group: str = "unknown",
    profiles: Sequence[str] = (),
    born: str = "",
    public_descriptions: Mapping[str, str] | None = None,
    safe_contact: str = "",
    note: str = "",
    case_id: UUID | None = None,
) -> Person:
    require(by, PeoplePermission.PERSON_EDIT, office.pk)
    spellings = list(dict.fromkeys(n.strip() for n in names if n.strip()))
    if not spellings:
        raise NameMissing
    person = Person(
        office=office, kind=kind, gender=gender, age_group=age_group, profiles=list(profiles),
        born=str(EdtfDate.parse(born)) if born else "",
        public_descriptions=dict(public_descriptions or {}), safe_contact=safe_contact, note=note, entered_by=by,
    )  # fmt: skip
    person.full_clean()
    person.save()
    record(PeopleVerb.PERSON_ENTERED, by=by, subject=person, case_id=case_id, office_id=office.pk)
    for spelling in spellings:
        _save_name(person, spelling)
    return person


@action
def add_name(*, person: Person, text: str, by: User, kind: str = "transliteration") -> PersonName:
    require(by, PeoplePermission.PERSON_EDIT, person.office_id)
    if not text.strip():
        raise NameMissing
    name = _save_name(person, text.strip(), kind)
    record(PeopleVerb.NAME_ADDED, by=by, subject=person, office_id=person.office_id)
    return name


@action
def describe_in_public(*, person: Person, descriptions: Mapping[str, str], by: User) -> None:
    """What they may be called in public, by language."""
    require(by, PeoplePermission.PERSON_EDIT, person.office_id)
    held = Person.objects.select_for_update().get(pk=person.pk)  # a colleague may be writing in another language
    person.public_descriptions = {**held.public_descriptions, **descriptions}
    person.save(update_fields=["public_descriptions"])
    record(
        PeopleVerb.PERSON_DESCRIBED, by=by, subject=person, office_id=person.office_id, languages=sorted(descriptions)
    )


@action
def change_birth(*, person: Person, born: str, by: User) -> None:
    """When they were born, as precise as it is known (EDTF), or nothing. Raises `BadDate`."""
    require(by, PeoplePermission.PERSON_EDIT, person.office_id)
    person.born = str(EdtfDate.parse(born)) if born else ""
    person.full_clean()
    person.save(update_fields=["born"])
    record(PeopleVerb.BIRTH_CHANGED, by=by, subject=person, office_id=person.office_id)


@action
def record_consent(
    *,
    person: Person,
    answers: Iterable[Answer],
    by: Actor,
    arrived_with: UUID | None = None,
    case_id: UUID | None = None,
) -> list[ConsentDecision]:
    """Append answers. What depended on an answer that now closes freezes in this same transaction."""
    if isinstance(by, User):
        require(by, PeoplePermission.CONSENT_RECORD, person.office_id)
    with consent_rechecked([person], by=by) as now:
        if Person.objects.filter(pk=person.pk, erased_at__isnull=False).exists():
            raise ErasedAlready
        ahead = _dated_ahead(person, now)
        kept = [_keep(person, answer, by, arrived_with, now, ahead) for answer in answers]
        for decision in kept:
            _note(decision, by, case_id)
    return kept


def _note(decision: ConsentDecision, by: Actor, case_id: UUID | None) -> None:
    withdrawn = decision.state == ConsentState.WITHDRAWN
    person = decision.person
    record(
        PeopleVerb.CONSENT_WITHDRAWN if withdrawn else PeopleVerb.CONSENT_RECORDED,
        by=by, subject=person, case_id=case_id, office_id=person.office_id,
        scope=decision.scope, state=decision.state, recipient=decision.recipient,
    )  # fmt: skip


def withdraw_consent(
    *, person: Person, scopes: Iterable[Scope], by: Actor, given_by: str, arrived_with: UUID | None = None,
    case_id: UUID | None = None,
) -> list[ConsentDecision]:  # fmt: skip
    how = INBOX if by is SUBMITTER else ""
    answers = [Answer(scope, ConsentState.WITHDRAWN, given_by, how=how) for scope in scopes]
    return record_consent(person=person, answers=answers, by=by, arrived_with=arrived_with, case_id=case_id)


@action
def ask_override(*, case_id: UUID, office_id: UUID, reason: str, by: User) -> ConsentOverride:
    require(by, PeoplePermission.CONSENT_RECORD, office_id)
    if not reason.strip():
        raise BadInput("reason_missing")
    override = ConsentOverride.objects.create(case_id=case_id, reason=reason, asked_by=by, asked_at=timezone.now())
    record(PeopleVerb.OVERRIDE_ASKED, by=by, subject=override, case_id=case_id, office_id=office_id)
    return override


@action
def approve_override(*, override: ConsentOverride, office_id: UUID, by: User) -> None:
    require(by, PeoplePermission.OVERRIDE_APPROVE, office_id)
    if override.asked_by_id == by.pk:
        raise SecondPersonNeeded
    held = ConsentOverride.objects.select_for_update().get(pk=override.pk)
    if held.approved_at is not None or held.reviewed_at is not None:
        raise OverrideSettled
    override.approved_by, override.approved_at = by, timezone.now()
    override.save(update_fields=["approved_by", "approved_at"])
    record(PeopleVerb.OVERRIDE_APPROVED, by=by, subject=override, case_id=override.case_id, office_id=office_id)


@action
def review_override(*, override: ConsentOverride, office_id: UUID, by: User) -> None:
    require(by, PeoplePermission.OVERRIDE_APPROVE, office_id)
    if ConsentOverride.objects.select_for_update().get(pk=override.pk).reviewed_at is not None:
        raise OverrideSettled
    override.reviewed_by, override.reviewed_at = by, timezone.now()
    override.save(update_fields=["reviewed_by", "reviewed_at"])
    record(PeopleVerb.OVERRIDE_REVIEWED, by=by, subject=override, case_id=override.case_id, office_id=office_id)


def _save_name(person: Person, text: str, kind: str = "full") -> PersonName:
    known = list(person.names.all())
    if text in {name.text for name in known}:
        raise NameKnown
    name = PersonName(person=person, text=text, kind=kind, script=script_of(text), position=len(known) + 1)
    name.full_clean()
    name.save()
    note_keys(name)
    return name


def _dated_ahead(person: Person, now: datetime) -> datetime | None:
    """Where a clock that was ahead has dated an answer after now: the next moment, for what is said after it."""
    latest: datetime | None = person.decisions.filter(decided_at__gt=now).aggregate(at=Max("decided_at"))["at"]
    return latest and latest + timedelta(microseconds=1)


def _keep(
    person: Person, answer: Answer, by: Actor, arrived_with: UUID | None, now: datetime, ahead: datetime | None
) -> ConsentDecision:
    decision = ConsentDecision(
        person=person, scope=answer.scope.value, recipient=answer.recipient, state=answer.state.value,
        given_by=answer.given_by, how=answer.how, risks_explained=answer.risks_explained,
        best_interest=answer.best_interest, decided_at=ahead or answer.decided_at or now,
        valid_until=answer.valid_until, settles=list(answer.settles), arrived_with=arrived_with,
        recorded_by=by if isinstance(by, User) else None, recorded_at=now,
    )  # fmt: skip
    decision.full_clean()
    decision.save(force_insert=True)
    return decision
