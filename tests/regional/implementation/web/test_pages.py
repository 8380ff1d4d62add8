"""What five people see of one recommendation: each their layer, counts included, and what the pages cost."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from hirz.regional.implementation.actions.assessing import Said, assess
from hirz.regional.implementation.actions.evidence import enter_evidence
from hirz.regional.implementation.actions.planning import add_budget_line, add_indicator, add_measure, add_plan, tie
from hirz.regional.implementation.actions.sharing import share
from hirz.regional.implementation.actions.updating import Content, Reported, draft_update, take_step
from hirz.regional.implementation.models import Evidence, Measure, Plan, Update
from hirz.regional.implementation.queries import Group
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.follow_up import Step
from hirz.rules.layers import Layer
from tests.regional.implementation.conftest import STARTS, Cast
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 30)
STATE = "/implementation/XM/"
FIVE = ("clerk", "defender", "advocate", "officer", "elsewhere")
SAYS = {
    "clerk": ("Zafiramoon full shelves", "full", "state", Layer.GOVERNMENT),
    "defender": ("Quillbrook halfway", "partial", "nhri", Layer.PARTNERS),
    "advocate": ("Tallowfen nothing seen", "none", "civil_society", Layer.INTERNAL),
    "officer": ("Marshlight first steps", "first_steps", "un", Layer.PUBLIC),
}
SEEN = {
    "clerk": {"clerk", "officer"},
    "defender": {"defender", "officer"},
    "advocate": {"advocate", "defender", "officer"},
    "officer": set(SAYS),
    "elsewhere": {"officer"},
}


@pytest.fixture
def world(measure: Measure, recommendation: Recommendation, cast: Cast) -> Measure:
    """Each of four says something with evidence of their own; the Ministry reports and it is validated."""
    for who, (words, degree, said_by, layer) in SAYS.items():
        user = getattr(cast, who)
        evidence, _new = enter_evidence(
            state_code="XM", by=user, layer=layer, kind="report", title=f"Annals of {words}", source="Archive"
        )
        said = Said(
            said_by=said_by, on_date=date(2026, 3, 1), degree=degree, words=words, evidence=[(evidence, "page 4")]
        )
        assess(recommendation=recommendation, said=said, layer=layer, by=user)
    indicator = add_indicator(
        measure=measure, by=cast.clerk, kind="process", title="Pupils with books", unit="pupils",
        dimensions=["sex", "age_group"], target=Decimal(1000),
    )  # fmt: skip
    reported = Reported(
        indicator=indicator, starts_date=STARTS, ends_date=DAY, value=Decimal(10),
        parts={"sex_female": Decimal(5), "sex_male": Decimal(4), "sex_not_said": Decimal(1)},
    )  # fmt: skip
    content = Content(for_date=DAY, progress="under_way", words="Ferngarden is printed", values=[reported])
    update = draft_update(measure=measure, content=content, layer=Layer.GOVERNMENT, by=cast.clerk)
    for step, by in ((Step.SUBMIT, cast.clerk), (Step.ENDORSE, cast.minister), (Step.VALIDATE, cast.officer)):
        take_step(update=update, step=step, by=by)
    add_budget_line(measure=measure, by=cast.clerk, kind="planned", year=2026, amount=Decimal("5.50"), currency="KGS")
    add_plan(state_code="XM", by=cast.clerk, layer=Layer.PUBLIC, kind="sector", title="Plan of books")
    return measure


def urls(recommendation: Recommendation) -> list[str]:
    found = {"recommendation": recommendation, "plan": Plan.objects.get(), "measure": Measure.objects.get(),
             "update": Update.objects.get(), "evidence": Evidence.objects.get(layer=Layer.PUBLIC)}  # fmt: skip
    return [reverse(f"implementation:{name}", args=[row.pk]) for name, row in found.items()]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(
    language: str, world: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    plan, measure = Plan.objects.get(), world
    forms = [
        *(f"{STATE}{name}/add/" for name in ("plans", "measures", "evidence")),
        *(reverse(f"implementation:{name}", args=[recommendation.pk]) for name in ("assess", "tie")),
        *(
            reverse(f"implementation:{name}", args=[measure.pk])
            for name in ("edit_measure", "make_responsible", "add_indicator", "add_budget_line", "write")
        ),
        reverse("implementation:edit_plan", args=[plan.pk]), reverse("implementation:share", args=["plan", plan.pk]),
    ]  # fmt: skip
    read = [STATE, f"{STATE}evidence/", "/implementation/queue/", *urls(recommendation)]
    for user, pages in ((cast.clerk, [*read, *forms]), (cast.officer, ["/implementation/", *read])):
        client = signed_in(user, language=language)
        for url in pages:
            assert_good_page(client, url)


@pytest.mark.parametrize("who", FIVE)
def test_each_of_five_reads_their_layer_and_no_other(
    who: str, world: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    page = assert_good_page(signed_in(getattr(cast, who)), urls(recommendation)[0])
    assert {one for one, (words, *_rest) in SAYS.items() if words in page} == SEEN[who]
    assert {one for one, (words, *_rest) in SAYS.items() if f"Annals of {words}" in page} == SEEN[who]
    assert ("Print school books" in page) == (who in ("clerk", "officer"))


@pytest.mark.parametrize("who", FIVE)
def test_counts_on_the_pages_are_of_the_rows_that_are_seen(who: str, world: Measure, cast: Cast) -> None:
    client = signed_in(getattr(cast, who))
    numbers = client.get(STATE).context["numbers"]
    assert numbers.recommendations == 3
    sees_measure = who in ("clerk", "officer")
    assert numbers.measures == (1 if sees_measure else 0)
    assert numbers.groups[Group.WITHOUT_MEASURE] == (2 if sees_measure else 3)
    for group in Group:
        rows = client.get(STATE, {"group": group.value}).context["rows"]
        assert len(rows) == numbers.groups[group], group
    library = client.get(f"{STATE}evidence/")
    assert library.context["count"] == len(library.context["rows"]) == len(SEEN[who])


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("clerk", "DISAGREE"), ("defender", "DIFFER"), ("advocate", "DISAGREE"), ("officer", "DISAGREE"),
        ("elsewhere", "ONE_WORD"),
    ],
)  # fmt: skip
def test_index_rests_on_what_the_reader_sees(
    who: str, expected: str, world: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    page = signed_in(getattr(cast, who)).get(urls(recommendation)[0])
    assert page.context["asked"][0].standing.index.agreement == expected


@pytest.mark.parametrize("who", ["defender", "advocate", "elsewhere"])
def test_what_is_shared_with_the_government_is_not_there_for_others(
    who: str, world: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    _one, _plan, measure, update, _evidence = urls(recommendation)
    hidden = Evidence.objects.get(layer=Layer.GOVERNMENT)
    assert_nothing_here(
        signed_in(getattr(cast, who)), measure, update, f"{measure}edit/", f"{measure}update/", f"{update}step/",
        reverse("implementation:evidence", args=[hidden.pk]), reverse("implementation:evidence_file", args=[hidden.pk]),
        reverse("implementation:share", args=["measure", world.pk]),
    )  # fmt: skip


def test_reader_elsewhere_enters_nothing(world: Measure, recommendation: Recommendation, cast: Cast) -> None:
    assert_nothing_here(
        signed_in(cast.elsewhere), f"{STATE}plans/add/", f"{STATE}measures/add/", f"{STATE}evidence/add/",
        reverse("implementation:assess", args=[recommendation.pk]),
        reverse("implementation:tie", args=[recommendation.pk]),
    )  # fmt: skip


def test_contributor_enters_nothing_about_another_state(world: Measure, cast: Cast) -> None:
    assert_nothing_here(signed_in(cast.clerk), "/implementation/KG/plans/add/", "/implementation/KG/evidence/add/")


def test_nothing_lies_under_a_code_of_no_state(cast: Cast) -> None:
    assert_nothing_here(signed_in(cast.officer), "/implementation/QQ/", "/implementation/QQ/evidence/")


def test_names_of_the_office_are_not_told_to_contributors(
    world: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    client, url = signed_in(cast.clerk), urls(recommendation)[3]
    names = [name for _stamp, name in client.get(url).context["one"].stamps]
    assert names == ["Clerk", "Minister", "The office"]


def test_names_of_who_contributes_are_not_told_beyond_their_state(
    world: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    share(row=world, layer=Layer.PUBLIC, by=cast.clerk)
    share(row=Update.objects.get(), layer=Layer.PUBLIC, by=cast.clerk)
    address = urls(recommendation)[3]
    told = {
        who: [name for _stamp, name in signed_in(getattr(cast, who)).get(address).context["one"].stamps]
        for who in ("elsewhere", "officer", "advocate")
    }
    assert told == {
        "elsewhere": ["Ministry of Mirrors", "Ministry of Mirrors", "Officer"],
        "officer": ["Clerk", "Minister", "Officer"],
        "advocate": ["Ministry of Mirrors", "Ministry of Mirrors", "The office"],
    }


def test_parts_that_add_up_and_those_that_are_missing_are_told_apart(
    world: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    page = assert_good_page(signed_in(cast.clerk), urls(recommendation)[2])
    assert "The parts add up" in page
    assert "Not disaggregated" in page


def test_value_that_nobody_reported_is_no_zero(measure: Measure, cast: Cast) -> None:
    add_indicator(measure=measure, by=cast.clerk, kind="process", title="Doors")
    page = assert_good_page(signed_in(cast.clerk), reverse("implementation:measure", args=[measure.pk]))
    assert "No value is reported. That is not zero." in page
    assert "No response: nobody has reported on it." in page


def test_evidence_tells_where_it_is_used_to_those_who_see_it(
    world: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    evidence = Evidence.objects.get(layer=Layer.PUBLIC)
    cite(world, evidence, cast)
    uses = {who: _uses(signed_in(getattr(cast, who)), evidence) for who in ("clerk", "defender", "officer")}
    assert uses == {"clerk": 2, "defender": 1, "officer": 1}


def cite(measure: Measure, evidence: Evidence, cast: Cast) -> None:
    """The Ministry cites what is public in a draft that is theirs alone."""
    content = Content(for_date=DAY + timedelta(days=30), progress="done", evidence=[(evidence, "page 9")])
    draft_update(measure=measure, content=content, layer=Layer.GOVERNMENT, by=cast.clerk)


def _uses(client: Client, evidence: Evidence) -> int:
    return len(client.get(reverse("implementation:evidence", args=[evidence.pk])).context["uses"])


def test_state_costs_the_same_however_much_there_is(
    world: Measure, recommendations: list[Recommendation], cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.officer)
    client.get(STATE)
    with django_assert_num_queries(18):
        client.get(STATE)
    for found in recommendations:
        more(found, cast, 2)
    with django_assert_num_queries(18):
        client.get(STATE)


def test_recommendation_and_measure_cost_the_same_however_much_hangs_on_them(
    world: Measure, recommendation: Recommendation, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, (one, _plan, measure, update, evidence) = signed_in(cast.clerk), urls(recommendation)
    costs = {one: 19, measure: 25, update: 15, evidence: 12}
    for url in costs:
        client.get(url)
    for _round in range(2):
        for url, cost in costs.items():
            with django_assert_num_queries(cost):
                client.get(url)
        more(recommendation, cast, 2)


def more(recommendation: Recommendation, cast: Cast, count: int) -> None:
    """More measures, assessments and indicators around a recommendation."""
    for number in range(count):
        measure = add_measure(
            state_code="XM", by=cast.clerk, layer=Layer.GOVERNMENT, title=f"More {number}", starts_date=STARTS
        )
        tie(measure=measure, recommendation=recommendation, by=cast.clerk)
        said = Said(said_by="state", on_date=timezone.localdate(), degree="large", words="More")
        assess(recommendation=recommendation, said=said, layer=Layer.GOVERNMENT, by=cast.clerk)


def test_contributor_begins_at_their_own_state(world: Measure, cast: Cast) -> None:
    assert signed_in(cast.clerk).get("/implementation/").headers["Location"] == STATE
    rows = signed_in(cast.officer).get("/implementation/").context["rows"]
    assert ("XM", 1) in [(code, measures) for code, _name, measures in rows]


def test_who_is_not_signed_in_is_asked_to(world: Measure, client: Client) -> None:
    assert client.get(STATE).status_code == 302
