"""An update from its draft to what stands: who moves it, what each step leaves, and that it is not changed any more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.regional.implementation.actions.planning import add_indicator
from hirz.regional.implementation.actions.updating import (
    Content,
    IndicatorOfAnotherMeasure,
    Reported,
    UpdateAhead,
    UpdateBegunAlready,
    UpdateNotOpen,
    UpdateSaysNothing,
    draft_update,
    keep_draft,
    take_step,
)
from hirz.regional.implementation.models import Measure, ReportedPart, Stamp, Update
from hirz.rules.follow_up import ReturnedWithoutReason, Step, StepNotOffered, UpdateState, ValidatedByItsWriter
from hirz.rules.layers import Layer, LayerNotOffered
from hirz.rules.reminding import OPENS
from tests.regional.implementation.conftest import Cast

pytestmark = pytest.mark.django_db
SAYS = Content(for_date=date(2026, 6, 30), progress="under_way", words="Forty thousand books are printed.")


def drafted(measure: Measure, by: User, content: Content = SAYS, layer: Layer = Layer.GOVERNMENT) -> Update:
    return draft_update(measure=measure, content=content, layer=layer, by=by)


def taken(update: Update, *steps: tuple[Step, User]) -> Update:
    for step, by in steps:
        update = take_step(update=update, step=step, by=by, reason="Which year?" if step is Step.RETURN else "")
    return update


def test_update_goes_by_the_authority_and_the_office_and_then_stands(measure: Measure, cast: Cast) -> None:
    update = taken(
        drafted(measure, cast.clerk),
        (Step.SUBMIT, cast.clerk), (Step.ENDORSE, cast.minister), (Step.VALIDATE, cast.officer),
    )  # fmt: skip
    assert update.stands
    assert [(stamp.step, stamp.by, stamp.for_organisation) for stamp in update.stamps.all()] == [
        ("submit", cast.clerk, cast.ministry),
        ("endorse", cast.minister, cast.ministry),
        ("validate", cast.officer, None),
    ]


def test_organisation_without_another_authority_hands_in_to_the_office(measure: Measure, cast: Cast) -> None:
    assert taken(drafted(measure, cast.inspector), (Step.SUBMIT, cast.inspector)).state == UpdateState.WITH_OFFICE


def test_what_is_returned_keeps_its_reason_and_every_stamp(measure: Measure, cast: Cast) -> None:
    update = taken(
        drafted(measure, cast.inspector), (Step.SUBMIT, cast.inspector), (Step.RETURN, cast.officer),
    )  # fmt: skip
    assert update.state == UpdateState.RETURNED
    update = keep_draft(update=update, content=SAYS, layer=Layer.GOVERNMENT, by=cast.inspector)
    assert update.state == UpdateState.DRAFT
    taken(update, (Step.SUBMIT, cast.inspector), (Step.VALIDATE, cast.officer))
    stamps = Stamp.objects.filter(update=update)
    assert [stamp.step for stamp in stamps] == ["submit", "return", "rework", "submit", "validate"]
    assert [stamp.reason for stamp in stamps if stamp.step == "return"] == ["Which year?"]


def test_return_without_reason_is_refused(measure: Measure, cast: Cast) -> None:
    update = taken(drafted(measure, cast.inspector), (Step.SUBMIT, cast.inspector))
    with pytest.raises(ReturnedWithoutReason):
        take_step(update=update, step=Step.RETURN, by=cast.officer, reason=" ")
    assert update.stamps.count() == 1


def test_office_does_not_validate_what_it_wrote_itself_alone(measure: Measure, cast: Cast) -> None:
    update = taken(drafted(measure, cast.officer, layer=Layer.INTERNAL), (Step.SUBMIT, cast.officer))
    with pytest.raises(ValidatedByItsWriter):
        take_step(update=update, step=Step.VALIDATE, by=cast.officer)
    assert taken(update, (Step.VALIDATE, cast.colleague)).stands


@pytest.mark.parametrize("who", ["clerk", "minister", "inspector", "defender", "advocate", "elsewhere"])
def test_nobody_but_the_office_of_the_state_validates(who: str, measure: Measure, cast: Cast) -> None:
    update = taken(drafted(measure, cast.clerk), (Step.SUBMIT, cast.clerk), (Step.ENDORSE, cast.minister))
    with pytest.raises((AccessDenied, StepNotOffered, ValidatedByItsWriter)):
        take_step(update=update, step=Step.VALIDATE, by=getattr(cast, who))
    update.refresh_from_db()
    assert update.state == UpdateState.WITH_OFFICE


@pytest.mark.parametrize("who", ["inspector", "advocate", "officer", "elsewhere"])
def test_nobody_writes_on_the_draft_of_another(who: str, measure: Measure, cast: Cast) -> None:
    update = drafted(measure, cast.clerk)
    with pytest.raises((AccessDenied, LayerNotOffered)):
        keep_draft(update=update, content=SAYS, layer=Layer.GOVERNMENT, by=getattr(cast, who))


def test_what_was_handed_in_is_changed_only_after_it_was_taken_back(measure: Measure, cast: Cast) -> None:
    update = taken(drafted(measure, cast.inspector), (Step.SUBMIT, cast.inspector))
    with pytest.raises(UpdateNotOpen):
        keep_draft(update=update, content=SAYS, layer=Layer.GOVERNMENT, by=cast.inspector)
    assert taken(update, (Step.TAKE_BACK, cast.inspector)).state == UpdateState.DRAFT


def test_draft_may_be_empty_but_is_not_handed_in_like_that(measure: Measure, cast: Cast) -> None:
    update = drafted(measure, cast.clerk, Content(for_date=SAYS.for_date))
    with pytest.raises(UpdateSaysNothing):
        take_step(update=update, step=Step.SUBMIT, by=cast.clerk)


def test_day_far_ahead_is_not_handed_in_and_silences_no_reminder(measure: Measure, cast: Cast) -> None:
    content = Content(for_date=timezone.localdate() + OPENS + timedelta(days=1), progress="under_way")
    update = draft_update(measure=measure, content=content, layer=Layer.GOVERNMENT, by=cast.clerk)
    with pytest.raises(UpdateAhead):
        take_step(update=update, step=Step.SUBMIT, by=cast.clerk)
    within = replace(content, for_date=timezone.localdate() + OPENS)
    update = keep_draft(update=update, content=within, layer=Layer.GOVERNMENT, by=cast.clerk)
    assert take_step(update=update, step=Step.SUBMIT, by=cast.clerk).state == UpdateState.WITH_AUTHORITY


def test_one_update_is_written_at_a_time(measure: Measure, cast: Cast) -> None:
    drafted(measure, cast.clerk)
    with pytest.raises(UpdateBegunAlready):
        drafted(measure, cast.minister)
    assert drafted(measure, cast.inspector).contributed_by == cast.interior


def test_side_of_the_government_shares_nothing_with_partners(measure: Measure, cast: Cast) -> None:
    with pytest.raises(LayerNotOffered):
        drafted(measure, cast.clerk, layer=Layer.PARTNERS)


def test_values_come_with_their_parts_and_are_replaced_with_the_draft(measure: Measure, cast: Cast) -> None:
    indicator = add_indicator(measure=measure, kind="process", title="Books printed", unit="books", by=cast.clerk)
    reported = Reported(
        indicator=indicator, starts_date=date(2026, 1, 1), ends_date=date(2026, 6, 30), value=Decimal("0.3"),
        parts={"place_urban": Decimal("0.1"), "place_rural": Decimal("0.2")},
    )  # fmt: skip
    update = drafted(measure, cast.clerk, Content(for_date=SAYS.for_date, values=[reported]))
    assert {part.category: part.number for part in ReportedPart.objects.all()} == reported.parts
    keep_draft(update=update, content=SAYS, layer=Layer.GOVERNMENT, by=cast.clerk)
    assert not ReportedPart.objects.exists()


def test_value_of_another_measure_or_period_is_refused(measure: Measure, cast: Cast) -> None:
    other = Measure.objects.create(state_code="XM", title="Other", starts_date=date(2026, 1, 1))
    indicator = add_indicator(measure=other, kind="process", title="Doors", by=cast.officer)
    reported = Reported(
        indicator=indicator, starts_date=date(2026, 1, 1), ends_date=date(2025, 6, 30), value=Decimal(1)
    )
    with pytest.raises(IndicatorOfAnotherMeasure):
        drafted(measure, cast.clerk, Content(for_date=SAYS.for_date, values=[reported]))
    with pytest.raises(ValidationError):
        drafted(other, cast.officer, Content(for_date=SAYS.for_date, values=[reported]), layer=Layer.INTERNAL)


def stood(measure: Measure, cast: Cast) -> Update:
    return taken(drafted(measure, cast.inspector), (Step.SUBMIT, cast.inspector), (Step.VALIDATE, cast.officer))


def changed_words(update: Update) -> None:
    update.words = "Sixty thousand."
    update.save()


def changed_state(update: Update) -> None:
    Update.objects.filter(pk=update.pk).update(state=UpdateState.DRAFT)


def changed_stamp(update: Update) -> None:
    Stamp.objects.filter(update=update).update(step="validate")


def removed_stamps(update: Update) -> None:
    Stamp.objects.filter(update=update).delete()


@pytest.mark.parametrize("change", [changed_words, changed_state, changed_stamp, removed_stamps])
def test_database_itself_keeps_what_stands(change: Callable[[Update], None], measure: Measure, cast: Cast) -> None:
    update = stood(measure, cast)
    with pytest.raises(DatabaseError, match=r"append-only|what stands"), transaction.atomic():
        change(update)


def test_layer_of_what_stands_can_change(measure: Measure, cast: Cast) -> None:
    update = stood(measure, cast)
    update.layer = Layer.PUBLIC
    update.save()
    update.refresh_from_db()
    assert update.layer == Layer.PUBLIC
