"""How a process that serves many short requests treats memory and threads."""

import gc
import sys
import threading

from django.utils.translation import trans_real


def settle() -> None:
    """Call when everything is loaded: what is there now stays, and pages are not interrupted halfway.

    The collector need not walk through what was loaded with every page. A page is a few milliseconds of work between
    two questions to the database, so changing threads in the middle makes both late; a thread that calculates for long
    still gives way fifty times a second.

    Which language a page speaks is asked at each of its words. Django keeps it where coroutines can find it too, behind
    a lock; here each page has a thread of its own.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    sys.setswitchinterval(0.02)
    trans_real._active = threading.local()  # type: ignore[attr-defined]
