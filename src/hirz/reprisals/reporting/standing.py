"""Where an entry stands before the rules: whose consent it rests on, and what its next step lacks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.reprisals.cases.concerned import IDENTIFIABLE_ROLES, people_beside, people_identifiable
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.answers import Answers, answers_of
from hirz.reprisals.people.disclosing import Intent, would_refuse
from hirz.reprisals.people.models import Person
from hirz.reprisals.reporting.models import ReportEntry
from hirz.reprisals.reporting.verbs import ReportVerb
from hirz.reprisals.response.facts import GOVERNMENT
from hirz.rules import consent as law
from hirz.rules.report_track import EntryEvent, EntryFacts, EntryMissing, EntryState, missing_for

PUBLIC: Final = "public"
INCLUDED: Final = frozenset({"include", "follow_up"})
# What time alone brings about is asked at clearance; it freezes nothing.
_TIMELY: Final = frozenset({law.Reason.RECONFIRMATION_NEEDED, law.Reason.RISK_NOT_CONFIRMED})


def report_intent(entry: ReportEntry) -> Intent:
    """The entry in the published report, as consent sees it."""
    return _intent(entry, law.Purpose.ANNUAL_REPORT, PUBLIC, "report_entry")


def extract_intent(entry: ReportEntry) -> Intent:
    """The extract that the State concerned may comment on, as consent sees it."""
    return _intent(entry, law.Purpose.RAISE_WITH_GOVERNMENT, GOVERNMENT, "report_extract")


def consents_lacking(entry: ReportEntry) -> tuple[law.Missing, ...]:
    """Whose consent does not cover the entry, whatever its age."""
    missing = would_refuse(intent=report_intent(entry), people=people_identifiable(entry.case))
    return tuple(m for m in missing if m.reason not in _TIMELY)


def entry_facts(entry: ReportEntry, *, clearer: User | None = None) -> EntryFacts:
    return EntryFacts(
        state=EntryState(entry.track),
        reason_given=entry.decision is not None and bool(entry.reason.strip()),
        text_written=text_is_whole(entry),
        frozen=entry.frozen_at is not None,
        comment_closed=comment_is_closed(entry),
        verifiers=_verifiers(entry.case),
        drafters=_drafters(entry),
        clearer=str(clearer.pk) if clearer else None,
        consent_confirmed_at=consent_confirmed_at(entry),
        risk_confirmed_at=risk_confirmed_at(entry.case),
        concerns_nobody=concerns_nobody(entry.case),
    )


def concerns_nobody(case: Case) -> bool:
    """A situation: a law, a practice or a climate, with nobody on record to whom a description could point."""
    return not case.parties.filter(role__in=IDENTIFIABLE_ROLES).exists()


def needs(entry: ReportEntry, event: EntryEvent, *, by: User | None = None) -> tuple[EntryMissing, ...]:
    """What a step still lacks, for the page that offers it; empty when ``by`` can take it now."""
    return missing_for(entry_facts(entry, clearer=by), event, now=timezone.now())


def text_is_whole(entry: ReportEntry) -> bool:
    """Whether every language of the edition has its paragraph."""
    written = {paragraph.language for paragraph in entry.paragraphs.all() if paragraph.text.strip()}
    return written >= set(entry.edition.languages)


def comment_is_closed(entry: ReportEntry) -> bool:
    if entry.comment_waived_reason or entry.comment_received_at:
        return True
    return entry.comment_due_date is not None and entry.case.office.today > entry.comment_due_date


def consent_confirmed_at(entry: ReportEntry) -> datetime | None:
    """When the oldest of the answers that the entry needs was given; nothing when one of them is missing."""
    people = people_identifiable(entry.case)
    answers, named = answers_of(people), report_intent(entry).named
    given = [_given(answers, person, scope) for person in people for scope in _scopes(person, named)]
    return None if None in given else min((moment for moment in given if moment), default=None)


def risk_confirmed_at(case: Case) -> datetime | None:
    return max((assessment.entered_at for assessment in case.risk_assessments.all()), default=None)


def holds_a_name(entry: ReportEntry) -> bool:
    """Whether a paragraph names somebody whom the entry is not to name."""
    missing = would_refuse(
        intent=report_intent(entry), people=people_identifiable(entry.case), beside=people_beside(entry.case),
        text="\n".join(paragraph.text for paragraph in entry.paragraphs.all()),
    )  # fmt: skip
    return any(m.reason is law.Reason.NAME_IN_CONTENT for m in missing)


def _intent(entry: ReportEntry, purpose: law.Purpose, recipient: str, what: str) -> Intent:
    return Intent(
        purpose=purpose, recipient=recipient, what=what, named=victims_named(entry), case_id=entry.case_id,
        concerns_nobody=concerns_nobody(entry.case),
    )  # fmt: skip


def victims_named(entry: ReportEntry) -> frozenset[UUID]:
    if not entry.named:
        return frozenset()
    return frozenset(entry.case.parties.filter(role="victim").values_list("person_id", flat=True))


def _scopes(person: Person, named: frozenset[UUID]) -> Iterable[law.Scope]:
    # Consent to keep the record is not asked again every year.
    scopes = law.required_scopes(law.Purpose.ANNUAL_REPORT, named=person.pk in named)
    return (scope for scope in scopes if scope is not law.Scope.RECORD)


def _given(answers: Answers, person: Person, scope: law.Scope) -> datetime | None:
    state, decision = answers.standing(person.pk, scope=scope, recipient=PUBLIC, now=timezone.localtime())
    return decision.decided_at if decision and state is law.ConsentState.GIVEN else None


def _verifiers(case: Case) -> frozenset[str]:
    pairs = case.verifications.values_list("proposed_by_id", "decided_by_id")
    return frozenset(str(person) for pair in pairs for person in pair if person)


def _drafters(entry: ReportEntry) -> frozenset[str]:
    """Everybody who wrote in it: the paragraph itself remembers only the last."""
    wrote = Entry.objects.filter(subject_id=entry.pk, verb__in=[ReportVerb.ENTRY_DRAFTED, ReportVerb.ENTRY_EDITED])
    return frozenset(str(actor) for actor in wrote.values_list("actor_id", flat=True) if actor)
