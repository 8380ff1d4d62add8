"""The only way out: consent weighed, disclosure recorded and content cleared in one transaction."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, TypeVar
from uuid import UUID

from django.utils import timezone

from hirz.engines.clearance import Cleared, Disclosable
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import RefusalOnRecord, record
from hirz.foundation.keys.chain import KeyGone
from hirz.foundation.keys.sealed import Unreadable
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.people.models import ConsentDecision, ConsentOverride, Disclosure, Person
from hirz.reprisals.people.turns import wait_for_withdrawals
from hirz.reprisals.people.verbs import PeopleVerb
from hirz.rules import consent as law

ContentT = TypeVar("ContentT", bound=Disclosable)
NotEntered = Callable[[Sequence[Person]], Iterable[law.Decision]]
_not_entered: list[NotEntered] = []


def also_weighs(source: NotEntered) -> NotEntered:
    """Register who knows of decisions about people that are not entered yet: every disclosure asks."""
    _not_entered.append(source)
    return source


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to leave: for what, to whom, naming whom, as which kind of document."""

    purpose: law.Purpose
    recipient: str
    what: str
    named: frozenset[UUID] = frozenset()
    case_id: UUID | None = None
    clearance_at: datetime | None = None
    risk_confirmed_at: datetime | None = None
    override: law.Override | None = None
    concerns_nobody: bool = False


class ConsentRefused(RefusalOnRecord):
    """Consent does not cover this disclosure; ``missing`` says whose, for what and why, in ids and codes."""

    code: ClassVar[str] = "consent_refused"

    def __init__(self, missing: Sequence[law.Missing], refusal: Disclosure, people: Sequence[Person]) -> None:
        super().__init__(", ".join(sorted({f"{m.reason}:{m.scope or '-'}" for m in missing})))
        self.missing = tuple(missing)
        self._refusal = refusal
        self._people = tuple(people)

    def write(self) -> None:
        _keep(self._refusal, self._people, PeopleVerb.DISCLOSURE_REFUSED)


def disclose(content: ContentT, *, intent: Intent, people: Iterable[Person], by: User) -> Cleared[ContentT]:
    """Clear content for one purpose and recipient, or raise :class:`ConsentRefused`.

    Must run inside the action's transaction. Withdrawals from the inbox wait, and the people concerned are locked, in
    a fixed order: a withdrawal that came earlier is seen, one that comes later waits until this is on record.
    """
    wait_for_withdrawals()
    concerned = lock_people(people)
    now = timezone.now()
    with beyond_the_wall():  # a withdrawal counts wherever it arrived
        decisions = [*_decisions_of(concerned), *(d for source in _not_entered for d in source(concerned))]
    verdict = _weigh(content, intent, concerned, decisions, now)
    kept = Disclosure(
        purpose=intent.purpose,
        recipient=intent.recipient,
        case_id=intent.case_id,
        what=intent.what,
        allowed=isinstance(verdict, law.Allowed),
        content_sha256=hashlib.sha256(content.plain_text().encode()).hexdigest(),
        decided_at=now,
        decided_by=by,
    )
    if isinstance(verdict, law.Refused):
        kept.missing = missing_as_data(verdict.missing)
        raise ConsentRefused(verdict.missing, kept, concerned)
    _require_readable_names(concerned)
    kept.id = uuid.UUID(verdict.proof.disclosure)
    kept.decisions = list(verdict.proof.decisions)
    _keep(kept, concerned, PeopleVerb.DISCLOSURE_MADE)
    return verdict.cleared


def _require_readable_names(people: Iterable[Person]) -> None:
    """A name that does not open cannot be looked for in what is about to leave: then nothing leaves."""
    if any(isinstance(name.text, Unreadable) for person in people for name in person.names.all()):
        raise KeyGone


@dataclass(frozen=True, slots=True)
class _Nothing:
    """Content for asking whether something could leave, before it is written."""

    def plain_text(self) -> str:
        return ""


def would_refuse(*, intent: Intent, people: Iterable[Person]) -> tuple[law.Missing, ...]:
    """The reasons why consent would not cover this today; empty when it would. Records nothing, clears nothing."""
    concerned = tuple(people)
    verdict = _weigh(_Nothing(), intent, concerned, _decisions_of(concerned), timezone.now())
    return verdict.missing if isinstance(verdict, law.Refused) else ()


def missing_as_data(missing: Iterable[law.Missing]) -> list[dict[str, str]]:
    return [{"person": m.person, "reason": m.reason.value, "scope": m.scope.value if m.scope else ""} for m in missing]


def lock_people(people: Iterable[Person]) -> tuple[Person, ...]:
    wanted = {p.pk for p in people}
    locked = Person.objects.select_for_update().filter(pk__in=wanted).order_by("pk").prefetch_related("names")
    return tuple(locked)


def as_override(override: ConsentOverride) -> law.Override | None:
    """What the rules weigh; nothing once it has ended, or before a second person approved it."""
    if override.approved_at is None or not override.is_in_force(timezone.now()):
        return None
    return law.Override(
        id=str(override.pk),
        asked_by=str(override.asked_by_id),
        approved_by=str(override.approved_by_id),
        reason=override.reason,
        approved_at=override.approved_at,
    )


def consent_standing(
    people: Iterable[Person], recipient: str = ""
) -> Mapping[UUID, Mapping[law.Scope, law.ConsentState]]:
    """The answer that holds for each person and scope: what the matrix on the page of a case shows."""
    listed = tuple(people)
    decisions = _decisions_of(listed)
    now = timezone.now()
    return {
        person.pk: {
            scope: law.standing(decisions, person=str(person.pk), scope=scope, recipient=recipient, now=now)[0]
            for scope in law.Scope
        }
        for person in listed
    }


def _weigh(
    content: ContentT, intent: Intent, people: Sequence[Person], decisions: Sequence[law.Decision], now: datetime
) -> law.Allowed[ContentT] | law.Refused:
    disclosure = law.Disclosure(
        id=str(uuid.uuid4()),
        purpose=intent.purpose,
        recipient=intent.recipient,
        concerned=tuple(_concerned(person, intent) for person in people),
        content=content,
        clearance_at=intent.clearance_at,
        risk_confirmed_at=intent.risk_confirmed_at,
        concerns_nobody=intent.concerns_nobody,
    )
    return law.decide(disclosure, decisions, now, intent.override)


def _concerned(person: Person, intent: Intent) -> law.Concerned:
    return law.Concerned(
        person=str(person.pk),
        named=person.pk in intent.named,
        spellings=frozenset(name.text for name in person.names.all()),
        child=person.is_child,
    )


def _decisions_of(people: Sequence[Person]) -> tuple[law.Decision, ...]:
    return tuple(d.as_rule() for d in ConsentDecision.objects.filter(person__in=people))


def _keep(disclosure: Disclosure, people: Sequence[Person], verb: PeopleVerb) -> None:
    assert disclosure.decided_by is not None  # noqa: S101 - set by disclose
    disclosure.save(force_insert=True)
    disclosure.people.set(people)
    record(
        verb,
        by=disclosure.decided_by,
        subject=disclosure,
        case_id=disclosure.case_id,
        purpose=disclosure.purpose,
        recipient=disclosure.recipient,
        what=disclosure.what,
        missing=disclosure.missing,
    )
