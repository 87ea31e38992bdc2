"""The keys that sign who somebody is. A new one is published before it signs, an old one after it has signed last."""

from datetime import datetime, timedelta

from allauth.idp.oidc.models import PrivateKey
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from ayo.common import vault
from ayo.identity.models import SigningKey

BITS = 2048
AHEAD = timedelta(hours=24)
"""How long a new key is published before it signs: longer than clients keep what they have read."""
AFTER = timedelta(hours=24)
"""How long a replaced key is still published: longer than any token it signed is good for."""


def published(moment: datetime) -> list[PrivateKey]:
    """Return every key that is published at a moment, as the provider wants them."""
    return [as_private(row) for row in SigningKey.objects.published_at(moment)]


def as_private(row: SigningKey) -> PrivateKey:
    return PrivateKey(
        pem=vault.unseal(row.sealed), not_before=row.signs_from, issued_at=row.signs_from, expires_at=row.gone_at
    )


def new_pem() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
