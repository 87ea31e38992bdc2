"""The machines at the doors: what the attendance application saw of a day, sent to Ayo.

`python -m sandbox.machines --key ayo_… --day 2026-11-30`; the key needs snapshot:read and attendance:write, and a
contract about employees. Sent again, nothing changes: each record has its key. `--late` sends the departures first.
Beside a demo city they send by themselves what they see of today.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.client
import json
import os
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import Any
from uuid import uuid4

from sandbox.kit.client import AnsweredError, Ayo

AT_ONCE = 1000
WIB = timezone(timedelta(hours=7))
STARTS, ENDS = time(7, 30), time(16, 0)


def employees(ayo: Ayo) -> Iterator[str]:
    """Ids of everybody in the contract, page by page."""
    cursor = ""
    while True:
        page = ayo.snapshot("employee", cursor)
        yield from (str(one["id"]) for one in page["records"])
        cursor = page["next"] or ""
        if not cursor:
            return


def seen(ids: list[str], day: date) -> list[dict[str, Any]]:
    """Most come before the hour and leave after it; some are late, some forget to check out, a few do not come."""
    found = []
    for employee_id in ids:
        chance = random.Random(f"{employee_id}/{day}")
        if chance.random() < 0.02:
            continue
        came = chance.randint(1, 50) if chance.random() < 0.08 else -chance.randint(0, 35)
        found.append(record(employee_id, day, "IN", STARTS, came))
        if chance.random() > 0.03:
            found.append(record(employee_id, day, "OUT", ENDS, chance.randint(0, 60)))
    return found


def record(employee_id: str, day: date, direction: str, at: time, minutes: int) -> dict[str, Any]:
    moment = datetime.combine(day, at, WIB) + timedelta(minutes=minutes)
    key = f"{day:%Y%m%d}-{direction}-{employee_id}"
    return {"key": key, "employee_id": employee_id, "at": moment.isoformat(), "direction": direction}


def send(ayo: Ayo, records: list[dict[str, Any]]) -> dict[str, int]:
    total = {"taken": 0, "known": 0, "refused": 0}
    for first in range(0, len(records), AT_ONCE):
        answer = ayo.ask("POST", "/api/performance/attendance", {"records": records[first : first + AT_ONCE]})
        total["taken"] += answer["taken"]
        total["known"] += answer["known"]
        total["refused"] += len(answer["refused"])
    return total


class Doors:
    """The machines of today: each look sends what was seen since the last one, with the faults of real machines."""

    def __init__(self, ayo: Ayo, *, is_calm: bool) -> None:
        self.ayo, self.is_calm = ayo, is_calm
        self.day: date | None = None
        self.ids: list[str] = []
        self.sent: dict[str, dict[str, Any]] = {}

    def look(self, now: datetime) -> dict[str, int]:
        """Send what is due by now and was not taken yet; what fails is due at the next look."""
        if self.day != now.date():
            self.ids, self.sent, self.day = sorted(employees(self.ayo)), {}, now.date()
        due = [one for one in seen(self.ids, now.date()) if one["key"] not in self.sent and _moment(one) <= now]
        told = send(self.ayo, due if self.is_calm else self._as_machines_do(due))
        self.sent |= {one["key"]: one for one in due}
        return told

    def _as_machines_do(self, due: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Out of order, some of it twice, and now and then somebody whom nobody employs."""
        if not due:
            return due
        again = random.sample(sorted(self.sent), min(len(self.sent), 3))
        stranger = record(str(uuid4()), date.fromisoformat(due[0]["at"][:10]), "IN", STARTS, 0)
        mixed = [*due, *(self.sent[key] for key in again), stranger]
        random.shuffle(mixed)
        return mixed


def _moment(one: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(one["at"])


async def stand_at_the_doors(ayo_url: str, key: str, *, is_calm: bool, every_s: float = 20) -> None:
    """Send what the machines see of today for as long as the demo city is open; whatever fails is sent later."""
    doors, before = Doors(Ayo(ayo_url, key), is_calm=is_calm), 0
    while True:
        with contextlib.suppress(AnsweredError, OSError, http.client.HTTPException):
            told = await asyncio.to_thread(_look_and_leave, doors)
            if told["taken"] and not before:
                print(f"sandbox: the machines at the doors have sent {told['taken']} records of today", flush=True)
            before += told["taken"]
        await asyncio.sleep(every_s)


def _look_and_leave(doors: Doors) -> dict[str, int]:
    """Whoever opened the connection closes it: the house may end while a thread is still asking."""
    try:
        return doors.look(datetime.now(WIB))
    finally:
        doors.ayo.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.machines", description=__doc__)
    url = os.environ.get("AYO_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    parser.add_argument("--url", default=url)
    parser.add_argument("--key", default=os.environ.get("AYO_KEY", ""), help="or AYO_KEY in the environment")
    parser.add_argument("--day", type=date.fromisoformat, default=datetime.now(WIB).date() - timedelta(days=1))
    parser.add_argument("--late", action="store_true", help="departures before arrivals")
    options = parser.parse_args()
    if not options.key:
        parser.error("a key is needed, with snapshot:read and attendance:write")
    ayo = Ayo(options.url, options.key)
    records = seen(sorted(employees(ayo)), options.day)
    if options.late:
        records.sort(key=lambda one: one["direction"], reverse=True)
    print(json.dumps(send(ayo, records)))


if __name__ == "__main__":
    main()
