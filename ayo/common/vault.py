"""Signing secrets at rest: sealed with a key made from the installation's secret, so a stolen dump signs nothing."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def seal(secret: str) -> str:
    return _box(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS)).encrypt(secret.encode()).decode("ascii")


@lru_cache(maxsize=4096)
def unseal(sealed: str) -> str:
    """Return the secret; raises cryptography's InvalidToken when the installation's key is another one."""
    return _box(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS)).decrypt(sealed.encode("ascii")).decode()


@lru_cache(maxsize=4)
def _box(key: str, older: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(text)) for text in (key, *older)])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"ayo.exchange.vault:" + key.encode()).digest())
