"""Home is work: what is due, what waits for this person and nobody else, what changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hirz.faces.staff import work
from hirz.faces.staff.submissions_due import submissions_due
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.opening import open_case
from hirz.reprisals.cases.deadlines import escalate_missed
from hirz.reprisals.cases.models import Case, Deadline, Escalation
from hirz.reprisals.intake.deadlines import refresh_submission_deadlines
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.people.actions import withdraw_consent
from hirz.reprisals.response.models import Communication
from hirz.rules.consent import Scope
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import parsed
from tests.faces.staff.world import World


def waiting(user: User) -> dict[str, list[str]]:
    return {str(kind.title): [item.title for item in kind.items] for kind in work.waiting_for(user)}


def text_of(browser: Client) -> str:
    return parsed(browser.get(reverse("staff:home")).content).text()


def test_most_urgent_clock_comes_first_with_the_time_left_in_words(office: Office, desk: User, browse: Browse) -> None:
    calm = open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)
    urgent = open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)
    in_three_hours = timezone.now() + timedelta(hours=3, minutes=30)
    Deadline.objects.filter(case=urgent).update(due_at=in_three_hours)
    Deadline.objects.filter(case=calm).update(due_at=timezone.now() + timedelta(days=30, hours=1))
    text = text_of(browse(desk))
    assert text.index(urgent.reference) < text.index(calm.reference)
    assert "in 3 hours" in text
    assert "in 30 days" in text


def test_clocks_that_are_not_listed_are_told_of_and_shown_when_asked_for(
    office: Office, desk: User, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "CLOCKS_SHOWN", 2)
    cases = [open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk) for _ in range(4)]
    shown, browser = text_of(browse(desk)), browse(desk)
    assert sum(case.reference in shown for case in cases) < 4
    assert "There are more" in shown
    every = parsed(browser.get(reverse("staff:home"), {"clocks": "all"}).content).text()
    assert all(case.reference in every for case in cases)
    assert "There are more" not in every


def test_missed_clock_comes_up_to_the_lead_until_they_take_it(
    office: Office, desk: User, lead: User, browse: Browse
) -> None:
    case = open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)
    long_ago = timezone.now() - timedelta(days=30)
    Deadline.objects.filter(case=case).update(due_at=long_ago, lead_at=long_ago, head_at=long_ago)
    escalate_missed()
    browser = browse(lead)
    page = parsed(browser.get(reverse("staff:home")).content)
    takes = [form.action for form in page.forms() if "escalations" in form.action]
    assert takes
    assert browser.post(takes[0]).status_code == 302
    taken = Escalation.objects.filter(taken_by=lead)
    assert taken.count() == 1
    again = parsed(browser.get(reverse("staff:home")).content)
    assert takes[0] not in [form.action for form in again.forms()]


def test_escalation_of_somebody_else_is_not_mine_to_take(world: World, lead: User, browse: Browse) -> None:
    """It came up to the owner; the lead takes up what came up to the lead."""
    where = reverse("staff:take_escalation", args=[world.escalation.pk])
    assert browse(lead).post(where).status_code == 404
    assert browse(lead).get(where).status_code == 404
    world.escalation.refresh_from_db()
    assert world.escalation.taken_at is None


def test_whoever_stands_at_two_levels_takes_a_miss_up_once(world: World, desk: User, colleague: User) -> None:
    Case.objects.filter(pk=world.case.pk).update(owner=colleague)
    Escalation.objects.create(
        case=world.case, kind="VERIFICATION", subject_id=world.case.pk, due_at=world.escalation.due_at,
        level="LEAD", raised_at=timezone.now(),
    )  # fmt: skip
    assert work.same_clock(world.escalation, colleague).count() == 2


def test_verification_waits_for_the_second_person_and_not_for_the_first(
    world: World, desk: User, verifier: User
) -> None:
    assert world.case.reference in waiting(verifier)["Conclusions to confirm"]
    assert "Conclusions to confirm" not in waiting(desk)


def test_proposer_who_may_verify_is_still_not_asked_to_confirm_their_own(world: World, colleague: User) -> None:
    world.case.verifications.filter(decided_at__isnull=True).update(proposed_by=colleague)
    assert "Conclusions to confirm" not in waiting(colleague)


def test_submission_waits_for_those_who_answer_and_triage_in_its_office(
    world: World, desk: User, intake: User, outsider: User
) -> None:
    Submission.objects.update(triaged_at=None, state="RECEIVED")
    refresh_submission_deadlines(world.submission)
    now = timezone.now()
    for answering in (desk, intake):
        (due,) = submissions_due(answering, now)
        assert due.submission == world.submission
        assert {str(owed.kind) for owed in due.owed} == {"Triage"}
    assert submissions_due(outsider, now) == []


def test_paragraph_waits_for_a_clearer_who_did_not_draft_it(world: World, desk: User, clearer: User) -> None:
    assert waiting(clearer)["Paragraphs to clear"] == [world.case.reference]
    world.entry.drafted_by = clearer
    world.entry.save()
    assert "Paragraphs to clear" not in waiting(clearer)


def test_letter_that_froze_is_told_apart_from_one_not_sent(world: World, desk: User) -> None:
    assert waiting(desk)["Your letters not sent yet"] == [world.case.reference]
    Communication.objects.update(state="FROZEN", frozen_at=timezone.now())
    assert waiting(desk)["Your letters that are frozen"] == [world.case.reference]
    assert "Your letters not sent yet" not in waiting(desk)


def test_case_opened_by_a_grant_waits_for_whom_it_was_opened(world: World, outsider: User) -> None:
    assert waiting(outsider) == {}
    world.case.grants.update(user=outsider)
    assert waiting(outsider)["Cases opened to you"] == [world.case.reference]


def test_withdrawn_consent_is_a_warning_on_the_owners_page(world: World, desk: User, browse: Browse) -> None:
    browser = browse(desk)
    assert "stands still" not in text_of(browser)
    withdraw_consent(person=world.person, scopes=[Scope.RAISE_WITH_GOVERNMENT], by=desk, given_by="self")
    assert f"Case {world.case.reference} stands still" in text_of(browser)


def test_changes_are_those_of_others_in_the_last_week(world: World, desk: User, verifier: User) -> None:
    actors = {entry.actor for entry, _case in work.changes_for(desk, timezone.now())}
    assert actors == {verifier}
    assert work.changes_for(desk, timezone.now() + timedelta(days=8)) == []


def test_person_with_nothing_to_do_is_told_so(clearer: User, browse: Browse) -> None:
    text = text_of(browse(clearer))
    for told in ("No clock runs for you", "Nothing waits for you", "Nothing changed"):
        assert told in text


@pytest.mark.parametrize("cases", [1, 6])
def test_home_asks_the_database_as_often_with_one_case_as_with_many(
    cases: int, office: Office, desk: User, browse: Browse, django_assert_num_queries: object
) -> None:
    for _number in range(cases):
        open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)
    browser = browse(desk)
    with django_assert_num_queries(QUERIES_OF_HOME):  # type: ignore[operator]
        browser.get(reverse("staff:home"))


QUERIES_OF_HOME = 15
