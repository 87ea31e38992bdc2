"""`ayo run` as a person meets it: a real database, real processes, real kills."""

import json
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.house import LONELY, House, within

pytestmark = pytest.mark.processes


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "home")
    yield house
    if house.process and house.process.poll() is None:
        house.close()
    for pid in house.pids():
        os.kill(pid, signal.SIGKILL)


def is_live(house: House) -> bool:
    return house.get("/health/live")[0] == 200


def test_everything_starts_bears_no_second_run_and_ends_with_ctrl_c(house):
    house.open()

    assert f"http://127.0.0.1:{house.port}" in house.said()
    assert is_live(house)
    assert all(house.pids(word) for word in ("web", "relay", "jobs", LONELY, "postgres", "ayo.config.guard"))

    second = house.command("run")
    assert second.returncode == 2
    assert second.stderr.startswith(f"Error: Ayo already runs with {house.home}")
    assert len(second.stderr.splitlines()) == 1
    stop = house.command("db", "stop")
    assert stop.returncode == 2
    assert "`ayo run`" in stop.stderr

    assert house.close(signal.SIGINT) == 0
    assert house.pids() == []
    assert not (house.home / "postgres" / "data" / "postmaster.pid").exists()


def test_a_killed_supervisor_leaves_nothing_behind(house):
    house.open()
    assert house.process

    house.process.kill()
    house.process.wait()

    assert within(30, lambda: not house.pids()), house.pids()
    assert not (house.home / "postgres" / "data" / "postmaster.pid").exists()
    assert house.command("db", "start").returncode == house.command("db", "stop").returncode == 0


def test_what_crashes_is_started_again(house):
    house.open()
    web, relay, server = min(house.pids("web")), min(house.pids("relay")), house.server()

    os.kill(web, signal.SIGKILL)
    os.kill(relay, signal.SIGKILL)
    os.kill(server, signal.SIGKILL)

    assert within(60, lambda: is_live(house) and web not in house.pids("web") and house.pids("relay"))
    assert within(60, lambda: json.loads(house.get("/health/ready")[1] or "{}").get("ready"))
    assert house.server() != server
    assert "starting it again" in house.said()


def test_a_taken_port_is_refused_before_anything_starts(house):
    with socket.create_server(("127.0.0.1", house.port)):
        refused = house.command("run", "--no-demo")

    assert refused.returncode == 2
    assert refused.stderr == (
        f"Error: port {house.port} on 127.0.0.1 is not free (Address already in use); choose another PORT\n"
    )
    assert not (house.home / "postgres").exists()
