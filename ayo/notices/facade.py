"""The door of notices."""

from ayo.notices.actions import ask, finish, mark_read, tell
from ayo.notices.queries import inbox, unread

__all__ = ["ask", "finish", "inbox", "mark_read", "tell", "unread"]
