"""What people say about files: one person's, two people's, not sure; and whose answers count where files disagree.

Nothing is rewritten. Both files keep their names, answers, cases and keys; that they belong together is a row of its
own, which can be taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied, Permission, require
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import action, record
from hirz.foundation.walls.standing import beyond_the_wall
from hirz.reprisals.matching.models import PairDecision, Proposal, Verdict
from hirz.reprisals.matching.permissions import MatchingPermission
from hirz.reprisals.matching.verbs import MatchingVerb
from hirz.reprisals.people.answers import files_of
from hirz.reprisals.people.disclosing import lock_people
from hirz.reprisals.people.models import ConsentDecision, Merge, Person, PersonName, Settlement
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.people.rechecking import consent_rechecked
from hirz.rules.consent import Scope
from hirz.rules.errors import BadInput, RefusedByRule


class OneFileOnly(BadInput):
    """A file is not compared with itself."""

    code: ClassVar[str] = "one_file_only"


class AlreadyOne(RefusedByRule):
    code: ClassVar[str] = "already_one"


class NotOne(RefusedByRule):
    """The files are not held to be one person's, or not any more."""

    code: ClassVar[str] = "not_one"


class DecidedDifferent(RefusedByRule):
    """Somebody said that these are two people: only who has read that, and says why it is wrong, goes on."""

    code: ClassVar[str] = "decided_different"


@action
def merge_people(
    *, people: Sequence[Person], reason: str, by: User, likeness: float | None = None, overruling: bool = False
) -> list[Merge]:
    """Hold files to be one person's. What consent in any of them does not cover freezes in this transaction."""
    first, *others = _allowed(people, MatchingPermission.PEOPLE_MATCH, reason, by)
    with consent_rechecked([first, *others], by=by):
        return [_merge(first, other, reason, by, likeness, overruling) for other in others]


@action
def undo_merge(*, merge: Merge, verdict: Verdict, reason: str, by: User) -> None:
    """Take two files apart again: each has its own answers back, and what rested on the other's freezes."""
    first, second = _allowed([merge.first, merge.second], MatchingPermission.PEOPLE_MATCH, reason, by)
    with consent_rechecked([first, second], by=by) as now:
        held = Merge.objects.in_force().filter(pk=merge.pk).first()
        if held is None:
            raise NotOne
        held.undone_by, held.undone_at, held.undone_reason = by, now, reason
        held.save(update_fields=["undone_by", "undone_at", "undone_reason"])
        _note(MatchingVerb.MERGE_UNDONE, held, by)
    _keep_decision(first, second, verdict, reason, by, None)


@action
def settle_consent(
    *, file: Person, scopes: Iterable[Scope], reason: str, by: User, seen: Collection[UUID] | None = None
) -> list[Settlement]:
    """Decide that, for these uses, the answers in ``file`` count for every file of the person that ``by`` may see.

    ``seen`` are the decisions on consent that they had before them; one that came since is not settled with these.
    All there are, where nothing else is said.
    """
    (file,) = _visible([file], by)
    with consent_rechecked([file], by=by) as now:
        together = files_of([file.pk])[file.pk]
        files = _allowed(_seen(together, by), PeoplePermission.CONSENT_RECORD, reason, by)
        said = ConsentDecision.objects.filter(person__in=files)
        weighed = said if seen is None else said.filter(pk__in=seen)
        return [_settle(scope, file, files, together, weighed, reason, by, now) for scope in dict.fromkeys(scopes)]


@action
def decide_pair(
    *, first: Person, second: Person, verdict: Verdict, reason: str, by: User, likeness: float | None = None
) -> PairDecision:
    """Say that two files are two people's, or that one cannot tell yet. The reason is kept with it.

    That they are one person's can be said of files that are held to be so by way of others: nothing else follows.
    """
    first, second = _allowed([first, second], MatchingPermission.PEOPLE_MATCH, reason, by)
    if (second.pk in files_of([first.pk])[first.pk]) is not (verdict is Verdict.SAME):
        raise NotOne if verdict is Verdict.SAME else AlreadyOne
    return _keep_decision(first, second, verdict, reason, by, likeness)


def in_order(one: Person, other: Person) -> tuple[Person, Person]:
    return (one, other) if one.pk < other.pk else (other, one)


def _allowed(people: Iterable[Person], permission: Permission, reason: str, by: User) -> list[Person]:
    """Two people at least, both of whom may be seen, in offices in which this person may do it; locked."""
    seen = _visible(people, by)
    for person in seen:
        require(by, permission, person.office_id)
    if not reason.strip():
        raise BadInput("reason_missing")
    if len(seen) < 2:
        raise OneFileOnly
    lock_people(seen)
    return seen


def _visible(people: Iterable[Person], by: User) -> list[Person]:
    """In the order in which they were given, each once."""
    wanted = dict.fromkeys(person.pk for person in people)
    seen = {person.pk: person for person in _seen(wanted, by)}
    if seen.keys() != wanted.keys():
        raise AccessDenied(PeoplePermission.PERSON_VIEW)
    return [seen[pk] for pk in wanted]


def _seen(people: Iterable[UUID], by: User) -> QuerySet[Person]:
    return Person.objects.visible_to(by).filter(pk__in=list(people)).select_related("office")


def _merge(one: Person, other: Person, reason: str, by: User, likeness: float | None, overruling: bool) -> Merge:
    first, second = in_order(one, other)
    here, there = files_of([one.pk])[one.pk], files_of([other.pk])[other.pk]
    if other.pk in here:
        raise AlreadyOne
    _require_not_different(here, there, by, overruling)
    merge = Merge(first=first, second=second, reason=reason, made_by=by, made_at=timezone.now())
    merge.full_clean()
    merge.save(force_insert=True)
    _note(MatchingVerb.PEOPLE_MERGED, merge, by)
    _keep_decision(first, second, Verdict.SAME, reason, by, likeness)
    _propose_contested(here, there)
    return merge


def _require_not_different(here: frozenset[UUID], there: frozenset[UUID], by: User, overruling: bool) -> None:
    decided = PairDecision.objects.visible_to(by).among(here | there).standing()
    if not overruling and any(_parts(decision, here, there) for decision in decided):
        raise DecidedDifferent


def _propose_contested(here: frozenset[UUID], there: frozenset[UUID]) -> None:
    """A "two people" between files that are put together by way of others is not passed over: who sees both is asked.

    It may be a decision that whoever merged could not see.
    """
    with beyond_the_wall():
        for decision in PairDecision.objects.among(here | there).standing():
            if _parts(decision, here, there):
                _list(decision, Proposal.Why.CONTESTED)


def _parts(decision: PairDecision, here: frozenset[UUID], there: frozenset[UUID]) -> bool:
    """Whether it says that a file of the one and a file of the other are two people's."""
    pair = {decision.first_id, decision.second_id}
    return decision.verdict == Verdict.DIFFERENT and bool(pair & here) and bool(pair & there)


def _list(decision: PairDecision, why: Proposal.Why) -> None:
    Proposal.objects.update_or_create(
        first_id=decision.first_id, second_id=decision.second_id,
        defaults={"why": why, "likeness": decision.likeness or 0.0},
    )  # fmt: skip


def _settle(
    scope: Scope,
    file: Person,
    files: Sequence[Person],
    together: frozenset[UUID],
    weighed: QuerySet[ConsentDecision],
    reason: str,
    by: User,
    now: datetime,
) -> Settlement:
    with beyond_the_wall():
        merges = Merge.objects.in_force().among(together).values_list("pk", flat=True)
        held_by = sorted(merges)
    settlement = Settlement(
        scope=scope.value, file=file, reason=reason, files=sorted(person.pk for person in files), merges=held_by,
        weighed=sorted(weighed.filter(scope=scope.value).values_list("pk", flat=True)), decided_by=by, decided_at=now,
    )  # fmt: skip
    settlement.full_clean()
    settlement.save(force_insert=True)
    for office_id in sorted({person.office_id for person in files}):
        record(
            MatchingVerb.CONSENT_SETTLED, by=by, subject=settlement, office_id=office_id,
            scope=settlement.scope, files=[str(person.pk) for person in files if person.office_id == office_id],
        )  # fmt: skip
    return settlement


def _keep_decision(
    one: Person, other: Person, verdict: Verdict, reason: str, by: User, likeness: float | None
) -> PairDecision:
    first, second = in_order(one, other)
    names = PersonName.objects.filter(person__in=[first, second]).values_list("pk", flat=True)
    decision = PairDecision(
        first=first, second=second, verdict=verdict, reason=reason, likeness=likeness, names=sorted(names),
        decided_by=by, decided_at=timezone.now(),
    )  # fmt: skip
    decision.full_clean()
    decision.save(force_insert=True)
    _list_or_not(decision)
    for person in (first, second):
        record(
            MatchingVerb.PAIR_DECIDED, by=by, subject=decision, office_id=person.office_id,
            verdict=verdict.value, file=str(person.pk),
        )  # fmt: skip
    return decision


def _list_or_not(decision: PairDecision) -> None:
    """What is decided leaves the list; what nobody could tell is put on it."""
    if decision.verdict == Verdict.UNSURE:
        _list(decision, Proposal.Why.ASKED)
    else:
        Proposal.objects.filter(first=decision.first_id, second=decision.second_id).delete()


def _note(verb: MatchingVerb, merge: Merge, by: User) -> None:
    """Once for each file: who reads the history of one office learns nothing of the other."""
    for person in (merge.first, merge.second):
        record(verb, by=by, subject=merge, office_id=person.office_id, file=str(person.pk))
