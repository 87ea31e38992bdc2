"""Pages take turns: a process works on one at a time, so that the first to come is the first to go.

Threads that calculate pages side by side under one interpreter lock hold each other up: all become late together, and
some by far. Who has waited for `PATIENCE_S` goes in all the same, so that a slow page holds nobody up for longer; what
is sent (a form, a file) and what waits on purpose (`/api/`) takes no turn at all.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
PATIENCE_S = 0.1


class InTurn:
    """A WSGI application whose pages are made one after the other."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._turn = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ["PATH_INFO"].startswith("/api/"):
            return self._application(environ, start_response)
        is_mine = self._turn.acquire(timeout=PATIENCE_S)
        try:
            return self._application(environ, start_response)
        finally:
            if is_mine:
                self._turn.release()
