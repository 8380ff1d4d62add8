"""Files about treaties: every documented shape, twice, damaged, and against what is on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SYSTEM
from hirz.regional.mechanisms.importing import (
    Change,
    Plan,
    TreatiesNotImported,
    day_of_name,
    import_treaties,
    plan_import,
)
from hirz.regional.mechanisms.models import MechanismEvent, TreatyAction
from hirz.regional.mechanisms.shapes import MAX_BYTES
from tests.regional.importable import REAL
from tests.regional.mechanisms.conftest import acted

pytestmark = pytest.mark.django_db
DATES = b"4-9,Kazakhstan,,26 Aug 1998 a\r\n4-15,Kazakhstan,11 Dec 2008,\r\n4-11,Kazakhstan,16 Feb 1994,12 Aug 1994\r\n"
STATUS = b"instrument,KZ,KG\nCAT,state party 1998,no action\nCRPD,signatory state,state party 2019\n"
ACTIONS = "state,treaty,action,date,article,text,source\n"
EVENTS = "state,event,treaty,date,next_date,follow_up_date,session,reference,source\n"
AS_OF = date(2022, 8, 31)
TODAY = timezone.localdate()


def imported(data: bytes, by: User | None = None) -> Plan:
    plan = plan_import(data, as_of=AS_OF, by=by or SYSTEM)
    import_treaties(plan=plan, by=by or SYSTEM)
    return plan


def counts(plan: Plan) -> tuple[int, int, int]:
    created, updated, unchanged = (plan.count(change) for change in Change)
    return created, updated, unchanged


def problems(data: bytes, as_of: date | None = AS_OF) -> list[tuple[int, str]]:
    return [(problem.row, problem.code) for problem in plan_import(data, as_of=as_of, by=SYSTEM).problems]


def test_list_of_the_depositary_gives_signatures_and_consents() -> None:
    assert counts(imported(DATES)) == (4, 0, 0)
    rows = TreatyAction.objects.order_by("on_date").values_list("treaty", "kind", "on_date", "precision")
    assert list(rows) == [
        ("crc", "signature", date(1994, 2, 16), "DAY"),
        ("crc", "ratification", date(1994, 8, 12), "DAY"),
        ("cat", "accession", date(1998, 8, 26), "DAY"),
        ("crpd", "signature", date(2008, 12, 11), "DAY"),
    ]


def test_table_of_status_gives_years_and_says_nothing_of_days() -> None:
    assert counts(imported(STATUS)) == (3, 0, 1)
    rows = TreatyAction.objects.order_by("state_code", "treaty").values_list(
        "state_code", "treaty", "kind", "precision"
    )
    assert list(rows) == [
        ("KG", "crpd", "became_party", "YEAR"),
        ("KZ", "cat", "became_party", "YEAR"),
        ("KZ", "crpd", "signature", "BY"),
    ]


@pytest.mark.parametrize("data", [DATES, STATUS])
def test_second_import_changes_nothing(data: bytes) -> None:
    first = imported(data)
    before = list(TreatyAction.objects.order_by("id").values())
    again = imported(data)
    assert counts(again) == (0, 0, sum(counts(first)))
    assert list(TreatyAction.objects.order_by("id").values()) == before


def test_year_gives_way_to_the_day_and_never_the_other_way() -> None:
    imported(STATUS)
    assert counts(imported(DATES)) == (2, 2, 0)
    assert counts(imported(STATUS)) == (0, 0, 4)
    known = TreatyAction.objects.get(state_code="KZ", treaty="cat")
    assert (known.kind, known.on_date, known.precision) == ("accession", date(1998, 8, 26), "DAY")


def test_year_may_be_that_of_the_entry_into_force() -> None:
    imported(b"4-16,Kazakhstan,,27 Feb 2009 a\n")
    assert counts(imported(b"instrument,KZ\nCPED,state party 2010\n")) == (0, 0, 1)


@pytest.mark.parametrize(
    "data",
    [
        b"4-9,Kazakhstan,,27 Aug 1998 a\n",
        b"4-9,Kazakhstan,,26 Aug 1998\n",
        b"instrument,KZ\nCAT,state party 1999\n",
        b"instrument,KZ\nCAT,no action\n",
        b"instrument,KZ\nCAT,signatory state\n",
    ],
)
def test_contradiction_is_left_to_a_person(data: bytes) -> None:
    imported(DATES)
    row = 1 if data.startswith(b"4-") else 2
    assert problems(data) == [(row, "other_on_record")]


def test_own_shape_brings_reservations_and_declarations_with_their_text() -> None:
    rows = 'XM,CRC,reservation,1994-02-16,art. 21,"In our words, with a comma",Depositary notification\n'
    assert counts(imported((ACTIONS + rows).encode())) == (1, 0, 0)
    kept = TreatyAction.objects.get()
    assert (kept.article, kept.text) == ("art. 21", "In our words, with a comma")
    assert counts(imported((ACTIONS + rows).encode())) == (0, 0, 1)


def test_withdrawal_names_its_reservation_by_the_article() -> None:
    rows = [
        "XM,CRC,reservation,1994-02-16,art. 21,,Depositary notification\n",
        "XM,CRC,withdrawal_of_reservation,2010-03-01,art. 21,,Depositary notification\n",
        "XM,CRC,withdrawal_of_reservation,2010-03-01,art. 22,,Depositary notification\n",
    ]
    assert problems((ACTIONS + rows[1]).encode()) == [(2, "reservation_unclear")]
    assert problems((ACTIONS + rows[0] + rows[2]).encode()) == [(3, "reservation_unclear")]
    whole = (ACTIONS + rows[0] + rows[1]).encode()
    assert counts(imported(whole)) == (2, 0, 0)
    withdrawal = TreatyAction.objects.get(kind="withdrawal_of_reservation")
    assert withdrawal.withdraws == TreatyAction.objects.get(kind="reservation")
    assert counts(imported(whole)) == (0, 0, 2)


def test_events_are_corrected_by_a_later_file() -> None:
    row = "XAM,concluding_observations,CAT,2014-12-12,{next_date},,,CAT/C/XAM/CO/3,Treaty body database\n"
    imported((EVENTS + row.format(next_date="")).encode())
    assert counts(imported((EVENTS + row.format(next_date="2018-11-28")).encode())) == (0, 1, 0)
    assert MechanismEvent.objects.get().next_date == date(2018, 11, 28)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\xff\xfe\x00", [(1, "not_text")]),
        (b"", [(1, "unknown_shape")]),
        (b"4-9," * MAX_BYTES, [(1, "too_large")]),
        (b'4-9,"' + b"x" * 200_000, [(1, "not_text")]),
        (b"name,age\nSalma,7\n", [(1, "unknown_shape")]),
        (b"4-9,Kazakhstan,26 Aug 1998\n", [(1, "columns")]),
        (
            b"4-9,Atlantis,,26 Aug 1998 a\n4-99,Kazakhstan,,26 Aug 1998 a\n",
            [(1, "unknown_state"), (2, "unknown_treaty")],
        ),
        (b"4-9,Kazakhstan,,31 Feb 1998 a\n", [(1, "date")]),
        (b"4-9,Kazakhstan,,26 August 1998 x\n", [(1, "date")]),
        (DATES + DATES[:31], [(4, "repeated")]),
        (b"instrument,KZ\nCAT,maybe\n", [(2, "cell")]),
        (b"instrument,KZ\nCAT,state party 1998,no action\n", [(2, "columns")]),
        ((ACTIONS + "XM,CRC,reservation,1994-02-16,,,\n").encode(), [(2, "source_missing")]),
        ((ACTIONS + "XM,CRC,applause,1994-02-16,,,Somebody\n").encode(), [(2, "unknown_action")]),
        ((EVENTS + "XM,party,CRC,1994-02-16,,,,,Somebody\n").encode(), [(2, "unknown_event")]),
        ((EVENTS + "XM,upr_reviewed,,1994-02-16,,,seven,,Somebody\n").encode(), [(2, "number")]),
    ],
    ids=range(16),
)
def test_damaged_file_says_what_is_wrong_in_which_row(data: bytes, found: list[tuple[int, str]]) -> None:
    assert problems(data) == found


def test_table_of_status_without_its_day_is_refused() -> None:
    assert problems(STATUS, as_of=None) == [(1, "as_of_missing")]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("treaty_status_central_asia_2022-08.csv", date(2022, 8, 31)),
        ("status-2024-02.csv", date(2024, 2, 29)),
        ("status_2022-13.csv", None),
        ("status.csv", None),
        ("status_0000-05.csv", None),
        ("status_9999-12.csv", None),
        (f"status_{TODAY:%Y-%m}.csv", TODAY),
    ],
)
def test_name_of_a_file_tells_the_month(name: str, day: date | None) -> None:
    assert day_of_name(name) == day


@pytest.mark.parametrize(
    ("day", "code"), [(str(TODAY + timedelta(days=1)), "ahead"), ("9999-12-31", "ahead"), ("0001-01-01", "date")]
)
def test_day_that_cannot_be_is_told_and_breaks_no_calendar(day: str, code: str) -> None:
    row = f"{EVENTS}XM,upr_reviewed,,{day},,,48,,Web\n"
    assert problems(row.encode()) == [(2, code)]


def test_sign_that_no_database_holds_is_told() -> None:
    assert problems(f"{EVENTS}XM,upr_reviewed,,2020-01-01,,,34,,W\0eb\n".encode()) == [(1, "not_text")]


def test_event_under_no_treaty_that_needs_one_is_told() -> None:
    row = f"{EVENTS}XM,report_submitted,,2020-01-01,,,,,Web\n"
    assert problems(row.encode()) == [(2, "treaty_missing")]


def test_file_with_one_bad_row_changes_nothing() -> None:
    plan = plan_import(DATES + b"4-9,Atlantis,,26 Aug 1998 a\n", as_of=None, by=SYSTEM)
    with pytest.raises(TreatiesNotImported):
        import_treaties(plan=plan, by=SYSTEM)
    assert not TreatyAction.objects.exists()


def test_officer_imports_for_the_states_of_the_office_only(officer: User) -> None:
    assert counts(imported(DATES, officer)) == (4, 0, 0)
    elsewhere = plan_import(b"4-9,France,,18 Feb 1986\n", as_of=None, by=officer)
    assert [problem.code for problem in elsewhere.problems] == ["not_yours"]


def test_plan_made_by_another_does_not_lend_their_rights(reader: User) -> None:
    plan = plan_import(DATES, as_of=None, by=SYSTEM)
    with pytest.raises(AccessDenied):
        import_treaties(plan=plan, by=reader)


def test_import_keeps_to_itself_what_was_corrected_by_hand(officer: User) -> None:
    acted(officer, "cat", "1998-08-26", state_code="KZ", article="")
    assert counts(imported(DATES[:31])) == (0, 0, 1)
    assert TreatyAction.objects.get().source == "Depositary notification"


def test_real_files_about_the_same_states_agree_in_either_order() -> None:
    files = [real.path() for real in REAL if real.kind == "treaties"]
    for path in (*files, *files, *reversed(files)):
        plan = plan_import(path.read_bytes(), as_of=day_of_name(path.name), by=SYSTEM)
        assert plan.problems == ()
        import_treaties(plan=plan, by=SYSTEM)
    for path in files:
        plan = plan_import(path.read_bytes(), as_of=day_of_name(path.name), by=SYSTEM)
        assert plan.changes == ()
