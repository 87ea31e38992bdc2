"""Every write about opening, binding and keeping an account."""

from ayo.identity.joining.actions.accounts import (
    add_login,
    choose_login,
    close_account,
    open_guest,
    open_sample_guest,
    remove_login,
    set_language,
)
from ayo.identity.joining.actions.binding import bind, bind_by_cards, give_contact
from ayo.identity.joining.actions.codes import ask_code, forget, note_sent, prove, take_letter

__all__ = [
    "add_login",
    "ask_code",
    "bind",
    "bind_by_cards",
    "choose_login",
    "close_account",
    "forget",
    "give_contact",
    "note_sent",
    "open_guest",
    "open_sample_guest",
    "prove",
    "remove_login",
    "set_language",
    "take_letter",
]
