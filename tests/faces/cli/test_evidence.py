"""`hirz evidence verify` works anywhere, `hirz evidence export` under the same rules as the page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hirz.engines.evidence import Code
from hirz.faces.cli.commands.evidence import WORDS
from hirz.foundation.accounts.models import User
from hirz.foundation.audit.checkpoints import log_key
from hirz.foundation.offices.models import Office
from hirz.reprisals.cases.models import Case
from hirz.reprisals.evidence.models import EvidenceItem
from hirz.reprisals.people.models import Person
from hirz.rules.consent import ConsentState, Scope
from tests.engines.evidence.bundles import LOG, bundle
from tests.engines.evidence.published import BUNDLE
from tests.faces.cli.conftest import Hirz
from tests.reprisals.evidence.files import LETTER, added
from tests.reprisals.story import answer, enter_case, enter_victim, give_consent

KEY = LOG.verifier.encoded
FOR_MECHANISM = ("--for", "SHARE_MECHANISM", "--to", "special_procedures", "--reason", "For the mandate.")


@pytest.fixture
def victim(office: Office, desk: User) -> Person:
    person = enter_victim(office, desk)
    give_consent(person, desk)
    return person


@pytest.fixture
def case(office: Office, desk: User, verifier: User, victim: Person) -> Case:
    return enter_case(office, desk, verifier, [victim])


@pytest.fixture
def letter(case: Case, victim: Person, desk: User) -> EvidenceItem:
    return added(case, desk, given_by=victim)


def kept(folder: Path, data: bytes) -> Path:
    file = folder / "bundle.zip"
    file.write_bytes(data)
    return file


def test_bundle_that_holds_ends_with_nought(hirz: Hirz) -> None:
    ran = hirz("evidence", "verify", BUNDLE, "--key", KEY)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "The bundle holds: 2 files, 5 lines of custody.\n"


def test_without_a_key_it_says_what_that_does_not_show(hirz: Hirz) -> None:
    ran = hirz("evidence", "verify", BUNDLE)
    assert ran.code == 0
    assert KEY in ran.out
    assert "No key was given" in ran.out


def test_what_fails_is_named_and_ends_with_one(tmp_path: Path, hirz: Hirz) -> None:
    forged = kept(tmp_path, bundle().replace(b"received", b"forged!!"))
    ran = hirz("evidence", "verify", forged, "--key", KEY)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "files/0001.txt: A file is not what it was.\n"


def test_answer_for_programs_is_one_line_of_json(tmp_path: Path, hirz: Hirz) -> None:
    ran = hirz("evidence", "verify", BUNDLE, "--key", KEY, "--json")
    assert (ran.data["holds"], ran.data["key_was_given"], ran.data["lines"]) == (True, True, 5)
    assert ran.data["files"] == ["files/0001.txt", "files/0002.png"]
    ran = hirz("evidence", "verify", kept(tmp_path, bundle().replace(b"received", b"forged!!")), "--json")
    assert (ran.code, ran.data["problems"]) == (1, [{"code": "FILE_CHANGED", "where": "files/0001.txt"}])


@pytest.mark.parametrize("data", [b"", b"no bundle at all", b"PK\x05\x06" + bytes(3)])
def test_what_is_no_bundle_ends_with_two(data: bytes, tmp_path: Path, hirz: Hirz) -> None:
    assert hirz("evidence", "verify", kept(tmp_path, data)).code == 2


@pytest.mark.parametrize("key", ["no key", "ledger.example/hirz+00000000+AAAA"])
def test_key_that_is_none_ends_with_two(key: str, hirz: Hirz) -> None:
    ran = hirz("evidence", "verify", BUNDLE, "--key", key)
    assert ran.code == 2
    assert "no public key" in ran.err


def test_another_key_is_named(hirz: Hirz) -> None:
    ran = hirz("evidence", "verify", BUNDLE, "--key", log_key().encoded)
    assert ran.code == 1
    assert "another key" in ran.err


def test_it_needs_neither_settings_nor_database_nor_keys() -> None:
    """As on the machine of a court: the package, the bundle, and nothing else."""
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "hirz.faces.cli", "evidence", "verify", str(BUNDLE), "--key", KEY]
    ran = subprocess.run(command, env=bare, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603
    assert (ran.returncode, ran.stderr) == (0, "")


def test_every_problem_has_words() -> None:
    assert WORDS.keys() == set(Code)


def test_bundle_made_here_is_verified_here(
    case: Case, letter: EvidenceItem, lead: User, tmp_path: Path, hirz: Hirz
) -> None:
    out = tmp_path / "bundle.zip"
    given = ("--version", letter.pk, "--as", lead.email, "--out", out)
    assert hirz("evidence", "export", case.reference, *FOR_MECHANISM, *map(str, given)).code == 0
    assert LETTER in out.read_bytes()
    assert hirz("evidence", "verify", out, "--key", log_key().encoded).code == 0


def test_without_consent_nothing_is_written(
    case: Case, letter: EvidenceItem, victim: Person, desk: User, lead: User, tmp_path: Path, hirz: Hirz
) -> None:
    answer(victim, desk, {Scope.SHARE_MECHANISM: ConsentState.REFUSED})
    out = tmp_path / "bundle.zip"
    given = ("--version", letter.pk, "--as", lead.email, "--out", out)
    ran = hirz("evidence", "export", case.reference, *FOR_MECHANISM, *map(str, given))
    assert ran.code == 1
    assert f"REFUSED: SHARE_MECHANISM ({victim.pk})" in ran.err
    assert not out.exists()


@pytest.mark.parametrize("who", ["outsider", "desk"])
def test_who_may_not_export_gets_nothing(
    who: str, case: Case, letter: EvidenceItem, tmp_path: Path, hirz: Hirz, request: pytest.FixtureRequest
) -> None:
    out = tmp_path / "bundle.zip"
    given = ("--version", letter.pk, "--as", request.getfixturevalue(who).email, "--out", out)
    assert hirz("evidence", "export", case.reference, *FOR_MECHANISM, *map(str, given)).code == 1
    assert not out.exists()
