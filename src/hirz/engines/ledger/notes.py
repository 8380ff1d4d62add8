"""Signed notes: a text, an empty line, and signatures that say which key made them.

Source: C2SP, signed-note (c2sp.org/signed-note), with the signature types 0x01 (Ed25519) and 0x04 (Ed25519
cosignature with a time). A signature of an unknown key is ignored; one of a known key that is wrong spoils the note.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from enum import IntEnum
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from hirz.engines.ledger.errors import NoteMalformed, NotSigned

MAX_SIGNATURES: Final = 64
MAX_NOTE_CHARACTERS: Final = 64 * 1024
_KEY_ID_BYTES: Final = 4
_SEED_BYTES: Final = 32
_DASH: Final = "— "


class SignatureType(IntEnum):
    """The byte that says what a key signs, and how."""

    NOTE = 0x01
    COSIGNATURE = 0x04


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: the name of the key, its id (4 bytes) and what it made."""

    name: str
    key_id: bytes
    value: bytes

    def line(self) -> str:
        return f"{_DASH}{self.name} {_base64(self.key_id + self.value)}\n"

    @classmethod
    def from_line(cls, line: str) -> Signature:
        """The signature of a line without its newline; raises NoteMalformed for any other line."""
        name, separator, encoded = line.removeprefix(_DASH).partition(" ")
        if not line.startswith(_DASH) or not separator:
            raise NoteMalformed("a line under the note is no signature")
        _require_name(name)
        data = _from_base64(encoded)
        if len(data) <= _KEY_ID_BYTES:
            raise NoteMalformed("a signature is too short")
        return cls(name, data[:_KEY_ID_BYTES], data[_KEY_ID_BYTES:])


@dataclass(frozen=True, slots=True)
class Verifier:
    """The public half of a key: a name without spaces and plus signs, 32 bytes of Ed25519, and what it signs."""

    name: str
    public: bytes
    type: SignatureType = SignatureType.NOTE

    def __post_init__(self) -> None:
        _require_name(self.name)
        if len(self.public) != _SEED_BYTES:
            raise NoteMalformed("a public key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        """SHA-256(name, newline, type, public key), the first 4 bytes."""
        return sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.public).digest()[:_KEY_ID_BYTES]

    @property
    def encoded(self) -> str:
        """The key as one word to hand out: name, id in hexadecimal, type and public key in base 64."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(bytes([self.type]) + self.public)}"

    @classmethod
    def from_encoded(cls, encoded: str) -> Verifier:
        """The key of such a word; raises NoteMalformed when it contradicts itself or is of another type."""
        name, _, rest = encoded.strip().partition("+")
        data = _from_base64(rest.partition("+")[2])
        if data[:1] not in (b"\x01", b"\x04"):
            raise NoteMalformed("the key is of a type that is not known")
        verifier = cls(name, data[1:], SignatureType(data[0]))
        if verifier.encoded != encoded.strip():
            raise NoteMalformed("the key does not fit its own id")
        return verifier

    def made(self, signature: Signature) -> bool:
        """Whether ``signature`` claims to be of this key."""
        return signature.name == self.name and signature.key_id == self.key_id

    def check(self, message: bytes, signature: bytes) -> None:
        """Raises NotSigned unless ``signature`` (64 bytes) is this key's over ``message``."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            raise NotSigned("a signature is wrong") from None


@dataclass(frozen=True, slots=True)
class Signer:
    """The private half: a name and the seed of an Ed25519 key (32 bytes)."""

    name: str
    seed: bytes = field(repr=False)
    type: SignatureType = SignatureType.NOTE

    def __post_init__(self) -> None:
        _require_name(self.name)
        if len(self.seed) != _SEED_BYTES:
            raise NoteMalformed("a seed has 32 bytes")

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self._key().public_key().public_bytes_raw(), self.type)

    def signature(self, message: bytes, prefix: bytes = b"") -> Signature:
        """Its signature over ``message``, with ``prefix`` before the signature proper in the line."""
        return Signature(self.name, self.verifier.key_id, prefix + self._key().sign(message))

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and its signatures. Nothing in it may be believed before a signature is checked.

    Raises:
        NoteMalformed: for a text without that newline or with control characters.
    """

    text: str
    signatures: tuple[Signature, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.endswith("\n") or any(letter < " " and letter != "\n" for letter in self.text):
            raise NoteMalformed("the text is not that of a note")

    def encoded(self) -> str:
        """The whole note, to be stored or sent as UTF-8."""
        return "".join((self.text, "\n", *(signature.line() for signature in self.signatures)))

    @classmethod
    def parse(cls, encoded: str) -> Note:
        """The note of a text; raises NoteMalformed when it is none, too long, or has more than 64 signatures."""
        text, separator, below = encoded.rpartition("\n\n")
        if len(encoded) > MAX_NOTE_CHARACTERS or not separator or not below.endswith("\n"):
            raise NoteMalformed("this is no signed note")
        lines = below[:-1].split("\n")
        if len(lines) > MAX_SIGNATURES:
            raise NoteMalformed("the note has too many signatures")
        return cls(text + "\n", tuple(Signature.from_line(line) for line in lines))

    def signed_by(self, signer: Signer) -> Note:
        """The note with one more signature of type 0x01."""
        return self.with_signature(signer.signature(self.text.encode()))

    def with_signature(self, signature: Signature) -> Note:
        return replace(self, signatures=(*self.signatures, signature))

    def require_signature(self, verifier: Verifier) -> None:
        """Check the signatures of type 0x01 that ``verifier`` is said to have made.

        Raises:
            NotSigned: when there is none, or one of them is wrong.
        """
        claimed = [signature for signature in self.signatures if verifier.made(signature)]
        if not claimed or verifier.type is not SignatureType.NOTE:
            raise NotSigned("the note is not signed by this key")
        for signature in claimed:
            verifier.check(self.text.encode(), signature.value)


def _require_name(name: str) -> None:
    if not name or "+" in name or any(letter.isspace() or letter < " " for letter in name):
        raise NoteMalformed("the name of a key has neither spaces nor plus signs")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _from_base64(encoded: str) -> bytes:
    try:
        data = base64.b64decode(encoded, validate=True)
    except ValueError:
        data = b""
    if not data or _base64(data) != encoded:
        raise NoteMalformed("this is not base 64")
    return data
