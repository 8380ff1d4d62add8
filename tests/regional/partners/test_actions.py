"""Meetings, promises, plans, frameworks, activities and requests: what is refused, what ends, what is found again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.regional.organisations.contributions import waiting_for
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions import coordination, expertise, meetings
from hirz.regional.partners.actions.entering import NotYet, SettledAlready
from hirz.regional.partners.doing import done_in, untouched
from hirz.regional.partners.models import ExpertiseRequest, Framework, PartnerMeeting, PartnerPromise, UnActivity
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer, LayerNotOffered
from tests.conftest import make_user
from tests.regional.partners.conftest import does
from tests.regional.recommendations.conftest import imported

pytestmark = pytest.mark.django_db
PROMISE = {"text": "Zafiramoon opens the archive", "made_date": date(2025, 1, 10), "due_date": date(2025, 6, 30)}


def promised(by: User, **more: object) -> PartnerPromise:
    return meetings.record_promise(state_code="KG", by=by, **{"layer": Layer.INTERNAL, **PROMISE, **more})  # type: ignore[arg-type]


def asked(by: User, society: Organisation, **more: object) -> ExpertiseRequest:
    given = {
        "owner": by, "subject": "Bail", "question": "What do standards say?", "asked_date": date(2025, 1, 1),
        "due_date": date(2025, 2, 1), "asked_by": society, **more,
    }  # fmt: skip
    return expertise.record_request(state_code="KG", by=by, **given)  # type: ignore[arg-type]


def recommended(state: str = "KG") -> Recommendation:
    names = "state,mechanism,symbol,paragraph,text,source\n"
    imported((names + f"{state},UPR,A/HRC/92/1,100.1,Dig,Report\n{state},UPR,A/HRC/92/1,100.2,Judge,Report\n").encode())
    return Recommendation.objects.get(state_code=state, paragraph="100.1")


def test_words_of_a_promise_and_a_meeting_are_sealed(officer: User, ministry: Organisation) -> None:
    promised(officer, promised_by=ministry)
    meetings.record_meeting(
        organisations=[ministry], state_code="KG", layer=Layer.INTERNAL, by=officer, on_date=date(2025, 1, 10),
        subject="Archive", decisions="Zafiramoon opens it",
    )  # fmt: skip
    for row, attribute in ((PartnerPromise.objects.get(), "text"), (PartnerMeeting.objects.get(), "decisions")):
        assert b"Zafiramoon" not in row.__dict__[attribute].envelope
        assert "Zafiramoon" in getattr(row, attribute)


def test_promise_is_between_two_and_settled_once(officer: User, ministry: Organisation) -> None:
    for sides in ({}, {"promised_by": ministry, "promised_to": ministry}):
        with pytest.raises(meetings.PromiseToOneself):
            promised(officer, **sides)
    promise = promised(officer, promised_by=ministry)
    with pytest.raises(NotYet):
        meetings.settle_promise(
            promise=promise, outcome="KEPT", on_date=timezone.localdate() + timedelta(days=1), by=officer
        )
    meetings.settle_promise(promise=promise, outcome="BROKEN", on_date=date(2025, 7, 1), by=officer, note="Closed")
    with pytest.raises(SettledAlready):
        meetings.settle_promise(promise=promise, outcome="KEPT", on_date=date(2025, 7, 2), by=officer)
    assert PartnerPromise.objects.get().outcome == "BROKEN"


def test_promise_shared_with_the_government_waits_for_the_ministry_until_settled(
    officer: User, ministry: Organisation, minister: User, advocate: User
) -> None:
    promised(officer, promised_by=ministry)
    assert waiting_for(minister) == []
    promise = promised(officer, promised_by=ministry, layer=Layer.GOVERNMENT)
    (waiting,) = waiting_for(minister)
    assert waiting.due_date == PROMISE["due_date"]
    assert waiting_for(advocate) == []
    meetings.settle_promise(promise=promise, outcome="KEPT", on_date=date(2025, 7, 1), by=officer)
    assert waiting_for(minister) == []


def test_staff_of_another_office_enter_nothing_here(neighbour: User, ministry: Organisation) -> None:
    with pytest.raises(AccessDenied):
        promised(neighbour, promised_by=ministry)
    with pytest.raises(AccessDenied):
        meetings.add_contact(organisation=ministry, by=neighbour, name="Tolo")


def test_planned_action_goes_on_and_ends_after_it_began(officer: User, ministry: Organisation) -> None:
    plan = meetings.make_plan(
        state_code="KG", layer=Layer.GOVERNMENT, by=officer, title="Wells", from_date=date(2025, 1, 1),
        until_date=date(2026, 1, 1),
    )  # fmt: skip
    with pytest.raises(ValidationError):
        meetings.add_planned_action(
            plan=plan, by=officer, text="Dig", from_date=date(2025, 2, 1), until_date=date(2025, 1, 1)
        )
    action = meetings.add_planned_action(plan=plan, by=officer, text="Dig", lead=ministry)
    meetings.move_planned_action(planned=action, state="DONE", by=officer)
    action.refresh_from_db()
    assert (action.state, action.text) == ("DONE", "Dig")
    assert Entry.objects.filter(verb="PLANNED_ACTION_MOVED").count() == 1


def test_output_stands_under_an_outcome_of_its_own_framework(framework: Framework, officer: User) -> None:
    output = framework.results.get(number="1.1")
    other = coordination.record_framework(
        state_code="XM", by=officer, title="Other", from_year=2023, until_year=2027, source="Signed"
    )
    with pytest.raises(coordination.NotAnOutcome):
        coordination.add_result(framework=framework, by=officer, number="1.1.1", text="x", outcome=output)
    with pytest.raises(coordination.NotAnOutcome):
        coordination.add_result(framework=other, by=officer, number="1", text="x", outcome=output.outcome)
    with pytest.raises(coordination.NoSuchTarget):
        coordination.add_result(framework=other, by=officer, number="1", text="x", sdg_targets=["target_99_9"])


def test_result_answers_recommendations_of_its_own_state_all_or_none(framework: Framework, officer: User) -> None:
    here, elsewhere = recommended(), recommended("UZ")
    result = framework.results.get(number="1")
    with pytest.raises(coordination.OfAnotherState):
        coordination.map_result(result=result, recommendations=[here, elsewhere], by=officer)
    assert not result.recommendations.exists()
    coordination.map_result(result=result, recommendations=[here], by=officer)
    assert result.recommendations.get().recommendation == here


def test_activity_is_of_an_entity_and_of_one_state(
    framework: Framework, officer: User, entity: Organisation, ministry: Organisation
) -> None:
    with pytest.raises(coordination.NoEntity):
        does(ministry, officer)
    with pytest.raises(coordination.OfAnotherState):
        does(entity, officer, recommendations=[recommended("UZ")])
    with pytest.raises(coordination.OfAnotherState):
        does(entity, officer, state_code="XM", result=framework.results.get(number="1"))
    assert not UnActivity.objects.exists()


def test_entity_records_its_own_activities_and_removes_them(
    entity: Organisation, delegate: User, officer: User
) -> None:
    own = does(entity, delegate)
    assert own.contributed_by == entity
    theirs = does(entity, officer, title="Of the office")
    with pytest.raises(LayerNotOffered):
        does(entity, delegate, layer=Layer.GOVERNMENT)
    with pytest.raises(AccessDenied):
        coordination.remove_activity(activity=theirs, by=delegate)
    coordination.remove_activity(activity=own, by=delegate)
    assert list(UnActivity.objects.all()) == [theirs]


def test_entity_cannot_speak_for_another(delegate: User, office: Office) -> None:
    other = Organisation.objects.create(names={"en": "Entity of Courts"}, kind="un_entity", state_code="KG")
    with pytest.raises(AccessDenied):
        does(other, delegate)


def test_output_counts_for_its_outcome_and_year_and_state_are_asked_for(
    framework: Framework, entity: Organisation, officer: User
) -> None:
    does(entity, officer, result=framework.results.get(number="1.1"))
    (found,) = done_in(officer)
    assert found.outcome == str(framework.results.get(number="1").pk)
    assert len(done_in(officer, state="KG", year=2025)) == 1
    assert done_in(officer, state="XM") == []
    assert done_in(officer, year=2024) == []


def test_recommendation_without_an_activity_is_a_gap_for_who_may_not_see_the_activity(
    entity: Organisation, officer: User, minister: User
) -> None:
    first = recommended()
    does(entity, officer, recommendations=[first])
    assert list(untouched(officer, "KG").values_list("paragraph", flat=True)) == ["100.2"]
    assert untouched(minister, "KG").count() == 2


def test_request_is_answered_once_by_somebody_who_can(
    officer: User, society: Organisation, clerk: User, neighbour: User, office: Office
) -> None:
    for cannot in (clerk, neighbour):
        with pytest.raises(expertise.OwnerCannot):
            asked(officer, society, owner=cannot)
    request = asked(officer, society)
    colleague = make_user("colleague", office, "country_desk")
    expertise.hand_over(request=request, owner=colleague, by=officer)
    with pytest.raises(expertise.AnswerSaysNothing):
        expertise.answer_request(request=request, answer=" ", on_date=date(2025, 1, 20), by=officer)
    expertise.answer_request(request=request, answer="Bail is the rule", on_date=date(2025, 1, 20), by=officer)
    with pytest.raises(SettledAlready):
        expertise.answer_request(request=request, answer="No", on_date=date(2025, 1, 21), by=officer)
    with pytest.raises(SettledAlready):
        expertise.hand_over(request=request, owner=officer, by=officer)
    assert ExpertiseRequest.objects.get().owner == colleague


@pytest.mark.parametrize(
    ("words", "found"),
    [("залог", 1), ("ЗАЛОГ bail", 1), ("bail absent", 0), ("bail", 2), ("  ", 0), ("standards", 2)],
)
def test_earlier_answer_is_found_by_all_words_in_any_spelling(
    words: str, found: int, officer: User, society: Organisation
) -> None:
    for answer in ("Bail is the rule", "Залог: the exception"):
        request = asked(officer, society)
        expertise.answer_request(request=request, answer=answer, on_date=date(2025, 1, 20), by=officer)
    asked(officer, society, subject="Not answered yet, on bail")
    assert len(expertise.earlier_answers(words=words, by=officer)) == found
    assert Entry.objects.filter(verb="READ_EXPERTISE_FOUND").exists()


def test_answers_of_other_offices_are_not_searched(officer: User, neighbour: User, society: Organisation) -> None:
    request = asked(officer, society)
    expertise.answer_request(request=request, answer="Bail", on_date=date(2025, 1, 20), by=officer)
    assert expertise.earlier_answers(words="bail", by=neighbour) == []


def test_what_another_settled_meanwhile_stays(officer: User, ministry: Organisation, society: Organisation) -> None:
    promise, request = promised(officer, promised_by=ministry), asked(officer, society)
    as_it_was, unanswered = PartnerPromise.objects.get(), ExpertiseRequest.objects.get()
    meetings.settle_promise(promise=promise, outcome="BROKEN", on_date=date(2025, 7, 1), by=officer)
    expertise.answer_request(request=request, answer="They say much", on_date=date(2025, 1, 20), by=officer)
    for act in (
        lambda: meetings.settle_promise(promise=as_it_was, outcome="KEPT", on_date=date(2025, 7, 2), by=officer),
        lambda: meetings.change_promise(promise=as_it_was, text="Less", due_date=None, by=officer),
        lambda: expertise.answer_request(request=unanswered, answer="Little", on_date=date(2025, 1, 21), by=officer),
        lambda: expertise.hand_over(request=unanswered, owner=officer, by=officer),
    ):
        with pytest.raises(SettledAlready):
            act()
    assert PartnerPromise.objects.get().outcome == "BROKEN"
    assert ExpertiseRequest.objects.get().answer == "They say much"
