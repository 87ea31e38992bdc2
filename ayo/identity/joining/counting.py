"""Who has tried how often. What is counted is known by a keyed digest only, so that the table names nobody."""

import hashlib
import hmac

from django.conf import settings


def keyed(text: str) -> str:
    """Return a digest that only this installation can make: numbers are too few to be kept under a bare hash."""
    key = hashlib.sha256(b"ayo.identity.joining:" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
