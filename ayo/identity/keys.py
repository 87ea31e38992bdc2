"""Keys of applications: `ayo_<prefix>_<secret>`. The secret has 256 random bits, so a plain digest is safe to keep."""

import hashlib
import hmac
import secrets

from django.db import connection

from ayo.common import clock, jsons, sql
from ayo.identity.models import ApiKey

# Every request of an application begins with it; the ORM would take longer to compose it than the database to answer.
_NAMES = [field.attname for field in ApiKey._meta.concrete_fields]
_FIND = f"select {', '.join(_NAMES)} from identity_apikey where prefix = %s"  # noqa: S608  our own words


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
    found = sql.row(_FIND, [parts[1]])
    if found is None:
        return None
    values = [jsons.read(value) if name == "limits" else value for name, value in zip(_NAMES, found, strict=True)]
    key = ApiKey.from_db(connection.alias, _NAMES, values)
    return key if hmac.compare_digest(key.digest, _digest(plain)) and key.is_usable(clock.now()) else None


def _digest(plain: str) -> str:
    return hashlib.sha256(plain.encode()).hexdigest()
