"""The machines at the doors send what they see of today, with the faults of real ones, and lose nothing."""

import asyncio
from datetime import datetime
from typing import Any

import pytest

from sandbox import machines
from sandbox.kit.client import AnsweredError, Ayo

IDS = [f"0197d000-0000-7000-8000-{number:012}" for number in range(40)]
NOON, EVENING = (datetime(2026, 11, 30, hour, tzinfo=machines.WIB) for hour in (12, 20))


class Listening(Ayo):
    """An Ayo that keeps what it is told, once by key, and knows whom the city employs."""

    def __init__(self, *, down: int = 0) -> None:
        super().__init__("http://127.0.0.1:1", "key")
        self.taken: dict[str, dict[str, Any]] = {}
        self.down = down
        self.told: list[dict[str, Any]] = []

    def snapshot(self, kind: str, cursor: str) -> dict[str, Any]:
        first = int(cursor or 0)
        more = str(first + 15) if first + 15 < len(IDS) else None
        return {"records": [{"id": one} for one in IDS[first : first + 15]], "next": more}

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
        if self.down:
            self.down -= 1
            raise AnsweredError(503, "", 0)
        records = body["records"]
        self.told += records
        good = [one for one in records if one["employee_id"] in IDS]
        new = {one["key"]: one for one in good if one["key"] not in self.taken}
        self.taken |= new
        refused = [{"key": one["key"], "code": "unknown_employee"} for one in records if one not in good]
        return {"taken": len(new), "known": len(good) - len(new), "refused": refused}


def expected(until: datetime) -> set[str]:
    return {one["key"] for one in machines.seen(IDS, until.date()) if datetime.fromisoformat(one["at"]) <= until}


def test_what_is_due_is_sent_once_and_the_rest_when_it_is() -> None:
    ayo = Listening()
    doors = machines.Doors(ayo, is_calm=True)

    at_noon = doors.look(NOON)
    assert set(ayo.taken) == expected(NOON) and at_noon["taken"] == len(ayo.taken)
    assert doors.look(NOON) == {"taken": 0, "known": 0, "refused": 0}
    doors.look(EVENING)

    assert set(ayo.taken) == expected(EVENING) > expected(NOON)
    assert len(ayo.told) == len(ayo.taken)


def test_real_machines_repeat_themselves_mix_up_and_know_strangers() -> None:
    ayo = Listening()
    doors = machines.Doors(ayo, is_calm=False)
    doors.look(NOON)

    told = doors.look(EVENING)

    assert told["known"] == 3 and told["refused"] == 1
    assert set(ayo.taken) == expected(EVENING)


def test_what_failed_is_sent_at_the_next_look() -> None:
    ayo = Listening(down=1)
    doors = machines.Doors(ayo, is_calm=True)
    with pytest.raises(AnsweredError):
        doors.look(NOON)

    doors.look(NOON)

    assert set(ayo.taken) == expected(NOON)


def test_a_new_day_is_a_new_roll() -> None:
    ayo = Listening()
    doors = machines.Doors(ayo, is_calm=True)
    doors.look(EVENING)
    tomorrow = EVENING.replace(month=12, day=1)

    doors.look(tomorrow)

    assert set(ayo.taken) == expected(EVENING) | expected(tomorrow)


def test_they_go_on_through_an_outage_until_the_house_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    ayo = Listening(down=2)
    monkeypatch.setattr(machines, "Ayo", lambda url, key: ayo)
    monkeypatch.setattr(machines, "seen", lambda ids, day: [machines.record(IDS[0], day, "IN", machines.time(0), 0)])

    async def stand() -> None:
        task = asyncio.create_task(machines.stand_at_the_doors("", "key", is_calm=True, every_s=0.01))
        while not ayo.taken:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(asyncio.wait_for(stand(), 10))
    assert len(ayo.taken) == 1
