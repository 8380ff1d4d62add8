"""A table that goes out and comes back, whoever sends it: nothing is overwritten unseen, and nothing is believed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import pytest
from openpyxl import Workbook, load_workbook

from hirz.foundation.sheet_files import MAX_LINES, NotOurSheet
from hirz.foundation.sheets import Named, Sheet, sheet_out, take_in, weigh_sheet
from hirz.rules.returned_sheet import ReturnedRow, Row
from hirz.rules.sheet_columns import Column, Fault, Kind
from tests.foundation.workbooks import filled_in, with_cells

COLUMNS = (
    Column(name="title", label="Title", is_required=True),
    Column(name="number", label="Number", kind=Kind.WHOLE),
    Column(name="colour", label="Colour", kind=Kind.CODE),
    Column(name="since", label="Since", kind=Kind.DAY, is_fixed=True),
    Column(name="says", label="Says", is_told=True),
)


class Lamps(Sheet):
    name: ClassVar[str] = "lamps"
    columns = COLUMNS

    def __init__(self, rows: dict[str, dict[str, str]], whose: str = "us") -> None:
        self.whose, self.rows = whose, rows

    def values(self) -> Mapping[str, Row]:
        return {id: {**row, "says": "as it is"} for id, row in self.rows.items()}

    def words(self) -> Named:
        return {"colour": [("red", "Red"), ("=1+1", "A formula")]}

    def faults(self, row: ReturnedRow, values: Row, changed: Row) -> Iterable[Fault]:
        if values["number"] == "13":
            yield Fault("number", "sums")

    def change(self, id: str, values: Row) -> None:
        self.rows[id] |= values

    def add(self, values: Row) -> None:
        self.rows[f"new {len(self.rows)}"] = dict(values)


@pytest.fixture
def lamps() -> Lamps:
    return Lamps({
        "1": {"title": "=cmd|' /C calc'!A0", "number": "7", "colour": "red", "since": "2026-01-01"},
        "2": {"title": "Lamp", "number": "", "colour": "", "since": "2026-02-01"},
    })  # fmt: skip


def test_table_that_comes_back_untouched_changes_nothing(lamps: Lamps) -> None:
    assert weigh_sheet(lamps, sheet_out(lamps)).is_nothing_new


def test_no_cell_of_the_workbook_is_a_formula(lamps: Lamps) -> None:
    book = load_workbook(io.BytesIO(sheet_out(lamps)))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} == {"s", "n"}
    assert book.worksheets[0]["C2"].value == 7


def test_what_helps_reading_is_not_read(lamps: Lamps) -> None:
    assert weigh_sheet(lamps, filled_in(sheet_out(lamps), 2, {"says": "otherwise"})).is_nothing_new


def test_change_and_new_row_are_taken_over_once(lamps: Lamps) -> None:
    data = filled_in(sheet_out(lamps), 3, {"number": 12.0, "colour": "red"})
    data = filled_in(data, 6, {"title": "Lantern", "number": "١٢", "since": "2026-03-01"})
    assert take_in(lamps, data, {}) == (1, 1)
    assert lamps.rows["2"]["number"] == "12"
    assert lamps.rows["new 2"]["title"] == "Lantern"
    assert take_in(lamps, data, {}) == (0, 0)


@pytest.mark.parametrize("shift", range(3))
def test_what_was_sent_of_long_texts_is_known_again_wherever_they_are_cut(shift: int) -> None:
    text = "x" * shift + "ab " * 6_000 + "end"
    lamps = Lamps({"1": {"title": text, "number": "7", "colour": text, "since": "2026-01-01"}})
    assert take_in(lamps, filled_in(sheet_out(lamps), 2, {"number": 8}), {}) == (1, 0)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"number": "=SUM(1,2)"}, ("number", "formula")),
        ({"title": '=HYPERLINK("https://x.example","x")'}, ("title", "formula")),
        ({"title": None}, ("title", "missing")),
        ({"colour": "blue"}, ("colour", "code")),
        ({"since": "2027-01-01"}, ("since", "fixed")),
        ({"number": 13}, ("number", "sums")),
    ],
)
def test_row_with_a_fault_is_told_by_its_line_and_changes_nothing(
    lamps: Lamps, values: dict[str, Any], fault: tuple[str, str]
) -> None:
    data = filled_in(sheet_out(lamps), 3, values)
    assert weigh_sheet(lamps, data).faults == {2: [fault]}
    assert take_in(lamps, data, {"2": True}) == (0, 0)


def test_number_of_a_line_counts_empty_ones(lamps: Lamps) -> None:
    data = filled_in(sheet_out(lamps), 40, {"number": "some"})
    assert list(weigh_sheet(lamps, data).faults) == [39]


def test_conflict_waits_for_a_decision(lamps: Lamps) -> None:
    data = filled_in(sheet_out(lamps), 3, {"title": "Theirs"})
    lamps.rows["2"]["title"] = "Ours"
    assert take_in(lamps, data, {}) == (0, 0)
    assert take_in(lamps, data, {"2": True}) == (1, 0)
    assert lamps.rows["2"]["title"] == "Theirs"


def test_table_that_was_sent_to_another_proves_nothing(lamps: Lamps) -> None:
    data = filled_in(sheet_out(Lamps(lamps.rows, "them")), 3, {"title": "Theirs"})
    (row,) = weigh_sheet(lamps, data).conflicts
    assert row.id == "2"


@pytest.mark.parametrize("forged", ['{"title": "Theirs"}', "5", "[" * 100_000, "not json", '["a"]'])
def test_what_was_sent_cannot_be_forged(lamps: Lamps, forged: str) -> None:
    book = load_workbook(io.BytesIO(filled_in(sheet_out(lamps), 3, {"title": "Theirs"})))
    for place, piece in enumerate([forged[start : start + 30_000] for start in range(0, len(forged), 30_000)], 2):
        book["sent"].cell(row=3, column=place).value = piece
    written = io.BytesIO()
    book.save(written)
    assert "2" in [row.id for row in weigh_sheet(lamps, written.getvalue()).conflicts]


def test_id_that_is_not_here_or_stands_twice_is_left_out(lamps: Lamps) -> None:
    data = filled_in(filled_in(sheet_out(lamps), 2, {"id": "2"}), 5, {"id": "9", "title": "Foreign"})
    assert [row.number for row in weigh_sheet(lamps, data).unknown] == [1, 2, 4]


def test_column_that_was_taken_out_stays_as_it_is(lamps: Lamps) -> None:
    book = load_workbook(io.BytesIO(filled_in(sheet_out(lamps), 3, {"number": 5})))
    book.worksheets[0].delete_cols(2)
    written = io.BytesIO()
    book.save(written)
    assert take_in(lamps, written.getvalue(), {}) == (1, 0)
    assert lamps.rows["2"]["title"] == "Lamp"


def bomb(size: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        book = io.BytesIO()
        Workbook().save(book)
        with zipfile.ZipFile(book) as sound:
            for name in sound.namelist():
                archive.writestr(name, sound.read(name))
        archive.writestr("xl/media/zeros.bin", bytes(size))
    return written.getvalue()


def test_packed_too_tightly_is_refused(lamps: Lamps) -> None:
    with pytest.raises(NotOurSheet):
        weigh_sheet(lamps, bomb(60 * 1024 * 1024))


def test_table_longer_than_any_of_ours_is_refused(lamps: Lamps) -> None:
    with pytest.raises(NotOurSheet):
        weigh_sheet(lamps, with_cells(sheet_out(lamps), {f"B{MAX_LINES + 5}": "far down"}))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"id,title\n1,2\n", b"%PDF-1.7\n", b"\xff" * 100])
def test_file_of_another_kind_is_refused(lamps: Lamps, data: bytes) -> None:
    with pytest.raises(NotOurSheet):
        weigh_sheet(lamps, data)


def test_workbook_without_ids_is_refused(lamps: Lamps) -> None:
    with pytest.raises(NotOurSheet):
        weigh_sheet(lamps, with_cells(sheet_out(lamps), {"A1": "number"}))
