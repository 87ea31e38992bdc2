"""Tables of identity: accounts and what they sign in with, what they may, what was given to applications."""

from ayo.identity.models.account import (
    Account,
    ApiKey,
    AuthorizationCode,
    Brake,
    IdempotentReply,
    Login,
    RoleGrant,
    Session,
    SigningKey,
    SpentRefreshToken,
)
from ayo.identity.models.assistance import Assistance
from ayo.identity.models.delegation import Delegation
from ayo.identity.models.inviting import Invitation
from ayo.identity.models.joining import Attempt, Check, Code
from ayo.identity.models.merging import Moved

__all__ = [
    "Account",
    "ApiKey",
    "Assistance",
    "Attempt",
    "AuthorizationCode",
    "Brake",
    "Check",
    "Code",
    "Delegation",
    "IdempotentReply",
    "Invitation",
    "Login",
    "Moved",
    "RoleGrant",
    "Session",
    "SigningKey",
    "SpentRefreshToken",
]
