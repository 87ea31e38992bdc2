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
from ayo.identity.joining.actions.checks import ask_check, bind_by_check, refuse_check
from ayo.identity.joining.actions.codes import (
    ask_code,
    forget,
    note_arrived,
    note_failed,
    note_on_its_way,
    note_sent,
    prove,
    take_letter,
    take_letter_again,
)
from ayo.identity.joining.actions.employees import follow_employment

__all__ = [
    "add_login",
    "ask_check",
    "ask_code",
    "bind",
    "bind_by_cards",
    "bind_by_check",
    "choose_login",
    "close_account",
    "follow_employment",
    "forget",
    "give_contact",
    "note_arrived",
    "note_failed",
    "note_on_its_way",
    "note_sent",
    "open_guest",
    "open_sample_guest",
    "prove",
    "refuse_check",
    "remove_login",
    "set_language",
    "take_letter",
    "take_letter_again",
]
