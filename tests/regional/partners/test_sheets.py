"""Tables of partners come back: what entities do, and promises with who answers for them and by when."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.sheets import weigh_sheet
from hirz.foundation.walls.standing import standing
from hirz.regional.organisations.models import Organisation
from hirz.regional.partners.actions.coordination import record_activity
from hirz.regional.partners.actions.meetings import change_promise, record_promise, settle_promise
from hirz.regional.partners.models import PartnerPromise, UnActivity
from hirz.regional.partners.sheets import SHEETS, DoingSheet, PromiseSheet, table_in, table_out
from hirz.rules.layers import Layer
from tests.foundation.workbooks import filled_in
from tests.regional.contributors import make_contributor, make_organisation

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)
DOING, PROMISES = DoingSheet.name, PromiseSheet.name


@pytest.fixture
def doing(entity: Organisation, officer: User) -> UnActivity:
    return record_activity(
        state_code="KG", layer=Layer.PARTNERS, by=officer, title="Lamps for schools", entity=entity, area="North",
        from_date=DAY, until_date=DAY, themes=["education"],
    )  # fmt: skip


@pytest.fixture
def promise(society: Organisation, officer: User) -> PartnerPromise:
    return record_promise(
        state_code="KG", layer=Layer.PARTNERS, by=officer, promised_by=society, text="A list of lamps",
        made_date=DAY, due_date=date(2027, 1, 1),
    )  # fmt: skip


def out(kind: str, by: User) -> bytes:
    return table_out(kind=kind, by=by)


def taken_in(kind: str, data: bytes, by: User, **decided: bool) -> int:
    return table_in(kind=kind, data=data, decided=decided, by=by)


def faults_of(kind: str, data: bytes, user: User) -> list[tuple[str, str]]:
    return [(one.column, one.code) for found in weigh_sheet(SHEETS[kind](user), data).faults.values() for one in found]


@pytest.mark.parametrize("kind", SHEETS)
def test_table_that_comes_back_untouched_changes_nothing(
    kind: str, doing: UnActivity, promise: PartnerPromise, officer: User
) -> None:
    data = out(kind, officer)
    assert weigh_sheet(SHEETS[kind](officer), data).is_nothing_new
    assert len(weigh_sheet(SHEETS[kind](officer), data).rows) == 1


def test_activity_is_changed_and_another_added(doing: UnActivity, entity: Organisation, officer: User) -> None:
    data = filled_in(out(DOING, officer), 2, {"town": "Mirrorton", "themes": "education\nmigrants"})
    new = {
        "title": "Lamps for clinics", "entity": entity.name, "state_code": "KG", "from_date": "2026-06-01",
        "until_date": "2026-06-30", "layer": "PARTNERS",
    }  # fmt: skip
    data = filled_in(data, 3, new)
    with standing(officer):
        assert taken_in(DOING, data, officer) == 2
    doing.refresh_from_db()
    assert (doing.town, doing.themes) == ("Mirrorton", ["education", "migrants"])
    assert UnActivity.objects.get(title="Lamps for clinics").layer == Layer.PARTNERS
    assert taken_in(DOING, data, officer) == 0


def test_entity_fills_in_what_it_contributed_and_nothing_else(
    doing: UnActivity, entity: Organisation, officer: User
) -> None:
    speaker = make_contributor("speaker", entity)
    data = filled_in(out(DOING, officer), 2, {"town": "Mirrorton"})
    with standing(speaker):
        assert [row.id for row in weigh_sheet(DoingSheet(speaker), data).unknown] == [str(doing.pk)]
        new = {
            "title": "Lamps for clinics", "entity": entity.name, "state_code": "KG", "from_date": "2026-06-01",
            "until_date": "2026-06-30", "layer": "PARTNERS",
        }  # fmt: skip
        assert taken_in(DOING, filled_in(out(DOING, speaker), 2, new), speaker) == 1
        own = UnActivity.objects.get(title="Lamps for clinics")
        assert own.contributed_by == entity
        assert taken_in(DOING, filled_in(out(DOING, speaker), 2, {"town": "Mirrorton"}), speaker) == 1
        hidden = filled_in(out(DOING, speaker), 3, new | {"title": "Elsewhere", "state_code": "KZ"})
        assert faults_of(DOING, hidden, speaker) == [("state_code", "code")]


def test_association_has_no_table(advocate: User) -> None:
    for kind in SHEETS:
        with pytest.raises(AccessDenied):
            out(kind, advocate)


def test_promise_is_put_right_and_settled_by_the_table(promise: PartnerPromise, officer: User) -> None:
    said = {"text": "A whole list of lamps", "outcome": "KEPT", "outcome_date": "2026-06-01", "outcome_note": "It came"}
    assert taken_in(PROMISES, filled_in(out(PROMISES, officer), 2, said), officer) == 1
    promise.refresh_from_db()
    assert (promise.text, promise.outcome, promise.outcome_note) == ("A whole list of lamps", "KEPT", "It came")


def test_promise_is_added_with_its_owner_and_day(society: Organisation, officer: User) -> None:
    new = {
        "text": "=A list", "promised_by": society.name, "state_code": "KG", "made_date": "2026-05-04",
        "due_date": "2026-12-31", "layer": "INTERNAL",
    }  # fmt: skip
    data = filled_in(out(PROMISES, officer), 2, {**new, "text": "A list"})
    assert taken_in(PROMISES, data, officer) == 1
    promise = PartnerPromise.objects.get()
    assert (promise.promised_by, promise.promised_to, promise.due_date) == (society, None, date(2026, 12, 31))
    assert taken_in(PROMISES, data, officer) == 0


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"outcome": "KEPT"}, ("outcome_date", "without")),
        ({"outcome": "KEPT", "outcome_date": "2999-01-01"}, ("outcome_date", "not_come")),
        ({"due_date": "2020-01-01"}, ("due_date", "order")),
        ({"promised_by": None}, ("promised_by", "fixed")),
        ({"text": "=1+1"}, ("text", "formula")),
        ({"outcome": "FORGOTTEN"}, ("outcome", "code")),
    ],
)
def test_row_with_a_fault_says_which_and_changes_nothing(
    promise: PartnerPromise, officer: User, values: dict[str, Any], fault: tuple[str, str]
) -> None:
    data = filled_in(out(PROMISES, officer), 2, values)
    assert faults_of(PROMISES, data, officer) == [fault]
    assert taken_in(PROMISES, data, officer) == 0


def test_promise_to_oneself_is_told_by_its_row(officer: User) -> None:
    new = {"text": "A list", "state_code": "KG", "made_date": "2026-05-04", "layer": "INTERNAL"}
    assert faults_of(PROMISES, filled_in(out(PROMISES, officer), 2, new), officer) == [("promised_to", "same")]


def test_settled_promise_stays(promise: PartnerPromise, officer: User) -> None:
    data = filled_in(out(PROMISES, officer), 2, {"text": "Something else"})
    settle_promise(promise=promise, outcome="BROKEN", on_date=timezone.localdate(), by=officer)
    assert faults_of(PROMISES, data, officer) == [("text", "settled")]


def test_change_made_here_meanwhile_is_a_conflict(promise: PartnerPromise, officer: User) -> None:
    data = filled_in(out(PROMISES, officer), 2, {"text": "Theirs"})
    change_promise(promise=promise, text="Ours", due_date=None, by=officer)
    assert taken_in(PROMISES, data, officer) == 0
    assert taken_in(PROMISES, data, officer, **{str(promise.pk): True}) == 1


@pytest.mark.parametrize("kind", SHEETS)
def test_office_of_other_states_is_sent_nothing(
    kind: str, doing: UnActivity, promise: PartnerPromise, neighbour: User, officer: User
) -> None:
    assert load_workbook(io.BytesIO(out(kind, neighbour))).worksheets[0]["A2"].value is None
    assert len(weigh_sheet(SHEETS[kind](neighbour), out(kind, officer)).unknown) == 1


def test_words_on_an_outcome_without_the_outcome_are_not_dropped_unseen(promise: PartnerPromise, officer: User) -> None:
    data = filled_in(out(PROMISES, officer), 2, {"outcome_note": "They came late"})
    assert faults_of(PROMISES, data, officer) == [("outcome_note", "without")]


def test_promise_between_two_whom_the_officer_may_not_know_can_be_put_right(
    promise: PartnerPromise, society: Organisation, officer: User
) -> None:
    """Both are called the same in the table."""
    hidden = [make_organisation(name, kind="civil_society", state_code="UZ") for name in ("Club", "Guild")]
    PartnerPromise.objects.filter(pk=promise.pk).update(promised_by=hidden[0], promised_to=hidden[1])
    data = filled_in(out(PROMISES, officer), 2, {"text": "A longer list"})
    assert faults_of(PROMISES, data, officer) == []
    assert taken_in(PROMISES, data, officer) == 1
