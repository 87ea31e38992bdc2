"""The door of notices."""

from ayo.notices.actions import ask, finish, mark_read, tell
from ayo.notices.offers import menu
from ayo.notices.queries import inbox, newest, unread, wishes_of
from ayo.notices.words import CHANNELS

__all__ = ["CHANNELS", "ask", "finish", "inbox", "mark_read", "menu", "newest", "tell", "unread", "wishes_of"]
