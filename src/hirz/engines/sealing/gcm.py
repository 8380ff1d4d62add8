"""AES-256-GCM with a random nonce, the one cipher of fields and wrapped keys (NIST SP 800-38D).

With random nonces of 96 bits one key may seal 2**32 times (section 8.3); a data key of one consent unit and a
compartment key that wraps some million of them stay far below.
"""

from __future__ import annotations

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hirz.engines.sealing.errors import Altered

NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16


def gcm_seal(secret: bytes, nonce: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """The ciphertext, 16 bytes longer than ``plaintext``."""
    return AESGCM(secret).encrypt(nonce, plaintext, associated)


def gcm_open(secret: bytes, nonce: bytes, ciphertext: bytes, associated: bytes) -> bytes:
    """The plaintext.

    Raises:
        Altered: when key, nonce, ciphertext or associated data is not what was sealed.
    """
    try:
        return AESGCM(secret).decrypt(nonce, ciphertext, associated)
    except InvalidTag:
        raise Altered("the sealed value does not open") from None
