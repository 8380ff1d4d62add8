"""A passkey in software: it does what the lock of a telephone does, without the telephone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from hirz.foundation.accounts.models import User

HOST = "testserver"
PRESENT, VERIFIED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class Passkey:
    id: bytes = b"passkey-of-the-test"
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def enrol(self, user: User) -> Authenticator:
        """As it is after the page that adds one."""
        public = ES256.from_cryptography_key(self.key.public_key())  # type: ignore[no-untyped-call]
        attested = AttestedCredentialData.create(b"\0" * 16, self.id, public)
        data = AuthenticatorData.create(
            sha256(HOST.encode()).digest(), VERIFIED | AuthenticatorData.FLAG.AT, 0, attested
        )
        response = {
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
            "clientDataJSON": websafe_encode(self._said(b"x", CollectedClientData.TYPE.CREATE)),
        }
        added: Authenticator = WebAuthn.add(user, "Key", self._credential(response)).instance
        return added

    def answer(self, options: dict[str, Any], user: User, *, flags: AuthenticatorData.FLAG = VERIFIED) -> str:
        """What the browser sends when the person touches the key."""
        said = CollectedClientData.create(
            CollectedClientData.TYPE.GET, options["publicKey"]["challenge"], f"https://{HOST}"
        )
        data = AuthenticatorData.create(sha256(HOST.encode()).digest(), flags, 1)
        signature = self.key.sign(bytes(data) + said.hash, ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": websafe_encode(said),
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
            "userHandle": websafe_encode(str(user.pk).encode()),
        }
        return json.dumps(self._credential(response))

    def _credential(self, response: dict[str, str]) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "id": name, "rawId": name, "type": "public-key", "authenticatorAttachment": "platform",
            "clientExtensionResults": {"credProps": {"rk": True}}, "response": response,
        }  # fmt: skip

    def _said(self, challenge: bytes, kind: CollectedClientData.TYPE) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, f"https://{HOST}")
