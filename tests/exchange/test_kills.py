"""The relay is killed with kill -9 at bad moments: nothing is lost, order holds, each event takes effect once."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from ayo.common import ids
from ayo.common.actor import SYSTEM
from ayo.config import env
from ayo.exchange import actions
from ayo.exchange.models import App, FileDelivery
from tests.exchange import factories
from tests.exchange.conftest import eventually

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


class RelayProcess:
    def __init__(self, home) -> None:
        self.home = home
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {
            **os.environ,
            "AYO_DATABASE_URL": env.database_url(connection.settings_dict),
            "AYO_HOME": str(self.home),
            "AYO_SECRET_KEY": settings.SECRET_KEY,
        }
        self.process = subprocess.Popen([sys.executable, "-m", "ayo", "relay"], env=environment)

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        assert self.process.wait(60) in {0, -signal.SIGTERM}  # asked before it had begun, it simply ends


@pytest.fixture
def process(transactional_db, tmp_path):
    one = RelayProcess(tmp_path)
    one.start()
    yield one
    if one.process is not None and one.process.poll() is None:
        one.stop()


def test_a_relay_killed_again_and_again_loses_nothing(receiver, process):
    places = [receiver.place(f"app-{number}") for number in range(4)]
    for number, mode in enumerate(("BATCH", "BATCH", "SINGLE", "BINARY")):
        factories.app(f"app-{number}", endpoint=receiver.url(f"app-{number}"), mode=mode)
    people, total = [ids.uuid7() for _ in range(10)], 0

    for round_ in range(5):
        for version in range(1, 21):
            for person in people:
                factories.change(person, version=round_ * 20 + version, before_area=factories.CIKOKOL)
                total += 1
        eventually(lambda: len(places[0].taken) > 0, within=60)
        time.sleep(0.03 * round_)
        process.kill()
        process.start()

    for place in places:
        eventually(lambda place=place: len({event["id"] for event in place.taken}) == total, within=60)
        for person in people:
            firsts = list(dict.fromkeys(e["data"]["version"] for e in place.taken if e["data"]["id"] == str(person)))
            assert firsts == list(range(1, 101))


def test_files_survive_a_kill_and_are_acknowledged(receiver, process):
    factories.app("nightly", mode="FILE", schedule_seconds=1)
    folder = process.home / "exchange" / "nightly"
    sent = [str(factories.change()) for _ in range(5)]
    eventually(lambda: list(folder.glob("*.json")), within=60)
    process.kill()
    sent += [str(factories.change()) for _ in range(5)]
    process.start()

    def read() -> list[str]:
        import json

        manifests = sorted(folder.glob("*.json"), key=lambda path: int(path.stem.split("-")[1]))
        lines = [line for one in manifests for line in one.with_suffix(".ndjson").read_text().splitlines()]
        return [json.loads(line)["id"] for line in lines]

    eventually(lambda: list(dict.fromkeys(read())) == sent, within=60)
    for manifest in folder.glob("*.json"):
        manifest.with_suffix(".done").touch()
    eventually(lambda: FileDelivery.objects.exists() and not FileDelivery.objects.filter(taken_at=None).exists())
    assert not list(folder.glob("*.part"))


def test_a_pause_while_the_relay_is_dead_holds_when_it_returns(receiver, process):
    place = receiver.place("paused")
    factories.app("paused", endpoint=receiver.url("paused"))
    factories.change()
    eventually(lambda: len(place.taken) == 1, within=60)
    process.kill()

    actions.pause(app=App.objects.get(), reason="uji", actor=SYSTEM)
    factories.change()
    process.start()
    time.sleep(2.0)

    assert len({event["id"] for event in place.taken}) == 1
    actions.resume(app=App.objects.get(), actor=SYSTEM)
    eventually(lambda: len({event["id"] for event in place.taken}) == 2)
