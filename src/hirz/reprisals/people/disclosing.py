"""The only way out: consent weighed, disclosure recorded and content cleared in one transaction."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.utils import timezone

from hirz.engines.clearance import Cleared, Disclosable
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import RefusalOnRecord, record
from hirz.foundation.keys.chain import KeyGone
from hirz.foundation.keys.sealed import UNREADABLE, Unreadable
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.people.answers import Answers, answers_of, files_of, spellings_of
from hirz.reprisals.people.models import ConsentOverride, Disclosure, Person
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

    def write_as_breach(self) -> None:
        """It was not refused in time: outside of the system it was made all the same. Within the acting transaction."""
        self._refusal.breach = True
        _keep(self._refusal, self._people, PeopleVerb.DISCLOSURE_WITHOUT_CONSENT)


def disclose(
    content: ContentT, *, intent: Intent, people: Iterable[Person], by: User, beside: Iterable[Person] = ()
) -> Cleared[ContentT]:
    """Clear content for one purpose and recipient, or raise :class:`ConsentRefused`.

    ``people`` are those whom it points to; ``beside`` others of the matter, who may not be named in it without consent.

    What holds a part that could not be opened does not leave (:class:`KeyGone`).

    Must run inside the action's transaction. Withdrawals from the inbox wait, and the people concerned are locked, in
    a fixed order: a withdrawal that came earlier is seen, one that comes later waits until this is on record.
    """
    _require_whole(content.plain_text())
    wait_for_withdrawals()
    concerned, others = lock_both(people, beside)
    now = timezone.localtime()
    verdict = _weigh(content, intent, concerned, now, beside=others, leaving=True)
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
    kept.id = uuid.UUID(verdict.proof.disclosure)
    excepted = {intent.override.id} & set(verdict.proof.decisions) if intent.override else set()
    kept.decisions = [decision for decision in verdict.proof.decisions if decision not in excepted]
    _keep(kept, concerned, PeopleVerb.DISCLOSURE_MADE, exception=next(iter(excepted), ""))
    return verdict.cleared


def _require_whole(text: str) -> None:
    """A part that does not open stands in it as marks, which are for our pages and for nobody else."""
    if UNREADABLE in text:
        raise KeyGone


def _require_readable_names(concerned: Iterable[law.Concerned]) -> None:
    """A name that does not open cannot be looked for in what is about to leave: then nothing leaves."""
    if any(isinstance(spelling, Unreadable) for one in concerned for spelling in one.spellings):
        raise KeyGone


@dataclass(frozen=True, slots=True)
class Words:
    """Text by itself, for asking whether it could leave; none, before it is written."""

    text: str = ""

    def plain_text(self) -> str:
        return self.text


def would_refuse(
    *, intent: Intent, people: Iterable[Person], text: str = "", beside: Iterable[Person] = ()
) -> tuple[law.Missing, ...]:
    """The reasons why consent would not cover this today; empty when it would. Records nothing, clears nothing."""
    verdict = _weigh(Words(text), intent, tuple(people), timezone.localtime(), beside=tuple(beside))
    return verdict.missing if isinstance(verdict, law.Refused) else ()


def missing_as_data(missing: Iterable[law.Missing]) -> list[dict[str, str]]:
    return [{"person": m.person, "reason": m.reason.value, "scope": m.scope.value if m.scope else ""} for m in missing]


def lock_people(people: Iterable[Person]) -> tuple[Person, ...]:
    """Lock them with every file that goes with theirs, in a fixed order: what is said in one counts in all."""
    wanted = {p.pk for p in people}
    held: set[UUID] = set()
    while held != (together := wanted.union(*files_of(wanted).values())):  # they may be put together while we wait
        held = together
        with beyond_the_wall():
            list(Person.objects.select_for_update().filter(pk__in=held).order_by("pk").values_list("pk"))
    return tuple(Person.objects.filter(pk__in=wanted).order_by("pk").prefetch_related("names"))


def lock_both(people: Iterable[Person], beside: Iterable[Person]) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Lock those whom something points to with the others of the matter, all in one order."""
    pointed_to = list(people)
    held, known = lock_people([*pointed_to, *beside]), {person.pk for person in pointed_to}
    return tuple(p for p in held if p.pk in known), tuple(p for p in held if p.pk not in known)


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
    answers, now = answers_of(listed), timezone.localtime()
    return {
        person.pk: {
            scope: answers.standing(person.pk, scope=scope, recipient=recipient, now=now)[0] for scope in law.Scope
        }
        for person in listed
    }


def _weigh(
    content: ContentT,
    intent: Intent,
    people: Sequence[Person],
    now: datetime,
    *,
    beside: Sequence[Person] = (),
    leaving: bool = False,
) -> law.Allowed[ContentT] | law.Refused:
    """Every file of everybody concerned has to cover it by itself; what is missing is told of whom it was asked for.

    ``leaving``: what is not entered yet counts, and every name has to be readable.
    """
    everybody = (*people, *beside)
    answers = answers_of(everybody)
    owners = {file: person.pk for person in everybody for file in answers.files[person.pk]}
    owners.update((person.pk, person.pk) for person in everybody)
    not_entered = _not_entered_about(owners) if leaving else ()
    disclosure = law.Disclosure(
        id=str(uuid.uuid4()),
        purpose=intent.purpose,
        recipient=intent.recipient,
        concerned=_concerned(people, intent, answers),
        content=content,
        clearance_at=intent.clearance_at,
        risk_confirmed_at=intent.risk_confirmed_at,
        concerns_nobody=intent.concerns_nobody,
        beside=_concerned(beside, intent, answers),
    )
    each = {answers.counted_as(person.pk): person.pk for person in everybody}
    decisions = tuple(d for person in each.values() for d in answers.of(person, not_entered))
    verdict = law.decide(disclosure, decisions, now, intent.override)
    if isinstance(verdict, law.Refused):
        return law.Refused(tuple(sorted({_told_of(m, owners) for m in verdict.missing}, key=_as_key)))
    if leaving:
        _require_readable_names((*disclosure.concerned, *disclosure.beside))
    return verdict


def _not_entered_about(files: Iterable[UUID]) -> tuple[law.Decision, ...]:
    with beyond_the_wall():  # a withdrawal counts wherever it arrived
        people = list(Person.objects.filter(pk__in=files)) if _not_entered else []
        return tuple(decision for source in _not_entered for decision in source(people))


def _concerned(people: Sequence[Person], intent: Intent, answers: Answers) -> tuple[law.Concerned, ...]:
    spellings = spellings_of(people, answers.files)
    concerned: dict[UUID, law.Concerned] = {}
    for person in people:
        together, known = answers.files[person.pk], spellings[person.pk]
        named, child = bool(together & intent.named), answers.is_child(person.pk)
        for file in together:
            concerned[file] = law.Concerned(str(file), named=named, spellings=known, child=child)
    return tuple(concerned.values())


def _told_of(missing: law.Missing, owners: Mapping[UUID, UUID]) -> law.Missing:
    return replace(missing, person=str(owners[UUID(missing.person)])) if missing.person else missing


def _as_key(missing: law.Missing) -> tuple[str, str, str]:
    return missing.person, missing.reason, missing.scope or ""


def _keep(disclosure: Disclosure, people: Sequence[Person], verb: PeopleVerb, *, exception: str = "") -> None:
    """``exception`` is the id of one to consent, where something rests on that alone: the history names it."""
    assert disclosure.decided_by is not None  # noqa: S101 - set by disclose
    disclosure.save(force_insert=True)
    disclosure.people.set(people)
    named: dict[str, Any] = {"exception": exception} if exception else {}
    record(
        verb,
        by=disclosure.decided_by,
        subject=disclosure,
        case_id=disclosure.case_id,
        purpose=disclosure.purpose,
        recipient=disclosure.recipient,
        what=disclosure.what,
        missing=disclosure.missing,
        **named,
    )
