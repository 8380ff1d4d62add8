"""What the pages about recommendations show, and what they cost."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.recommendations.actions import Answer, add_parts, record_position
from hirz.regional.recommendations.models import GivenTerm, Recommendation
from tests.conftest import make_user
from tests.regional.recommendations.conftest import (
    ENTRY,
    MAC_ROMAN,
    TEMPLATE,
    UHRI,
    as_json,
    imported,
    thematic_document,
)
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIST, TERMS, IMPORT = "/recommendations/", "/recommendations/terms/", "/recommendations/import/"


@pytest.fixture
def asked(officer: User) -> Recommendation:
    for data in (MAC_ROMAN, TEMPLATE, as_json(UHRI), thematic_document(ENTRY)):
        imported(data)
    found = Recommendation.objects.get(symbol="A/HRC/90/7")
    (part,) = add_parts(recommendation=found, texts=["Set up an office"], by=officer)
    answer = Answer(position="noted", source="Statement", own_words="Not this year", part=part)
    record_position(recommendation=found, answer=answer, by=officer)
    return found


def one_url(found: Recommendation) -> str:
    return reverse("recommendations:one", args=[found.pk])


def shown(user: User, **asked: str) -> list[str]:
    rows = signed_in(user).get(LIST, asked).context["rows"]
    return [row.text.text.split()[0] for row in rows]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, officer: User, asked: Recommendation) -> None:
    client = signed_in(officer, language=language)
    part, term = asked.parts.get(), GivenTerm.objects.order_by("kind")[0]
    for url in (
        LIST, f"{LIST}?words=nothing", TERMS, f"{TERMS}?all=1", IMPORT, one_url(asked),
        reverse("recommendations:add_parts", args=[asked.pk]), reverse("recommendations:edit_part", args=[part.pk]),
        reverse("recommendations:add_position", args=[asked.pk]), reverse("recommendations:map_term", args=[term.pk]),
    ):  # fmt: skip
        assert_good_page(client, url)
    for found in Recommendation.objects.all():
        assert_good_page(client, one_url(found))


def test_reader_sees_all_and_may_change_nothing(reader: User, other_office: Office, asked: Recommendation) -> None:
    client = signed_in(reader)
    assert len(client.get(LIST).context["rows"]) == 9
    assert "Not this year" in assert_good_page(client, one_url(asked))
    part, term = asked.parts.get(), GivenTerm.objects.all()[0]
    forms = [
        reverse("recommendations:add_parts", args=[asked.pk]),
        reverse("recommendations:edit_part", args=[part.pk]),
        reverse("recommendations:remove_part", args=[part.pk]),
        reverse("recommendations:add_position", args=[asked.pk]),
    ]
    assert_nothing_here(client, *forms, IMPORT, reverse("recommendations:map_term", args=[term.pk]))
    assert_nothing_here(signed_in(make_user("elsewhere", other_office, "regional_officer")), *forms)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"state": "XM"}, ["Let", "Train", "Set"]),
        ({"mechanism": "treaty_body", "state": "KZ"}, ["Count"]),
        ({"cycle": "cycle_4"}, ["Build"]),
        ({"theme": "education"}, ["Let"]),
        ({"group": "children"}, ["Count", "Keep"]),
        ({"sdg": "goal_5"}, ["Build"]),
        ({"position": "noted", "state": "XM"}, ["Set"]),
        ({"words": "publ hour"}, ["Keep"]),
        ({"words": "SHELTERS"}, ["Build"]),
        ({"words": "'); drop--"}, []),
        ({"words": "?!"}, []),
        ({"theme": "magna_carta", "words": "shelters"}, ["Build"]),
    ],
    ids=range(12),
)
def test_filter_finds(
    filters: dict[str, str], found: list[str], reader: User, asked: Recommendation, settings: Settings
) -> None:
    settings.HIRZ_DEMO = True  # States that do not exist are offered
    assert sorted(shown(reader, **filters)) == sorted(found)


def test_pages_of_the_list_follow_one_another_and_cost_the_same(
    reader: User, asked: Recommendation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(reader)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)
    names = "state,mechanism,symbol,paragraph,text,recommending_states,position,source\n"
    rows = "".join(f"KZ,UPR,A/HRC/92/1,100.{n},Do thing {n},Peru,noted,Report\n" for n in range(60))
    imported((names + rows).encode())
    seen, url = [], LIST
    while url != LIST + "end":
        with django_assert_num_queries(8):
            page = client.get(url)
        seen += [row.recommendation.pk for row in page.context["rows"]]
        url = LIST + (page.context["page"].next_url or "end")
    assert len(seen) == len(set(seen)) == 69


def test_paragraphs_stand_in_the_order_of_their_numbers(reader: User, asked: Recommendation) -> None:
    names = "state,mechanism,symbol,paragraph,text,source\n"
    imported((names + "".join(f"KG,UPR,A/HRC/92/1,100.{n},Thing {n},Report\n" for n in (10, 9, 2))).encode())
    rows = signed_in(reader).get(LIST, {"state": "KG"}).context["rows"]
    assert [row.recommendation.paragraph for row in rows] == ["100.2", "100.9", "100.10"]


def test_one_costs_the_same_however_much_hangs_on_it(
    officer: User, asked: Recommendation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, url = signed_in(officer), one_url(asked)
    client.get(url)
    with django_assert_num_queries(16):
        client.get(url)
    for part in add_parts(recommendation=asked, texts=["Second", "Third"], by=officer):
        answer = Answer(position="noted", source="Statement", part=part)
        record_position(recommendation=asked, answer=answer, by=officer)
    with django_assert_num_queries(16):
        client.get(url)


def test_text_in_the_language_of_the_page_comes_first(reader: User, asked: Recommendation) -> None:
    imported(as_json([{**UHRI[0], "Language": "ar", "Text": "عدّ الشكاوى"}]))
    found = Recommendation.objects.get(source_id="uhri:a-1")
    for language in ("en", "ar", "fr"):
        page = signed_in(reader, language=language).get(one_url(found))
        assert page.context["row"].text.language == ("ar" if language == "ar" else "en")


def test_word_without_a_code_is_shown_as_it_was_given(reader: User, asked: Recommendation) -> None:
    found = Recommendation.objects.get(source_id="uhri:a-1")
    assert "Quiet hours" in assert_good_page(signed_in(reader), one_url(found))
    assert "Quiet hours" in assert_good_page(signed_in(reader), TERMS)
