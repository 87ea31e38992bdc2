"""Pages take turns: a process works on one at a time, so that the first to come is the first to go.

Threads that calculate pages side by side under one interpreter lock hold each other up: all become late together, and
some by far. Who has waited for `PATIENCE_S` goes in all the same, so that a slow page holds nobody up for longer; what
is sent (a form, a file) and what waits on purpose (`/api/`) takes no turn at all.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
PATIENCE_S = 0.1


class Turn:
    """A lock that is handed to whoever has waited longest.

    An ordinary one goes to who asks at the right moment, and that is mostly the thread that has just let go of it.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False

    def take(self, patience_s: float) -> bool:
        """Wait for one's turn, so long at most; return whether it came."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=patience_s):
            return True
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        # It was handed over in the very moment the patience ended.
        return True

    def give(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


class InTurn:
    """A WSGI application whose pages are made one after the other."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._turn = Turn()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ["PATH_INFO"].startswith("/api/"):
            return self._application(environ, start_response)
        is_mine = self._turn.take(PATIENCE_S)
        try:
            return self._application(environ, start_response)
        finally:
            if is_mine:
                self._turn.give()
