"""What an import takes over, and what it leaves alone. That a second time changes nothing: test_every_file."""

from __future__ import annotations

import json

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SYSTEM
from hirz.foundation.audit.models import Entry
from hirz.regional.recommendations.importing import RecommendationsNotImported, plan_import
from hirz.regional.recommendations.models import GivenTerm, Position, Recommendation, RecommendationText
from hirz.regional.recommendations.reading import Format
from tests.regional.recommendations.conftest import (
    BY_STATE,
    MAC_ROMAN,
    TEMPLATE,
    UHRI,
    as_json,
    counts,
    imported,
)

pytestmark = pytest.mark.django_db


def problems(data: bytes, by: User | None = None, expected: Format | None = None) -> list[tuple[int, str]]:
    found = plan_import(data, by=by or SYSTEM, expected=expected).problems
    return [(problem.row, problem.code) for problem in found]


def test_published_table_gives_codes_and_keeps_the_words(offices: None) -> None:
    imported(MAC_ROMAN)
    row = Recommendation.objects.get(recommending_states=["PE"])
    assert (row.state_code, row.mechanism, row.session) == ("KZ", "upr", 7)
    assert (row.cycle, row.action) == ("cycle_1", "specific")
    assert row.themes_given == ["Justice", "Migrants"]
    assert row.themes == ["migrants"]
    assert "naïve" in row.texts.get().text
    assert row.positions.get().position == "supported"


def test_word_that_no_vocabulary_knows_is_listed_and_becomes_no_term() -> None:
    imported(MAC_ROMAN)
    listed = GivenTerm.objects.values_list("kind", "wording", "codes")
    assert set(map(str, listed)) == {
        "('theme', 'Justice', [])", "('theme', 'NHRI', [])", "('state', '(Unknown)', [])",
    }  # fmt: skip


def test_same_recommendation_in_two_files_of_one_source_is_one() -> None:
    whole = BY_STATE.decode().splitlines()[1].split(",")
    imported(BY_STATE)
    names = "To,Text,From,Response,Action,Issue,Session"
    published = f'{names}\nKazakhstan,{whole[7]},Peru,Accepted,5,"Justice,Migrants",7\n'
    assert counts(imported(published.encode())) == (0, 0, 1)


def test_paragraph_of_a_committee_holds_several_and_one_of_a_review_one() -> None:
    imported(TEMPLATE)
    assert Recommendation.objects.filter(symbol="CERD/C/XAM/CO/1", paragraph="12", committee="cerd").count() == 2
    corrected = TEMPLATE.replace(b"an office for complaints", b"an office that takes complaints")
    assert counts(imported(corrected)) == (0, 1, 2)
    row = Recommendation.objects.get(symbol="A/HRC/90/7")
    assert row.texts.get().text == "Set up an office that takes complaints"
    assert Entry.objects.filter(verb="RECOMMENDATION_CORRECTED", subject_id=row.pk).count() == 1


def test_annotation_id_tells_a_corrected_text_of_a_committee() -> None:
    imported(as_json(UHRI))
    corrected = as_json([{**UHRI[0], "Text": "Count the complaints each year"}])
    assert counts(imported(corrected)) == (0, 1, 0)
    assert counts(imported(corrected)) == (0, 0, 1)
    assert Recommendation.objects.filter(source_id="uhri:a-1").count() == 1


def test_text_in_another_language_stands_beside_the_original() -> None:
    imported(as_json(UHRI))
    arabic = as_json([{**UHRI[0], "Language": "ar", "Text": "عدّ الشكاوى ونشر عددها"}])
    assert counts(imported(arabic)) == (0, 1, 0)
    assert counts(imported(arabic)) == (0, 0, 1)
    assert counts(imported(as_json([UHRI[0]]))) == (0, 0, 1)
    texts = RecommendationText.objects.filter(recommendation__source_id="uhri:a-1")
    assert list(texts.values_list("language", "is_original")) == [("en", True), ("ar", False)]


def test_other_source_fills_what_is_empty_and_replaces_nothing() -> None:
    imported(as_json([UHRI[1]]))
    other = (
        b"state,mechanism,symbol,paragraph,text,themes,position,source\n"
        b"KZ,UPR,A/HRC/91/4,110.7,Build many shelters,Migrants,supported,Somebody else\n"
    )
    assert counts(imported(other)) == (0, 1, 0)
    row = Recommendation.objects.get()
    assert (row.themes, row.texts.get().text) == (["migrants"], "Build three shelters")
    assert row.positions.get().position == "noted"


def test_what_the_source_no_longer_says_stays() -> None:
    imported(as_json([UHRI[1]]))
    assert counts(imported(as_json([{**UHRI[1], "uprposition": "", "sdgs": []}]))) == (0, 0, 1)
    assert Position.objects.get().position == "noted"


def test_target_stands_with_its_goal() -> None:
    imported(as_json(UHRI))
    assert Recommendation.objects.get(source_id="uhri:a-1").sdgs == ["goal_16", "target_16_3"]


def test_one_bad_row_stops_all_unless_bad_rows_are_skipped() -> None:
    damaged = TEMPLATE + b"Atlantis,UPR,A/HRC/90/7,115.3,,Something,,,,,,Report\n"
    with pytest.raises(RecommendationsNotImported):
        imported(damaged)
    assert not Recommendation.objects.exists()
    assert not GivenTerm.objects.exists()
    plan = imported(damaged, skip_bad_rows=True)
    assert (counts(plan), [problem.row for problem in plan.problems]) == ((3, 0, 0), [5])


def test_file_with_nothing_but_bad_rows_is_refused_all_the_same() -> None:
    with pytest.raises(RecommendationsNotImported):
        imported(b"state,mechanism,text,source\nAtlantis,UPR,Something,Report\n", skip_bad_rows=True)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("Atlantis,UPR,Something,Report", "unknown_state"),
        ("KZ,Council of Elders,Something,Report", "unknown_body"),
        ("KZ,UPR,,Report", "text_missing"),
        ("KZ,UPR,Something,", "source_missing"),
        ("KZ,UPR,Some\x00thing,Report", "control_characters"),
        (f"KZ,UPR,{'x' * 20_001},Report", "text_too_long"),
        (f"KZ,{'SR ' + 'x' * 300},Something,Report", "too_long"),
        ("KZ,UPR,Something", "columns"),
    ],
    ids=range(8),
)
def test_bad_row_says_why(row: str, code: str) -> None:
    assert problems(f"state,mechanism,text,source\n{row}\n".encode()) == [(2, code)]


@pytest.mark.parametrize("sign", ["\\u0000", "\\ud800"])
@pytest.mark.parametrize("column", ["Text", "Symbol", "AnnotationId", "Themes"])
def test_sign_that_no_database_holds_is_told_in_its_row(column: str, sign: str) -> None:
    row = {"AnnotationId": "1", "Symbol": "A/1", "Body": "CERD", "Countries": "Kazakhstan", "Text": "x", "Themes": "y"}
    data = json.dumps([{**row, column: "damaged SIGN here"}]).replace("SIGN", sign)
    assert problems(data.encode()) == [(1, "control_characters")]


def test_same_recommendation_told_otherwise_in_one_file_is_asked_about() -> None:
    rows = "KZ,UPR,A/HRC/1/1,5.1,One,R\nKZ,UPR,A/HRC/1/1,5.1,Two,R\nKZ,UPR,A/HRC/1/1,5.1,One,R\n"
    assert problems(f"state,mechanism,symbol,paragraph,text,source\n{rows}".encode()) == [(3, "repeated")]


def test_file_of_another_shape_than_named_is_refused() -> None:
    assert problems(TEMPLATE, expected=Format.UHRI) == [(1, "other_shape")]


def test_officer_imports_for_the_states_of_the_office_only(officer: User, reader: User) -> None:
    assert counts(imported(TEMPLATE, officer)) == (3, 0, 0)
    assert Recommendation.objects.filter(entered_by=officer).count() == 3
    assert problems(TEMPLATE.replace(b"XM,", b"FR,"), officer) == [(2, "not_yours"), (3, "not_yours"), (4, "not_yours")]
    with pytest.raises(RecommendationsNotImported):
        imported(TEMPLATE, reader)
