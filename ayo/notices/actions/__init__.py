"""Every write of the inbox and of what leaves the house about it."""

from ayo.notices.actions.inbox import ask, finish, hand_over, mark_read, note_reading, tell, tell_account
from ayo.notices.actions.preferences import choose
from ayo.notices.actions.sendings import claim, defer_alarm, defer_code, forget, remind, settle, take_receipt

__all__ = [
    "ask",
    "choose",
    "claim",
    "defer_alarm",
    "defer_code",
    "finish",
    "forget",
    "hand_over",
    "mark_read",
    "note_reading",
    "remind",
    "settle",
    "take_receipt",
    "tell",
    "tell_account",
]
