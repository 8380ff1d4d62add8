"""`hirz demo --no-serve`: the main job in a process of its own, its files, and what no file may say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from hirz.faces.cli import starting
from hirz.faces.cli.commands import demo
from hirz.faces.cli.demonstration.lawyer import SPELLINGS
from hirz.rules.naming import names_found
from tests.faces.cli.conftest import Hirz

COMMAND = Path(sys.executable).with_name("hirz")


@dataclass(frozen=True)
class Shown:
    """How a first run ended, and a second one on the same machine with what it left behind."""

    folder: Path
    first: subprocess.CompletedProcess[str]
    again: subprocess.CompletedProcess[str]

    @property
    def summary(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.folder / "summary.json").read_text(encoding="utf-8"))
        return content


@pytest.fixture(scope="module")
def shown() -> Iterator[Shown]:
    # Not below pytest's own folder, which the server's user may not enter.
    with tempfile.TemporaryDirectory(prefix="hirz-demo-") as place:
        base = Path(place)
        base.chmod(0o755)
        first = _run(base, "first", "--cases", "0", "--json")
        yield Shown(base / "again", first, _run(base, "again", "--cases", "12"))


def _run(base: Path, out: str, *options: str) -> subprocess.CompletedProcess[str]:
    return _hirz(base, "demo", "--no-serve", "--out", str(base / out), *options)


def _hirz(base: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    given = {
        "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(base), "HIRZ_STATE_DIR": str(base / "state"),
        "HIRZ_KEYS_DIR": str(base / "keys-of-an-office"),
    }  # fmt: skip
    command = [str(COMMAND), *words]
    return subprocess.run(  # noqa: S603
        command, env=given | more, capture_output=True, text=True, timeout=300, check=False
    )


def text_of(file: Path) -> str:
    if file.suffix == ".docx":
        with zipfile.ZipFile(file) as package:
            return "\n".join(package.read(n).decode() for n in package.namelist() if n.endswith((".xml", ".rels")))
    if file.suffix in (".xml", ".txt"):
        return file.read_text(encoding="utf-8")
    pdf = pypdfium2.PdfDocument(file)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    finally:
        pdf.close()


def documents(shown: Shown) -> list[Path]:
    return [shown.folder / name for name in shown.summary["files"]]


def test_every_step_holds_and_the_command_says_so(shown: Shown) -> None:
    assert shown.again.returncode == 0, shown.again.stderr
    assert [step["name"] for step in shown.summary["steps"]] == [
        "submission", "triage", "verification", "letter", "withdrawal", "report", "history", "no name in any document",
        "ledger",
    ]  # fmt: skip
    assert all(step["ok"] is True and step["detail"] for step in shown.summary["steps"])
    assert shown.again.stdout.count("✓") == len(shown.summary["steps"])


def test_progress_is_said_on_the_way(shown: Shown) -> None:
    assert "Cases 12/12" in shown.again.stdout


def test_summary_has_the_documented_shape(shown: Shown) -> None:
    summary = shown.summary
    assert list(summary) == ["steps", "files", "refused", "protected"]
    assert all(set(step) == {"name", "ok", "detail"} for step in summary["steps"])
    assert all(set(refused) == {"purpose", "recipient", "what", "missing"} for refused in summary["refused"])
    assert all(isinstance(text, str) for part in ("files", "protected") for text in summary[part])


def test_disclosure_that_was_refused_is_told_by_codes(shown: Shown) -> None:
    (refused,) = shown.summary["refused"]
    assert (refused["purpose"], refused["recipient"]) == ("RAISE_WITH_GOVERNMENT", "government")
    assert {missing["reason"] for missing in refused["missing"]} == {"NAME_IN_CONTENT"}


def test_letter_and_the_report_in_six_languages_lie_in_the_folder(shown: Shown) -> None:
    files = documents(shown)
    assert {file.name.split("-")[0] for file in files} == {"XAM", "report"}
    assert Counter(file.suffix for file in files) == {".docx": 7, ".pdf": 7, ".xml": 6, ".txt": 6}
    for file in files:
        assert file.read_bytes().startswith(
            {".docx": b"PK", ".pdf": b"%PDF", ".xml": b"<?xml", ".txt": b""}[file.suffix]
        )
    assert {file.name for file in shown.folder.iterdir()} == {"summary.json", *shown.summary["files"]}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Amruvia"), ("ar", "أمروفيا"), ("ru", "Амрувия"), ("zh", "安鲁维亚")]
)
def test_text_of_the_documents_can_be_read_back(language: str, words: str, shown: Shown) -> None:
    """Otherwise finding no name in them would say nothing."""
    for file in documents(shown):
        if f"-{language}." in file.name:
            assert names_found(text_of(file), [words])


def test_no_document_holds_a_protected_spelling(shown: Shown) -> None:
    protected = shown.summary["protected"]
    assert set(SPELLINGS) <= set(protected)
    for file in documents(shown):
        text = text_of(file)
        assert not [spelling for spelling in protected if spelling in text]
        assert not names_found(text, SPELLINGS), file.name


def test_no_word_of_the_command_holds_a_protected_spelling(shown: Shown) -> None:
    said = shown.again.stdout + shown.again.stderr + shown.first.stdout.split('"protected"')[0] + shown.first.stderr
    assert not [spelling for spelling in shown.summary["protected"] if spelling in said]


def test_nothing_that_was_told_lies_in_clear_on_the_disk(shown: Shown) -> None:
    """Database, write-ahead log, files, keys: everything that an installation leaves on its machine."""
    told = [spelling.encode() for spelling in shown.summary["protected"] if " " in spelling]
    told += [part.encode() for part in ("نشاط جانبي لمجلس حقوق الإنسان", "side event of the Human Rights Council")]
    kept = [path for path in (shown.folder.parent / "state").rglob("*") if path.is_file()]
    assert len(kept) > 1000, "the database is not where it was looked for"
    found = {path.name for path in kept if any(words in content for content in [path.read_bytes()] for words in told)}
    assert not found


def test_keys_that_the_environment_names_are_left_alone(shown: Shown) -> None:
    assert not (shown.folder.parent / "keys-of-an-office").exists()
    assert (shown.folder.parent / "state" / "demo-keys" / "ring").is_file()


@pytest.mark.parametrize("keys_are_there", [False, True])
def test_demonstration_whose_keys_are_gone_is_made_anew(
    keys_are_there: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HIRZ_STATE_DIR", str(tmp_path))
    made: dict[str, bool] = {}
    monkeypatch.setattr(starting, "_use_demonstration", lambda database, fresh: made.update({database: fresh}))
    monkeypatch.setattr(starting, "_set_up", lambda role: None)
    if keys_are_there:
        (tmp_path / "demo-keys").mkdir()
    starting.start_demonstration(starting.SERVED, fresh=False)
    assert made == {starting.SERVED: not keys_are_there}


def test_ledger_of_the_demonstration_can_be_recounted_afterwards(shown: Shown) -> None:
    verified = _hirz(shown.folder.parent, "ledger", "verify", "--json", HIRZ_DEMO="1")
    assert verified.returncode == 0, verified.stderr
    told = json.loads(verified.stdout)
    assert told["holds"] is True
    assert told["checkpoints"] == 1
    assert told["entries"] > 100


@pytest.mark.parametrize(("demo", "words"), [("1", "no demonstration here yet"), ("0", "HIRZ_SECRET_KEY")])
def test_command_without_a_database_says_what_to_do(demo: str, words: str) -> None:
    with tempfile.TemporaryDirectory(prefix="hirz-none-") as place:
        Path(place).chmod(0o755)
        answered = _hirz(Path(place), "ledger", "verify", HIRZ_DEMO=demo)
    assert answered.returncode == 3
    assert words in answered.stderr


def test_program_is_told_the_summary_in_one_line(shown: Shown) -> None:
    assert shown.first.returncode == 0, shown.first.stderr
    assert shown.first.stdout.count("\n") == 1
    told = json.loads(shown.first.stdout)
    assert told == json.loads((shown.folder.parent / "first" / "summary.json").read_text(encoding="utf-8"))
    assert all(step["ok"] for step in told["steps"])


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The command without its world; returns the processes that it starts."""
    started: list[list[str]] = []
    monkeypatch.setattr(demo, "start_demonstration", lambda database, fresh: None)
    monkeypatch.setattr(demo, "run_together", lambda commands: started.extend(list(c) for c in commands))
    return started


def test_demonstration_prints_the_addresses_and_how_to_sign_in_then_serves(
    prepared: list[list[str]], hirz: Hirz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "_prepare", lambda folder, console, cases: None)
    ran = hirz("demo")
    assert ran.code == 0
    for address in ("http://127.0.0.1:8001/", "http://127.0.0.1:8002/", "http://127.0.0.1:8002/sign-in/demo/"):
        assert address in ran.out
    assert prepared == [["serve", "public"], ["serve", "staff"], ["worker"]]


def test_step_that_does_not_hold_is_the_system_s_fault_and_nothing_is_served(
    prepared: list[list[str]], hirz: Hirz, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = {"steps": [{"name": "letter", "ok": False, "detail": ""}], "files": [], "refused": [], "protected": []}
    monkeypatch.setattr(demo, "_prepare", lambda folder, console, cases: broken)
    ran = hirz("demo")
    assert (ran.code, ran.err) == (3, "A step of the demonstration did not hold; the summary says which.\n")
    assert not prepared


@pytest.mark.parametrize("cases", ["-1", "341", "many"])
def test_number_of_cases_the_cast_cannot_fill_is_bad_input(cases: str, hirz: Hirz) -> None:
    assert hirz("demo", "--no-serve", "--cases", cases).code == 2
