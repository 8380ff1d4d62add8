"""A key ring in a file: for its owner alone to read, or opened by a passphrase besides.

Both are JSON. The plain one relies on the permissions of the file; the locked one seals the same content with
AES-256-GCM under Argon2id of the passphrase (RFC 9106, second recommended option as the least; the parameters stand
in the file and are part of the associated data). Formats: docs/reference/formats.md.
"""

from __future__ import annotations

import base64
import os
import stat
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, TypeAlias

from argon2.low_level import Type, hash_secret_raw

from hirz.engines.canonical import Json, NotCanonical, canonical_json, parsed_json
from hirz.engines.sealing.errors import Altered, RingExposed, RingUnreadable, UnknownSuite, WrongPassphrase
from hirz.engines.sealing.gcm import NONCE_BYTES, gcm_open, gcm_seal
from hirz.engines.sealing.keys import SECRET_BYTES, SYSTEM_ENTROPY, Entropy
from hirz.engines.sealing.rings import LocalRing

PLAIN: Final = "hirz-ring-1"
LOCKED: Final = "hirz-locked-ring-1"
_SALT_BYTES: Final = 16
_MAX_FILE_BYTES: Final = 1 << 20
_OWNER_ONLY: Final = 0o600
_Object: TypeAlias = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one guess at a passphrase costs: ``memory_kib`` KiB, ``passes`` over it, ``lanes`` at once.

    Raises:
        RingUnreadable: outside 64 MiB to 4 GiB, 1 to 64 passes, 1 to 16 lanes. A file may not make us work without
        bound, nor persuade us to protect a key with next to nothing.
    """

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (64 << 10 <= self.memory_kib <= 4 << 20 and 1 <= self.passes <= 64 and 1 <= self.lanes <= 16):
            raise RingUnreadable("the cost of the passphrase is out of bounds")

    def key(self, passphrase: str, salt: bytes) -> bytes:
        """32 bytes from the passphrase in Unicode's compatibility form, which every keyboard types alike."""
        secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
        return hash_secret_raw(
            secret, salt, self.passes, self.memory_kib, self.lanes, SECRET_BYTES, Type.ID, version=0x13
        )


USUAL_COST: Final = Argon2Cost()


def save_ring(path: Path, ring: LocalRing, *, replace: bool = False) -> None:
    """Write ``ring`` in clear to ``path``, mode 0600, whole or not at all.

    Raises:
        RingUnreadable: when a file is there already and ``replace`` was not said.
    """
    _write(path, canonical_json(_described(ring)), replace)


def save_locked_ring(
    path: Path,
    ring: LocalRing,
    passphrase: str,
    *,
    replace: bool = False,
    cost: Argon2Cost = USUAL_COST,
    entropy: Entropy = SYSTEM_ENTROPY,
) -> None:
    """Write ``ring`` sealed under ``passphrase`` to ``path``; otherwise as :func:`save_ring`."""
    salt, nonce = entropy.random_bytes(_SALT_BYTES), entropy.random_bytes(NONCE_BYTES)
    lock: dict[str, Json] = {
        "format": LOCKED,
        "kdf": "argon2id",
        "nonce": _text(nonce),
        "salt": _text(salt),
        **asdict(cost),
    }
    sealed = gcm_seal(cost.key(passphrase, salt), nonce, canonical_json(_described(ring)), canonical_json(lock))
    _write(path, canonical_json({**lock, "sealed": _text(sealed)}), replace)


def is_locked(path: Path) -> bool:
    """Whether opening the file takes a passphrase; raises as :func:`load_ring` does."""
    return _read(path).get("format") == LOCKED


def load_ring(path: Path) -> LocalRing:
    """The ring of a plain file.

    Raises:
        RingExposed: when others than the owner may read or write the file, it is a link, or it is another user's.
        RingUnreadable: when it is missing or damaged. UnknownSuite: when it is of another format.
    """
    return _ring(_read(path))


def load_locked_ring(path: Path, passphrase: str) -> LocalRing:
    """The ring of a locked file; raises as :func:`load_ring`, and WrongPassphrase."""
    lock = dict(_read(path))
    _require_format(lock, LOCKED)
    sealed = _bytes(lock.pop("sealed", None))
    cost = Argon2Cost(_integer(lock, "memory_kib"), _integer(lock, "passes"), _integer(lock, "lanes"))
    secret = cost.key(passphrase, _bytes(lock.get("salt"), _SALT_BYTES))
    try:
        plain = gcm_open(secret, _bytes(lock.get("nonce"), NONCE_BYTES), sealed, canonical_json(lock))
    except Altered:
        raise WrongPassphrase("the passphrase does not open the ring") from None
    return _ring(_object(plain))


def _described(ring: LocalRing) -> _Object:
    keys = {str(version): _text(secret) for version, secret in ring.secrets.items()}
    return {"active": ring.active_version, "format": PLAIN, "id": ring.id, "keys": keys}


def _ring(described: _Object) -> LocalRing:
    _require_format(described, PLAIN)
    keys, ring_id = described.get("keys"), described.get("id")
    if not isinstance(keys, Mapping) or not isinstance(ring_id, str):
        raise RingUnreadable("the key file is damaged")
    try:
        secrets = {int(version): _bytes(secret, SECRET_BYTES) for version, secret in keys.items()}
        return LocalRing(ring_id, _integer(described, "active"), secrets)
    except ValueError:
        raise RingUnreadable("the key file is damaged") from None


def _require_format(described: _Object, expected: str) -> None:
    if described.get("format") != expected:
        raise UnknownSuite("the key file is of another format")


def _integer(described: _Object, name: str) -> int:
    value = described.get(name)
    if not isinstance(value, int):
        raise RingUnreadable("the key file is damaged")
    return value


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(value: Json, length: int | None = None) -> bytes:
    try:
        data = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except ValueError:
        data = b""
    if not data or length not in (None, len(data)):
        raise RingUnreadable("the key file is damaged")
    return data


def _object(data: bytes) -> _Object:
    try:
        value = parsed_json(data)
    except NotCanonical:
        raise RingUnreadable("the key file is damaged") from None
    if not isinstance(value, Mapping):
        raise RingUnreadable("the key file is damaged")
    return value


def _read(path: Path) -> _Object:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        raise (RingExposed if path.is_symlink() else RingUnreadable)("the key file cannot be opened") from None
    try:
        _refuse_exposed(os.fstat(descriptor))
        return _object(os.read(descriptor, _MAX_FILE_BYTES))
    finally:
        os.close(descriptor)


def _refuse_exposed(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode) or status.st_mode & 0o077 or status.st_uid != os.geteuid():
        raise RingExposed("the key file can be read by others than its owner")


def _write(path: Path, data: bytes, replace: bool) -> None:
    arriving = path.with_name(f".{path.name}.{os.getpid()}.arriving")
    try:
        _write_new(arriving, data)
        if replace:
            os.replace(arriving, path)
        else:
            os.link(arriving, path)
        _sync_folder(path.parent)
    except OSError:
        raise RingUnreadable("the key file cannot be written") from None
    finally:
        with suppress(OSError):
            arriving.unlink()


def _write_new(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, _OWNER_ONLY)
    with open(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
