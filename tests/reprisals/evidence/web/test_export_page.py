"""Evidence leaves after the second factor was shown again, with a reason, where consent covers it."""

from __future__ import annotations

import io
from datetime import timedelta

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hirz.engines.evidence import verify
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.checkpoints import log_key
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.custody import chain
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope
from tests.faces.staff.pages import parsed
from tests.reprisals.evidence.files import accepted, redacted
from tests.reprisals.evidence.web.conftest import Browse
from tests.reprisals.story import answer as say


def told(item: EvidenceItem, **changes: object) -> dict[str, object]:
    given = {
        "versions": [str(item.pk)], "recipient": "SHARE_MECHANISM special_procedures", "note": "As agreed.",
        "reason": "For the mandate.",
    }  # fmt: skip
    return {**given, **changes}


def where(case: Case) -> str:
    return reverse("evidence:export", args=[case.pk])


def test_bundle_is_sent_and_verifies(case: Case, letter: EvidenceItem, lead: User, browse: Browse) -> None:
    answer = browse(lead).post(where(case), told(letter))
    data = b"".join(answer)
    assert answer["Content-Type"] == "application/zip"
    assert case.reference in answer["Content-Disposition"]
    verdict = verify(io.BytesIO(data), log_key())
    assert verdict.holds, verdict.problems
    assert chain(letter)[-1].event == "EXPORTED"


def test_second_factor_is_asked_again_before_anything_leaves(
    case: Case, letter: EvidenceItem, lead: User, browse: Browse
) -> None:
    browser: Client = browse(lead)
    with time_machine.travel(timezone.now() + timedelta(minutes=20), tick=False):
        answer = browser.post(where(case), told(letter))
        assert answer.status_code == 403
        assert "For the mandate." in answer.content.decode()
    assert chain(letter)[-1].event == "RECEIVED"


def test_where_consent_is_missing_the_form_comes_back_and_says_so(
    case: Case, letter: EvidenceItem, victim: Person, desk: User, lead: User, browse: Browse
) -> None:
    say(victim, desk, {Scope.SHARE_MECHANISM: ConsentState.WITHDRAWN})
    page = parsed(browse(lead).post(where(case), told(letter)).content)
    assert "Consent does not cover this" in page.text()
    assert "For the mandate." in page.text()
    assert chain(letter)[-1].event == "RECEIVED"


def test_only_what_may_leave_is_offered(
    case: Case, letter: EvidenceItem, desk: User, lead: User, browse: Browse
) -> None:
    redacted(letter, desk)
    kept = accepted(letter, desk)
    page = browse(lead).get(where(case))
    assert [pk for pk, _ in page.context["form"].fields["versions"].choices] == [str(letter.pk), str(kept.pk)]


def test_copy_that_was_not_offered_is_refused(
    case: Case, letter: EvidenceItem, desk: User, lead: User, browse: Browse
) -> None:
    hidden = redacted(letter, desk)
    answer = browse(lead).post(where(case), told(letter, versions=[str(hidden.pk)]))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert chain(letter)[-1].event == "REDACTED"


def test_desk_has_no_such_page(case: Case, letter: EvidenceItem, desk: User, browse: Browse) -> None:
    assert browse(desk).get(where(case)).status_code == 404


def test_case_without_evidence_leads_back_to_its_list(case: Case, lead: User, browse: Browse) -> None:
    assert browse(lead).get(where(case))["Location"] == reverse("evidence:list", args=[case.pk])
