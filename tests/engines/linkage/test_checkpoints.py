"""Work that is stopped goes on; what is kept holds no name; other work is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hirz.engines.linkage import CheckpointMismatch, Record, link, read_model
from hirz.engines.linkage.checkpoints import Folder, work_of


class Stopped(Exception):
    pass


def stop_at_weights(doing: str, done: int, of: int) -> None:
    if doing == "weights":
        raise Stopped


def test_stopped_work_goes_on_without_looking_again(people: list[Record], tmp_path: Path) -> None:
    folder = Folder(tmp_path / "work", "this")
    with pytest.raises(Stopped):
        link(people, progress=stop_at_weights, store=folder)
    told: list[str] = []
    found = link(people, progress=lambda doing, done, of: told.append(doing), store=Folder(tmp_path / "work", "this"))
    assert found == link(people)
    assert "candidates" not in told


def test_folder_is_closed_to_others_and_holds_no_name(people: list[Record], tmp_path: Path) -> None:
    folder = Folder(tmp_path / "work", "this")
    link(people, store=folder)
    kept = b"".join(file.read_bytes() for file in (tmp_path / "work").iterdir())
    assert (tmp_path / "work").stat().st_mode & 0o077 == 0
    for record in people:
        for name in record.names:
            assert name.encode() not in kept
    folder.wipe()
    assert not (tmp_path / "work").exists()


def test_folder_of_other_work_is_refused(people: list[Record], tmp_path: Path) -> None:
    model = read_model("default")
    Folder(tmp_path, work_of(people, model, learn=False))
    with pytest.raises(CheckpointMismatch):
        Folder(tmp_path, work_of(people[1:], model, learn=False))
    with pytest.raises(CheckpointMismatch):
        Folder(tmp_path, work_of(people, model, learn=True))


def test_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("keep")
    with pytest.raises(CheckpointMismatch):
        Folder(tmp_path, "this")
    assert (tmp_path / "letter.txt").read_text() == "keep"


def test_half_written_array_is_not_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path, "this")
    (tmp_path / "weights-0.part").write_bytes(b"half")
    assert folder.load("weights-0") is None
    folder.save("weights-0", {"bits": np.zeros(3)})
    loaded = folder.load("weights-0")
    assert loaded is not None
    assert loaded["bits"].tolist() == [0, 0, 0]


def test_folder_that_is_somebody_elses_is_left_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "letter.txt").write_text("Zafiramoon")
    with pytest.raises(CheckpointMismatch):
        Folder(tmp_path, "this")
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    (tmp_path / "work").write_bytes(b"\xff\xfe")
    with pytest.raises(CheckpointMismatch):
        Folder(tmp_path, "this")
