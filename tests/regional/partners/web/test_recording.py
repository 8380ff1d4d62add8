"""Recording with partners in the page: what is sent is on record, what is refused comes back as it was typed."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from pytest_django import Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.models import UnitKey
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners import models
from hirz.regional.partners.actions import meetings, voices
from hirz.rules.layers import Layer
from tests.regional.partners.conftest import does
from tests.regional.recommendations.conftest import imported
from tests.reprisals.people.web.pages import assert_good_page, signed_in

pytestmark = pytest.mark.django_db
TYPED = "What I typed"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_forms_are_good_pages(
    language: str, officer: User, ministry: Organisation, framework: models.Framework
) -> None:
    client = signed_in(officer, language=language)
    for name in (
        "add_contact", "add_meeting", "add_promise", "add_plan", "add_activity", "add_framework", "add_request",
        "add_voice",
    ):  # fmt: skip
        assert_good_page(client, reverse(f"partners:{name}"))
    meeting = meetings.record_meeting(
        organisations=[], state_code="KG", layer=Layer.INTERNAL, by=officer, on_date=date(2025, 1, 1), subject="x"
    )
    voice = voices.record_voice(state_code="KG", by=officer, heard_date=date(2025, 1, 1), said="x")
    for name, pk in (
        ("add_promise_of_meeting", meeting.pk), ("add_result", framework.pk), ("record_voice_consent", voice.pk),
        ("convey_voice", voice.pk), ("erase_voice", voice.pk),
        ("map_result", framework.results.earliest("number").pk),
    ):  # fmt: skip
        assert_good_page(client, reverse(f"partners:{name}", args=[pk]))


def test_contact_is_added_and_leaves_the_list(officer: User, society: Organisation) -> None:
    client = signed_in(officer)
    given = {"organisation": str(society.pk), "name": "Tolo", "reached": "Only by letter"}
    client.post("/partners/contacts/add/", given)
    row = models.PartnerContact.objects.get()
    assert (row.name, row.reached, row.state_code) == ("Tolo", "Only by letter", "KG")
    client.post(reverse("partners:end_contact", args=[row.pk]), {"until_date": "2025-01-01"})
    assert client.get("/partners/contacts/").context["page"].rows == []
    assert not UnitKey.objects.filter(pk=row.pk).exists()


def test_meeting_with_its_promise_is_recorded_and_settled(officer: User, ministry: Organisation) -> None:
    client = signed_in(officer)
    given = {
        "state_code": "KG", "on_date": "2025-01-10", "subject": "Archive", "decisions": TYPED, "layer": "INTERNAL",
        "organisations": [str(ministry.pk)],
    }  # fmt: skip
    late = client.post("/partners/meetings/add/", {**given, "on_date": "2999-01-01"})
    assert TYPED in late.content.decode()
    client.post("/partners/meetings/add/", given)
    meeting = models.PartnerMeeting.objects.get()
    assert meeting.parties.get().organisation == ministry
    url = reverse("partners:add_promise_of_meeting", args=[meeting.pk])
    promise = {
        "text": TYPED, "made_date": "2025-01-10", "due_date": "2025-06-30", "state_code": "KG", "layer": "INTERNAL",
    }  # fmt: skip
    both_the_office = client.post(url, promise)
    assert both_the_office.context["form"].non_field_errors()
    assert TYPED in both_the_office.content.decode()
    answer = client.post(url, {**promise, "promised_by": str(ministry.pk)})
    assert answer["Location"] == reverse("partners:meeting", args=[meeting.pk])
    row = models.PartnerPromise.objects.get()
    client.post(reverse("partners:settle_promise", args=[row.pk]), {"outcome": "KEPT", "on_date": "2025-07-01"})
    (shown,) = client.get("/partners/promises/").context["settled"]
    assert shown.stage == "KEPT_LATE"


def test_plan_and_its_actions(officer: User, ministry: Organisation) -> None:
    client = signed_in(officer)
    given = {
        "title": "Wells",
        "state_code": "KG",
        "from_date": "2025-01-01",
        "until_date": "2024-01-01",
        "layer": "GOVERNMENT",
    }
    assert client.post("/partners/plans/add/", given).context["form"].errors
    client.post("/partners/plans/add/", {**given, "until_date": "2025-12-01"})
    plan = models.JointPlan.objects.get()
    client.post(
        reverse("partners:add_planned_action", args=[plan.pk]),
        {"text": TYPED, "lead": str(ministry.pk), "state": "PLANNED"},
    )
    action = models.PlannedAction.objects.get()
    client.post(reverse("partners:move_planned_action", args=[action.pk]), {"state": "UNDER_WAY"})
    action.refresh_from_db()
    assert (action.state, action.lead, action.text) == ("UNDER_WAY", ministry, TYPED)


def test_framework_is_recorded_with_results_and_mapped(officer: User) -> None:
    client = signed_in(officer)
    given = {"state_code": "KG", "title": "Framework", "from_year": "2023", "until_year": "2027", "source": "Signed"}
    client.post("/partners/frameworks/add/", given)
    framework = models.Framework.objects.get()
    url = reverse("partners:add_result", args=[framework.pk])
    client.post(url, {"number": "1", "text": "Water", "sdg_targets": ["target_16_3", "target_6_1"]})
    outcome = framework.results.get()
    assert outcome.sdg_targets == ["target_16_3", "target_6_1"]
    assert client.post(url, {"number": "1", "text": TYPED}).context["form"].errors
    client.post(url, {"number": "1.1", "text": "Wells", "outcome": str(outcome.pk)})
    imported(b"state,mechanism,symbol,paragraph,text,source\nKG,UPR,A/HRC/92/1,100.1,Dig,Report\n")
    page = client.post(
        reverse("partners:map_result", args=[outcome.pk]), {"recommendations": "A/HRC/92/1 100.1\nA/HRC/92/1 7"}
    )
    assert "A/HRC/92/1 7" in str(page.context["form"].errors)
    client.post(reverse("partners:map_result", args=[outcome.pk]), {"recommendations": " A/HRC/92/1  100.1 \n"})
    assert outcome.recommendations.count() == 1


ACTIVITY = {
    "title": "Dig wells", "state_code": "KG", "from_date": "2025-01-01", "until_date": "2025-06-01",
    "themes": ["education"], "layer": "PARTNERS",
}  # fmt: skip


def test_entity_records_its_own_activity_in_the_page_and_removes_it(
    delegate: User, entity: Organisation, officer: User
) -> None:
    client = signed_in(delegate)
    form = client.get("/partners/activities/add/").context["form"]
    assert [name for _key, name in form.fields["entity"].choices][1:] == ["Entity of Wells"]
    client.post("/partners/activities/add/", {**ACTIVITY, "entity": str(entity.pk)})
    row = models.UnActivity.objects.get()
    assert (row.contributed_by, row.themes) == (entity, ["education"])
    theirs = does(entity, officer, title="Of the office")
    assert client.post(reverse("partners:remove_activity", args=[theirs.pk])).status_code == 404
    client.post(reverse("partners:remove_activity", args=[row.pk]))
    assert list(models.UnActivity.objects.all()) == [theirs]


def test_only_the_office_and_entities_record_activities(advocate: User, minister: User) -> None:
    for user in (advocate, minister):
        assert signed_in(user).get("/partners/activities/add/").status_code == 404
        assert signed_in(user).get("/partners/who-does-what/").status_code == 200


def test_request_is_recorded_and_answered(officer: User, society: Organisation) -> None:
    client = signed_in(officer)
    given = {
        "subject": "Bail", "question": TYPED, "state_code": "KG", "asked_date": "2025-01-01", "due_date": "2025-02-01",
        "asked_by": str(society.pk), "owner": str(officer.pk),
    }  # fmt: skip
    assert TYPED in client.post("/partners/requests/add/", {**given, "due_date": "2024-01-01"}).content.decode()
    client.post("/partners/requests/add/", given)
    row = models.ExpertiseRequest.objects.get()
    client.post(reverse("partners:answer_request", args=[row.pk]), {"on_date": "2025-01-20", "answer": "The rule"})
    row.refresh_from_db()
    assert (row.answer, row.answered_date) == ("The rule", date(2025, 1, 20))


def test_voice_is_conveyed_in_the_page_only_after_consent(
    officer: User, entity: Organisation, settings: Settings
) -> None:
    client = signed_in(officer)
    client.post(
        "/partners/voices/add/", {"state_code": "KG", "heard_date": "2025-03-01", "said": "Dry", "speaker": "Tolo"}
    )
    voice = models.Voice.objects.get()
    url = reverse("partners:convey_voice", args=[voice.pk])
    given = {"recipient": str(entity.pk), "text": TYPED}
    refused = client.post(url, given)
    assert "Ask first" in str(refused.context["form"].errors)
    assert TYPED in refused.content.decode()
    client.post(
        reverse("partners:record_voice_consent", args=[voice.pk]), {"recipient": str(entity.pk), "state": "GIVEN"}
    )
    named = client.post(url, {**given, "text": f"{TYPED} by Tolo"})
    assert "holds a name" in str(named.context["form"].errors)
    client.post(url, given)
    conveyance = models.Conveyance.objects.get()
    client.post(
        reverse("partners:record_return", args=[conveyance.pk]), {"on_date": "2025-04-01", "answer": "A pump is sent"}
    )
    assert "A pump is sent" in assert_good_page(client, reverse("partners:voice", args=[voice.pk]))


def test_voice_is_erased_only_when_it_is_sent(officer: User) -> None:
    client = signed_in(officer)
    voice = voices.record_voice(state_code="KG", by=officer, heard_date=date(2025, 1, 1), said="Zafiramoon")
    url = reverse("partners:erase_voice", args=[voice.pk])
    client.get(url)
    voice.refresh_from_db()
    assert voice.erased_at is None
    client.post(url)
    assert "Zafiramoon" not in assert_good_page(client, reverse("partners:voice", args=[voice.pk]))
    assert client.get(url).status_code == 404
