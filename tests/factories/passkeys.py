"""A device that keeps passkeys, in software: it signs as the standard says, or wrongly where a test wants it."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

_PRESENT, _VERIFIED, _ATTESTED = 0x01, 0x04, 0x40
_GET, _CREATE = "webauthn.get", "webauthn.create"


@dataclass
class Device:
    """One passkey. `count` is what it says next of how often it was used."""

    origin: str
    host: str
    credential_id: bytes = b"a passkey of a test"
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    verifies: bool = True

    def creates(self, options: str, *, origin: str = "") -> str:
        """What a browser sends for registration options."""
        client = self._client(options, _CREATE, origin)
        point = self.key.public_key().public_numbers()
        cose = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")})
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cose
        data = self._data(_ATTESTED) + attested
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._sent({"clientDataJSON": client, "attestationObject": attestation})

    def signs(self, options: str, *, origin: str = "", key: ec.EllipticCurvePrivateKey | None = None) -> str:
        """What a browser sends for sign-in options."""
        self.count += 1
        client, data = self._client(options, _GET, origin), self._data(0)
        signature = (key or self.key).sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def _client(self, options: str, kind: str, origin: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        assert len(base64url_to_bytes(challenge)) >= 16
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin or self.origin}).encode()

    def _data(self, flags: int) -> bytes:
        flags |= _PRESENT | (_VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _sent(self, response: dict[str, bytes]) -> str:
        written = bytes_to_base64url(self.credential_id)
        plain: dict[str, Any] = {  # Any: JSON
            "id": written,
            "rawId": written,
            "type": "public-key",
            "response": {name: bytes_to_base64url(value) for name, value in response.items()},
            "clientExtensionResults": {},
        }
        return json.dumps(plain)
