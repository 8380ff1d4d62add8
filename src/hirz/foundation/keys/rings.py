"""The keys of this installation, in a folder of their own: none of them is ever in the database.

``ring`` wraps everything else and stays with the staff process and the worker. The folder ``public`` in it holds
``public.json``, the public keys of the desk and of recovery. It is the only folder the public process is pointed at:
that process can seal, and can open nothing.
"""

from __future__ import annotations

import base64
import io
import json
import os
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

from django.conf import settings

from hirz.engines.sealing import (
    ContainerReader,
    KeyName,
    KeyPair,
    KeyRing,
    LocalRing,
    PublicKey,
    SecretKey,
    is_locked,
    load_locked_ring,
    load_ring,
    new_key_pair,
    new_ring,
    new_secret,
    save_locked_ring,
    save_ring,
    seal_container,
)
from hirz.rules.errors import BadInput, SystemFault

DESK: Final = "desk"
INDEX: Final = "index"
LEDGER: Final = "ledger"
SIGN_IN: Final = "sign-in"
KEPT: Final = (DESK, INDEX, LEDGER, SIGN_IN)
"""Secrets that the ring wraps, each in a file of its name."""
PUBLIC_FOLDER: Final = "public"
_PUBLIC: Final = "public.json"
_RING: Final = "ring"
_FOR_RECOVERY: Final = "ring.recovery"
_FIRST: Final = 1


class KeysMissing(SystemFault):
    """The folder of keys is not there, or not whole: make it with ``hirz keys init``, or restore it."""

    code: ClassVar[str] = "keys_missing"


class NothingToOpenWith(SystemFault):
    """This process holds public keys only."""

    code: ClassVar[str] = "nothing_to_open_with"


class KeysThere(BadInput):
    """There are keys already. What is sealed under them is lost without them, so they are never written over."""

    code: ClassVar[str] = "keys_there"


def can_open() -> bool:
    """Whether this process may hold the ring."""
    return bool(settings.HIRZ_OPENS)


def require_opening() -> None:
    """Raises :class:`NothingToOpenWith`. Asked each time, whatever is in memory already."""
    if not can_open():
        raise NothingToOpenWith


def ring() -> KeyRing:
    """Raises :class:`NothingToOpenWith`, :class:`KeysMissing`, and what a ring file is refused for."""
    require_opening()
    return _ring()


def secret(kind: str) -> SecretKey:
    """The index key, or another secret that the ring wraps. Raises as :func:`ring` does."""
    require_opening()
    return _secret(kind)


def desk_pair() -> KeyPair:
    """Raises as :func:`ring` does."""
    return KeyPair(secret(DESK).secret)


def recovery_key() -> PublicKey:
    """The public half of what is split among people and lies on no machine."""
    return recipients()[-1]


@cache
def recipients() -> tuple[PublicKey, ...]:
    """To whom everything that arrives is sealed: the desk first, then recovery."""
    folder = _folder() / PUBLIC_FOLDER if can_open() else _folder()
    return _public(folder, DESK), _public(folder, "recovery")


def local_ring() -> LocalRing:
    """The ring as it lies in its file, to be changed. A ring of a key management service is changed there."""
    made = ring()
    if not isinstance(made, LocalRing):
        raise NothingToOpenWith
    return made


def wrapped_files() -> list[Path]:
    return [_folder() / f"{kind}.key" for kind in KEPT]


def name_of(kind: str) -> KeyName:
    return KeyName(kind, "hirz", _FIRST)


def make_keys(folder: Path, *, passphrase: str = "") -> KeyPair:
    """Make every key of a new installation; returns the recovery pair, which is kept nowhere.

    Raises:
        KeysThere: when the folder holds a ring.
    """
    if (folder / _RING).exists():
        raise KeysThere
    (folder / PUBLIC_FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    made, recovery = new_ring("hirz"), new_key_pair()
    kept = {kind: new_secret(name_of(kind)) for kind in KEPT}
    for kind, key in kept.items():
        write(folder / f"{kind}.key", made.wrap(key))
    write(folder / PUBLIC_FOLDER / _PUBLIC, _described(KeyPair(kept[DESK].secret).public_key, recovery.public_key))
    save(folder, made, passphrase)
    return recovery


def save(folder: Path, ring_: LocalRing, passphrase: str = "", *, replace: bool = False) -> None:
    """Write the ring, after a copy that recovery can open: a folder with a ring is a folder with every key."""
    copy = io.BytesIO()
    seal_container(io.BytesIO(_as_bytes(ring_)), copy, [_public(folder / PUBLIC_FOLDER, "recovery")])
    write(folder / _FOR_RECOVERY, copy.getvalue())
    if passphrase:
        save_locked_ring(folder / _RING, ring_, passphrase, replace=replace)
    else:
        save_ring(folder / _RING, ring_, replace=replace)


def recover(folder: Path, pair: KeyPair, passphrase: str = "") -> None:
    """Write the ring anew from the copy sealed to recovery. Raises a ``SealingError`` when the pair is another."""
    sealed = io.BytesIO(_read(folder / _FOR_RECOVERY))
    described = json.loads(b"".join(ContainerReader(sealed, pair).chunks()))
    secrets = {int(version): base64.b64decode(secret) for version, secret in described["keys"].items()}
    save(folder, LocalRing(described["id"], described["active"], secrets), passphrase, replace=True)


def write(path: Path, data: bytes) -> None:
    """Whole or not at all, for its owner alone."""
    arriving = path.with_suffix(".arriving")
    descriptor = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    arriving.replace(path)


def forget_cached() -> None:
    """After the folder changed."""
    for cached in (_ring, _secret, recipients):
        cached.cache_clear()


@cache
def _ring() -> KeyRing:
    return _load(_folder() / _RING)


@cache
def _secret(kind: str) -> SecretKey:
    return _ring().unwrap(_read(_folder() / f"{kind}.key"), name_of(kind))


def passphrase() -> str:
    """From the environment of the process; empty where the file is open to its owner."""
    return os.environ.get("HIRZ_RING_PASSPHRASE", "")


def _load(path: Path) -> KeyRing:
    if not path.exists():
        raise KeysMissing
    return load_locked_ring(path, passphrase()) if is_locked(path) else load_ring(path)


def _folder() -> Path:
    return Path(settings.HIRZ_KEYS_DIR)


def _public(folder: Path, whose: str) -> PublicKey:
    return PublicKey(base64.b64decode(json.loads(_read(folder / _PUBLIC))[whose]))


def _described(desk: PublicKey, recovery: PublicKey) -> bytes:
    named = {DESK: desk.public, "recovery": recovery.public}
    return json.dumps({who: base64.b64encode(key).decode() for who, key in named.items()}, indent=2).encode()


def _as_bytes(ring_: LocalRing) -> bytes:
    keys = {str(version): base64.b64encode(secret).decode() for version, secret in ring_.secrets.items()}
    return json.dumps({"id": ring_.id, "active": ring_.active_version, "keys": keys}).encode()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise KeysMissing from error
