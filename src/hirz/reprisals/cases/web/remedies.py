"""Where a missing thing is brought about: each remedy of the rules has a page, or its place on the page of the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import reverse

from hirz.foundation.accounts.access import has_permission
from hirz.foundation.accounts.models import User
from hirz.reprisals.cases.models import Case
from hirz.reprisals.cases.permissions import CasePermission
from hirz.reprisals.cases.web.labels import MISSING, REMEDIES
from hirz.rules.case_needs import Missing, Remedy
from hirz.rules.lifecycle import CaseEvent


@dataclass(frozen=True)
class Page:
    """A page of a case: the name of its address, what is asked of it, and who may open it."""

    name: str
    query: str = ""
    permission: CasePermission = CasePermission.CASE_EDIT


@dataclass(frozen=True)
class Need:
    """One thing that is missing, in words, and the button that leads to it; no address for whoever may not do it."""

    text: str
    action: str
    url: str
    post: bool = False


PAGES: Final[Mapping[Remedy, Page]] = {
    Remedy.DECIDE_SCOPE: Page("decide_scope"),
    Remedy.ASSESS_RISK: Page("assess_risk", permission=CasePermission.RISK_ASSESS),
    Remedy.CHECK_DUPLICATES: Page("check_duplicates"),
    Remedy.SETTLE_WITHDRAWAL: Page("settle"),
    Remedy.ADD_SUBJECT: Page("add_party"),
    Remedy.ADD_ENGAGEMENT: Page("add_engagement"),
    Remedy.ADD_ACT: Page("add_act"),
    Remedy.ADD_SOURCE: Page("add_source"),
    Remedy.ASSESS_LINK: Page("assess_link"),
    Remedy.PROPOSE_VERIFICATION: Page("propose_verification"),
    Remedy.CONFIRM_VERIFICATION: Page("confirm_verification", permission=CasePermission.CASE_VERIFY),
    Remedy.CLOSE_CASE: Page("move", f"?event={CaseEvent.CLOSE.value}", CasePermission.CASE_CLOSE),
    Remedy.CHECK_DO_NO_HARM: Page("check_harm"),
    Remedy.RECORD_WISHES: Page("wishes"),
    Remedy.TELL_SUBMITTER: Page("note", "?fact=submitter_told"),
    Remedy.RECORD_OUTCOME: Page("outcome"),
    Remedy.INFORM_VICTIM: Page("note", "?fact=victim_informed"),
    Remedy.NAME_SURVIVING_CASE: Page("merge"),
    Remedy.RECORD_REFERRAL: Page("out_of_scope"),
    Remedy.GIVE_REASON: Page("reopen", permission=CasePermission.CASE_CLOSE),
}
PLACES: Final[Mapping[Remedy, str]] = {
    Remedy.RECORD_CHANNEL: "submissions",
    Remedy.RECORD_LANGUAGE: "submissions",
    Remedy.RECORD_CONSENT: "consent",
    Remedy.PLAN_RESPONSE: "response",
    Remedy.RECORD_ACTION: "response",
    Remedy.SEND_COMMUNICATION: "response",
    Remedy.LOG_REPLY: "response",
    Remedy.ASSESS_REPLY: "response",
    Remedy.CHOOSE_ANOTHER_STEP: "next",
}
"""Parts of the page of the case on which narrower apps offer what they know how to do."""

OWN_PAGES: Final[Mapping[CaseEvent, str]] = {
    CaseEvent.MERGE: "merge",
    CaseEvent.RULE_OUT_OF_SCOPE: "out_of_scope",
    CaseEvent.REOPEN: "reopen",
}
"""Steps that ask for more than a yes."""


def needs(missing: Iterable[Missing], case: Case, user: User) -> list[Need]:
    return [_need(item, case, user) for item in missing]


def remedy_url(remedy: Remedy, case_id: UUID) -> str:
    page = PAGES.get(remedy)
    if page is None:
        return f"{reverse('staff:case', args=[case_id])}#{PLACES[remedy]}"
    return reverse(f"cases:{page.name}", args=[case_id]) + page.query


def step_url(event: CaseEvent, case_id: UUID) -> str:
    """Where a step is taken: a page of its own, or the page that asks whether to take it."""
    name = OWN_PAGES.get(event)
    if name:
        return reverse(f"cases:{name}", args=[case_id])
    return f"{reverse('cases:move', args=[case_id])}?event={event.value}"


def _need(item: Missing, case: Case, user: User) -> Need:
    page = PAGES.get(item.remedy)
    may = page is None or has_permission(user, page.permission, case.office_id)
    url = remedy_url(item.remedy, case.pk) if may else ""
    return Need(str(MISSING[item.code]), str(REMEDIES[item.remedy]), url)
