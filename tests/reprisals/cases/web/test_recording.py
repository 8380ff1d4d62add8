"""Adding to the record: each thing with its date as it is known, bad input answered in words, nothing typed lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.actions.recording import add_act, add_engagement, add_party
from hirz.reprisals.cases.models import Act, Case, Engagement, LinkAssessment, Source
from hirz.reprisals.matching.models import PairDecision
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import Person
from tests.faces.staff.conftest import Browse
from tests.reprisals.cases.web.asking import assert_asked_again, assert_done, send

COOPERATION = {"body": "hrc", "kind": "testimony", "temporal_relation": "past_cooperation"}
DETENTION = {"kind": "detention", "perpetrator": "police"}


@pytest.fixture
def browser(desk: User, browse: Browse) -> Client:
    return browse(desk)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-05-14", "2026-05-14"), ("2026-5-4", "2026-05-04"), ("٢٠٢٦-٠٥-١٤", "2026-05-14"),
        ("۲۰۲۶-۰۵؟", "2026-05?"), ("2026~", "2026~"), ("2026-03/2026-05", "2026-03/2026-05"),
    ],
)  # fmt: skip
def test_date_in_any_digits_and_precision_is_kept(written: str, kept: str, bare: Case, browser: Client) -> None:
    assert_done(send(browser, "add_act", bare, **DETENTION, date=written), bare)
    assert Act.objects.get().date == kept


@pytest.mark.parametrize("wrong", ["14 May 2026", "2026-02-30", "2026-05/2026-03", "yesterday"])
def test_date_that_cannot_be_read_is_asked_again_with_all_that_was_typed(
    wrong: str, bare: Case, browser: Client
) -> None:
    answer = send(browser, "add_act", bare, **DETENTION, date=wrong, note="She was alone.", place="Serrovane")
    assert_asked_again(answer, "This date could not be read.", date=wrong, note="She was alone.", place="Serrovane")
    assert not Act.objects.exists()


def test_date_that_is_missing_is_asked_for(bare: Case, browser: Client) -> None:
    assert_asked_again(send(browser, "add_act", bare, **DETENTION), "This field is required.")


@pytest.mark.parametrize(("day", "doubt"), [("2099", "in the future"), ("1944-12-31", "before the United Nations")])
def test_day_on_which_nothing_can_have_happened_is_asked_about(
    day: str, doubt: str, bare: Case, browser: Client
) -> None:
    assert_asked_again(send(browser, "add_act", bare, **DETENTION, date=day), doubt, date=day)


def test_cooperation_that_was_only_meant_may_lie_in_the_future(bare: Case, browser: Client) -> None:
    assert_asked_again(send(browser, "add_engagement", bare, **COOPERATION, date="2099"), "in the future")
    meant = {**COOPERATION, "temporal_relation": "future_deterrence"}
    assert_done(send(browser, "add_engagement", bare, **meant, date="2099"), bare)


def test_people_and_sources_on_offer_are_those_of_the_case(
    bare: Case, office: Office, desk: User, browser: Client
) -> None:
    here, elsewhere = (enter_person(office=office, names=[name], by=desk) for name in ("Here", "Elsewhere"))
    add_party(case=bare, person=here, role="victim", by=desk)
    refused = send(browser, "add_act", bare, **DETENTION, date="2026", person=str(elsewhere.pk))
    assert refused.context["form"].has_error("person")
    assert_done(send(browser, "add_act", bare, **DETENTION, date="2026", person=str(here.pk)), bare)
    assert Act.objects.get().person == here


def test_source_is_judged_on_two_axes(bare: Case, browser: Client) -> None:
    answers = {
        "relation": "lawyer", "first_hand": "on", "confidentiality": "NAME_WITHHELD",
        "reliability": "highly_reliable", "credibility": "unlikely",
    }  # fmt: skip
    assert_done(send(browser, "add_source", bare, **answers), bare)
    source = Source.objects.get()
    assert (source.reliability, source.credibility, source.first_hand) == ("highly_reliable", "unlikely", True)


def both(case: Case, by: User) -> tuple[Engagement, Act]:
    engagement = add_engagement(case=case, by=by, body="hrc", kind="testimony", date="2026-03")
    return engagement, add_act(case=case, by=by, kind="detention", date="2026-03-12")


def test_link_joins_cooperation_and_act_of_this_case(bare: Case, desk: User, browser: Client) -> None:
    engagement, act = both(bare, desk)
    answers: dict[str, Any] = {"engagement": engagement.pk, "act": act.pk, "strength": "strong"}
    without_reason = send(browser, "assess_link", bare, **answers)
    assert_asked_again(without_reason, "Choose at least one.")
    assert_done(send(browser, "assess_link", bare, **answers, bases=["temporal_proximity"]), bare)
    assert LinkAssessment.objects.get().bases == ["temporal_proximity"]


def test_link_to_an_act_of_another_case_is_refused(bare: Case, office: Office, desk: User, browser: Client) -> None:
    engagement, _act = both(bare, desk)
    other = Case.objects.create(
        reference="C-OTHER", office=office, state_concerned="XM", opened_by=desk, state_since=bare.state_since
    )
    _engagement, foreign = both(other, desk)
    answer = send(
        browser, "assess_link", bare, engagement=engagement.pk, act=foreign.pk, strength="weak",
        bases=["temporal_proximity"],
    )  # fmt: skip
    assert answer.context["form"].has_error("act")


def test_link_page_of_an_empty_case_leads_to_what_comes_first(bare: Case, browser: Client) -> None:
    page = browser.get(f"/cases/{bare.pk}/link/").content.decode()
    assert f"/cases/{bare.pk}/cooperation/add/" in page
    assert f"/cases/{bare.pk}/acts/add/" in page


def test_development_is_added_with_its_text(bare: Case, browser: Client) -> None:
    assert_done(send(browser, "add_development", bare, kind="law", date="2026-04", text="A law was passed."), bare)
    assert bare.developments.get().text == "A law was passed."


def test_new_person_joins_with_every_spelling(bare: Case, browser: Client) -> None:
    answers = {"names": "سلمى الزهراوي\nSalma Al-Zahrawi\n\n", "role": "victim", "status": "detained_pretrial"}
    assert_done(send(browser, "add_party", bare, **answers), bare)
    party = bare.parties.get()
    assert {name.text for name in party.person.names.all()} == {"سلمى الزهراوي", "Salma Al-Zahrawi"}
    assert (party.role, party.status) == ("victim", "detained_pretrial")


def test_somebody_with_a_known_name_is_asked_about_before_a_second_record_is_made(
    bare: Case, office: Office, desk: User, browser: Client
) -> None:
    known = enter_person(office=office, names=["Salma Al-Zahrawi"], by=desk)
    answers = {"names": "salma al-zahrawi", "role": "witness", "status": "unknown", "note": "Her sister."}
    asked = send(browser, "add_party", bare, **answers)
    assert_asked_again(asked, "Somebody like this is entered already.", note="Her sister.")
    assert_done(send(browser, "add_party", bare, **answers, known=str(known.pk)), bare)
    assert bare.parties.get().person == known
    assert_asked_again(send(browser, "add_party", bare, **answers, known="DIFFERENT"), "Write the reason.")
    assert_done(send(browser, "add_party", bare, **answers, known="DIFFERENT", why="Her cousin."), bare)
    assert Person.objects.count() == 2
    assert PairDecision.objects.get().reason == "Her cousin."


def test_same_person_in_the_same_role_is_told_once_is_enough(
    bare: Case, office: Office, desk: User, browser: Client
) -> None:
    known = enter_person(office=office, names=["Salma Al-Zahrawi"], by=desk)
    add_party(case=bare, person=known, role="victim", by=desk)
    answers = {"names": "Salma Al-Zahrawi", "known": str(known.pk), "role": "victim", "status": "unknown"}
    assert_asked_again(send(browser, "add_party", bare, **answers), "already has this role in the case")
    assert bare.parties.count() == 1


def test_verifier_adds_people_who_are_entered_and_enters_none(
    bare: Case, office: Office, desk: User, verifier: User, browse: Browse
) -> None:
    known = enter_person(office=office, names=["Salma Al-Zahrawi"], by=desk)
    browser = browse(verifier)
    answers = {"role": "witness", "status": "unknown"}
    assert_asked_again(send(browser, "add_party", bare, names="Nobody Known", **answers), "Ask a desk officer")
    assert_done(send(browser, "add_party", bare, names="Salma", known=str(known.pk), **answers), bare)


@pytest.mark.parametrize("name", ["add_engagement", "add_act", "add_source", "assess_link", "add_party"])
def test_empty_form_says_what_it_needs_at_the_top_and_at_each_question(name: str, bare: Case, browser: Client) -> None:
    answer = send(browser, name, bare)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "error-summary" in page
    for field in answer.context["form"].errors:
        assert f"id_{field}_error" in page


def test_megabyte_of_text_is_kept_whole(bare: Case, browser: Client) -> None:
    story = "كلمة " * 200_000
    assert_done(send(browser, "add_development", bare, kind="other", date="2026", text=story), bare)
    assert bare.developments.get().text == story.strip()
