"""What was sealed once opens for ever: the published vectors open, and sealing them again gives the same bytes."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from hirz.engines.sealing import (
    ContainerReader,
    KeyName,
    KeyPair,
    Place,
    SecretKey,
    Share,
    bits_for,
    blind_index,
    join_shares,
    load_locked_ring,
    load_ring,
    open_json,
    open_text,
    unwrap,
)
from tests.engines.sealing.published import FOLDER, pattern, published


def stored(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def key(described: Any) -> SecretKey:
    name = KeyName(described["kind"], described["id"], described["version"])
    return SecretKey(name, bytes.fromhex(described["secret"]))


def test_sealing_again_gives_the_published_bytes(tmp_path: Path) -> None:
    made = published(tmp_path)
    assert {path.name for path in FOLDER.iterdir()} == set(made)
    for name, content in made.items():
        assert json.loads(json.dumps(content)) == stored(name), name


@pytest.mark.parametrize("recipient", ["desk", "recovery"])
@pytest.mark.parametrize(
    "case", [case for case in stored("containers.json")["containers"] if "body" in case], ids=lambda case: case["name"]
)
def test_published_container_opens(case: Any, recipient: str) -> None:
    pair = KeyPair(bytes.fromhex(stored("containers.json")[recipient]["private"]))
    reader = ContainerReader(io.BytesIO(bytes.fromhex(case["header"] + case["body"])), pair)
    assert reader.length == (case["length"] if case["declared"] else None)
    assert b"".join(reader.chunks()) == pattern(case["length"])


def test_published_envelopes_open() -> None:
    vectors = stored("envelopes.json")
    place, unit = Place(**vectors["place"]), key(vectors["key"])
    text, value = vectors["text"], vectors["json"]
    assert open_text(bytes.fromhex(text["sealed"]), key=unit, place=place) == text["value"]
    assert open_json(bytes.fromhex(value["sealed"]), key=unit, place=place) == value["value"]


@pytest.mark.parametrize("case", stored("envelopes.json")["wrapped"], ids=["unit", "compartment"])
def test_published_keys_unwrap(case: Any) -> None:
    expected = key(case["key"])
    assert unwrap(bytes.fromhex(case["wrapped"]), name=expected.name, under=key(case["under"])) == expected


def test_published_rings_load(tmp_path: Path) -> None:
    vectors = stored("rings.json")
    for name in ("plain", "locked"):
        (tmp_path / name).write_text(vectors[name], encoding="utf-8")
        (tmp_path / name).chmod(0o600)
    ring = load_ring(tmp_path / "plain")
    assert ring.versions == (1, 2)
    assert load_locked_ring(tmp_path / "locked", vectors["passphrase"]) == ring


def test_published_shares_give_the_secret() -> None:
    vectors = stored("shares.json")
    shares = [Share.from_text(text) for text in vectors["shares"]]
    assert join_shares(shares[2:]).hex() == join_shares(shares[:3]).hex() == vectors["secret"]


def test_published_blind_indexes_are_found() -> None:
    vectors = stored("blind.json")
    index_key = SecretKey(KeyName("index", "names", 1), bytes.fromhex(vectors["key"]))
    place = {"table": vectors["table"], "column": vectors["column"]}
    for case in vectors["indexes"]:
        assert blind_index(case["text"], key=index_key, bits=case["bits"], **place) == case["index"]
    assert [[records, bits_for(records)] for records, _ in vectors["bits_for"]] == vectors["bits_for"]
