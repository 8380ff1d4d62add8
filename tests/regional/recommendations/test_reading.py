"""Files of every documented shape, read row by row; and what cannot be read."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hirz.regional.recommendations.reading import read, tables
from tests.regional.recommendations.conftest import (
    BY_STATE,
    ENTRY,
    MAC_ROMAN,
    TEMPLATE,
    THEMATIC_JSON,
    UHRI,
    as_json,
    thematic_document,
    workbook,
)


def problems(data: bytes) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.code, problem.detail) for problem in read(data).problems]


def test_published_table_is_read_in_mac_roman_with_its_marks_of_pages() -> None:
    first, _second, third = read(MAC_ROMAN).said
    assert first.text == "Repeal the clause on naïve reporting; publish the figures"
    assert (first.state, first.session, first.action, first.position) == ("Kazakhstan", 7, 5, "supported")
    assert first.themes == ("Justice", "Migrants")
    assert third.recommending == ("(Unknown)",)


def test_table_by_state_has_ids_and_cycles() -> None:
    (said,) = read(BY_STATE).said
    assert (said.source_id, said.cycle, said.themes) == ("upr-info:KAZ-UPR07-900", 1, ("Justice", "Migrants"))


def test_thematic_document_is_read_with_its_lists() -> None:
    found = read(thematic_document(ENTRY))
    (said,) = found.said
    assert (found.rows, found.problems) == (1, ())
    assert (said.state, said.cycle, said.session) == ("Kazakhstan", 3, 34)
    assert (said.symbol, said.paragraph, said.position) == ("A/HRC/43/15", "121.2", "supported")
    assert said.position_source == "A/HRC/43/15/Add.1 - Para.3"
    assert said.recommending == ("Iran (Islamic Republic of)", "Fiji", "Peru")
    assert said.text.startswith("Keep to the convention (No. 29)")
    assert said.text.endswith("(Fiji) (Peru)")
    assert (said.themes, said.groups, said.sdgs) == (("Migrants", "Quiet hours"), ("Children",), ("16 - PEACE",))


def test_thematic_list_as_json_says_the_same() -> None:
    (said,) = read(as_json(THEMATIC_JSON)).said
    assert (said.symbol, said.paragraph, said.session) == ("A/HRC/59/15", "140.7", 48)
    assert (said.recommending, said.sdgs) == (("Peru", "Fiji"), ("1", "16"))


def test_export_of_the_index_is_read_with_and_without_dashes() -> None:
    found = read(as_json(UHRI))
    first, second = found.said
    assert (found.rows, found.left_out) == (2, 1)
    assert (first.body, first.themes, first.groups) == ("CAT", ("Migrants", "Quiet hours"), ("Children",))
    assert (first.paragraph, first.on_date, first.source_id) == ("14", date(2024, 5, 1), "uhri:a-1")
    assert (second.cycle, second.position, second.recommending) == (4, "noted", ("Peru", "Fiji"))


def test_export_of_the_index_as_table_gives_the_same() -> None:
    names: list[object] = list(UHRI[0])
    cells: list[object] = ["\n".join(value) if isinstance(value, list) else value for value in UHRI[0].values()]
    (said,) = read(workbook([names, cells])).said
    assert said.themes == ("Migrants", "Quiet hours")
    assert (said.paragraph, said.groups) == ("14", ("Children",))


def test_row_to_two_states_is_two_recommendations() -> None:
    found = read(as_json([{**UHRI[0], "Countries": ["Kazakhstan", "Kyrgyzstan"]}]))
    assert [said.state for said in found.said] == ["Kazakhstan", "Kyrgyzstan"]


def test_own_table_as_workbook_gives_the_same_as_csv() -> None:
    lines: list[list[object]] = [list(line.split(",")) for line in TEMPLATE.decode().splitlines()]
    assert read(workbook(lines)).said == read(TEMPLATE).said


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", (1, "empty_file", "")),
        (b"\xff\xfe\n", (1, "not_text", "")),
        (b"name,age\nSalma,7\n", (1, "unknown_shape", "")),
        (b"[{", (1, "not_json", "")),
        (b"[]", (1, "empty_file", "")),
        (b"[1, 2]", (1, "unknown_shape", "")),
        (b"[" * 200_000, (1, "not_json", "")),
        (b"{}", (1, "review_unknown", "")),
        (b'state,mechanism\n"KZ,UPR\n', (1, "not_a_table", "")),
        (b"state,mechanism,text\n", (1, "columns_missing", "source")),
        (b"state,mechanism,text,source,sorce\n", (1, "columns_unknown", "")),
        (b"AnnotationId,Text,Body\na,b,c\n", (1, "columns_missing", "Symbol, Countries")),
        (as_json([{"AnnotationId": "a", "Text": "b"}]), (1, "columns_missing", "Symbol, Body, Countries")),
        (BY_STATE.replace(b",1,7,", b",1,seven,"), (2, "number", "wgsession")),
        (BY_STATE.replace(b"Accepted", b"Perhaps"), (2, "position", "responseuprinfo")),
        (BY_STATE.replace(b",5,Justice", b",Justice"), (2, "columns", "")),
        (TEMPLATE.replace(b"2026-03-01", b"March"), (4, "date", "date")),
        (thematic_document(ENTRY, header="Something else"), (1, "review_unknown", "")),
        (thematic_document(("Without a number", "Noted", "-")), (3, "paragraph_missing", "")),
        (thematic_document(("121.1 No symbol (Peru)", "Noted", "-")), (3, "symbol_missing", "")),
        (thematic_document(ENTRY)[:2000], (1, "not_a_workbook", "")),
        (BY_STATE.replace(b",1,7,", b",1," + b"0" * 5 + b"7" * 60 + b","), (2, "number", "wgsession")),
        (workbook([["", ""], ["state", "mechanism"]]), (1, "unknown_shape", "")),
        (workbook([[]]), (1, "empty_file", "")),
    ],
    ids=range(24),
)
def test_damaged_file_says_what_is_wrong_in_which_row(data: bytes, found: tuple[int, str, str]) -> None:
    assert problems(data) == [found]


def test_one_bad_row_leaves_the_others_readable() -> None:
    lines = TEMPLATE.decode().splitlines()
    found = read("\n".join([*lines[:2], "XM,UPR,too,few", *lines[2:]]).encode())
    assert ([problem.row for problem in found.problems], len(found.said)) == ([3], 3)


def test_archive_that_would_fill_the_machine_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_UNPACKED", 1000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "x" * 1001)
    assert problems(packed.getvalue()) == [(1, "too_large", "")]


@given(data=st.binary(max_size=400))
@settings(max_examples=200)
def test_no_bytes_at_all_raise_anything(data: bytes) -> None:
    for given_bytes in (data, MAC_ROMAN[:200] + data, b"[" + data, b"PK\x03\x04" + data, TEMPLATE + data):
        found = read(given_bytes)
        assert found.said or found.problems or not found.rows


@given(cut=st.integers(min_value=0, max_value=5000))
@settings(max_examples=20, deadline=None)
def test_document_cut_anywhere_raises_nothing(cut: int) -> None:
    whole = thematic_document(ENTRY)
    assert read(whole[: cut * len(whole) // 5001]).problems
