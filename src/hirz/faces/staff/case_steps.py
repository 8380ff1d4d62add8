"""How a case moves on: the steps that lead on, the ones aside, and what each still lacks with the button for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise

from hirz.faces.staff.case_record import CaseRecord
from hirz.foundation.vocabularies.registry import label
from hirz.reprisals.cases.facts import case_facts
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.labels import EVENTS
from hirz.reprisals.cases.web.remedies import OWN_PAGES, Need, needs, step_url
from hirz.reprisals.people.permissions import PeoplePermission
from hirz.reprisals.response.permissions import ResponsePermission
from hirz.rules.case_needs import Missing, MissingCode, Remedy
from hirz.rules.lifecycle import CaseEvent, CaseState, Offer, offers

ASIDE: Final = frozenset({CaseEvent.CLOSE, CaseEvent.MERGE, CaseEvent.RULE_OUT_OF_SCOPE})
ORDER: Final = tuple(CaseState)
SECOND_LOOK: Final = Missing(MissingCode.SECOND_PERSON_NEEDED, Remedy.CONFIRM_VERIFICATION)


@dataclass(frozen=True)
class Step:
    """A step, the state it leads to, and what it lacks. It is one click where nothing is missing or to be asked."""

    event: str
    label: str | Promise
    target: str
    needs: Sequence[Need]
    url: str
    one_click: bool


@dataclass(frozen=True)
class Steps:
    onward: Sequence[Step]
    aside: Sequence[Step]


def steps(record: CaseRecord) -> Steps:
    found = [offer for offer in offers(case_facts(record.case)) if _may_take(record, offer.event)]
    onward = [offer for offer in found if _leads_on(record, offer)]
    aside = [offer for offer in found if offer not in onward]
    return Steps([_step(record, offer) for offer in onward], [_step(record, offer) for offer in aside])


def _leads_on(record: CaseRecord, offer: Offer) -> bool:
    here = CaseState(record.case.state)
    if offer.event is CaseEvent.CLOSE:
        return here is CaseState.MONITORING
    ahead = ORDER.index(offer.target) > ORDER.index(here)
    return offer.event not in ASIDE and (ahead or offer.event is CaseEvent.REOPEN)


def _may_take(record: CaseRecord, event: CaseEvent) -> bool:
    ending = event in {CaseEvent.CLOSE, CaseEvent.REOPEN}
    return record.may(CasePermission.CASE_CLOSE if ending else CasePermission.CASE_EDIT)


def _step(record: CaseRecord, offer: Offer) -> Step:
    asked_on_its_page = offer.event in OWN_PAGES
    lacking = [] if asked_on_its_page else _told_once(record, offer.missing)
    return Step(
        event=offer.event.value,
        label=EVENTS[offer.event],
        target=label("case_state", offer.target),
        needs=[_with_narrower_page(record, item, need) for item, need in _in_words(record, lacking)],
        url=step_url(offer.event, record.case.pk),
        one_click=not offer.missing and not asked_on_its_page,
    )


def _told_once(record: CaseRecord, missing: Sequence[Missing]) -> list[Missing]:
    """A conclusion and its second person come about one after the other: the one that comes next is told."""
    concluded = MissingCode.VERIFICATION_NOT_CONCLUDED not in {item.code for item in missing}
    told = [item for item in missing if concluded or item.code is not MissingCode.SECOND_PERSON_NEEDED]
    if record.open_proposal is None:
        return told
    return [SECOND_LOOK if item.code is MissingCode.VERIFICATION_NOT_CONCLUDED else item for item in told]


def _in_words(record: CaseRecord, lacking: Sequence[Missing]) -> list[tuple[Missing, Need]]:
    return list(zip(lacking, needs(lacking, record.case, record.user), strict=True))


def _with_narrower_page(record: CaseRecord, item: Missing, need: Need) -> Need:
    """Where a narrower app has the page for it, the button leads straight there."""
    if item.remedy is Remedy.PLAN_RESPONSE:
        may = record.may(ResponsePermission.RESPONSE_PLAN)
        return replace(need, url=reverse("response:plan", args=[record.case.pk]) if may else "")
    if item.remedy is Remedy.RECORD_CONSENT:
        may = record.may(PeoplePermission.CONSENT_RECORD)
        alone = record.people[0] if len(record.people) == 1 else None
        straight = reverse("people:record_consent", args=[alone.pk]) if alone else need.url
        return replace(need, url=straight if may else "")
    return need
