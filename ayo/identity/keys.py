"""Keys of applications: `ayo_<prefix>_<secret>`. The secret has 256 random bits, so a plain digest is safe to keep."""

import hashlib
import hmac
import secrets

from ayo.common import clock
from ayo.identity.models import ApiKey


def made() -> tuple[str, str, str]:
    """Return a new key as it is shown once, its prefix and the digest to keep."""
    prefix, secret = secrets.token_hex(5), secrets.token_urlsafe(32)
    plain = f"ayo_{prefix}_{secret}"
    return plain, prefix, _digest(plain)


def find(plain: str) -> ApiKey | None:
    """Return the usable key that was presented, or None."""
    parts = plain.split("_", 2)
    if len(parts) != 3 or parts[0] != "ayo":
        return None
    key = ApiKey.objects.filter(prefix=parts[1]).first()
    if key is None or not hmac.compare_digest(key.digest, _digest(plain)):
        return None
    return key if key.is_usable(clock.now()) else None


def _digest(plain: str) -> str:
    return hashlib.sha256(plain.encode()).hexdigest()
