"""`hirz ledger`: recounted, proven, signed, and witnessed by somebody who has nothing but files."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django import Settings

from hirz.engines.canonical import canonical_json
from hirz.engines.ledger import (
    Checkpoint,
    InclusionProof,
    Note,
    Verifier,
    hash_entry,
    open_checkpoint,
    verify_inclusion,
)
from hirz.foundation.audit.checkpoints import log_signer
from hirz.foundation.audit.models import LedgerCosignature
from hirz.foundation.offices.models import Office
from tests.faces.cli.conftest import Hirz
from tests.foundation.audit.acting import act, tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(office: Office, hirz: Hirz) -> Office:
    act(office, 20)
    assert hirz("ledger", "checkpoint").code == 0
    return office


class Elsewhere:
    """A witness with a folder, to whom files are carried."""

    def __init__(self, hirz: Hirz, folder: Path) -> None:
        self._hirz, self._folder = hirz, folder
        made = hirz("ledger", "witness", "init", folder / "w", "--name", "w.example/one", "--log", self.log_key())
        assert made.code == 0
        self.key = made.out.strip()

    def log_key(self) -> str:
        return self._hirz("ledger", "key").out.strip()

    def carried(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.write_text(text, "utf-8")
        return path

    def asked(self, note: str, proof: str | None = None) -> tuple[int, str, str]:
        given = ["--proof", self.carried("proof.json", proof)] if proof else []
        ran = self._hirz("ledger", "witness", "sign", self._folder / "w", self.carried("note.txt", note), *given)
        return ran.code, ran.out, ran.err


@pytest.fixture
def elsewhere(hirz: Hirz, tmp_path: Path) -> Elsewhere:
    return Elsewhere(hirz, tmp_path)


def test_ledger_that_holds_says_so(signed: Office, hirz: Hirz) -> None:
    ran = hirz("ledger", "verify")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("The ledger holds: 20 entries, 1 checkpoints, 0 cosignatures, 0 shredded.\nRoot: ")
    assert hirz("ledger", "verify", "--json").data["holds"] is True


def test_changed_entry_fails_naming_its_index(signed: Office, hirz: Hirz) -> None:
    tamper(
        "update audit_entry set verb = 'CASE_OPENED' where id = (select entry_id from audit_ledgerleaf where index = 4)"
    )
    ran = hirz("ledger", "verify")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Entry 4:\nAn entry is not what was recorded, or it is gone.\n"
    told = {"holds": False, "reason": "ledger_entry_altered", "first": 4, "last": 4}
    assert hirz("ledger", "verify", "--json").data == told


def test_long_recount_tells_how_far_it_is(signed: Office, hirz: Hirz, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hirz.foundation.audit.recounting.BATCH", 2)
    ran = hirz("ledger", "verify")
    assert ran.code == 0
    assert "Batches of entries 10/10" in ran.err


def test_ledger_is_held_against_a_checkpoint_kept_elsewhere(signed: Office, hirz: Hirz, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(hirz("ledger", "checkpoint").out, "utf-8")
    assert hirz("ledger", "verify", "--against", kept).code == 0
    tamper("delete from audit_ledgercheckpoint")
    tamper("delete from audit_ledgerleaf where index = 19")
    tamper("delete from audit_entry where id = (select max(id) from audit_entry)")
    assert hirz("ledger", "verify").code == 0
    ran = hirz("ledger", "verify", "--against", kept)
    assert (ran.code, ran.err) == (1, "Entry 19:\nEntries that were signed are missing.\n")


@pytest.mark.parametrize("text", ["", "nothing of the kind\n", "hirz.example/ledger\n1\nAAAA\n\n"])
def test_checkpoint_that_is_none_is_bad_input(text: str, signed: Office, hirz: Hirz, tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text(text, "utf-8")
    assert hirz("ledger", "verify", "--against", tmp_path / "kept.txt").code == 2


def test_checkpoint_is_made_once_for_what_is_there(signed: Office, hirz: Hirz) -> None:
    first = hirz("ledger", "checkpoint").out
    assert hirz("ledger", "checkpoint").out == first
    act(signed)
    grown = hirz("ledger", "checkpoint", "--json").data
    assert (grown["size"], grown["note"] == first) == (21, False)


def test_proof_convinces_somebody_who_has_only_the_key(signed: Office, hirz: Hirz) -> None:
    """They hash what the entry says with its salt, climb, and compare with the root that was signed."""
    entry = act(signed)[0]
    told = hirz("ledger", "prove", str(entry.pk)).data
    log = Verifier.from_encoded(hirz("ledger", "key").out)
    checkpoint = open_checkpoint(Note.parse(told["checkpoint"]), log=log, origin="hirz.example/ledger")
    leaf = hash_entry(canonical_json(told["entry"]), base64.b64decode(told["salt"]))
    verify_inclusion(InclusionProof.from_json(told["proof"]), leaf, checkpoint.head)
    assert (told["entry"]["verb"], told["entry"]["subject"]) == ("CASE_MOVED", str(signed.pk))


def test_entry_that_is_not_there_cannot_be_proven(signed: Office, hirz: Hirz) -> None:
    ran = hirz("ledger", "prove", "999999")
    assert (ran.code, ran.err) == (2, "There is no such entry in the ledger.\n")


@pytest.mark.parametrize(("old", "new"), [(21, 20), (0, 21)])
def test_growth_beyond_the_ledger_is_not_proven(old: int, new: int, signed: Office, hirz: Hirz) -> None:
    ran = hirz("ledger", "consistency", str(old), str(new))
    assert (ran.code, ran.err) == (2, "The ledger is not that large.\n")


def test_witness_confirms_what_grows_and_the_office_keeps_it(
    signed: Office, hirz: Hirz, elsewhere: Elsewhere, settings: Settings, tmp_path: Path
) -> None:
    settings.HIRZ_LEDGER_WITNESSES = [elsewhere.key]
    code, cosigned, _err = elsewhere.asked(hirz("ledger", "checkpoint").out)
    assert code == 0
    act(signed, 13)
    note, proof = hirz("ledger", "checkpoint").out, hirz("ledger", "consistency", "20", "33").out
    code, cosigned, _err = elsewhere.asked(note, proof)
    assert code == 0
    taken = hirz("ledger", "checkpoint", "--cosigned", elsewhere.carried("back.txt", cosigned))
    assert (taken.code, taken.out) == (0, "Cosigned by w.example/one.\n")
    assert hirz("ledger", "checkpoint").out == cosigned
    assert hirz("ledger", "verify", "--json").data["cosignatures"] == 1


def test_cosignature_of_nobody_that_is_trusted_is_not_kept(signed: Office, hirz: Hirz, elsewhere: Elsewhere) -> None:
    _code, cosigned, _err = elsewhere.asked(hirz("ledger", "checkpoint").out)
    ran = hirz("ledger", "checkpoint", "--cosigned", elsewhere.carried("back.txt", cosigned))
    assert (ran.code, ran.err) == (2, "No witness that is trusted here has cosigned this.\n")


def test_cosignature_that_was_changed_is_refused_and_later_found(
    signed: Office, hirz: Hirz, elsewhere: Elsewhere, settings: Settings
) -> None:
    settings.HIRZ_LEDGER_WITNESSES = [elsewhere.key]
    _code, cosigned, _err = elsewhere.asked(hirz("ledger", "checkpoint").out)
    line = cosigned.splitlines()[-1]
    name, value = line.removeprefix("— ").split(" ")
    data = bytearray(base64.b64decode(value))
    data[-1] ^= 1
    forged = cosigned.replace(value, base64.b64encode(data).decode())
    ran = hirz("ledger", "checkpoint", "--cosigned", elsewhere.carried("back.txt", forged))
    assert (ran.code, ran.err) == (2, "The signature is missing or wrong.\n")
    assert hirz("ledger", "checkpoint", "--cosigned", elsewhere.carried("back.txt", cosigned)).code == 0
    tamper("update audit_ledgercosignature set line = %s", f"— {name} {base64.b64encode(data).decode()}\n")
    assert LedgerCosignature.objects.count() == 1
    assert hirz("ledger", "verify", "--json").data["reason"] == "ledger_checkpoint_altered"


def forged(size: int, root: bytes) -> str:
    """What somebody signs who holds the key of the log, and shows to one witness only."""
    return Checkpoint("hirz.example/ledger", size, root).signed(log_signer()).encoded()


def test_witness_refuses_a_second_ledger_of_the_same_size(signed: Office, hirz: Hirz, elsewhere: Elsewhere) -> None:
    assert elsewhere.asked(hirz("ledger", "checkpoint").out)[0] == 0
    code, out, err = elsewhere.asked(forged(20, b"\x00" * 32))
    assert (code, out) == (1, "")
    assert err.startswith("REFUSED: this checkpoint does not continue what was seen before.")


@pytest.mark.parametrize("size", [5, 33])
def test_witness_refuses_what_does_not_contain_what_it_saw(
    size: int, signed: Office, hirz: Hirz, elsewhere: Elsewhere
) -> None:
    assert elsewhere.asked(hirz("ledger", "checkpoint").out)[0] == 0
    act(signed, 13)
    proof = hirz("ledger", "consistency", "20", "33").out
    for given in (proof, None, "[]", "nonsense"):
        assert elsewhere.asked(forged(size, b"\x01" * 32), given)[0] == 1


def test_witness_goes_on_from_what_it_confirmed_last(
    signed: Office, hirz: Hirz, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    assert hirz("ledger", "witness", "seen", tmp_path / "w").out.splitlines()[1] == "0"
    note = hirz("ledger", "checkpoint").out
    assert elsewhere.asked(note)[0] == 0
    assert hirz("ledger", "witness", "seen", tmp_path / "w").out.splitlines()[1] == "20"
    assert elsewhere.asked(forged(33, b"\x01" * 32))[0] == 1
    assert elsewhere.asked(note)[0] == 0


def test_witness_refuses_another_log_and_another_key(signed: Office, hirz: Hirz, elsewhere: Elsewhere) -> None:
    note = Note.parse(hirz("ledger", "checkpoint").out)
    other = type(log_signer())(log_signer().name, b"\x07" * 32)
    assert elsewhere.asked(Note(note.text).signed_by(other).encoded())[0] == 1
    assert elsewhere.asked("nothing\n")[0] == 1


def test_witness_key_is_made_once_for_its_owner_alone(elsewhere: Elsewhere, hirz: Hirz, tmp_path: Path) -> None:
    key = tmp_path / "w" / "witness.key"
    assert key.stat().st_mode & 0o077 == 0
    before = key.read_bytes()
    again = hirz("ledger", "witness", "init", tmp_path / "w", "--name", "other", "--log", elsewhere.log_key())
    assert (again.code, key.read_bytes()) == (1, before)


def test_witness_needs_no_installation(elsewhere: Elsewhere, tmp_path: Path) -> None:
    """Nothing in the environment: no secret, no database, no settings."""
    command = [sys.executable, "-m", "hirz.faces.cli", "ledger", "witness", "seen", str(tmp_path / "w")]
    environment = {
        "PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src"),
        "DATABASE_URL": "postgresql:///nowhere",
    }
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("hirz.example/ledger\n0\n")


def test_answers_are_json_where_they_are_data(signed: Office, hirz: Hirz) -> None:
    for arguments in (["consistency", "3", "20"], ["checkpoint", "--json"], ["verify", "--json"]):
        assert json.loads(hirz("ledger", *arguments).out)
