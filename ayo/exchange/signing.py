"""Standard Webhooks signatures: HMAC-SHA256 (`v1`) and Ed25519 (`v1a`), several at once while a secret is rotated.

The signed content is `<message id>.<unix seconds>.<body>`; the keys are `whsec_`, `whsk_` and `whpk_` + base64.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass
from functools import cached_property

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

SECRET, PRIVATE, PUBLIC = "whsec_", "whsk_", "whpk_"


class BadKey(ValueError):
    """The text is not a key of the expected kind."""


@dataclass(frozen=True)
class Signer:
    """All keys an application's messages are signed with now: the current ones first."""

    secrets: tuple[str, ...] = ()
    private_keys: tuple[str, ...] = ()

    @cached_property
    def _hmac_keys(self) -> tuple[bytes, ...]:
        return tuple(_decoded(SECRET, secret) for secret in self.secrets)

    @cached_property
    def _ed25519_keys(self) -> tuple[Ed25519PrivateKey, ...]:
        return tuple(Ed25519PrivateKey.from_private_bytes(_decoded(PRIVATE, key)) for key in self.private_keys)

    def headers(self, message_id: str, timestamp: int, body: bytes) -> dict[str, str]:
        return {
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": self.signature(message_id, timestamp, body),
        }

    def signature(self, message_id: str, timestamp: int, body: bytes) -> str:
        if "." in message_id:
            raise ValueError("a message id must not hold a full stop: the signed content would be ambiguous")
        content = b"%b.%d.%b" % (message_id.encode(), timestamp, body)
        symmetric = ["v1," + _encoded(hmac.digest(key, content, "sha256")) for key in self._hmac_keys]
        asymmetric = ["v1a," + _encoded(key.sign(content)) for key in self._ed25519_keys]
        return " ".join(symmetric + asymmetric)


def new_secret() -> str:
    return SECRET + _encoded(secrets.token_bytes(32))


def new_private_key() -> str:
    return PRIVATE + _encoded(Ed25519PrivateKey.generate().private_bytes_raw())


def public_key(private_key: str) -> str:
    key = Ed25519PrivateKey.from_private_bytes(_decoded(PRIVATE, private_key))
    return PUBLIC + _encoded(key.public_key().public_bytes_raw())


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decoded(prefix: str, text: str) -> bytes:
    if not text.startswith(prefix):
        raise BadKey(f"expected a key that starts with {prefix}")
    try:
        return base64.b64decode(text[len(prefix) :], validate=True)
    except ValueError as error:
        raise BadKey("the key is not base64") from error
