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
from ayo.identity.assisting.actions import (
    ask_assistance,
    begin_assisting,
    confirm_by_code,
    end_assistance,
    look_up,
    require_may_help,
    send_code,
)
from ayo.identity.assisting.queries import ASSISTING, are_kin, has_passkey, may_help, ways_to
from ayo.identity.assisting.queries import of_helper as assistance
from ayo.identity.attempts import count_letter, letters_wait
from ayo.identity.attempts import said as wait_said
from ayo.identity.delegating.actions import accept_by_code, delegate
from ayo.identity.granting.actions import end_role, give_role
from ayo.identity.granting.queries import roles_of
from ayo.identity.holders import holders, persons_with_role, speakers_of
from ayo.identity.inviting.actions import invite as invite_employee
from ayo.identity.inviting.queries import uninvited as uninvited_employees
from ayo.identity.joining.actions import (
    follow_employment,
    note_arrived,
    note_failed,
    note_on_its_way,
    note_sent,
    open_sample_guest,
    take_letter,
    take_letter_again,
)
from ayo.identity.joining.reading import verifiers_of
from ayo.identity.offers import menu
from ayo.identity.oidc.actions import create_client, remove_client, rotate_client, rotate_keys
from ayo.identity.queries import (
    actor_of,
    cards_of,
    clients,
    contacts,
    demo_people,
    has_account,
    issuer,
    person_of_login,
)
from ayo.identity.words import device as device_label
from ayo.identity.words import held_as
from ayo.identity.words import level as level_label
from ayo.identity.words import role as role_label

__all__ = [
    "ASSISTING",
    "accept_by_code",
    "actor_of",
    "are_kin",
    "ask_assistance",
    "assistance",
    "begin_assisting",
    "cards_of",
    "clients",
    "confirm_by_code",
    "contacts",
    "count_letter",
    "create_client",
    "create_key",
    "delegate",
    "demo_people",
    "device_label",
    "end_assistance",
    "end_role",
    "follow_employment",
    "forget_replies",
    "give_role",
    "grant_role",
    "has_account",
    "has_passkey",
    "held_as",
    "holders",
    "invite_employee",
    "issuer",
    "letters_wait",
    "level_label",
    "look_up",
    "may_help",
    "menu",
    "note_arrived",
    "note_failed",
    "note_on_its_way",
    "note_sent",
    "open_account",
    "open_sample_guest",
    "person_of_login",
    "persons_with_role",
    "remove_client",
    "require_may_help",
    "retire_keys",
    "revoke_key",
    "role_label",
    "roles_of",
    "rotate_client",
    "rotate_keys",
    "send_code",
    "set_limits",
    "speakers_of",
    "take_letter",
    "take_letter_again",
    "uninvited_employees",
    "verifiers_of",
    "wait_said",
    "ways_to",
]
