"""The door of identity."""

from ayo.identity.actions import (
    create_key,
    forget_replies,
    grant_role,
    open_account,
    retire_keys,
    revoke_key,
    set_limits,
)
from ayo.identity.queries import actor_of, cards_of, demo_people, has_account, persons_with_role, speakers_of
from ayo.identity.words import role as role_label

__all__ = [
    "actor_of",
    "cards_of",
    "create_key",
    "demo_people",
    "forget_replies",
    "grant_role",
    "has_account",
    "open_account",
    "persons_with_role",
    "retire_keys",
    "revoke_key",
    "role_label",
    "set_limits",
    "speakers_of",
]
