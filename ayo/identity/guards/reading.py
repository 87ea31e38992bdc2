"""How an account is guarded, and what its owner had best do next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from allauth.mfa.models import Authenticator

from ayo.audit import facade as audit
from ayo.identity import passkeys
from ayo.identity.models import Account

FEW_SPARE_CODES = 3
SIGN_INS_SHOWN = 5


class Step(StrEnum):
    """What would guard an account best, the most useful first."""

    SPARE_CODES = "SPARE_CODES"
    PASSKEY = "PASSKEY"
    SECOND_STEP = "SECOND_STEP"
    NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Passkey:
    id: int
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Guards:
    has_password: bool
    passkeys: tuple[Passkey, ...]
    has_app: bool
    spare_codes: int

    @property
    def has_second_step(self) -> bool:
        return self.has_app or bool(self.passkeys)

    @property
    def next_step(self) -> Step:
        if self.has_second_step and self.spare_codes < FEW_SPARE_CODES:
            return Step.SPARE_CODES
        if not self.passkeys and passkeys.rp_id():
            return Step.PASSKEY
        return Step.NONE if self.has_second_step else Step.SECOND_STEP


@dataclass(frozen=True, slots=True)
class SignIn:
    at: datetime
    device: str


def guards_of(account: Account) -> Guards:
    rows = list(Authenticator.objects.filter(user=account).order_by("created_at", "pk"))
    spare = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Guards(
        has_password=account.has_usable_password(),
        passkeys=tuple(
            Passkey(row.pk, row.wrap().name, row.created_at, row.last_used_at)
            for row in rows
            if row.type == Authenticator.Type.WEBAUTHN
        ),
        has_app=any(row.type == Authenticator.Type.TOTP for row in rows),
        spare_codes=len(spare.wrap().get_unused_codes()) if spare else 0,
    )


def sign_ins_of(account: Account) -> list[SignIn]:
    """Return the last times somebody came in, as the audit log has them; it runs a moment behind."""
    rows = audit.entries(
        act="identity.sign_in", actor_id="", subject_kind="person" if account.person_id else "account",
        subject_id=str(account.whose), before_seq=None, limit=SIGN_INS_SHOWN,
    )  # fmt: skip
    return [SignIn(row.entry.at, row.entry.label) for row in rows]
