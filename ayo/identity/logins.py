"""The one written form of what people sign in with, so that nobody has to remember how they wrote it."""

import re

from ayo.common.errors import Invalid
from ayo.identity.data import LoginKind
from ayo.registry import facade as registry

_BETWEEN = re.compile(r"[\s.\-()]")
# Employee numbers have 18 digits, some of older kinds more; a NIK has 16 and is no login.
_NUMBER = re.compile(r"[0-9]{17,24}")
_DIALLED = re.compile(r"\+?[0-9]{7,15}")


def written(text: str) -> tuple[LoginKind, str]:
    """Return of which kind a login is and how it is kept."""
    plain = text.strip().lower()
    if "@" in plain:
        return LoginKind.EMAIL, plain
    bare = _BETWEEN.sub("", plain)
    if _NUMBER.fullmatch(bare):
        return LoginKind.NIP, bare
    phone = as_phone(plain) if _DIALLED.fullmatch(bare) else ""
    return (LoginKind.PHONE, phone) if phone else (LoginKind.NAME, plain)


def contact(text: str) -> tuple[LoginKind, str] | None:
    """Return an e-mail address or phone number that can be written to, or None."""
    kind, value = written(text)
    if kind is LoginKind.PHONE:
        return kind, value
    if kind is LoginKind.EMAIL and _cleaned("email", value):
        return kind, value
    return None


def as_phone(text: str) -> str:
    return _cleaned("phone", text)


def hidden(kind: str, value: str) -> str:
    """Return a login so that its owner knows it and a stranger does not: `r•••@contoh.id`, `•••• 7801`."""
    if kind == LoginKind.EMAIL:
        name, _at, host = value.partition("@")
        return f"{name[:1]}•••@{host}"
    return value if kind == LoginKind.NAME else f"•••• {value[-4:]}"


def _cleaned(field: str, value: str) -> str:
    try:
        return str(registry.cleaned("person", {field: value})[field] or "")
    except Invalid:
        return ""
