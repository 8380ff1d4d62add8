"""The history of a case as people read it: what was done, by whom, and the codes of the act in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.audit.verbs import label_of
from hirz.foundation.vocabularies.registry import label, vocabulary
from hirz.reprisals.cases.models import Case, CourseDecision
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.labels import CLOCKS, ESCALATION_LEVELS, FACTS_NOTED, RECORDS

Words = Callable[[Any], str]
WORDED: Final = "course_decision"
"""The detail of an entry that leads to words kept on the case."""


@dataclass(frozen=True)
class Line:
    """One act: when, who, what, what its codes mean, and the words that were kept with it elsewhere."""

    at: datetime
    who: str
    what: str
    detail: str
    words: str = ""


def history_of(case: Case, user: User) -> QuerySet[Entry]:
    """What was done on a case, the newest first; nothing for somebody who may not read histories in its office."""
    return _told_to(user, case).filter(case_id=case.pk, reading=False)


def readings_of(case: Case, user: User) -> QuerySet[Entry]:
    """Who read the case, its letters, what arrived for it, or of the people in it, the newest first."""
    around = [*case.submissions.values_list("pk", flat=True), *case.parties.values_list("person_id", flat=True)]
    return _told_to(user, case).filter(Q(case_id=case.pk) | Q(subject_id__in=around), reading=True)


def _told_to(user: User, case: Case) -> QuerySet[Entry]:
    if not has_permission(user, CasePermission.HISTORY_VIEW, case.office_id):
        return Entry.objects.none()
    return Entry.objects.select_related("actor").order_by("-id")


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries in words. Whoever may read the entries may read the words: both belong to cases open to them."""
    listed = list(entries)
    words = _words_kept(listed)
    return [
        Line(entry.at, _who(entry), label_of(entry.verb), _detail(entry), words.get(entry.detail.get(WORDED), ""))
        for entry in listed
    ]


def _words_kept(entries: Iterable[Entry]) -> dict[str | None, str]:
    """The history holds ids only; the words of a decision are on the case."""
    asked = [entry.detail[WORDED] for entry in entries if WORDED in entry.detail]
    found = CourseDecision.objects.filter(pk__in=asked)
    return {str(decision.pk): decision.note for decision in found} if asked else {}


def _who(entry: Entry) -> str:
    return entry.actor.display_name if entry.actor else str(Entry.Actor(entry.actor_kind).label)


def _coded(name: str) -> Words:
    """The label of a code; a code that the vocabulary does not know any more is shown as it was written."""
    return lambda code: label(name, code) if code in vocabulary(name) else str(code)


def _all_coded(name: str) -> Words:
    return lambda codes: " · ".join(_coded(name)(code) for code in codes)


def _listed(words: Mapping[Any, Any]) -> Words:
    return lambda code: str(words.get(code, code))


DETAILS: Final[Mapping[str, Mapping[str, Words]]] = {
    "CASE_MOVED": {"to": _coded("case_state")},
    "CASE_FACT_RECORDED": {"fact": _listed(FACTS_NOTED)},
    "CASE_FROZEN": {"scopes": _all_coded("consent_scope")},
    "RECORD_ADDED": {"kind": _listed(RECORDS)},
    "PERSON_JOINED": {"role": _coded("person_role")},
    "RISK_ASSESSED": {"level": _coded("risk_level")},
    "RISK_RAISED": {"level": _coded("risk_level")},
    "VERIFICATION_PROPOSED": {"level": _coded("verification_level")},
    "VERIFICATION_CONFIRMED": {"level": _coded("verification_level")},
    "CLOCK_ESCALATED": {"kind": _listed(CLOCKS), "level": _listed(ESCALATION_LEVELS)},
    "ESCALATION_TAKEN": {"kind": _listed(CLOCKS)},
    "CONSENT_RECORDED": {"scope": _coded("consent_scope"), "state": _coded("consent_state")},
    "CONSENT_WITHDRAWN": {"scope": _coded("consent_scope")},
    "CONSENT_CHANGED_BY_SUBMITTER": {"scopes": _all_coded("consent_scope")},
    "SUBMISSION_STATE_CHANGED": {"state": _coded("submission_state")},
    "RESPONSE_PLANNED": {"kind": _coded("response_type")},
    "COMMUNICATION_PLANNED": {"kind": _coded("communication_type")},
    "REPLY_ASSESSED": {"kind": _coded("reply_kind")},
}


def _detail(entry: Entry) -> str:
    told = DETAILS.get(entry.verb, {})
    return " · ".join(words(entry.detail[key]) for key, words in told.items() if entry.detail.get(key))
