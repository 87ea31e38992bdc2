"""The five that misbehave, and that each can be told to stop."""

import http.client
import random
import time
from pathlib import Path

import pytest

from sandbox.kit.behaviour import Behaviour
from sandbox.manifest import apps
from tests.sandbox.driving import BATCH, bucket_hashes, event, running, shaped, signed, until
from tests.sandbox.factories import granted, person
from tests.sandbox.fake_ayo import FakeAyo

pytestmark = pytest.mark.processes


def people(module: str, count: int, reason: str = "change"):
    fields = apps()[module].tables[0].fields
    return [
        event(
            id=f"0197a000-0000-7000-8000-{number:012}",
            record=granted(person(random.Random(number)), fields),
            ayoreason=reason,
        )
        for number in range(count)
    ]


def test_the_liar_says_yes_stores_less_and_its_digest_tells_the_truth(tmp_path: Path) -> None:
    events = people("sabakota", 100)
    with running("sabakota", tmp_path, behaviour={"name": "LIAR"}) as process:
        assert process.deliver(*events) == []
        digest = process.digest(kind="person", buckets=256)
        stored = sum(bucket["count"] for bucket in digest["buckets"])

        assert 40 <= stored <= 95
        assert digest["position"] == events[-1]["ayoposition"]

        process.deliver(*people("sabakota", 100, reason="reconciliation"))

        wanted = {one["data"]["id"]: one["data"]["record"] for one in events}
        assert process.digest(kind="person", buckets=256)["buckets"] == bucket_hashes(wanted)


def test_the_flaky_one_stumbles_in_every_way_and_loses_nothing_it_answered(tmp_path: Path) -> None:
    events = people("e_puskesmas", 60)
    met = set()
    with running("e_puskesmas", tmp_path, behaviour={"name": "FLAKY", "flaky_share": 0.6}) as process:
        for one in events:
            while True:
                [(headers, body)] = shaped([one], "BATCH")
                try:
                    status, _ = process.post("/events", headers, body)
                except (ConnectionError, http.client.RemoteDisconnected):
                    status = 0
                met.add(status)
                if status == 200:
                    break

        wanted = {one["data"]["id"]: one["data"]["record"] for one in events}
        assert process.digest(kind="person", buckets=256)["buckets"] == bucket_hashes(wanted)
        assert met == {0, 200, 429, 500, 503}
        assert process.status["counts"]["doubles"] >= 1


def test_the_slow_one_takes_its_time(tmp_path: Path) -> None:
    with running("rsud", tmp_path, behaviour={"name": "SLOW", "slow_from_ms": 300, "slow_to_ms": 400}) as process:
        started = time.monotonic()
        process.deliver(*people("rsud", 1), mode="SINGLE")

        assert 0.3 <= time.monotonic() - started < 2


def test_the_dying_one_shuts_its_port_cuts_its_connections_and_comes_back(tmp_path: Path) -> None:
    with running("e_transport", tmp_path, behaviour={"name": "DYING", "alive_s": 0.8, "dead_s": 0.8}) as process:
        open_one = http.client.HTTPConnection("127.0.0.1", process.port, timeout=5)
        open_one.request("GET", "/health")
        open_one.getresponse().read()

        until(lambda: process.statuses[-1]["state"] == "DEAD")
        with pytest.raises(ConnectionRefusedError):
            process.get("/health")
        with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
            open_one.request("GET", "/health")
            open_one.getresponse()
        open_one.close()

        until(lambda: process.statuses[-1]["state"] == "ALIVE")
        assert process.deliver(*people("e_transport", 1)) == []


@pytest.mark.parametrize(("honours", "at_most"), [(True, 8), (False, 1000)])
def test_the_flooding_one_floods_and_honours_429_only_when_told_to(
    tmp_path: Path, fake_ayo: FakeAyo, honours: bool, at_most: int
) -> None:
    manner = {"name": "FLOOD", "flood_per_s": 200, "flood_for_s": 1, "flood_every_s": 60, "honours_429": honours}
    with running("laksa", tmp_path, ayo_url=fake_ayo.url, behaviour=manner) as process:
        process.deliver(*people("laksa", 5))
        until(lambda: process.status["counts"].get("flood_429", 0) >= 1)
        time.sleep(1.2)
        refused = process.status["counts"]["flood_429"]

        assert refused <= at_most
        assert honours or refused > 8


def test_a_behaviour_can_be_switched_while_running(tmp_path: Path) -> None:
    with running("e_transport", tmp_path, behaviour={"name": "DYING", "alive_s": 0.1, "dead_s": 60}) as process:
        until(lambda: process.statuses[-1]["state"] == "DEAD")

        assert process.ask("behave", behaviour={"name": "NORMAL"}) == "NORMAL"

        until(lambda: process.statuses[-1]["state"] == "ALIVE")


def test_an_unknown_behaviour_is_an_error() -> None:
    with pytest.raises(ValueError, match="unknown behaviour"):
        Behaviour.of({"name": "SINGING"})


def test_a_delivery_with_an_old_timestamp_is_turned_away(tmp_path: Path) -> None:
    with running("laksa", tmp_path) as process:
        [(headers, body)] = shaped(people("laksa", 1), "BATCH")
        stale = {**signed(body), "webhook-timestamp": "1700000000"}
        connection = http.client.HTTPConnection("127.0.0.1", process.port, timeout=5)
        connection.request("POST", "/events", body, {**headers, "content-type": BATCH, **stale})
        assert connection.getresponse().status == 401
        connection.close()
