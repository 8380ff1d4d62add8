"""What contributors read of recommendations: those to the State of their organisation, and nobody's work on them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.foundation.walls.standing import standing
from hirz.regional.recommendations import clusters
from hirz.regional.recommendations.actions import Answer, add_parts, record_position
from hirz.regional.recommendations.encoding import encode_waiting
from hirz.regional.recommendations.lineage import decide_lineage
from hirz.regional.recommendations.models import (
    Cluster,
    ClusterChange,
    ClusterMember,
    GivenTerm,
    ImportedFile,
    Lineage,
    Part,
    Position,
    Recommendation,
    RecommendationText,
    TextVector,
)
from hirz.regional.recommendations.searching import nearest
from tests.counting import asked
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.recommendations.conftest import imported
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIST, HOME = "/recommendations/", "/contribute/"
FILE = (
    "state,mechanism,symbol,paragraph,cycle,language,text,position,themes,source\n"
    "XM,UPR,A/1,1.1,1,en,Consider ratifying the Rome Statute,noted,Migrants,Report\n"
    "XM,UPR,A/1,1.2,1,en,Build kindergartens in the villages,,,Report\n"
    "XM,UPR,A/2,2.1,2,en,Ratify the Rome Statute,supported,Migrants,Report\n"
    "XM,UPR,A/2,2.2,2,en,Print stamps for the post,,Quiet hours,Report\n"
    "KZ,UPR,A/3,0.7,1,en,Consider the Rome Statute,,,Report\n"
    "KZ,UPR,A/4,1.7,2,en,Ratify the Rome Statute soon,supported,Migrants,Report\n"
)
OFFICE_ONLY = ("Tallowfen", "Zafiramoon", "Marshlight", "Officer")
"""Notes of two decisions, the name of a group, and who did all that."""
SIDES = ("ministry", "society")
Rows = dict[str, Recommendation]


@pytest.fixture
def rows(officer: User) -> Rows:
    """Worked on by the office: a part, a position, lineage that is confirmed, refused and suggested, and a group."""
    imported(FILE.encode(), officer)
    list(encode_waiting())
    found = {row.paragraph: row for row in Recommendation.objects.all()}
    (part,) = add_parts(recommendation=found["2.1"], texts=["Quillbrook is to ratify"], by=officer)
    answer = Answer(position="noted", source="Statement", own_words="Ferngarden: not this year", part=part)
    record_position(recommendation=found["2.1"], answer=answer, by=officer)
    decide_lineage(earlier=found["1.1"], later=found["2.1"], decision="strengthens", by=officer, note="Tallowfen")
    decide_lineage(earlier=found["1.1"], later=found["2.2"], decision="other", by=officer, note="Marshlight")
    decide_lineage(earlier=found["0.7"], later=found["1.7"], decision="strengthens", by=officer)
    Lineage.objects.create(earlier=found["1.2"], later=found["2.2"], state_code="XM", suggestion="repeats", score=0.9)
    clusters.split(rows=[found["2.1"], found["1.1"]], name="Zafiramoon", by=officer)
    return found


@pytest.fixture
def contributors(region: Office) -> dict[str, User]:
    kinds = {"ministry": "ministry", "society": "civil_society"}
    of_state = {
        name: make_contributor(name, make_organisation(f"{name} of Amruvia", kind=kind, state_code="XM"))
        for name, kind in kinds.items()
    }
    entity = make_organisation("Entity of the World", kind="un_entity", state_code="")
    return {**of_state, "entity": make_contributor("entity", entity)}


def one_url(found: Recommendation) -> str:
    return reverse("recommendations:one", args=[found.pk])


def listed(client: Client, **question: str) -> set[str]:
    return {row.recommendation.paragraph for row in client.get(LIST, question).context["rows"]}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("side", SIDES)
def test_pages_are_valid_and_name_nobody_of_the_office(
    side: str, language: str, rows: Rows, contributors: dict[str, User]
) -> None:
    client = signed_in(contributors[side], language=language)
    for url in (LIST, f"{LIST}?meaning=court", f"{LIST}?words=nothing", HOME, *map(one_url, _of("XM", rows))):
        text = assert_good_page(client, url)
        assert not [word for word in OFFICE_ONLY if word in text], url


def test_one_is_told_with_its_parts_positions_and_confirmed_lineage(rows: Rows, contributors: dict[str, User]) -> None:
    page = signed_in(contributors["ministry"]).get(one_url(rows["2.1"]))
    text = page.content.decode()
    assert "Quillbrook is to ratify" in text
    assert "Ferngarden: not this year" in text
    assert [link.recommendation.paragraph for link, _row in page.context["ties"].chain] == ["1.1", "2.1"]
    assert "Asks for more" in text


def test_lineage_that_was_refused_or_only_suggested_is_not_told(rows: Rows, contributors: dict[str, User]) -> None:
    page = signed_in(contributors["society"]).get(one_url(rows["2.2"]))
    assert not page.context["ties"].chain
    assert not [one for one in ("1.1", "1.2") if one_url(rows[one]) in page.content.decode()]


@pytest.mark.parametrize("side", SIDES)
def test_nothing_of_another_state_is_there(side: str, rows: Rows, contributors: dict[str, User]) -> None:
    client = signed_in(contributors[side])
    assert_nothing_here(client, one_url(rows["1.7"]))
    for name, value in (("state", "KZ"), ("words", "rome"), ("meaning", "rome"), ("theme", "migrants")):
        assert not listed(client, **{name: value}) & {"0.7", "1.7"}
    assert listed(client) == {"1.1", "1.2", "2.1", "2.2"}
    assert listed(client, position="supported") == {"2.1"}


def test_search_by_words_and_by_meaning_finds_ones_own(rows: Rows, contributors: dict[str, User]) -> None:
    client = signed_in(contributors["ministry"])
    assert listed(client, words="stamp") == {"2.2"}
    assert {"1.1", "2.1"} <= listed(client, meaning="international criminal court")


def test_work_of_the_office_is_not_there(rows: Rows, contributors: dict[str, User]) -> None:
    client = signed_in(contributors["ministry"])
    text = client.get(LIST).content.decode() + client.get(one_url(rows["2.1"])).content.decode()
    names = ("terms", "lineage", "groups", "in_no_group", "group_changes", "imports", "import")
    closed = [reverse(f"recommendations:{name}") for name in names]
    closed += [reverse(f"recommendations:{name}", args=[rows["2.1"].pk]) for name in ("add_parts", "add_position")]
    assert not [url for url in closed if f'href="{url}"' in text]
    assert_nothing_here(client, *closed)


def test_an_entity_of_no_state_reads_those_of_all(rows: Rows, contributors: dict[str, User]) -> None:
    client = signed_in(contributors["entity"])
    assert listed(client) == set(rows)
    assert listed(client, state="KZ") == {"0.7", "1.7"}
    assert_good_page(client, one_url(rows["1.7"]))


def test_home_leads_to_them(contributors: dict[str, User]) -> None:
    text = signed_in(contributors["society"]).get(HOME).content.decode()
    assert text.count(f'href="{LIST}"') == 2


def test_what_it_costs_does_not_grow(rows: Rows, contributors: dict[str, User], officer: User) -> None:
    client = signed_in(contributors["ministry"])
    costs = {LIST: 8, f"{LIST}?meaning=court": 12, one_url(rows["2.1"]): 15}
    assert {url: cost(client, url) for url in costs} == costs
    more = "".join(f"XM,UPR,A/2,2.{n},2,en,Ratify part {n} of the Rome Statute,,,Report\n" for n in range(10, 20))
    imported((FILE + more).encode(), officer)
    list(encode_waiting())
    add_parts(recommendation=rows["2.1"], texts=["Sign", "Deposit"], by=officer)
    assert {url: cost(client, url) for url in costs} == costs


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return asked(captured)


# The second wall, without any filter


@pytest.mark.parametrize("side", SIDES)
def test_wall_shows_rows_of_their_state_alone(side: str, rows: Rows, contributors: dict[str, User]) -> None:
    with standing(contributors[side]):
        assert set(Recommendation.objects.values_list("state_code", flat=True)) == {"XM"}
        for hung in (RecommendationText, Part, Position):
            found: Any = hung.objects
            assert set(found.values_list("recommendation_id", flat=True)) <= {row.pk for row in _of("XM", rows)}
            assert found.exists()
        for work in (Lineage, Cluster, ClusterMember, ClusterChange, TextVector, ImportedFile, GivenTerm):
            assert not work._base_manager.exists()


def test_functions_that_pass_the_wall_tell_nothing_of_another_state(
    rows: Rows, contributors: dict[str, User], officer: User
) -> None:
    theirs = {row.pk for row in _of("XM", rows)}
    with standing(officer):
        assert chained(rows["1.7"]) == 1
        assert rows["1.7"].pk in {one.pk for one in nearest("rome statute", state_code="KZ")}
    with standing(contributors["ministry"]):
        assert {one.pk for one in nearest("rome statute", state_code="KZ")} <= theirs
        assert {row.pk for row in Recommendation.objects.saying("rome")} == {rows["1.1"].pk, rows["2.1"].pk}
        assert [chained(rows[one]) for one in ("1.7", "2.1")] == [0, 1]
    with standing(None):
        assert not nearest("rome statute")
        assert chained(rows["2.1"]) == 0


def chained(found: Recommendation) -> int:
    """How many ties of its chain the database tells whoever asks."""
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from hirz_recommendations_chain(%s)", [found.pk])
        ((count,),) = cursor.fetchall()
    return int(count)


def _of(state: str, rows: Rows) -> list[Recommendation]:
    return [row for row in rows.values() if row.state_code == state]
