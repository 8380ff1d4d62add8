"""A table of measures that goes out and comes back: nothing written here meanwhile is overwritten unseen."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from hirz.foundation.sheet_files import NotOurSheet
from hirz.foundation.sheets import Weighed
from hirz.regional.implementation.actions.planning import change_measure
from hirz.regional.implementation.actions.updating import keep_draft
from hirz.regional.implementation.models import Measure, Update
from hirz.regional.reports.sheets import sheet_out, take_in_sheet, weigh_sheet
from hirz.rules.layers import Layer
from tests.foundation.workbooks import filled_in
from tests.regional.implementation.conftest import Cast
from tests.regional.implementation.test_updating import SAYS, drafted

pytestmark = pytest.mark.django_db


def out(cast: Cast) -> bytes:
    return sheet_out(state_code="XM", by=cast.clerk)


def weighed(data: bytes, cast: Cast) -> Weighed:
    return weigh_sheet(data, state_code="XM", user=cast.clerk)


def taken_in(data: bytes, cast: Cast, **decided: bool) -> int:
    return take_in_sheet(data=data, state_code="XM", decided=decided, by=cast.clerk)


def test_table_that_comes_back_untouched_changes_nothing(measure: Measure, cast: Cast) -> None:
    drafted(measure, cast.clerk)
    data = out(cast)
    assert weighed(data, cast).is_nothing_new
    assert taken_in(data, cast) == 0


def test_change_made_in_the_table_is_taken_over_once(measure: Measure, cast: Cast) -> None:
    data = filled_in(out(cast), 2, {"title": "Print more books", "due_date": "2027-01-31"})
    assert taken_in(data, cast) == 1
    measure.refresh_from_db()
    assert (measure.title, measure.due_date.isoformat() if measure.due_date else "") == (
        "Print more books",
        "2027-01-31",
    )
    assert weighed(data, cast).is_nothing_new


def test_update_filled_in_becomes_a_draft_of_the_organisation(measure: Measure, cast: Cast) -> None:
    said = {"as_of": "2026-06-30", "progress": "under_way", "words": "طبعنا نصف الكتب"}
    taken_in(filled_in(out(cast), 2, said), cast)
    draft = Update.objects.get()
    assert (draft.state, draft.words, draft.contributed_by) == ("draft", "طبعنا نصف الكتب", cast.ministry)


def test_evidence_of_a_draft_outlives_the_table(measure: Measure, cast: Cast, evidence: Any) -> None:
    draft = drafted(measure, cast.clerk)
    said = SAYS.__class__(for_date=SAYS.for_date, progress="under_way", words="A", evidence=[(evidence, "art. 3")])
    keep_draft(update=draft, content=said, layer=Layer.GOVERNMENT, by=cast.clerk)
    taken_in(filled_in(out(cast), 2, {"words": "B"}), cast)
    draft.refresh_from_db()
    assert draft.words == "B"
    assert draft.citations.get().evidence == evidence


def test_conflict_is_shown_and_left_until_somebody_decides(measure: Measure, cast: Cast) -> None:
    data = filled_in(out(cast), 2, {"title": "Theirs", "every_months": "3"})
    change_measure(measure=measure, by=cast.minister, title="Ours")
    (row,) = weighed(data, cast).conflicts
    assert row.cells["title"].now == "Ours"
    assert taken_in(data, cast) == 0
    measure.refresh_from_db()
    assert (measure.title, measure.every_months) == ("Ours", 6)
    assert taken_in(data, cast, **{str(measure.pk): True}) == 1
    measure.refresh_from_db()
    assert (measure.title, measure.every_months) == ("Theirs", 3)


def test_row_that_was_added_becomes_a_measure_of_the_organisation_alone(measure: Measure, cast: Cast) -> None:
    assert taken_in(filled_in(out(cast), 3, {"title": "Hire teachers"}), cast) == 1
    added = Measure.objects.get(title="Hire teachers")
    assert (added.contributed_by, added.layer) == (cast.ministry, Layer.INTERNAL)


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"due_date": "31/12/2026"}, ("due_date", "date")),
        ({"title": ""}, ("title", "missing")),
        ({"every_months": "often"}, ("every_months", "number")),
        ({"as_of": "2026-06-30", "progress": "splendid"}, ("progress", "code")),
        ({"words": "no day"}, ("as_of", "missing")),
    ],
)
def test_row_that_cannot_be_read_says_why_and_changes_nothing(
    measure: Measure, cast: Cast, values: dict[str, str], fault: tuple[str, str]
) -> None:
    data = filled_in(out(cast), 2, values)
    assert list(weighed(data, cast).faults[1]) == [fault]
    assert taken_in(data, cast) == 0
    assert not Update.objects.exists()


def test_measure_of_another_organisation_is_not_known(measure: Measure, cast: Cast) -> None:
    data = filled_in(out(cast), 2, {"title": "Taken over"})
    found = weigh_sheet(data, state_code="XM", user=cast.inspector)
    assert [row.id for row in found.unknown] == [str(measure.pk)]
    assert take_in_sheet(data=data, state_code="XM", decided={str(measure.pk): True}, by=cast.inspector) == 0


def test_what_was_sent_cannot_be_forged(measure: Measure, cast: Cast) -> None:
    """Without a signature nobody can say what was sent: every difference is asked about."""
    book = load_workbook(io.BytesIO(filled_in(out(cast), 2, {"title": "Theirs"})))
    book["sent"].cell(row=1, column=1).value = "forged"
    written = io.BytesIO()
    book.save(written)
    assert [row.cells["title"].returned for row in weighed(written.getvalue(), cast).conflicts] == ["Theirs"]


def test_text_that_looks_like_a_formula_stays_text(measure: Measure, cast: Cast) -> None:
    change_measure(measure=measure, by=cast.clerk, title='=HYPERLINK("https://example.org")')
    cell = load_workbook(io.BytesIO(out(cast))).worksheets[0]["B2"]
    assert cell.data_type == "s"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 cut off", b"id,title\n1,2\n", b"\xff" * 100])
def test_file_of_another_kind_is_refused(data: bytes, cast: Cast) -> None:
    with pytest.raises(NotOurSheet):
        weighed(data, cast)


def test_update_cannot_be_emptied_by_the_table(measure: Measure, cast: Cast) -> None:
    drafted(measure, cast.clerk)
    data = filled_in(out(cast), 2, {"as_of": None, "progress": None, "words": None})
    (faults,) = weighed(data, cast).faults.values()
    assert [(fault.column, fault.code) for fault in faults] == [("as_of", "missing")]
    assert taken_in(data, cast) == 0
    assert Update.objects.get().words
