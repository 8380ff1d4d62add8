"""Reviews, visits and communications on record: who writes them, who sees them, what the calendar is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.regional.mechanisms.actions import record_event, remove_event
from hirz.regional.mechanisms.facts import calendar, facts_of
from hirz.regional.mechanisms.models import MechanismEvent
from hirz.regional.reviews.actions.communicating import (
    PublishedBefore,
    Sent,
    publish_communication,
    record_communication,
    record_reply,
)
from hirz.regional.reviews.actions.reviewing import (
    DocumentOutOfPlace,
    NamedDayNotKept,
    Told,
    hold_review,
    record_document,
    share_document,
)
from hirz.regional.reviews.actions.visiting import Met, NoStepToTakeBack, record_meeting, record_visit, take_back_step
from hirz.regional.reviews.models import (
    Communication,
    DocumentAddress,
    PreparationItem,
    Reply,
    Review,
    ReviewDocument,
    Visit,
    VisitMeeting,
    VisitStep,
)
from hirz.regional.reviews.tasks import tell_reviews_held
from hirz.regional.reviews.telling import EventWithOtherDays
from hirz.rules.layers import Layer
from hirz.rules.mechanism_facts import Stage
from hirz.rules.sp_communications import BeforeItWasSent
from hirz.rules.visits import Step, VisitStage
from tests.conftest import make_user
from tests.regional.reviews.conftest import Cast, association, dialogue, upr, words_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
PAST = TODAY - timedelta(days=100)


def sent(by: User, **more: object) -> Communication:
    told = {"reference": "AL XAM 5/2026", "procedures": ["torture"], "sent_date": PAST, **more}
    return record_communication(state_code="XM", sent=Sent(**told), by=by)  # type: ignore[arg-type]


def asked_for(by: User, layer: Layer = Layer.INTERNAL) -> Visit:
    first = Step(VisitStage.REQUESTED, PAST)
    return record_visit(state_code="XM", first=first, layer=layer, by=by, procedures=["torture"], source="Letter")


def documented(review: Review, by: User, layer: Layer = Layer.PUBLIC) -> ReviewDocument:
    told = Told(
        kind="national_report",
        symbol="A/1",
        on_date=PAST,
        source="Web",
        layer=layer,
        addresses={"en": "https://d.example"},
    )
    return record_document(review=review, told=told, by=by)


def test_review_that_was_held_moves_the_calendar_on(officer: User) -> None:
    review = upr(officer, held_date=PAST)
    facts = facts_of(["XM"], user=officer)
    owed = calendar(facts.values(), (), until=TODAY + timedelta(days=3000))
    assert {one.kind.value for one in owed} == {"UPR_REPORT", "UPR_REVIEW", "UPR_MID_TERM"}
    assert MechanismEvent.objects.get().session == review.session


def test_event_that_is_on_record_is_not_told_twice(officer: User) -> None:
    known = record_event(
        state_code="XM", by=officer, kind="upr_report_submitted", on_date=PAST, reference="A/1", source="Web"
    )
    assert documented(upr(officer), officer).event_id == known.pk
    assert MechanismEvent.objects.count() == 1


def test_event_on_record_with_other_days_is_not_passed_over(officer: User) -> None:
    review, later = dialogue(officer), TODAY + timedelta(days=900)
    record_event(
        state_code="XM", by=officer, kind="concluding_observations", treaty="cedaw", on_date=PAST, source="Web",
        next_date=later,
    )  # fmt: skip
    told = Told(kind="concluding_observations", symbol="C/1", on_date=PAST, source="Web", next_date=later)
    record_document(review=review, told=told, by=officer)
    with pytest.raises(EventWithOtherDays):
        record_document(review=review, told=replace(told, next_date=later + timedelta(days=1)), by=officer)
    assert ReviewDocument.objects.count() == MechanismEvent.objects.count() == 1


def test_event_removed_by_hand_leaves_the_document(officer: User) -> None:
    document = documented(upr(officer), officer)
    with standing(officer):
        remove_event(event=MechanismEvent.objects.get(), by=officer)
    document.refresh_from_db()
    assert document.symbol == "A/1"


def test_review_to_come_tells_nothing_until_its_day(officer: User) -> None:
    review = upr(officer, held_date=TODAY + timedelta(days=1))
    assert not MechanismEvent.objects.exists()
    hold_review(review=review, on_date=TODAY, by=officer)
    assert MechanismEvent.objects.get().kind == "upr_reviewed"


def test_day_that_comes_while_nobody_looks_is_told_by_itself_and_once(officer: User) -> None:
    review, yet_to_come = upr(officer), dialogue(officer, held_date=TODAY + timedelta(days=2))
    Review.objects.filter(pk=review.pk).update(held_date=TODAY)
    for _hour in range(2):
        tell_reviews_held(timestamp=0)
    event = MechanismEvent.objects.get()
    assert (event.kind, event.on_date, event.entered_by) == ("upr_reviewed", TODAY, None)
    yet_to_come.refresh_from_db()
    assert yet_to_come.held_event_id is None


def test_event_taken_off_by_hand_is_not_told_again_and_another_day_is(officer: User) -> None:
    review = upr(officer, held_date=PAST)
    with standing(officer):
        remove_event(event=MechanismEvent.objects.get(), by=officer)
    tell_reviews_held(timestamp=0)
    assert not MechanismEvent.objects.exists()
    hold_review(review=review, on_date=TODAY + timedelta(days=1), by=officer)
    Review.objects.update(held_date=TODAY)
    tell_reviews_held(timestamp=0)
    assert MechanismEvent.objects.get().on_date == TODAY


@pytest.mark.parametrize("days_ahead", [-10, 0, 30])
def test_review_moved_to_another_day_leaves_no_event_of_the_day_before(officer: User, days_ahead: int) -> None:
    review, day = upr(officer, held_date=PAST), TODAY + timedelta(days=days_ahead)
    with standing(officer):
        moved = hold_review(review=review, on_date=day, by=officer)
    told = {event.pk: event.on_date for event in MechanismEvent.objects.all()}
    assert told == ({moved.held_event_id: day} if days_ahead <= 0 else {})
    assert (moved.held_event_id is None) == (days_ahead > 0)
    taken_back = Entry.objects.get(verb="MECHANISM_EVENT_REMOVED")
    assert (taken_back.actor, taken_back.detail["on"]) == (officer, str(PAST))


def test_review_that_the_worker_told_meanwhile_is_moved_all_the_same(officer: User) -> None:
    review = upr(officer)
    Review.objects.filter(pk=review.pk).update(held_date=PAST)
    tell_reviews_held(timestamp=0)
    hold_review(review=review, on_date=TODAY, by=officer)
    assert MechanismEvent.objects.get().on_date == TODAY


def test_day_that_was_said_again_keeps_its_event(officer: User) -> None:
    review = upr(officer, held_date=PAST)
    hold_review(review=review, on_date=PAST, by=officer)
    assert MechanismEvent.objects.get().pk == review.held_event_id


def test_event_with_days_that_the_mechanism_named_is_not_dropped_with_the_day(officer: User) -> None:
    record_event(
        state_code="XM", by=officer, kind="upr_reviewed", on_date=PAST, source="Web",
        next_date=TODAY + timedelta(days=900),
    )  # fmt: skip
    review = upr(officer, held_date=PAST)
    with pytest.raises(EventWithOtherDays), transaction.atomic():
        hold_review(review=review, on_date=TODAY, by=officer)
    assert MechanismEvent.objects.get().on_date == Review.objects.get().held_date == PAST


def test_event_by_which_another_review_was_held_stays_when_one_is_moved(officer: User) -> None:
    first, second = (dialogue(officer, session=number, held_date=PAST) for number in (1, 2))
    moved = hold_review(review=first, on_date=TODAY, by=officer)
    told = {event.pk: event.on_date for event in MechanismEvent.objects.all()}
    assert told == {moved.held_event_id: TODAY, second.held_event_id: PAST}


def test_review_is_the_event_of_its_day_whatever_reference_that_has(officer: User) -> None:
    record_event(state_code="XM", by=officer, kind="upr_reviewed", on_date=PAST, reference="A/HRC/1/2", source="Web")
    upr(officer, held_date=PAST)
    assert MechanismEvent.objects.count() == 1


def test_named_day_is_kept_or_asked_about_but_never_dropped(officer: User) -> None:
    review, later = dialogue(officer), TODAY + timedelta(days=900)
    told = Told(kind="concluding_observations", on_date=PAST, source="Web", layer=Layer.INTERNAL)
    with pytest.raises(NamedDayNotKept):
        record_document(review=review, told=replace(told, follow_up_date=later), by=officer)
    document = record_document(review=review, told=told, by=officer)
    share_document(document=document, layer=Layer.PUBLIC, by=officer, follow_up_date=later)
    assert MechanismEvent.objects.get().follow_up_date == later
    with pytest.raises(NamedDayNotKept):
        share_document(document=document, layer=Layer.INTERNAL, by=officer, follow_up_date=later)


def test_same_review_twice_is_refused(officer: User) -> None:
    upr(officer)
    with pytest.raises(ValidationError):
        upr(officer)


def test_document_of_another_mechanism_is_refused(officer: User) -> None:
    with pytest.raises(DocumentOutOfPlace):
        record_document(review=upr(officer), told=Told(kind="concluding_observations", source="Web"), by=officer)


def test_who_does_not_cover_the_state_records_nothing(
    review: Review, reader: User, head_of_office: User, other_office: Office, cast: Cast
) -> None:
    elsewhere = make_user("elsewhere", other_office, "regional_officer")
    for user in (reader, head_of_office, elsewhere, cast.lead, cast.minister):
        for act in (upr, dialogue, asked_for, sent, lambda by: documented(review, by)):
            with pytest.raises(AccessDenied):
                act(user)


def test_failing_history_undoes_the_record_and_its_event(officer: User) -> None:
    review = upr(officer)
    with patch.object(Entry, "save", side_effect=OSError("disk full")), pytest.raises(OSError, match="disk"):
        documented(review, officer)
    assert not ReviewDocument.objects.exists()
    assert not MechanismEvent.objects.exists()


def test_reply_in_the_calendar_is_that_of_the_letter(officer: User) -> None:
    urgent = sent(officer, reference="UA XAM 6/2026")
    record_reply(communication=urgent, on_date=PAST + timedelta(days=31), kinds=["denied_event"], by=officer)
    publish_communication(communication=urgent, on_date=TODAY, by=officer)
    (owed,) = calendar(facts_of(["XM"], user=officer).values(), (), until=TODAY)
    assert owed.due_date == urgent.letter.due_date == PAST + timedelta(days=30)
    assert (owed.stage_on(TODAY), owed.fulfilled_date) == (Stage.FULFILLED, PAST + timedelta(days=31))


def test_reply_before_the_letter_and_a_second_publication_are_refused(officer: User) -> None:
    letter = sent(officer)
    with pytest.raises(BeforeItWasSent):
        record_reply(communication=letter, on_date=PAST - timedelta(days=1), kinds=["denied_event"], by=officer)
    publish_communication(communication=letter, on_date=TODAY, by=officer)
    with pytest.raises(PublishedBefore):
        publish_communication(communication=letter, on_date=TODAY, by=officer)


def test_database_shares_no_communication_before_it_is_published(officer: User) -> None:
    letter = sent(officer)
    with pytest.raises(IntegrityError, match="communication_public_as_published"), transaction.atomic():
        Communication.objects.filter(pk=letter.pk).update(layer=Layer.GOVERNMENT.value)


def test_first_step_of_a_visit_is_not_taken_back(officer: User) -> None:
    with pytest.raises(NoStepToTakeBack):
        take_back_step(visit=asked_for(officer), by=officer)


def test_who_was_met_lies_sealed(officer: User) -> None:
    met = association("Zafiramoon")
    meeting = Met(on_date=PAST, organisations=[met.pk], notes=words_of("Notes"))
    record_meeting(visit=asked_for(officer), met=meeting, by=officer)
    with connection.cursor() as cursor:
        cursor.execute("select row_to_json(one)::text from reviews_visitmeeting one")
        ((row,),) = cursor.fetchall()
    assert str(met.pk) not in row
    assert b"Zafiramoon".hex() not in row
    assert VisitMeeting.objects.get().organisations == [str(met.pk)]


def test_rows_are_behind_the_wall_by_their_layer(officer: User, reader: User, cast: Cast) -> None:
    visit, letter = asked_for(officer), sent(officer)
    record_reply(communication=letter, on_date=PAST, kinds=["denied_event"], by=officer)
    record_meeting(visit=visit, met=Met(on_date=PAST, notes="Said"), by=officer)
    documented(cast.report.review, officer, Layer.GOVERNMENT)
    hidden = (Visit, VisitStep, VisitMeeting, PreparationItem, Communication, Reply)
    for user, documents in ((reader, 0), (cast.lead, 0), (cast.minister, 1)):
        with standing(user):
            assert [model.objects.count() for model in hidden] == [0] * len(hidden)
            assert ReviewDocument.objects.count() == DocumentAddress.objects.count() == documents
            assert Review.objects.count() == 1


def test_database_lets_nobody_else_write(officer: User, reader: User, cast: Cast) -> None:
    visit = asked_for(officer, Layer.PUBLIC)
    for user in (reader, cast.lead, cast.minister):
        with standing(user):
            assert Visit.objects.filter(pk=visit.pk).update(source="Other") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), standing(user):
            VisitStep.objects.create(
                visit=visit, place=2, stage="declined", on_date=PAST, source="x", entered_by_id=user.pk
            )
