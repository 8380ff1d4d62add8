"""The library of evidence is searched by whoever sees its entries, and a citation names its place."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.regional.implementation import library
from hirz.regional.implementation.actions.assessing import Said, assess
from hirz.regional.implementation.actions.evidence import enter_evidence
from hirz.regional.implementation.models import AssessmentCitation, Evidence, Measure, UpdateCitation
from hirz.regional.recommendations.models import Recommendation
from hirz.rules.layers import Layer
from tests.counting import asked
from tests.regional.contributors import make_contributor, make_organisation
from tests.regional.implementation.conftest import Cast
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIBRARY, ALL = "/implementation/XM/evidence/", "/implementation/evidence/"


def entered(by: User, title: str, layer: Layer, **facts: object) -> Evidence:
    given = {"kind": "report", "source": "Archive of Doors", "state_code": "XM", **facts}
    row, _is_new = enter_evidence(by=by, layer=layer, title=title, **given)  # type: ignore[arg-type]
    return row


@pytest.fixture
def entries(cast: Cast, recommendation: Recommendation) -> dict[str, Evidence]:
    found = {
        "law": entered(cast.clerk, "Ferngarden law", Layer.GOVERNMENT, kind="law", on_date=date(2024, 3, 1)),
        "count": entered(cast.clerk, "Quillbrook count", Layer.GOVERNMENT, source="Office of Numbers"),
        "diary": entered(cast.advocate, "Tallowfen diary", Layer.PARTNERS, on_date=date(2026, 2, 1)),
        "note": entered(cast.officer, "Marshlight note", Layer.INTERNAL),
        "book": entered(cast.officer, "Zafiramoon book", Layer.PUBLIC, source="Мектеп"),
    }
    said = Said(
        said_by="civil_society", on_date=date(2026, 3, 1), degree="none", evidence=[(found["book"], "page 4")]
    )  # fmt: skip
    assess(recommendation=recommendation, said=said, layer=Layer.PARTNERS, by=cast.advocate)
    return found


def titles(client: Client, url: str = LIBRARY, **question: str) -> set[str]:
    page = client.post(url, question)
    rows = page.context["rows"]
    assert page.context["count"] == len(rows)
    return {row.title.split()[1] for row, *_who in rows}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ({}, {"law", "count", "book"}),
        ({"words": "QUILL"}, {"count"}),
        ({"words": "doors fern"}, {"law"}),
        ({"words": "tallowfen"}, set()),
        ({"source": "numbers"}, {"count"}),
        ({"source": "мектеп"}, {"book"}),
        ({"kind": "law"}, {"law"}),
        ({"since": "2024-03-01", "until": "2024-03-01"}, {"law"}),
        ({"layer": "PUBLIC"}, {"book"}),
        ({"use": "unused"}, {"law", "count", "book"}),
    ],
)
def test_ministry_finds_what_it_may_see(
    question: dict[str, str], expected: set[str], entries: dict[str, Evidence], cast: Cast
) -> None:
    assert titles(signed_in(cast.clerk), **question) == expected


def test_use_is_what_the_reader_sees_of_it(entries: dict[str, Evidence], cast: Cast) -> None:
    """The society cited it in the layer of the partners: to the ministry it is not used."""
    used = {who: titles(signed_in(getattr(cast, who)), use="used") for who in ("clerk", "advocate", "officer")}
    assert used == {"clerk": set(), "advocate": {"book"}, "officer": {"book"}}
    assert titles(signed_in(cast.officer), use="unused") == {"law", "count", "diary", "note"}


def test_each_finds_by_words_in_their_layer_alone(entries: dict[str, Evidence], cast: Cast) -> None:
    seen = {who: titles(signed_in(getattr(cast, who)), words="archive") for who in ("inspector", "defender", "officer")}
    assert seen == {"inspector": {"law"}, "defender": {"diary"}, "officer": {"law", "diary", "note"}}


def test_of_all_states_at_once_and_of_one(entries: dict[str, Evidence], cast: Cast) -> None:
    entered(cast.officer, "Ferngarden treaty", Layer.PUBLIC, state_code="KG")
    officer = signed_in(cast.officer)
    assert titles(officer, ALL, words="ferngarden") == {"law", "treaty"}
    assert titles(officer, ALL, words="ferngarden", state="KG") == {"treaty"}
    assert titles(officer, words="ferngarden") == {"law"}
    assert "Kyrgyzstan" in officer.post(ALL, {"words": "treaty"}).content.decode()


def test_contributor_is_led_to_their_state_and_asked_for_no_other_layer(
    entries: dict[str, Evidence], cast: Cast
) -> None:
    client = signed_in(cast.clerk)
    assert client.get(ALL)["Location"] == LIBRARY
    form = client.get(LIBRARY).context["form"]
    assert {value for value, _words in form.fields["layer"].choices} == {"", "INTERNAL", "GOVERNMENT", "PUBLIC"}
    assert "state" not in form.fields


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, entries: dict[str, Evidence], cast: Cast) -> None:
    for who, url in (("clerk", LIBRARY), ("officer", LIBRARY), ("officer", ALL)):
        client = signed_in(getattr(cast, who), language=language)
        assert_good_page(client, url)
        assert_good_page(client, url, words="nothing like it", since="soon")


def test_pages_are_turned_without_a_word_in_the_address(cast: Cast) -> None:
    for number in range(30):
        entered(cast.clerk, f"Ferngarden {number}", Layer.GOVERNMENT)
    client = signed_in(cast.clerk)
    page = client.post(LIBRARY, {"words": "ferngarden"})
    assert (len(page.context["rows"]), page.context["count"]) == (25, 30)
    assert "ferngarden" not in "".join(part for part in page.content.decode().split('"') if part.startswith("/"))
    rest = client.post(LIBRARY, dict(page.context["next"]))
    assert len(rest.context["rows"]) == 5
    back = client.post(LIBRARY, dict(rest.context["previous"]))
    assert [row.pk for row, *_who in back.context["rows"]] == [row.pk for row, *_who in page.context["rows"]]


def test_what_was_not_looked_into_is_said(
    entries: dict[str, Evidence], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "OPENED", 1)
    page = signed_in(cast.clerk).post(LIBRARY, {"words": "ferngarden"})
    assert not page.context["rows"]
    assert "Only the newest 1 were looked into" in page.content.decode()


def test_search_costs_the_same_however_large_the_library(entries: dict[str, Evidence], cast: Cast) -> None:
    client = signed_in(cast.advocate)
    questions: tuple[dict[str, str], ...] = ({}, {"words": "diary", "use": "used"})
    first = [cost(client, question) for question in questions]
    for number in range(12):
        entered(cast.advocate, f"Tallowfen diary {number}", Layer.PARTNERS)
    assert [cost(client, question) for question in questions] == first
    assert max(first) <= 12


def cost(client: Client, question: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.post(LIBRARY, question)
    return asked(captured)


# The place of a citation


def test_place_is_typed_where_evidence_is_cited(
    measure: Measure, entries: dict[str, Evidence], cast: Cast, recommendation: Recommendation
) -> None:
    client, law = signed_in(cast.clerk), str(entries["law"].pk)
    cited = {"evidence": [law], f"evidence-place-{law}": "art.  5"}
    told = {"for_date": "2026-06-30", "words": "Done", "layer": "GOVERNMENT", "keep": "1", **cited}
    client.post(reverse("implementation:write", args=[measure.pk]), told)
    assert UpdateCitation.objects.get().place == "art. 5"
    assert 'value="art. 5"' in assert_good_page(client, reverse("implementation:write", args=[measure.pk]))
    word = {"on_date": "2026-03-01", "degree": "full", "layer": "GOVERNMENT", **cited}
    client.post(reverse("implementation:assess", args=[recommendation.pk]), word)
    assert AssessmentCitation.objects.get(evidence=entries["law"]).place == "art. 5"
    assert "art. 5" in client.get(reverse("implementation:recommendation", args=[recommendation.pk])).content.decode()


@pytest.mark.parametrize(
    ("ticked", "place", "words"),
    [
        (False, "page 4", "Choose the entry as well beside which you wrote a place"),
        (True, "p" * 101, "write it in fewer words"),
    ],
)
def test_place_that_cannot_be_kept_is_asked_about_and_not_lost(
    ticked: bool, place: str, words: str, measure: Measure, entries: dict[str, Evidence], cast: Cast
) -> None:
    law = str(entries["law"].pk)
    told: dict[str, object] = {"for_date": "2026-06-30", "layer": "GOVERNMENT", "keep": "1"}
    told |= {f"evidence-place-{law}": place} | ({"evidence": [law]} if ticked else {})
    text = assert_good_page(signed_in(cast.clerk), reverse("implementation:write", args=[measure.pk]), **told)
    assert words in text
    assert f'value="{place}"' in text
    assert not UpdateCitation.objects.exists()


# Beside a recommendation


def test_how_it_stands_is_told_by_layer_beside_the_recommendation(
    measure: Measure, recommendation: Recommendation, cast: Cast
) -> None:
    url = reverse("recommendations:one", args=[recommendation.pk])
    told = {who: "Print school books" in signed_in(getattr(cast, who)).get(url).content.decode() for who in SEEN}
    assert told == SEEN


SEEN = {"clerk": True, "inspector": True, "defender": False, "advocate": False, "officer": True}


def test_public_measure_of_another_state_names_no_recommendation_there(measure: Measure, cast: Cast) -> None:
    measure.layer = Layer.PUBLIC
    measure.save()
    stranger = make_contributor("stranger", make_organisation("Ministry of Snow", state_code="KG"))
    client = signed_in(stranger)
    page = client.get(reverse("implementation:measure", args=[measure.pk]))
    assert page.status_code == 200
    assert page.context["ties"] == []
    assert_nothing_here(client, reverse("recommendations:one", args=[measure.ties.get().recommendation_id]))
