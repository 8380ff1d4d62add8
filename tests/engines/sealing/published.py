"""The test vectors, made anew with fixed entropy. ``python -m tests.engines.sealing.published`` writes the files."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from pathlib import Path
from typing import Final

from hirz.engines.canonical import Json
from hirz.engines.sealing import (
    Argon2Cost,
    KeyPair,
    LocalRing,
    Place,
    SecretKey,
    bits_for,
    blind_index,
    save_locked_ring,
    save_ring,
    seal_container,
    seal_json,
    seal_text,
    split_secret,
    wrap,
)
from tests.engines.sealing.fixed import DESK, RECOVERY, Pipe, fixed_entropy, fixed_key

FOLDER: Final = Path(__file__).parent / "vectors"
COST: Final = Argon2Cost(memory_kib=64 << 10, passes=3, lanes=4)
PASSPHRASE: Final = "correct horse مروج"


def pattern(length: int) -> bytes:
    """The bytes 0 to 250, again and again."""
    return (bytes(range(251)) * (length // 251 + 1))[:length]


def containers() -> dict[str, Json]:
    names = {"empty": 0, "short": 17, "one-chunk": 65536, "two-chunks": 65537}
    cases: list[Json] = [_container(name, length, declared=True) for name, length in names.items()]
    return {
        "desk": _pair(DESK),
        "recovery": _pair(RECOVERY),
        "containers": [*cases, _container("length-not-declared", 17, declared=False)],
    }


def envelopes() -> dict[str, Json]:
    key, compartment, ring = fixed_key(), fixed_key("compartment", "geneva"), fixed_key("ring", "hirz", 2)
    place, entropy = Place("people_name", "text", "41"), fixed_entropy("envelopes")
    text, value = "Lamia لمياء", {"b": [1, None, True], "a": "é"}
    wraps = [(key, compartment), (compartment, ring)]
    return {
        "place": {"table": place.table, "column": place.column, "row": place.row},
        "key": _key(key),
        "text": {"value": text, "sealed": seal_text(text, key=key, place=place, entropy=entropy).hex()},
        "json": {"value": value, "sealed": seal_json(value, key=key, place=place, entropy=entropy).hex()},
        "wrapped": [
            {"key": _key(inner), "under": _key(outer), "wrapped": wrap(inner, under=outer, entropy=entropy).hex()}
            for inner, outer in wraps
        ],
    }


def rings(folder: Path) -> dict[str, Json]:
    ring = LocalRing("hirz", 2, {version: fixed_key("ring", "hirz", version).secret for version in (1, 2)})
    save_ring(folder / "plain", ring)
    save_locked_ring(folder / "locked", ring, PASSPHRASE, cost=COST, entropy=fixed_entropy("locked ring"))
    return {
        "passphrase": PASSPHRASE,
        "plain": (folder / "plain").read_text(encoding="utf-8"),
        "locked": (folder / "locked").read_text(encoding="utf-8"),
    }


def shares() -> dict[str, Json]:
    secret = fixed_key("ring", "hirz", 1).secret
    made = split_secret(secret, needed=3, shares=5, entropy=fixed_entropy("shares"))
    return {"secret": secret.hex(), "needed": 3, "shares": [share.text() for share in made]}


def blind() -> dict[str, Json]:
    key = fixed_key("index", "names")
    texts: list[str] = ["lamia frndl", "lmya", "", "café"]
    cases: list[Json] = [
        {"text": text, "bits": bits, "index": blind_index(text, key=key, table="people_name", column="key", bits=bits)}
        for text in texts
        for bits in (4, 14, 62)
    ]
    sizes: list[Json] = [[records, bits_for(records)] for records in (0, 1, 4, 8, 100, 1_000, 50_000, 1_000_000)]
    return {"key": key.secret.hex(), "table": "people_name", "column": "key", "indexes": cases, "bits_for": sizes}


def published(folder: Path) -> dict[str, dict[str, Json]]:
    """Each file's name and content; ``folder`` is an empty one to write key files in."""
    return {
        "containers.json": containers(),
        "envelopes.json": envelopes(),
        "rings.json": rings(folder),
        "shares.json": shares(),
        "blind.json": blind(),
    }


def _container(name: str, length: int, *, declared: bool) -> Json:
    pipe = Pipe()
    recipients = [DESK.public_key, RECOVERY.public_key]
    announced = length if declared else None
    seal_container(io.BytesIO(pattern(length)), pipe, recipients, length=announced, entropy=fixed_entropy(name))
    described: dict[str, Json] = {"name": name, "length": length, "declared": declared}
    described |= {
        "data_key": fixed_entropy(name).random_bytes(32).hex(),
        "sha256": hashlib.sha256(pipe.data).hexdigest(),
    }
    described |= {"header": bytes(pipe.data[:230]).hex()}
    return described | ({"body": bytes(pipe.data[230:]).hex()} if length < 100 else {})


def _pair(pair: KeyPair) -> Json:
    public = pair.public_key
    return {"private": pair.private.hex(), "public": public.public.hex(), "id": public.id.hex()}


def _key(key: SecretKey) -> Json:
    return {"kind": key.name.kind, "id": key.name.id, "version": key.name.version, "secret": key.secret.hex()}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in published(Path(folder)).items():
            text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
            (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
