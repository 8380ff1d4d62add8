"""Names that are linked, in files or at night, are nowhere in clear beside the rows they come from: not in the folder
that work is resumed from, not where temporary files go, not in what is written, the log, the index or the jobs."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from hirz.engines.linkage import weighing
from hirz.foundation.accounts.models import User
from hirz.foundation.offices.models import Office
from hirz.reprisals.matching import tasks
from hirz.reprisals.matching.models import Proposal, Sweep
from hirz.reprisals.people.actions import enter_person
from hirz.reprisals.people.models import NameKeys
from tests.attacks.canary import ARABIC, LATIN, Heard, files_holding, found_in, kept_by_the_server, tables_holding
from tests.faces.cli.conftest import Hirz, hirz  # noqa: F401 - a fixture

BORN = "1979-04-02"


@pytest.fixture
def spill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this process would put temporary files, and where it stands."""
    folder = tmp_path / "spill"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def log() -> Iterator[Heard]:
    heard = Heard()
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    yield heard
    root.setLevel(level)
    root.removeHandler(heard)


def said(log: Heard) -> bytes:
    return "\n".join(log.lines).encode()


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_linking_of_a_file_leaves_no_name_behind(
    hirz: Hirz,  # noqa: F811
    spill: Path,
    log: Heard,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given, made = tmp_path / "persons.csv", tmp_path / "made"
    made.mkdir()
    given.write_text(f"id,name,birth\n1,{LATIN},{BORN}\n2,{ARABIC},{BORN}\n", encoding="utf-8")
    written = ("--out", made / "c.csv", "--links", made / "l.csv", "--explain")
    arguments = ("link", "--input", given, *written, "--resume", made / "work")
    with monkeypatch.context() as stopped:
        stopped.setattr(weighing, "score", killed)
        assert hirz(*arguments).code == 3
    assert list((made / "work").glob("*.npz"))
    assert files_holding(made) + files_holding(spill) == []
    ran = hirz(*arguments)
    assert ran.code == 0
    assert (made / "l.csv").read_text(encoding="utf-8").count("\n") > 1
    assert files_holding(made) == []
    assert list(spill.rglob("*")) == []
    assert not found_in((ran.out + ran.err).encode() + said(log))


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("tables_may_be_emptied")
def test_nightly_comparison_leaves_no_name_behind(
    office: Office, desk: User, spill: Path, log: Heard, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HIRZ_COMPARISON_DIR = spill / "comparison"
    for name in (LATIN, ARABIC):
        enter_person(office=office, names=[name], born=BORN, by=desk)
    job = tasks.compare_all_files.configure(task_kwargs={"timestamp": 1}).defer()
    with monkeypatch.context() as stopped:
        stopped.setattr(weighing, "score", killed)
        with pytest.raises(KeyboardInterrupt):
            tasks.compare_all_files(timestamp=1)
    assert list(settings.HIRZ_COMPARISON_DIR.glob("*.npz"))
    assert files_holding(spill) == []
    tasks.compare_all_files(timestamp=1)
    assert Proposal.objects.count() == 1
    assert NameKeys.objects.exists()
    assert Sweep.objects.exclude(finished_at=None).exists()
    assert ProcrastinateJob.objects.filter(pk=job).exists()
    assert tables_holding() == []
    assert kept_by_the_server() == []
    assert list(spill.rglob("*")) == []
    assert not found_in(said(log))
