"""The last will of a killed supervisor, without a house around it."""

import subprocess
import sys

import pytest

from ayo.config.guard import end
from tests.config.house import within

pytestmark = pytest.mark.processes

# The parent dies of its group's end, its child is a grandchild that ignores polite requests.
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True); time.sleep(600)"
)


def start(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(words, start_new_session=True, stdout=subprocess.PIPE, text=True)


def guard() -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-m", "ayo.config.guard"], stdin=subprocess.PIPE, text=True)


def test_when_the_pipe_closes_every_group_ends():
    asleep = start("sleep", "600")

    will = guard()
    will.communicate(f"+{asleep.pid}\n", timeout=30)

    assert within(5, lambda: asleep.poll() is not None)
    asleep.communicate()


def test_who_ignores_the_request_is_made_to_end(monkeypatch):
    monkeypatch.setattr("ayo.config.guard.PATIENCE", 0.2)
    stubborn = start(sys.executable, "-c", STUBBORN)
    assert stubborn.stdout and stubborn.stdout.readline() == "here\n"

    end([stubborn.pid])

    assert within(5, lambda: stubborn.poll() is not None)
    stubborn.communicate()


@pytest.mark.parametrize("ending", ["-{pid}\n", "done\n"])
def test_what_ended_before_or_was_cleaned_up_is_left_alone(ending):
    asleep = start("sleep", "600")

    will = guard()
    will.communicate(f"+{asleep.pid}\n" + ending.format(pid=asleep.pid), timeout=30)

    assert asleep.poll() is None
    asleep.kill()
    asleep.communicate()
