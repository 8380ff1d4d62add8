"""Dividing, answering and mapping in the page, and importing a file in two steps."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hirz.foundation.accounts.models import User
from hirz.regional.recommendations.models import GivenTerm, Part, Position, Recommendation
from tests.regional.recommendations.conftest import ENTRY, MAC_ROMAN, TEMPLATE, imported, thematic_document
from tests.reprisals.people.web.pages import signed_in

pytestmark = pytest.mark.django_db
IMPORT = "/recommendations/import/"
BAD = TEMPLATE + b"Atlantis,UPR,A/HRC/90/7,115.3,,Something,,,,,,Report\n"


@pytest.fixture
def asked(officer: User) -> Recommendation:
    imported(TEMPLATE.replace(b"for complaints", b"for complaints; open it on Sundays"))
    return Recommendation.objects.get(symbol="A/HRC/90/7")


def sent(client: Client, data: bytes, name: str = "file.csv") -> str:
    """Sends a file, and returns what the page carries to the second step."""
    page = client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})
    assert page.status_code == 200
    return str(page.context["form"]["content"].value() or "")


@pytest.mark.parametrize("data", [MAC_ROMAN, thematic_document(ENTRY), TEMPLATE], ids=["mac", "docx", "own"])
def test_file_is_shown_first_and_taken_then_byte_for_byte(data: bytes, officer: User) -> None:
    client = signed_in(officer)
    carried = sent(client, data)
    assert not Recommendation.objects.exists()
    answer = client.post(IMPORT, {"content": carried, "confirmed": "all"})
    assert answer["Location"] == "/recommendations/"
    before = list(Recommendation.objects.order_by("id").values())
    assert before
    page = client.post(IMPORT, {"file": SimpleUploadedFile("file", data)})
    assert "Nothing would change" in page.content.decode()
    assert list(Recommendation.objects.order_by("id").values()) == before


def test_difference_is_shown_with_both_sides(officer: User) -> None:
    imported(TEMPLATE)
    corrected = TEMPLATE.replace(b"an office for complaints", b"a desk").replace(b",supported,", b",noted,")
    page = signed_in(officer).post(IMPORT, {"file": SimpleUploadedFile("f.csv", corrected)})
    (change,) = page.context["changes"]
    assert [name for name, _before, _after in change["differences"]] == ["Text", "Position of the State"]
    text = page.content.decode()
    assert "an office for complaints" in text
    assert "Set up a desk" in text


def test_bad_rows_are_named_and_the_others_taken_when_asked(officer: User) -> None:
    client = signed_in(officer)
    page = client.post(IMPORT, {"file": SimpleUploadedFile("f.csv", BAD)})
    assert page.context["problems"] == [(5, "There is no State of this name or code.")]
    carried = page.context["form"]["content"].value()
    refused = client.post(IMPORT, {"content": carried, "confirmed": "all"})
    assert refused.context["form"].errors
    assert not Recommendation.objects.exists()
    client.post(IMPORT, {"content": carried, "confirmed": "readable"})
    assert Recommendation.objects.count() == 3


@pytest.mark.parametrize("content", ["", "damaged", "c-jHB"])
def test_page_that_lost_its_file_asks_for_it_again(content: str, officer: User) -> None:
    page = signed_in(officer).post(IMPORT, {"content": content, "confirmed": "all"})
    assert list(page.context["form"].errors) == ["file"]


def test_recommendation_is_divided_at_what_the_page_suggests(officer: User, asked: Recommendation) -> None:
    client, url = signed_in(officer), reverse("recommendations:add_parts", args=[asked.pk])
    suggested = client.get(url).context["form"].initial["texts"]
    assert suggested.splitlines() == ["Set up an office for complaints", "open it on Sundays"]
    client.post(url, {"texts": suggested})
    assert list(asked.parts.values_list("order", "text")) == list(enumerate(suggested.splitlines(), start=1))


def test_part_is_edited_and_removed(officer: User, asked: Recommendation) -> None:
    client = signed_in(officer)
    client.post(reverse("recommendations:add_parts", args=[asked.pk]), {"texts": "One"})
    part = Part.objects.get()
    client.post(reverse("recommendations:edit_part", args=[part.pk]), {"text": "Two"})
    assert Part.objects.get().text == "Two"
    client.get(reverse("recommendations:remove_part", args=[part.pk]))
    assert Part.objects.exists()
    client.post(reverse("recommendations:remove_part", args=[part.pk]))
    assert not Part.objects.exists()


@pytest.mark.parametrize("more", [{"source": ""}, {"position": "perhaps"}, {"on_date": "2999-01-01"}])
def test_position_that_cannot_be_taken_comes_back_as_it_was_typed(
    more: dict[str, str], officer: User, asked: Recommendation
) -> None:
    given = {"position": "noted", "source": "Statement", "own_words": "What they said", **more}
    page = signed_in(officer).post(reverse("recommendations:add_position", args=[asked.pk]), given)
    assert list(page.context["form"].errors) == list(more)
    assert "What they said" in page.content.decode()
    assert not Position.objects.filter(file=None).exists()


def test_position_is_put_on_record_beside_that_of_the_file(officer: User, asked: Recommendation) -> None:
    given = {"position": "noted", "source": "Statement", "on_date": "2026-03-02"}
    signed_in(officer).post(reverse("recommendations:add_position", args=[asked.pk]), given)
    assert set(asked.positions.values_list("position", flat=True)) == {"supported", "noted"}


def test_word_is_mapped_and_leaves_the_list(officer: User, asked: Recommendation) -> None:
    client, term = signed_in(officer), GivenTerm.objects.get(wording="Right to teach")
    client.post(reverse("recommendations:map_term", args=[term.pk]), {"codes": ["education"]})
    assert Recommendation.objects.filter(themes=["education"]).count() == 2
    assert term not in client.get(reverse("recommendations:terms")).context["page"].rows


def test_unknown_state_is_mapped_in_the_page(officer: User) -> None:
    imported(MAC_ROMAN)
    term = GivenTerm.objects.get(kind="state")
    signed_in(officer).post(reverse("recommendations:map_term", args=[term.pk]), {"codes": "PE"})
    assert Recommendation.objects.filter(recommending_states=["PE"]).count() == 2
