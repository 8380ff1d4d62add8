"""`hirz export case`: a package when everybody agreed, otherwise whose consent for what is missing."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from hirz.foundation.accounts.models import User
from hirz.foundation.audit.models import Entry
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.people.models import Disclosure, Person
from hirz.rules.consent import ConsentState, Scope
from tests.faces.cli.conftest import Hirz
from tests.reprisals.story import NAMES, answer, enter_case, enter_victim, give_consent

FOR_MECHANISM = ("--for", "SHARE_MECHANISM", "--to", "special_procedures")


@pytest.fixture
def victim(office: Office, desk: User) -> Person:
    person = enter_victim(office, desk)
    give_consent(person, desk)
    return person


@pytest.fixture
def case(office: Office, desk: User, verifier: User, victim: Person) -> Case:
    return enter_case(office, desk, verifier, [victim])


def test_package_is_given_when_everybody_agreed(case: Case, lead: User, hirz: Hirz) -> None:
    ran = hirz("export", "case", case.reference, *FOR_MECHANISM, "--as", lead.email)
    assert ran.code == 0
    assert (ran.data["format"], ran.data["purpose"]) == ("hirz-case-package", "SHARE_MECHANISM")
    assert ran.data["case"]["state"] == "XAM"
    assert not any(name in ran.out for name in NAMES)
    assert Entry.objects.filter(verb="CASE_EXPORTED", actor=lead).count() == 1


def test_names_are_given_when_they_were_asked_for_and_agreed_to(case: Case, lead: User, hirz: Hirz) -> None:
    ran = hirz("export", "case", case.reference, *FOR_MECHANISM, "--named", "--as", lead.email)
    assert all(name in ran.out for name in NAMES)


def test_package_is_written_to_a_file(case: Case, lead: User, tmp_path: Path, hirz: Hirz) -> None:
    out = tmp_path / "package.json"
    ran = hirz("export", "case", case.reference, *FOR_MECHANISM, "--as", lead.email, "--out", out)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(out.read_text(encoding="utf-8"))["recipient"] == "special_procedures"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_purpose_with_one_recipient_needs_none_named(case: Case, lead: User, hirz: Hirz) -> None:
    ran = hirz("export", "case", case.reference, "--for", "share_protection_partner", "--as", lead.email)
    assert (ran.code, ran.data["recipient"]) == (0, "protection_partner")


def test_refusal_says_whose_consent_for_what_is_missing_and_stays_on_record(
    case: Case, victim: Person, desk: User, lead: User, tmp_path: Path, hirz: Hirz
) -> None:
    answer(victim, desk, {Scope.SHARE_MECHANISM: ConsentState.REFUSED})
    out = tmp_path / "package.json"
    ran = hirz("export", "case", case.reference, *FOR_MECHANISM, "--as", lead.email, "--out", out)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines() == [
        f"REFUSED: SHARE_MECHANISM ({victim.pk})",
        "Consent does not cover this. Nothing left, and the refusal is in the history.",
    ]
    assert not out.exists()
    assert not any(name in ran.err for name in NAMES)
    assert [d.allowed for d in Disclosure.objects.all()] == [False]
    assert Entry.objects.filter(verb="DISCLOSURE_REFUSED", case_id=case.pk).count() == 1
    assert not Entry.objects.filter(verb="CASE_EXPORTED").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--for", "GOSSIP"), "one of"),
        (("--for", "ANNUAL_REPORT", "--to", "public"), ""),
        (("--for", "SHARE_MECHANISM"), ""),
        (("--for", "SHARE_MECHANISM", "--to", "public"), ""),
        (("--for", "SHARE_MECHANISM", "--to", "government"), ""),
    ],
)
def test_purpose_or_recipient_that_does_not_fit_is_bad_input(
    options: tuple[str, ...], words: str, case: Case, lead: User, hirz: Hirz
) -> None:
    ran = hirz("export", "case", case.reference, *options, "--as", lead.email)
    assert ran.code == 2
    assert words in ran.err
    assert not Disclosure.objects.exists()


@pytest.mark.parametrize("role", ["desk", "verifier", "intake", "outsider", "administrator"])
def test_who_may_not_export_is_told_what_one_is_told_of_a_case_that_is_not_there(
    role: str, case: Case, lead: User, request: pytest.FixtureRequest, hirz: Hirz
) -> None:
    person: User = request.getfixturevalue(role)
    denied = hirz("export", "case", case.reference, *FOR_MECHANISM, "--as", person.email)
    absent = hirz("export", "case", "C-222222", *FOR_MECHANISM, "--as", lead.email)
    nobody = hirz("export", "case", case.reference, *FOR_MECHANISM, "--as", "nobody@hirz.example")
    assert denied == absent == nobody
    assert denied.code == 1


def test_nobody_exports_without_a_name(case: Case, hirz: Hirz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HIRZ_AS", raising=False)
    assert hirz("export", "case", case.reference, *FOR_MECHANISM).code == 2


def test_file_that_cannot_be_written_is_the_system_s_fault(case: Case, lead: User, tmp_path: Path, hirz: Hirz) -> None:
    ran = hirz(
        "export", "case", case.reference, *FOR_MECHANISM, "--as", lead.email, "--out", tmp_path / "no" / "x.json"
    )
    assert (ran.code, ran.out) == (3, "")
    assert "No such file" in ran.err
