"""What the pages about partners show to whom, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions import coordination, expertise, meetings, voices
from hirz.regional.partners.models import (
    Conveyance,
    ExpertiseRequest,
    Framework,
    JointPlan,
    PartnerContact,
    PartnerMeeting,
    PartnerPromise,
    PlannedAction,
    UnActivity,
    Voice,
)
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer
from tests.regional.partners.conftest import does
from tests.regional.recommendations.conftest import imported
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
MATRIX, PROMISES = "/partners/who-does-what/", "/partners/promises/"
SECRET = "Zafiramoon said so"
COSTS = (16, 11, 9, 17, 7, 14, 15, 16, 7, 11, 9, 7, 15)
"""Of the pages in the order of ``addresses``."""


def fill(
    officer: User, ministry: Organisation, society: Organisation, entity: Organisation, framework: Framework
) -> None:
    """One of everything more, in the layer that others would most like to see into."""
    meetings.add_contact(organisation=society, by=officer, name=SECRET)
    meeting = meetings.record_meeting(
        organisations=[ministry, society], state_code="KG", layer=Layer.INTERNAL, by=officer,
        on_date=date(2025, 1, 10), subject="Quiet archive", decisions=SECRET,
    )  # fmt: skip
    for layer, outcome in ((Layer.INTERNAL, ""), (Layer.GOVERNMENT, "KEPT"), (Layer.PARTNERS, "")):
        promise = meetings.record_promise(
            state_code="KG", layer=layer, by=officer, text=f"{SECRET} {layer}", made_date=date(2025, 1, 10),
            due_date=date(2025, 6, 30), promised_by=ministry, meeting=meeting,
        )  # fmt: skip
        if outcome:
            meetings.settle_promise(promise=promise, outcome=outcome, on_date=date(2025, 7, 10), by=officer)
    plan = meetings.make_plan(
        state_code="KG", layer=Layer.INTERNAL, by=officer, title="Wells", from_date=date(2025, 1, 1),
        until_date=date(2026, 1, 1),
    )  # fmt: skip
    meetings.add_planned_action(plan=JointPlan.objects.earliest("entered_at"), by=officer, text=SECRET, lead=ministry)
    meetings.add_planned_action(plan=plan, by=officer, text=SECRET)
    for layer in (Layer.INTERNAL, Layer.PARTNERS):
        does(
            entity, officer, title=f"Quiet wells {layer}", layer=layer, result=framework.results.get(number="1"),
            recommendations=list(Recommendation.objects.filter(paragraph="100.1")),
        )  # fmt: skip
    for answered in (False, True):
        request = expertise.record_request(
            state_code="KG", owner=officer, by=officer, subject="Quiet bail", question=SECRET, asked_by=society,
            asked_date=date(2025, 1, 1), due_date=date(2025, 2, 1),
        )  # fmt: skip
        if answered:
            expertise.answer_request(request=request, answer=SECRET, on_date=date(2025, 1, 20), by=officer)
    voices.record_voice(state_code="KG", by=officer, heard_date=date(2025, 3, 1), said=SECRET, speaker="Zarina Tolo")
    voice = Voice.objects.earliest("entered_at")
    voices.record_answer(voice=voice, by=officer, state="GIVEN", recipient=entity, how=SECRET)
    voices.convey_voice(voice=voice, recipient=entity, text=SECRET, with_name=False, by=officer)


@pytest.fixture
def more(
    officer: User, ministry: Organisation, society: Organisation, entity: Organisation, framework: Framework
) -> Callable[[], None]:
    names = "state,mechanism,symbol,paragraph,text,source\n"
    imported((names + "".join(f"KG,UPR,A/HRC/92/1,100.{n},Do {n},Report\n" for n in (1, 2))).encode())
    return lambda: fill(officer, ministry, society, entity, framework)


@pytest.fixture
def world(more: Callable[[], None]) -> None:
    more()


def addresses() -> list[str]:
    """In the order of ``COSTS``."""
    return [
        "/partners/", "/partners/contacts/", "/partners/meetings/", PROMISES, "/partners/plans/",
        reverse("partners:plan", args=[JointPlan.objects.earliest("entered_at").pk]),
        reverse("partners:meeting", args=[PartnerMeeting.objects.earliest("entered_at").pk]),
        f"{MATRIX}?state=KG&columns=outcome", "/partners/frameworks/",
        reverse("partners:framework", args=[Framework.objects.get().pk]), "/partners/requests/", "/partners/voices/",
        reverse("partners:voice", args=[Voice.objects.earliest("entered_at").pk]),
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, world: None, officer: User) -> None:
    client = signed_in(officer, language=language)
    for url in (*addresses(), MATRIX, f"{MATRIX}?rows=state&columns=theme&year=2025"):
        assert_good_page(client, url)
    for request in ExpertiseRequest.objects.all():
        assert_good_page(client, reverse("partners:request", args=[request.pk]))


def test_empty_pages_are_good_pages(officer: User) -> None:
    client = signed_in(officer)
    for name in ("overview", "contacts", "meetings", "promises", "plans", "matrix", "frameworks", "requests", "voices"):
        assert_good_page(client, reverse(f"partners:{name}"))


def test_gap_is_shown_as_a_gap_and_an_activity_counts_once(world: None, officer: User) -> None:
    shown = signed_in(officer).get(f"{MATRIX}?state=KG&columns=outcome").context
    entity = next(line for line in shown["lines"] if line.name == "Entity of Wells")
    assert [cell and len(cell) for cell in entity.cells] == [2, None]
    assert [gap.split()[0] for gap in shown["gaps"]] == ["2"]
    assert shown["count"] == 2
    assert [row.paragraph for row in shown["untouched"].rows] == ["100.2"]


def test_each_sees_only_what_is_shared_with_them_totals_included(
    world: None, officer: User, minister: User, advocate: User, delegate: User
) -> None:
    for user, activities, promises in ((officer, 2, 3), (minister, 0, 1), (advocate, 1, 1), (delegate, 1, 1)):
        client = signed_in(user)
        assert client.get(MATRIX, {"state": "KG"}).context["count"] == activities
        page = client.get(PROMISES)
        assert len(page.context["waiting"]) + len(page.context["settled"]) == promises
        assert page.content.decode().count(SECRET) == promises


def test_gaps_are_those_of_who_looks(world: None, minister: User) -> None:
    shown = signed_in(minister).get(f"{MATRIX}?state=KG&columns=outcome").context
    assert len(shown["gaps"]) == 2
    assert len(shown["untouched"].rows) == 2
    assert "Quiet wells" not in signed_in(minister).get(MATRIX).content.decode()


def test_what_is_the_offices_own_is_nowhere_for_others(
    world: None, clerk: User, neighbour: User, minister: User, advocate: User
) -> None:
    lists = ["/partners/", "/partners/contacts/", "/partners/requests/", "/partners/voices/"]
    voice = Voice.objects.get()
    rows = [
        reverse("partners:request", args=[ExpertiseRequest.objects.all()[0].pk]),
        *(reverse(f"partners:{name}", args=[voice.pk]) for name in ("voice", "convey_voice", "erase_voice")),
    ]
    for user in (clerk, minister, advocate):
        assert_nothing_here(signed_in(user), *lists, *rows)
    assert_nothing_here(signed_in(neighbour), *rows)
    for url in lists:
        page = signed_in(neighbour).get(url).content.decode()
        assert "Zafiramoon" not in page
        assert "Quiet" not in page


def test_meeting_and_plan_are_there_for_those_with_whom_they_are_shared(
    world: None, officer: User, minister: User, advocate: User
) -> None:
    shared: dict[str, Any] = {"state_code": "KG", "layer": Layer.GOVERNMENT, "by": officer}
    meeting = meetings.record_meeting(organisations=[], on_date=date(2025, 2, 1), subject="Shared", **shared)
    plan = meetings.make_plan(title="Common", from_date=date(2025, 1, 1), until_date=date(2026, 1, 1), **shared)
    pages = [reverse("partners:meeting", args=[meeting.pk]), reverse("partners:plan", args=[plan.pk])]
    for url in (*pages, "/partners/meetings/", "/partners/plans/"):
        page = assert_good_page(signed_in(minister), url)
        assert "Zafiramoon" not in page
        assert "Quiet" not in page
        assert "Wells" not in page
    assert_nothing_here(signed_in(advocate), *pages)
    assert "Shared" not in signed_in(advocate).get("/partners/meetings/").content.decode()


def test_second_wall_keeps_layers_and_what_is_internal(
    world: None, officer: User, clerk: User, minister: User, advocate: User
) -> None:
    models = (PartnerContact, PartnerMeeting, PartnerPromise, PlannedAction, UnActivity, ExpertiseRequest, Voice)
    for user, counts in (
        (officer, (1, 1, 3, 2, 2, 2, 1)), (clerk, (0,) * 7), (minister, (0, 0, 1, 0, 0, 0, 0)),
        (advocate, (0, 0, 1, 0, 1, 0, 0)),
    ):  # fmt: skip
        with standing(user):
            assert tuple(model.objects.count() for model in models) == counts, user.display_name


def test_who_read_what_was_said_in_confidence_is_on_record(world: None, officer: User) -> None:
    client = signed_in(officer)
    for url in addresses():
        client.get(url)
    read = set(Entry.objects.filter(verb__startswith="READ_", actor=officer).values_list("verb", flat=True))
    assert read >= {"READ_CONTACTS", "READ_MEETING", "READ_PROMISES", "READ_PLAN", "READ_VOICE"}


def test_words_searched_for_are_in_no_address_and_come_back(world: None, officer: User) -> None:
    page = signed_in(officer).post("/partners/requests/", {"words": "zafiramoon SAID"})
    assert len(page.context["found"]) == 1
    assert 'value="zafiramoon SAID"' in page.content.decode()


def test_pages_cost_the_same_however_much_is_on_record(
    world: None, more: Callable[[], None], officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(officer)
    costs = dict(zip(addresses(), COSTS, strict=True))
    for url, cost in costs.items():
        client.get(url)
        with django_assert_num_queries(cost):
            client.get(url)
    more()
    coordination.add_result(framework=Framework.objects.get(), by=officer, number="3", text="More")
    for url, cost in costs.items():
        with django_assert_num_queries(cost):
            client.get(url)


def test_who_was_there_is_told_to_the_office_alone(
    officer: User, minister: User, neighbour: User, ministry: Organisation, society: Organisation
) -> None:
    meeting = meetings.record_meeting(
        organisations=[ministry, society], state_code="KG", layer=Layer.PUBLIC, by=officer, on_date=date(2025, 1, 10),
        subject="Archive", participants="Zarinamoon Tolo of the society", decisions="It opens",
    )  # fmt: skip
    address = reverse("partners:meeting", args=[meeting.pk])
    assert "Zarinamoon" in assert_good_page(signed_in(officer), address)
    for user in (minister, neighbour):
        text = assert_good_page(signed_in(user), address)
        assert "It opens" in text
        assert "Zarinamoon" not in text


def test_forms_that_show_what_was_said_leave_a_reading(world: None, officer: User) -> None:
    client = signed_in(officer)
    for name, row, verb in (
        ("settle_promise", PartnerPromise.objects.filter(outcome="")[0], "READ_PROMISES"),
        ("move_planned_action", PlannedAction.objects.all()[0], "READ_PLAN"),
        ("answer_request", ExpertiseRequest.objects.get(answered_date=None), "READ_EXPERTISE"),
        ("hand_over_request", ExpertiseRequest.objects.get(answered_date=None), "READ_EXPERTISE"),
        ("record_return", Conveyance.objects.get(), "READ_VOICE"),
    ):
        before = Entry.objects.filter(verb=verb).count()
        assert SECRET in assert_good_page(client, reverse(f"partners:{name}", args=[row.pk]))
        assert Entry.objects.filter(verb=verb).count() == before + 1
