"""A case on one page: everything at a glance, what is missing with its button, nothing that the reader may not see."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions import assessing, recording
from hirz.reprisals.cases.actions.moving import move
from hirz.reprisals.cases.actions.opening import open_case, triage_case
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.actions import Answer, enter_person, record_consent, withdraw_consent
from hirz.reprisals.response.models import Communication, Reply
from hirz.rules.consent import ConsentState, Scope
from hirz.rules.lifecycle import CaseEvent
from tests.conftest import make_user
from tests.faces.staff.conftest import Browse
from tests.faces.staff.pages import Page, parsed
from tests.faces.staff.world import World, propose

QUERIES_OF_CASE = 46
"""At most: the design's limit for the page that gathers everything."""


def page_of(case: Case, browser: Client) -> Page:
    return parsed(browser.get(reverse("staff:case", args=[case.pk])).content)


@pytest.fixture
def bare(office: Office, desk: User) -> Case:
    """Triaged, and nothing else."""
    case = open_case(office=office, state_concerned="XM", language="en", by=desk, owner=desk)
    triage_case(
        case=case, protected_category="a_cooperator", reason="She spoke.", by=desk,
        judgement=assessing.Judgement(level="low"),
    )  # fmt: skip
    return case


def test_head_says_state_reference_people_risk_stage_owner_and_clocks(world: World, desk: User, browse: Browse) -> None:
    text = page_of(world.case, browse(desk)).text()
    for told in ("Amruvia", world.case.reference, "Zafiramoon", "Critical", "Owner: Desk", "Acknowledge receipt"):
        assert told in text


@pytest.mark.parametrize(("ahead", "is_told"), [(timedelta(hours=1), False), (timedelta(), True)])
def test_head_says_when_it_is_time_to_remind_the_state(
    bare: Case, desk: User, browse: Browse, ahead: timedelta, is_told: bool
) -> None:
    bare.deadlines.update(reminder_at=timezone.now() + ahead)
    assert ("Time to remind the State" in page_of(bare, browse(desk)).text()) is is_told


def test_consent_tells_what_each_person_said_to_each_use(world: World, desk: User, browse: Browse) -> None:
    cells = [
        " ".join("".join(row.itertext()).split())
        for row in page_of(world.case, browse(desk)).part("consent").iter("tr")
    ]
    assert "Name in a public report Refused" in cells
    assert "Record the information Given" in cells


def test_consent_given_for_one_recipient_stands_beside_the_answer_for_any(
    world: World, desk: User, browse: Browse
) -> None:
    particular = Answer(Scope.SHARE_UN_ENTITY, ConsentState.REFUSED, "family", recipient="undp")
    record_consent(person=world.person, answers=[particular], by=desk)
    consent = "".join(page_of(world.case, browse(desk)).part("consent").itertext())
    assert "UNDP" in consent or "Development Programme" in consent


def test_missing_things_come_each_with_the_button_that_brings_them_about(
    bare: Case, desk: User, browse: Browse
) -> None:
    person = enter_person(office=bare.office, names=["Somebody"], by=desk)
    recording.add_party(case=bare, person=person, role="victim", by=desk)
    record_consent(person=person, answers=[Answer(Scope.RECORD, ConsentState.GIVEN, "self")], by=desk)
    move(case=bare, event=CaseEvent.START_VERIFICATION, by=desk)
    part = page_of(bare, browse(desk)).part("next")
    links = {link.get("href") for link in part.iter("a")}
    wanted = ("add_engagement", "add_act", "add_source", "assess_link", "propose_verification")
    assert {reverse(f"cases:{name}", args=[bare.pk]) for name in wanted} <= links
    assert reverse("cases:add_party", args=[bare.pk]) not in links


def test_step_that_lacks_nothing_is_one_click(bare: Case, desk: User, browse: Browse) -> None:
    browser = browse(desk)
    forms = [form for form in page_of(bare, browser).forms() if form.action.endswith("/move/")]
    assert len(forms) == 1
    assert browser.post(forms[0].action, {**forms[0].values, "event": "SEEK_CONSENT"}).status_code == 302
    bare.refresh_from_db()
    assert bare.state == "CONSENT_PENDING"


def test_person_who_only_reads_gets_no_button(world: World, clearer: User, browse: Browse) -> None:
    page = page_of(world.case, browse(clearer))
    assert not [link for link in page.links() if link.startswith("/cases/") and link.endswith(("/add/", "/risk/"))]
    assert "There is no step here for you to take." in page.text()


def test_proposal_waits_for_a_second_person_and_its_author_is_told_so(
    world: World, desk: User, verifier: User, browse: Browse
) -> None:
    confirm = reverse("cases:confirm_verification", args=[world.case.pk])
    assert confirm in page_of(world.case, browse(verifier)).links()
    of_the_author = page_of(world.case, browse(desk))
    assert confirm not in of_the_author.links()
    assert "somebody else has to look at it" in of_the_author.text()


def test_case_verified_anew_is_not_ready_before_the_second_person_has_looked(
    world: World, colleague: User, browse: Browse
) -> None:
    """An earlier conclusion, confirmed by two people, does not stand in for the one that is proposed now."""
    Case.objects.filter(pk=world.case.pk).update(state="VERIFYING")
    part = page_of(world.case, browse(colleague)).part("next")
    links = {link.get("href") for link in part.iter("a")}
    assert "A second person has not confirmed the verification." in " ".join("".join(part.itertext()).split())
    assert reverse("cases:confirm_verification", args=[world.case.pk]) in links
    assert reverse("cases:propose_verification", args=[world.case.pk]) not in links
    assert "PLAN_RESPONSE" not in {button.get("value") for button in part.iter("button")}


def test_frozen_case_says_so_and_why_and_leads_to_settling(world: World, desk: User, browse: Browse) -> None:
    withdraw_consent(person=world.person, scopes=[Scope.RAISE_WITH_GOVERNMENT], by=desk, given_by="self")
    page = page_of(world.case, browse(desk))
    assert "This case stands still" in page.text()
    assert "Raise with the Government without the name" in page.text()
    assert reverse("cases:settle", args=[world.case.pk]) in page.links()


def test_timeline_tells_cooperation_acts_responses_replies_and_developments(
    world: World, desk: User, browse: Browse
) -> None:
    Communication.objects.update(state="SENT", sent_at=timezone.now(), sent_by=desk, disclosure=_disclosure(world))
    events = " ".join("".join(page_of(world.case, browse(desk)).part("events").itertext()).split())
    told = (
        "Gave testimony or an interview: Human Rights Council",
        "Detention",
        "Press release",
        "Allegation letter",
        "AL XAM 1/2026",
    )
    for title in (*told, "Change in the person's situation"):
        assert title in events


def test_letters_replies_submissions_and_report_entries_link_to_their_pages(
    world: World, colleague: User, browse: Browse
) -> None:
    links = page_of(world.case, browse(colleague)).links()
    assert {
        reverse("response:letter", args=[world.letter.pk]),
        reverse("response:assess", args=[world.reply.pk]),
        reverse("intake:submission", args=[world.submission.pk]),
        reverse("reporting:entry", args=[world.entry.pk]),
        reverse("people:person", args=[world.person.pk]),
        reverse("staff:case_history", args=[world.case.pk]),
    } <= links


def test_name_is_shown_in_the_script_of_the_readers_language(world: World, office: Office, browse: Browse) -> None:
    reader = make_user("reader", office, "desk", language="ar")
    head = next(page_of(world.case, browse(reader)).root.iter("h1"))
    assert world.case.reference in "".join(head.itertext())
    assert "زافيرامون" in page_of(world.case, browse(reader)).text()


def test_name_that_would_turn_the_text_around_is_shown_with_a_mark(world: World, desk: User, browse: Browse) -> None:
    deceptive = enter_person(office=world.case.office, names=["Amir\u202efdp.exe"], by=desk)
    recording.add_party(case=world.case, person=deceptive, role="witness", by=desk)
    page = page_of(world.case, browse(desk)).text()
    assert "\u202e" not in page
    assert "RLO" in page


def test_page_asks_the_database_as_often_with_little_on_record_as_with_much(
    world: World, desk: User, verifier: User, colleague: User, browse: Browse, django_assert_max_num_queries: Any
) -> None:
    browser = browse(colleague)
    where = reverse("staff:case", args=[world.case.pk])
    with django_assert_max_num_queries(QUERIES_OF_CASE) as little:
        browser.get(where)
    for _time in range(3):
        add_to(world, desk, verifier)
    with django_assert_max_num_queries(QUERIES_OF_CASE) as much:
        browser.get(where)
    assert len(little) == len(much)


def add_to(world: World, desk: User, verifier: User) -> None:
    case = world.case
    person = enter_person(office=case.office, names=["Another", "Один"], by=desk)
    recording.add_party(case=case, person=person, role="witness", by=desk)
    record_consent(person=person, answers=[Answer(Scope.RECORD, ConsentState.GIVEN, "self")], by=desk)
    engagement = recording.add_engagement(case=case, by=desk, body="upr", kind="testimony", date="2026")
    act = recording.add_act(case=case, by=desk, kind="detention", date="2026-05")
    recording.assess_link(
        case=case, engagement=engagement, act=act, by=desk, strength="weak", bases=["temporal_proximity"]
    )
    recording.add_source(case=case, by=desk, relation="lawyer")
    recording.add_development(case=case, by=desk, kind="law", date="2026", text="A law.")
    assessing.assess_risk(case=case, judgement=assessing.Judgement("critical", reasons=["liberty"]), by=desk)
    if case.verifications.filter(decided_at__isnull=True).exists():
        assessing.return_verification(case=case, by=verifier, note="More, please.")
    propose(case, desk)
    letter = Communication.objects.create(
        case=case, kind="other_letter", recipient_state="XM", sender="ohchr_hq", state="SENT", planned_by=desk,
        sent_at=timezone.now(), sent_by=desk, disclosure=_disclosure(world),
    )  # fmt: skip
    Reply.objects.create(communication=letter, received_date=date(2026, 6, 1), recorded_by=desk)


def _disclosure(world: World) -> Any:
    return world.person.disclosures.create(
        purpose="RAISE_WITH_GOVERNMENT", recipient="government", case_id=world.case.pk, what="allegation_letter",
        allowed=True, content_sha256="0" * 64, decided_at=timezone.now(),
    )  # fmt: skip
