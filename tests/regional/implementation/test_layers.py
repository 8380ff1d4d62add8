"""What each of several people sees of implementation: filter and second wall say the same, and each their own layer."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from hirz.foundation.accounts.models import User
from hirz.foundation.keys.chain import keys_at_hand
from hirz.foundation.walls.standing import standing
from hirz.regional.implementation.actions.assessing import Said, assess
from hirz.regional.implementation.actions.evidence import enter_evidence
from hirz.regional.implementation.actions.updating import Content, draft_update, keep_draft, take_step
from hirz.regional.implementation.models import (
    Assessment,
    AssessmentCitation,
    Evidence,
    Measure,
    Plan,
    Reminder,
    ReportedValue,
    Responsibility,
    Stamp,
    Tie,
    Update,
    UpdateCitation,
)
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.follow_up import Step
from hirz.rules.layers import Layer
from tests.regional.implementation.conftest import Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
WHO = ("minister", "clerk", "inspector", "defender", "advocate", "officer", "elsewhere")
MODELS = (
    Plan, Measure, Tie, Responsibility, Update, Stamp, ReportedValue, Evidence, Assessment, UpdateCitation,
    AssessmentCitation, Reminder,
)  # fmt: skip
SHARED = {"clerk": Layer.GOVERNMENT, "defender": Layer.PARTNERS, "advocate": Layer.INTERNAL, "officer": Layer.PUBLIC}


@pytest.fixture
def world(measure: Measure, recommendation: Recommendation, cast: Cast) -> None:
    """Everybody assesses, with evidence, in a layer of their own; the Government and the office report."""
    said_by = {"clerk": "state", "defender": "nhri", "advocate": "civil_society", "officer": "un"}
    for who, layer in SHARED.items():
        user = getattr(cast, who)
        evidence, _new = enter_evidence(state_code="XM", by=user, layer=layer, kind="report", title=f"Of the {who}")
        said = Said(said_by=said_by[who], on_date=date(2026, 3, 1), degree="partial", evidence=[(evidence, "page 4")])
        assess(recommendation=recommendation, said=said, layer=layer, by=user)
    content = Content(for_date=DAY, progress="under_way", words="Lamps are lit")
    for by, layer in ((cast.inspector, Layer.PUBLIC), (cast.clerk, Layer.GOVERNMENT), (cast.officer, Layer.INTERNAL)):
        draft_update(measure=measure, content=content, layer=layer, by=by)
    handed = take_step(update=Update.objects.get(contributed_by=cast.interior), step=Step.SUBMIT, by=cast.inspector)
    take_step(update=handed, step=Step.VALIDATE, by=cast.officer)
    Reminder.objects.create(
        measure=measure, organisation=cast.ministry, for_date=DAY, level="focal_point", to=cast.clerk, number=1,
        on_date=DAY,
    )  # fmt: skip


@pytest.mark.parametrize("who", WHO)
def test_filter_and_wall_are_one(who: str, world: None, cast: Cast) -> None:
    user = getattr(cast, who)
    by_filter = {model: set(model._default_manager.visible_to(user).values_list("pk")) for model in MODELS}
    with standing(user):
        by_wall = {model: set(model._default_manager.values_list("pk")) for model in MODELS}
    assert by_wall == by_filter


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("clerk", {"state", "un"}),
        ("inspector", {"state", "un"}),
        ("defender", {"nhri", "un"}),
        ("advocate", {"nhri", "civil_society", "un"}),
        ("officer", {"state", "nhri", "civil_society", "un"}),
        ("elsewhere", {"un"}),
    ],
)
def test_each_sees_the_assessments_of_their_layer(who: str, seen: set[str], world: None, cast: Cast) -> None:
    with standing(getattr(cast, who)), keys_at_hand():
        assert set(Assessment.objects.values_list("said_by", flat=True)) == seen
        assert AssessmentCitation.objects.count() == Evidence.objects.count() == len(seen)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("clerk", {"draft", "validated"}),
        ("inspector", {"validated"}),
        ("defender", {"validated"}),
        ("officer", {"draft", "validated"}),
        ("elsewhere", {"validated"}),
    ],
)
def test_what_is_not_validated_is_between_writers_and_office(
    who: str, expected: set[str], world: None, cast: Cast
) -> None:
    with standing(getattr(cast, who)):
        assert set(Update.objects.values_list("state", flat=True)) == expected


def test_office_sees_no_draft_of_an_organisation(world: None, cast: Cast) -> None:
    with standing(cast.officer):
        assert not Update.objects.filter(contributed_by=cast.ministry).exists()
        take_step(update=Update.objects.get(contributed_by=None), step=Step.SUBMIT, by=cast.officer)
    draft = Update.objects.get(contributed_by=cast.ministry)
    with standing(cast.clerk):
        take_step(update=draft, step=Step.SUBMIT, by=cast.clerk)
    with standing(cast.officer):
        assert not Update.objects.filter(contributed_by=cast.ministry).exists()
    with standing(cast.minister):
        take_step(update=draft, step=Step.ENDORSE, by=cast.minister)
    with standing(cast.officer), keys_at_hand():
        assert Update.objects.get(contributed_by=cast.ministry).words == "Lamps are lit"
        returned = take_step(update=draft, step=Step.RETURN, by=cast.officer, reason="Which year?")
        assert [stamp.reason for stamp in returned.stamps.filter(step="return")] == ["Which year?"]
    with standing(cast.clerk), keys_at_hand():
        again = keep_draft(
            update=draft, content=Content(for_date=DAY, progress="done"), layer=Layer.GOVERNMENT, by=cast.clerk
        )
        assert [stamp.reason for stamp in again.stamps.filter(step="return")] == ["Which year?"]


def put(update: Update, by: User, **values: str) -> int:
    with standing(by), transaction.atomic():
        return Update.objects.filter(pk=update.pk).update(**values)


def test_only_who_validates_makes_it_stand_also_for_the_database(world: None, cast: Cast) -> None:
    draft = Update.objects.get(contributed_by=cast.ministry)
    with pytest.raises(DatabaseError):
        put(draft, cast.minister, state="validated")
    assert put(draft, cast.officer, state="validated") == 0
    assert put(draft, cast.clerk, progress="done") == 1


def test_nobody_enters_what_stands_already(measure: Measure, cast: Cast) -> None:
    row = Update(
        measure=measure, state_code="XM", for_date=DAY, progress="done", state="validated", layer="PUBLIC",
        contributed_by=cast.ministry, entered_by=cast.clerk,
    )  # fmt: skip
    with pytest.raises(DatabaseError), standing(cast.clerk):
        row.save(force_insert=True)


def test_nobody_but_the_job_reminds(measure: Measure, cast: Cast) -> None:
    for user in (cast.clerk, cast.officer):
        row = Reminder(measure=measure, organisation=cast.ministry, for_date=DAY, level="office", number=1, on_date=DAY)
        with pytest.raises(DatabaseError), standing(user):
            row.save(force_insert=True)


def test_nobody_cites_evidence_that_they_do_not_see(world: None, cast: Cast) -> None:
    hidden = Evidence.objects.get(contributed_by=cast.society)
    own = Update.objects.get(contributed_by=cast.ministry)
    with pytest.raises(DatabaseError), standing(cast.clerk):
        UpdateCitation(update=own, evidence=hidden).save(force_insert=True)
