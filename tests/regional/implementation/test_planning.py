"""Who enters plans and measures, and what belongs together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.audit.models import Entry
from hirz.foundation.walls.standing import standing
from hirz.regional.implementation.actions.assessing import (
    AssessedAhead,
    GradeOfAnotherCommittee,
    PartOfAnotherRecommendation,
    Said,
    SourceOfAnotherKind,
    assess,
)
from hirz.regional.implementation.actions.planning import (
    IndicatorReported,
    PlanOfAnother,
    TiedAlready,
    TieToAnotherState,
    add_budget_line,
    add_indicator,
    add_measure,
    add_plan,
    change_measure,
    make_responsible,
    remove_indicator,
    tie,
)
from hirz.regional.implementation.actions.sharing import share
from hirz.regional.implementation.actions.updating import Content, Reported, draft_update
from hirz.regional.implementation.models import Assessment, Measure, Responsibility
from hirz.regional.implementation.queries import index_for
from hirz.regional.implementation.web.gathering_measures import budget_sums
from hirz.regional.recommendations.actions import remove_part
from hirz.regional.recommendations.holding import StillHeld
from hirz.regional.recommendations.models import Part, Recommendation
from hirz.rules.assessments import Agreement, degree_of_grade
from hirz.rules.layers import Layer, LayerNotOffered
from tests.regional.contributors import make_organisation
from tests.regional.implementation.conftest import STARTS, Cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.mark.parametrize("who", ["inspector", "advocate", "officer", "elsewhere"])
def test_measure_is_changed_by_its_contributor_alone(who: str, measure: Measure, cast: Cast) -> None:
    user = getattr(cast, who)
    with pytest.raises(AccessDenied):
        change_measure(measure=measure, by=user, title="Ours now")
    with pytest.raises(AccessDenied):
        make_responsible(measure=measure, organisation=cast.society, role="lead", by=user)
    with pytest.raises(AccessDenied):
        add_budget_line(measure=measure, by=user, kind="spent", year=2026, amount=Decimal(1), currency="KGS")


def test_nobody_enters_what_is_not_of_their_state(cast: Cast) -> None:
    for who, state_code in (("clerk", "KG"), ("elsewhere", "XM"), ("clerk", "")):
        with pytest.raises(AccessDenied):
            add_plan(state_code=state_code, by=getattr(cast, who), layer=Layer.INTERNAL, kind="sector", title="Plan")


def test_partners_share_nothing_with_the_government(cast: Cast) -> None:
    with pytest.raises(LayerNotOffered):
        add_plan(state_code="XM", by=cast.advocate, layer=Layer.GOVERNMENT, kind="sector", title="Plan")


def test_measure_belongs_to_a_plan_of_its_own_contributor(cast: Cast) -> None:
    plan = add_plan(state_code="XM", by=cast.officer, layer=Layer.PUBLIC, kind="office", title="Ours")
    with pytest.raises(PlanOfAnother):
        add_measure(state_code="XM", by=cast.clerk, layer=Layer.PUBLIC, title="Print", starts_date=STARTS, plan=plan)


def test_tie_is_to_the_same_state_once_and_to_its_own_part(
    measure: Measure, recommendations: list[Recommendation], recommendation: Recommendation, cast: Cast
) -> None:
    with pytest.raises(TiedAlready):
        tie(measure=measure, recommendation=recommendation, by=cast.clerk)
    foreign = Part.objects.create(recommendation=recommendations[1], order=1, text="Other", made_by=cast.officer)
    with pytest.raises(TieToAnotherState):
        tie(measure=measure, recommendation=recommendation, part=foreign, by=cast.clerk)
    Recommendation.objects.filter(pk=recommendations[1].pk).update(state_code="KG")
    with pytest.raises(TieToAnotherState):
        tie(measure=measure, recommendation=Recommendation.objects.get(pk=recommendations[1].pk), by=cast.clerk)


def test_organisation_named_again_has_its_new_role(measure: Measure, cast: Cast) -> None:
    make_responsible(measure=measure, organisation=cast.ministry, role="consulted", by=cast.clerk)
    assert Responsibility.objects.get().role == "consulted"


def test_indicator_with_values_stays(measure: Measure, cast: Cast) -> None:
    indicator = add_indicator(measure=measure, by=cast.clerk, kind="outcome", title="Readers")
    reported = Reported(indicator=indicator, starts_date=STARTS, ends_date=DAY, value=Decimal(1))
    draft_update(
        measure=measure, content=Content(for_date=DAY, values=[reported]), layer=Layer.GOVERNMENT, by=cast.clerk
    )
    with pytest.raises(IndicatorReported):
        remove_indicator(indicator=indicator, by=cast.clerk)


def test_indicator_with_values_that_its_owner_does_not_see_stays_too(measure: Measure, cast: Cast) -> None:
    indicator = add_indicator(measure=measure, by=cast.clerk, kind="outcome", title="Readers")
    reported = Reported(indicator=indicator, starts_date=STARTS, ends_date=DAY, value=Decimal(1))
    draft_update(
        measure=measure, content=Content(for_date=DAY, values=[reported]), layer=Layer.INTERNAL, by=cast.officer
    )
    with standing(cast.clerk), pytest.raises(IndicatorReported):
        remove_indicator(indicator=indicator, by=cast.clerk)


def test_part_that_a_measure_is_for_stays(recommendation: Recommendation, measure: Measure, cast: Cast) -> None:
    part = recommendation.parts.all()[0]
    tie(measure=measure, recommendation=recommendation, part=part, by=cast.clerk)
    with standing(cast.officer), pytest.raises(StillHeld):
        remove_part(part=part, by=cast.officer)
    assert recommendation.parts.count() == 2


def test_sums_of_a_budget_mix_neither_currencies_nor_kinds(measure: Measure, cast: Cast) -> None:
    lines = [("planned", "0.10", "KGS"), ("planned", "0.20", "KGS"), ("planned", "1", "USD"), ("spent", "0.10", "KGS")]
    made = [
        add_budget_line(measure=measure, by=cast.clerk, kind=kind, year=2026, amount=Decimal(amount), currency=currency)
        for kind, amount, currency in lines
    ]
    assert budget_sums(made) == [
        ("planned", "KGS", Decimal("0.30")), ("planned", "USD", Decimal(1)), ("spent", "KGS", Decimal("0.10")),
    ]  # fmt: skip


def test_budget_below_zero_or_in_no_currency_is_refused(measure: Measure, cast: Cast) -> None:
    for amount, currency in (("-1", "KGS"), ("1", "som")):
        with pytest.raises(ValidationError):
            add_budget_line(
                measure=measure, by=cast.clerk, kind="spent", year=2026, amount=Decimal(amount), currency=currency
            )


def test_assessment_has_to_fit_what_it_is_about(recommendation: Recommendation, cast: Cast) -> None:
    other = Part.objects.exclude(recommendation=recommendation).first()
    assert other is None
    foreign = Part.objects.create(
        recommendation=Recommendation.objects.exclude(pk=recommendation.pk).all()[0], order=1, text="Other",
        made_by=cast.officer,
    )  # fmt: skip
    refused = {
        AssessedAhead: Said(said_by="un", degree="none", on_date=date(2126, 1, 1)),
        PartOfAnotherRecommendation: Said(said_by="un", degree="none", on_date=DAY, part=foreign),
        SourceOfAnotherKind: Said(said_by="state", degree="none", on_date=DAY, author=cast.society),
        GradeOfAnotherCommittee: Said(said_by="committee", grade="cat_letters_a", on_date=DAY),
    }
    for refusal, said in refused.items():
        with pytest.raises(refusal):
            assess(recommendation=recommendation, said=said, layer=Layer.INTERNAL, by=cast.officer)


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("parliament", "state"), ("national_institution", "nhri"), ("un_entity", "un"), ("media", "civil_society"),
    ],
)  # fmt: skip
def test_organisation_speaks_as_what_it_is(kind: str, source: str, recommendation: Recommendation, cast: Cast) -> None:
    speaker = make_organisation("Speakers", kind=kind, state_code="XM")
    said = Said(said_by=source, degree="none", on_date=DAY, author=speaker)
    assert assess(recommendation=recommendation, said=said, layer=Layer.INTERNAL, by=cast.officer).author == speaker


@pytest.mark.parametrize(
    "grades",
    [("cedaw_2016_not_implemented", "cedaw_2016_implemented"), ("ccpr_2008_c1", "ccpr_2017_a")],
)  # fmt: skip
def test_committee_is_one_author_whatever_it_says_and_on_which_scale(
    grades: tuple[str, str], recommendation: Recommendation, cast: Cast
) -> None:
    recommendation.committee = grades[0].partition("_")[0]
    recommendation.save()
    for grade, day in zip(grades, (date(2019, 1, 1), date(2021, 1, 1)), strict=True):
        said = Said(said_by="committee", grade=grade, on_date=day)
        assess(recommendation=recommendation, said=said, layer=Layer.PUBLIC, by=cast.officer)
    index = index_for(Assessment.objects.all())
    assert index.agreement is Agreement.ONE_WORD
    assert index.highest is degree_of_grade(grades[1])


def test_change_of_words_leaves_the_layer_to_whoever_moves_it(measure: Measure, cast: Cast) -> None:
    stale = Measure.objects.get(pk=measure.pk)
    share(row=measure, layer=Layer.INTERNAL, by=cast.clerk)
    change_measure(measure=stale, by=cast.clerk, title="Another title")
    measure.refresh_from_db()
    assert (measure.layer, measure.title) == (Layer.INTERNAL, "Another title")


def test_history_keeps_what_was_done_and_no_words(measure: Measure, recommendation: Recommendation, cast: Cast) -> None:
    said = Said(said_by="un", degree="none", on_date=DAY, words="Zafiramoon words")
    assess(recommendation=recommendation, said=said, layer=Layer.INTERNAL, by=cast.officer)
    entries = list(Entry.objects.order_by("id"))
    assert {"MEASURE_ADDED", "MEASURE_TIED", "RESPONSIBILITY_GIVEN", "IMPLEMENTATION_ASSESSED"} <= {
        entry.verb for entry in entries
    }
    assert "Zafiramoon" not in str([entry.detail for entry in entries])
    assert "Print school books" not in str([entry.detail for entry in entries])
