"""Searching by meaning, lineage, groups, and files taken back, in the page; and what each page costs."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.regional.recommendations import clusters
from hirz.regional.recommendations.encoding import encode_waiting
from hirz.regional.recommendations.models import (
    Cluster,
    ClusterChange,
    ClusterMember,
    ImportedFile,
    Lineage,
    Recommendation,
    TextVector,
)
from hirz.regional.recommendations.reading import Format, read
from hirz.regional.recommendations.reading.template import COLUMNS
from hirz.regional.recommendations.suggesting import suggest
from tests.conftest import make_user
from tests.counting import asked
from tests.regional.recommendations.conftest import imported
from tests.reprisals.people.web.pages import assert_good_page, assert_nothing_here, signed_in

pytestmark = pytest.mark.django_db
LIST, LINEAGE, GROUPS = "/recommendations/", "/recommendations/lineage/", "/recommendations/groups/"
NONE, CHANGES, FILES = f"{GROUPS}none/", f"{GROUPS}changes/", "/recommendations/imports/"
FILE = (
    "state,mechanism,symbol,paragraph,cycle,language,text,source\n"
    "KZ,UPR,A/1,1.1,1,en,Consider ratifying the Rome Statute,Report\n"
    "KZ,UPR,A/1,1.2,1,en,Build kindergartens in the villages,Report\n"
    "KZ,UPR,A/2,2.1,2,en,Ratify the Rome Statute,Report\n"
    "KZ,UPR,A/2,2.2,2,en,Print stamps,Report\n"
    "KZ,CCPR,CCPR/C/1,7,,ru,Ратифицировать Римский статут,Report\n"
)


@pytest.fixture
def rows(officer: User) -> dict[str, Recommendation]:
    imported(FILE.encode(), officer)
    list(encode_waiting())
    suggest("KZ")
    return {row.paragraph: row for row in Recommendation.objects.all()}


def pair_url(rows: dict[str, Recommendation], earlier: str = "1.1", later: str = "2.1") -> str:
    return reverse("recommendations:pair", args=[rows[earlier].pk, rows[later].pk])


def group_url(rows: dict[str, Recommendation]) -> str:
    return reverse("recommendations:group", args=[rows["1.1"].member.cluster_id])


def undo_url() -> str:
    return reverse("recommendations:take_back_import", args=[ImportedFile.objects.get().pk])


def texts(client: Client, **question: str) -> list[str]:
    return [row.recommendation.paragraph for row in client.get(LIST, question).context["rows"]]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_are_valid_in_both_directions(language: str, officer: User, rows: dict[str, Recommendation]) -> None:
    client = signed_in(officer, language=language)
    clusters.move(rows=[rows["2.2"]], to=rows["1.1"].member.cluster, by=officer)
    client.post(pair_url(rows), {"decision": "repeats", "note": "Zafiramoon"})
    group = rows["1.1"].member.cluster_id
    for url in (
        f"{LIST}?meaning=court", LINEAGE, f"{LINEAGE}?state=KZ", pair_url(rows), pair_url(rows, "1.2", "2.2"), GROUPS,
        f"{GROUPS}?state=KZ", group_url(rows), NONE, f"{NONE}?state=KZ", CHANGES, FILES, undo_url(),
        reverse("recommendations:candidates", args=[rows["2.2"].pk]),
        reverse("recommendations:name_group", args=[group]), reverse("recommendations:merge_group", args=[group]),
        *(reverse("recommendations:one", args=[row.pk]) for row in rows.values()),
    ):  # fmt: skip
        assert_good_page(client, url)


def test_who_does_not_cover_the_state_reads_and_decides_nothing(
    reader: User, other_office: Office, rows: dict[str, Recommendation]
) -> None:
    client = signed_in(reader)
    for url in (LINEAGE, pair_url(rows), GROUPS, group_url(rows), f"{NONE}?state=KZ", CHANGES):
        assert "<textarea" not in assert_good_page(client, url)
    for url in (pair_url(rows), group_url(rows), f"{NONE}?state=KZ"):
        assert client.post(url, {"decision": "repeats", "chosen": "x", "to": "none"}).status_code == 404
    group = rows["1.1"].member.cluster_id
    forms = [
        reverse("recommendations:candidates", args=[rows["2.2"].pk]),
        reverse("recommendations:name_group", args=[group]),
        reverse("recommendations:merge_group", args=[group]),
    ]
    assert_nothing_here(client, *forms, FILES, undo_url(), "/recommendations/import/template/")
    assert_nothing_here(signed_in(make_user("elsewhere", other_office, "regional_officer")), *forms)
    assert not Lineage.objects.exclude(decision="").exists()


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ({"meaning": "join the international criminal court"}, {"1.1", "2.1", "7"}),
        ({"meaning": "المحكمة الجنائية الدولية", "cycle": "cycle_2"}, {"2.1"}),
        ({"meaning": "балдар бакчасы"}, {"1.2"}),
        ({"meaning": "stamps", "state": "KZ"}, {"2.2"}),
        ({"meaning": "statute", "words": "ratifying"}, {"1.1"}),
    ],
)
def test_question_in_own_words_finds(
    question: dict[str, str], first: set[str], reader: User, rows: dict[str, Recommendation]
) -> None:
    assert set(texts(signed_in(reader), **question)[: len(first)]) == first


@pytest.mark.parametrize("question", [{"meaning": "?!"}, {"meaning": "court", "state": "UZ"}])
def test_question_that_nothing_answers_finds_nothing(
    question: dict[str, str], reader: User, rows: dict[str, Recommendation]
) -> None:
    assert texts(signed_in(reader), **question) == []


def test_what_cannot_be_found_by_meaning_yet_is_told(reader: User, rows: dict[str, Recommendation]) -> None:
    told = "Texts that cannot be found by meaning yet"
    page = signed_in(reader).get(LIST, {"meaning": "court"})
    assert told not in page.content.decode()
    TextVector.objects.filter(text__in=list(rows["1.1"].texts.all())).delete()
    page = signed_in(reader).get(LIST, {"meaning": "court"})
    assert f"{told}: 1." in page.content.decode()


def test_common_word_is_found_in_the_order_of_the_list(
    reader: User, rows: dict[str, Recommendation], monkeypatch: pytest.MonkeyPatch
) -> None:
    rare = texts(signed_in(reader), words="statute rome")
    monkeypatch.setattr("hirz.regional.recommendations.models.RARE", 1)
    assert texts(signed_in(reader), words="statute rome") == rare == ["1.1", "2.1"]


def test_page_of_one_tells_lineage_group_and_what_is_new(reader: User, rows: dict[str, Recommendation]) -> None:
    client = signed_in(reader)
    page = client.get(reverse("recommendations:one", args=[rows["2.1"].pk]))
    (pair,) = page.context["ties"].before
    assert pair.lineage.earlier_id == rows["1.1"].pk
    assert "Asks for more: what was to be considered is now to be done." in page.content.decode()
    assert page.context["group"].cluster.size == 3
    for paragraph, is_new in (("2.2", True), ("1.2", False), ("2.1", False)):
        page = client.get(reverse("recommendations:one", args=[rows[paragraph].pk]))
        assert page.context["ties"].is_new is is_new


def test_answer_is_kept_and_the_next_one_shown(officer: User, rows: dict[str, Recommendation]) -> None:
    client = signed_in(officer)
    answer = client.post(pair_url(rows), {"decision": "other", "note": "Zafiramoon", "next": "1"})
    assert answer["Location"] == LINEAGE
    found = Lineage.objects.get()
    assert (found.decision, found.note, found.decided_by) == ("other", "Zafiramoon", officer)
    again = client.post(pair_url(rows), {"decision": "strengthens", "note": ""})
    assert again["Location"] == reverse("recommendations:one", args=[rows["2.1"].pk])
    chain = client.get(again["Location"]).context["ties"].chain
    assert [link.recommendation.paragraph for link, _row in chain] == ["1.1", "2.1"]


def test_answer_that_cannot_be_taken_comes_back_as_it_was_typed(officer: User, rows: dict[str, Recommendation]) -> None:
    page = signed_in(officer).post(pair_url(rows), {"decision": "perhaps", "note": "Zafiramoon"})
    assert list(page.context["form"].errors) == ["decision"]
    assert "Zafiramoon" in page.content.decode()


def test_two_that_do_not_follow_one_another_are_no_pair(officer: User, rows: dict[str, Recommendation]) -> None:
    assert_nothing_here(signed_in(officer), pair_url(rows, "2.1", "1.1"), pair_url(rows, "1.1", "1.2"))


def test_earlier_one_is_tied_by_hand(officer: User, rows: dict[str, Recommendation]) -> None:
    client = signed_in(officer)
    offered = client.get(reverse("recommendations:candidates", args=[rows["2.2"].pk])).context["rows"]
    assert {row.recommendation.paragraph for row in offered} == {"1.1", "1.2"}
    client.post(pair_url(rows, "1.2", "2.2"), {"decision": "repeats"})
    assert Lineage.objects.get(later=rows["2.2"]).suggestion == ""


def test_members_are_moved_named_merged_and_put_back(officer: User, rows: dict[str, Recommendation]) -> None:
    client, url = signed_in(officer), group_url(rows)
    client.post(url, {"chosen": [str(rows["7"].pk)], "to": "new", "name": "Court"})
    made = Cluster.objects.get(name="Court")
    assert ClusterMember.objects.get(recommendation=rows["7"]).cluster == made
    client.post(reverse("recommendations:name_group", args=[made.pk]), {"name": "The Court"})
    old = rows["1.1"].member.cluster_id
    client.post(reverse("recommendations:merge_group", args=[made.pk]), {"into": str(old)})
    assert ClusterMember.objects.filter(cluster=old).count() == 3
    client.post(f"{NONE}?state=KZ", {"chosen": [str(rows["2.2"].pk)], "to": str(old)})
    for change in ClusterChange.objects.order_by("-made_at"):
        client.get(reverse("recommendations:take_back", args=[change.pk]))
        client.post(reverse("recommendations:take_back", args=[change.pk]))
    assert set(ClusterMember.objects.filter(cluster=old).values_list("recommendation__paragraph", flat=True)) == {
        "1.1", "2.1", "7",
    }  # fmt: skip
    assert ClusterChange.objects.filter(undone_at__isnull=True).count() == 0


@pytest.mark.parametrize("given", [{"to": "none"}, {"chosen": "x", "to": "none"}, {"to": "new", "name": " "}])
def test_move_that_cannot_be_made_is_told(
    given: dict[str, str], officer: User, rows: dict[str, Recommendation]
) -> None:
    page = signed_in(officer).post(group_url(rows), given)
    assert page.context["move"].errors
    assert not ClusterChange.objects.exists()


def test_what_is_in_no_group_is_counted_and_listed(reader: User, rows: dict[str, Recommendation]) -> None:
    client = signed_in(reader)
    assert client.get(GROUPS).context["ungrouped"] == 2
    listed = client.get(NONE).context["rows"]
    assert {row.recommendation.paragraph for row in listed} == {"1.2", "2.2"}


def test_import_is_taken_back_after_it_was_shown(officer: User, rows: dict[str, Recommendation]) -> None:
    client = signed_in(officer)
    client.post(pair_url(rows), {"decision": "repeats"})
    page = client.get(undo_url())
    assert (len(page.context["plan"].to_remove), len(page.context["staying"])) == (3, 2)
    assert "Somebody decided about its lineage." in page.content.decode()
    client.post(undo_url())
    assert set(Recommendation.objects.values_list("paragraph", flat=True)) == {"1.1", "2.1"}
    assert "taken back already" in client.post(undo_url()).content.decode()


def test_workbook_is_our_table_and_can_be_taken_in(officer: User) -> None:
    answer = signed_in(officer, language="ar").get("/recommendations/import/template/")
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.worksheets[0]
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    assert [row[0].value for row in book.worksheets[1].iter_rows(min_row=2)] == list(COLUMNS)
    values = {"state": "KZ", "mechanism": "UPR", "text": "Print stamps", "source": "Report", "paragraph": "121.10"}
    for column, name in enumerate(COLUMNS, start=1):
        sheet.cell(row=2, column=column).value = values.get(name)
    written = io.BytesIO()
    book.save(written)
    found = read(written.getvalue(), Format.HIRZ)
    assert [(said.state, said.text, said.paragraph) for said in found.said] == [("KZ", "Print stamps", "121.10")]
    assert not found.problems


def test_pages_cost_the_same_however_long_the_list(officer: User, rows: dict[str, Recommendation]) -> None:
    client = signed_in(officer)
    expected = {
        f"{LIST}?meaning=court": 13, LINEAGE: 8, pair_url(rows): 13, GROUPS: 7, group_url(rows): 12,
        f"{NONE}?state=KZ": 11, FILES: 6, reverse("recommendations:one", args=[rows["2.1"].pk]): 18,
    }  # fmt: skip
    assert {url: cost(client, url) for url in expected} == expected
    more = "".join(f"KZ,UPR,A/2,2.{n},2,en,Ratify the Rome Statute of part {n},Report\n" for n in range(10, 20))
    imported((FILE + more).encode(), officer)
    list(encode_waiting())
    suggest("KZ")
    assert {url: cost(client, url) for url in expected} == expected


def cost(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        client.get(url)
    return asked(captured)
