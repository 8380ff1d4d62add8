"""Key files: for their owner alone, whole or not there, and closed without the passphrase."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hirz.engines.sealing import (
    Argon2Cost,
    LocalRing,
    RingExposed,
    RingUnreadable,
    UnknownSuite,
    WrongPassphrase,
    is_locked,
    load_locked_ring,
    load_ring,
    new_ring,
    save_locked_ring,
    save_ring,
)

CHEAP = Argon2Cost(memory_kib=64 << 10, passes=1, lanes=1)
PASSPHRASE = "four words of مروج"


@pytest.fixture
def ring() -> LocalRing:
    return new_ring("hirz").rotated()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ring.json"


def test_ring_comes_back_from_its_file(path: Path, ring: LocalRing) -> None:
    save_ring(path, ring)
    assert load_ring(path) == ring
    assert path.stat().st_mode & 0o777 == 0o600
    assert not is_locked(path)
    assert list(path.parent.iterdir()) == [path]


def test_ring_comes_back_with_its_passphrase(path: Path, ring: LocalRing) -> None:
    save_locked_ring(path, ring, PASSPHRASE, cost=CHEAP)
    assert is_locked(path)
    assert load_locked_ring(path, PASSPHRASE) == ring
    assert path.stat().st_mode & 0o777 == 0o600


def test_passphrase_is_the_same_however_the_keyboard_composes_it(path: Path, ring: LocalRing) -> None:
    save_locked_ring(path, ring, "cafe\u0301", cost=CHEAP)
    assert load_locked_ring(path, "caf\u00e9") == ring


def test_locked_file_does_not_hold_the_secrets(path: Path, ring: LocalRing) -> None:
    plain = path.with_name("plain.json")
    save_ring(plain, ring)
    save_locked_ring(path, ring, PASSPHRASE, cost=CHEAP)
    for secret in json.loads(plain.read_text())["keys"].values():
        assert secret not in path.read_text()


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE.upper(), PASSPHRASE + " "])
def test_wrong_passphrase_is_refused(path: Path, ring: LocalRing, passphrase: str) -> None:
    save_locked_ring(path, ring, PASSPHRASE, cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        load_locked_ring(path, passphrase)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o644])
def test_file_that_others_can_read_is_refused(path: Path, ring: LocalRing, mode: int) -> None:
    save_ring(path, ring)
    path.chmod(mode)
    with pytest.raises(RingExposed):
        load_ring(path)


def test_link_to_a_file_is_refused(path: Path, ring: LocalRing) -> None:
    save_ring(path, ring)
    link = path.with_name("link.json")
    link.symlink_to(path)
    with pytest.raises(RingExposed):
        load_ring(link)


def test_folder_in_place_of_a_file_is_refused(path: Path) -> None:
    path.mkdir(mode=0o700)
    with pytest.raises(RingExposed):
        load_ring(path)


def test_ring_is_not_overwritten_unasked(path: Path, ring: LocalRing) -> None:
    save_ring(path, ring)
    with pytest.raises(RingUnreadable):
        save_ring(path, new_ring("hirz"))
    assert load_ring(path) == ring
    save_ring(path, ring.rotated(), replace=True)
    assert load_ring(path).active_version == 3


def test_missing_file_is_told(path: Path) -> None:
    with pytest.raises(RingUnreadable):
        load_ring(path)


@pytest.mark.parametrize(
    "change", [{"active": 9}, {"active": None}, {"keys": {}}, {"keys": {"1": "AAAA"}}, {"keys": {"x": ""}}, {"id": 1}]
)
def test_damaged_file_is_refused(path: Path, ring: LocalRing, change: dict[str, object]) -> None:
    save_ring(path, ring)
    described = {**json.loads(path.read_text()), **change}
    path.write_text(json.dumps(described, sort_keys=True, separators=(",", ":")))
    with pytest.raises(RingUnreadable):
        load_ring(path)


def test_file_in_two_pieces_is_refused(path: Path, ring: LocalRing) -> None:
    save_ring(path, ring)
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(RingUnreadable):
        load_ring(path)


def test_plain_and_locked_are_not_taken_for_one_another(path: Path, ring: LocalRing) -> None:
    save_ring(path, ring)
    with pytest.raises(UnknownSuite):
        load_locked_ring(path, PASSPHRASE)
    save_locked_ring(path, ring, PASSPHRASE, cost=CHEAP, replace=True)
    with pytest.raises(UnknownSuite):
        load_ring(path)


@pytest.mark.parametrize("name", ["nonce", "salt", "sealed", "passes"])
def test_altered_lock_is_refused(path: Path, ring: LocalRing, name: str) -> None:
    save_locked_ring(path, ring, PASSPHRASE, cost=CHEAP)
    lock = json.loads(path.read_text())
    lock[name] = 2 if name == "passes" else ("B" if lock[name][0] == "A" else "A") + lock[name][1:]
    path.write_text(json.dumps(lock, sort_keys=True, separators=(",", ":")))
    with pytest.raises(WrongPassphrase):
        load_locked_ring(path, PASSPHRASE)


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [(8, 1, 1), (1 << 30, 1, 1), (64 << 10, 0, 1), (64 << 10, 10_000, 1), (64 << 10, 1, 99)],
)
def test_cost_out_of_bounds_is_refused_before_any_work(memory_kib: int, passes: int, lanes: int) -> None:
    with pytest.raises(RingUnreadable):
        Argon2Cost(memory_kib, passes, lanes)
