"""Pages are made one after the other; what is sent, what waits on purpose or waited long enough goes in at once."""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from ayo.config import turns
from ayo.config.turns import InTurn, Turn


class Slow:
    """An application that remembers how many requests were inside at once."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.inside, self.most, self.done = seconds, 0, 0, 0
        self._lock = threading.Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(self.seconds)
        with self._lock:
            self.inside -= 1
            self.done += 1
        return [b""]


def asked(application: InTurn, *requests: tuple[str, str]) -> None:
    threads = [
        threading.Thread(target=application, args=({"REQUEST_METHOD": method, "PATH_INFO": path}, lambda *_: None))
        for method, path in requests
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)


def test_pages_are_made_one_after_the_other(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "PATIENCE_S", 10.0)
    slow = Slow(0.02)

    asked(InTurn(slow), *[("GET", "/")] * 6)

    assert (slow.done, slow.most) == (6, 1)


@pytest.mark.parametrize("request_", [("POST", "/saya/"), ("GET", "/api/exchange/events")])
def test_what_is_sent_and_what_waits_on_purpose_takes_no_turn(
    request_: tuple[str, str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(turns, "PATIENCE_S", 10.0)
    slow = Slow(0.3)

    asked(InTurn(slow), ("GET", "/"), request_)

    assert slow.most == 2


def test_a_slow_page_holds_nobody_up_for_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "PATIENCE_S", 0.01)
    slow = Slow(0.3)

    asked(InTurn(slow), ("GET", "/"), ("GET", "/saya/"))

    assert (slow.done, slow.most) == (2, 2)


def test_a_page_that_fails_gives_its_turn_back():
    def failing(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise RuntimeError

    application = InTurn(failing)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            application({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda *_: None)
    assert application._turn.take(0.0)


def test_whoever_waited_longest_goes_next_and_who_gave_up_is_passed_over():
    turn = Turn()
    went: list[str] = []
    assert turn.take(0.0)

    def wait(name: str, patience: float) -> None:
        if turn.take(patience):
            went.append(name)
            turn.give()

    waiting = [threading.Thread(target=wait, args=one) for one in (("first", 9.0), ("hasty", 0.05), ("last", 9.0))]
    for number, thread in enumerate(waiting, start=1):
        thread.start()
        while len(turn._waiting) < number:
            time.sleep(0.001)
    waiting[1].join(9)
    turn.give()
    # Whoever has just let go asks again, and still comes last.
    assert turn.take(9.0)
    turn.give()
    for thread in waiting:
        thread.join(9)

    assert went == ["first", "last"]
    assert turn.take(0.0)
