"""Submissions from a file: every problem by its line, all received or none, and the same twice changes nothing."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hirz.foundation.accounts.access import AccessDenied
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.history import SYSTEM
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.intake.importing import (
    MAX_LINE,
    LineProblem,
    NotImported,
    Plan,
    import_submissions,
    lines_of,
    plan_import,
)
from hirz.reprisals.intake.models import Submission
from hirz.reprisals.intake.wording import words_for_problem
from tests.reprisals.intake.arriving import told

BOM = b"\xef\xbb\xbf"


def line(**changes: Any) -> bytes:
    return json.dumps(told(**changes), ensure_ascii=False).encode()


def planned(*lines: bytes, end: bytes = b"\n") -> Plan:
    return plan_import(lines_of(io.BytesIO(end.join(lines) + end)))


def problems(*lines: bytes) -> list[tuple[int, str, str]]:
    return [(p.line, p.path, p.code) for p in planned(*lines).problems]


def imported(*lines: bytes) -> int:
    return import_submissions(plan=planned(*lines), by=SYSTEM)


def test_planning_changes_nothing(office: Office) -> None:
    plan = planned(line(external_id="1"), line(external_id="2"))
    assert (plan.read, plan.new, plan.known, plan.problems) == (2, 2, 0, ())
    assert not Submission.objects.exists()
    assert not Entry.objects.exists()


def test_every_line_is_received_as_it_stands(office: Office) -> None:
    assert imported(line(external_id="1"), line(external_id="2", channel="partner_referral")) == 2
    first, second = sorted(Submission.objects.all(), key=lambda submission: submission.answers["external_id"])
    assert first.answers == told(external_id="1")
    assert (first.channel, second.channel) == ("import", "partner_referral")
    assert first.office == office
    assert set(Entry.objects.values_list("verb", "actor_kind")) == {("SUBMISSION_IMPORTED", "SYSTEM")}


def test_same_file_again_creates_nothing(office: Office) -> None:
    lines = (line(external_id="1"), line(narrative="no number"))
    assert imported(*lines) == 2
    plan = planned(*lines)
    assert (plan.new, plan.known, plan.problems) == (0, 2, ())
    assert import_submissions(plan=plan, by=SYSTEM) == 0
    assert Submission.objects.count() == 2


def test_longer_file_creates_what_is_new(office: Office) -> None:
    imported(line(external_id="1"))
    assert imported(line(external_id="1"), line(external_id="2")) == 1


def test_known_number_with_other_content_is_a_problem_and_loses_nothing(office: Office) -> None:
    imported(line(external_id="1"))
    assert problems(line(external_id="1", narrative="another matter")) == [
        (1, "external_id", "known_with_other_content")
    ]


def test_same_number_twice_in_a_file_is_told_at_the_later_line(office: Office) -> None:
    assert problems(line(external_id="1"), line(external_id="2"), line(external_id="1", narrative="other")) == [
        (3, "external_id", "repeated_in_file")
    ]


def test_same_content_twice_without_number_is_told_too(office: Office) -> None:
    plan = planned(line(), line())
    assert [(p.line, p.code) for p in plan.problems] == [(2, "repeated_in_file")]
    assert plan.read == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("raw", "path", "code"),
    [
        (b"{", "", "not_json"),
        (b"language,narrative", "", "not_json"),
        ('{"narrative": "Ж"}'.encode("cp1251"), "", "not_json"),
        ('{"a": 1}'.encode("utf-16"), "", "not_json"),
        (b'{"narrative": ' + b"9" * 5000 + b"}", "", "not_json"),
        (b"[]", "", "not_an_object"),
        (b'"text"', "", "not_an_object"),
        (b'{"a":' * 3000 + b"1" + b"}" * 3000, "", "nested_too_deep"),
        (b'{"a":' * 20 + b"1" + b"}" * 20, "", "nested_too_deep"),
        (b'{"narrative": "' + b"x" * MAX_LINE + b'"}', "", "line_too_long"),
        (json.dumps(told(narrative="a\0b")).encode(), "narrative", "not_storable"),
        (json.dumps(told(narrative="\ud800")).encode(), "narrative", "not_storable"),
        (line(language="tlh"), "language", "unknown_code"),
        (line(consent=None), "consent", "missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_line_that_cannot_be_received_is_told_by_its_number(raw: bytes, path: str, code: str) -> None:
    good = line(external_id="good")
    assert problems(good, raw, line(external_id="also")) == [(2, path, code)]
    assert words_for_problem(code)


def test_problems_of_many_lines_stand_in_their_order(office: Office) -> None:
    found = problems(line(external_id="1"), line(external_id="1"), b"{", line(language="tlh"))
    assert [number for number, _, _ in found] == [2, 3, 4]


def test_nothing_is_half_imported(office: Office) -> None:
    plan = planned(line(external_id="1"), b"{", line(external_id="2"))
    with pytest.raises(NotImported) as refused:
        import_submissions(plan=plan, by=SYSTEM)
    assert refused.value.problems == (LineProblem(2, "", "not_json"),)
    assert not Submission.objects.exists()


def test_fault_in_the_middle_takes_everything_back(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(line(external_id="1"), line(external_id="2"))
    count = iter([False, True])
    create = Submission.objects.create

    def fail_at_the_second(**fields: Any) -> Submission:
        if next(count):
            raise OSError
        return create(**fields)

    monkeypatch.setattr(Submission.objects, "create", fail_at_the_second)
    with pytest.raises(OSError):  # noqa: PT011 - the fault itself
        import_submissions(plan=plan, by=SYSTEM)
    assert not Submission.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_files_of_any_editor_are_read(end: bytes, office: Office) -> None:
    plan = planned(BOM + line(external_id="1"), b"", b"   ", line(external_id="2"), end=end)
    assert (plan.read, plan.new, plan.problems) == (2, 2, ())
    assert [entry.number for entry in plan.lines] == [1, 4]


@pytest.mark.parametrize("content", [b"", BOM, b"\n\n", b"\r\n"])
def test_empty_file_holds_nothing(content: bytes, db: None) -> None:
    plan = plan_import(lines_of(io.BytesIO(content)))
    assert (plan.read, plan.problems) == (0, ())


def test_last_line_needs_no_end(office: Office) -> None:
    assert plan_import(lines_of(io.BytesIO(line()))).new == 1


def test_overlong_line_is_not_read_into_memory_and_hides_no_other(office: Office) -> None:
    content = b"x" * (3 * MAX_LINE) + b"\n" + line() + b"\n"
    first, second = lines_of(io.BytesIO(content))
    assert len(first) < MAX_LINE + 100
    assert second == line() + b"\n"


def test_line_at_the_limit_is_read_whole(db: None) -> None:
    frame = b'{"narrative": ""}'
    content = BOM + frame.replace(b'""', b'"' + b"x" * (MAX_LINE - len(frame)) + b'"') + b"\r\n"
    assert {code for _, _, code in problems(content.rstrip(b"\r\n"))} == {"missing", "too_long"}


@pytest.mark.django_db
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    plan = plan_import(lines_of(io.BytesIO(content)))
    assert all(words_for_problem(problem.code) for problem in plan.problems)
    assert plan.read == len({p.line for p in plan.problems})


def test_whole_plan_asks_once_what_is_known(office: Office, django_assert_num_queries: Any) -> None:
    lines = [line(external_id=str(number)) for number in range(20)]
    with django_assert_num_queries(1):
        planned(*lines)


def test_member_of_staff_imports_in_their_own_name(office: Office, intake: User) -> None:
    import_submissions(plan=planned(line()), by=intake)
    assert Submission.objects.get().received_by == intake
    assert Entry.objects.get().actor == intake


@pytest.mark.parametrize("role", ["verifier", "administrator", "clearer"])
def test_who_may_not_import_imports_nothing(role: str, office: Office, request: pytest.FixtureRequest) -> None:
    with pytest.raises(AccessDenied):
        import_submissions(plan=planned(line()), by=request.getfixturevalue(role))
    assert not Submission.objects.exists()
