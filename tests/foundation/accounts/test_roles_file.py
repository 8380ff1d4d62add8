"""Roles are data: the file, the permissions of the code and the vocabulary say the same."""

from __future__ import annotations

import pytest

from hirz.foundation.accounts.access import roles
from hirz.foundation.accounts.checks import known_permissions, roles_name_known_permissions
from hirz.foundation.vocabularies.registry import vocabulary

READS_CASES = {"CASE_VIEW", "PERSON_VIEW", "SUBMISSION_VIEW", "HISTORY_VIEW", "REPORT_VIEW", "CASE_EXPORT"}

HELD_BY_NOBODY = {"REGIONAL_CONTRIBUTE"}
"""Pages that name it are for contributors, who hold no role."""


def test_every_role_of_the_file_has_a_name_and_every_named_role_is_in_the_file() -> None:
    assert set(roles()) == set(vocabulary("role").codes)


def test_every_permission_of_the_file_is_known_to_the_code() -> None:
    assert roles_name_known_permissions(None) == []


def test_every_permission_of_the_code_is_carried_by_a_role() -> None:
    assert known_permissions() - HELD_BY_NOBODY == frozenset().union(*roles().values())


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_role_that_looks_after_the_system_reads_no_case(role: str) -> None:
    assert not roles()[role] & READS_CASES


@pytest.mark.parametrize(
    ("role", "permission"),
    [
        ("desk", "CASE_VERIFY"),
        ("desk", "REPORT_CLEAR"),
        ("verifier", "REPORT_CLEAR"),
        ("clearer", "REPORT_DRAFT"),
        ("clearer", "CASE_EDIT"),
        ("intake", "CASE_VIEW"),
    ],
)
def test_duties_that_two_people_share_are_not_in_one_role(role: str, permission: str) -> None:
    assert permission not in roles()[role]


def test_misspelt_permission_is_found_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hirz.foundation.accounts.checks.roles", lambda: {"desk": frozenset({"CASE_VEIW"})})
    assert [error.id for error in roles_name_known_permissions(None)] == ["hirz.E001"]
