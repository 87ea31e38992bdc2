"""A load driver: changes phone numbers through Ayo's API at a chosen rate and says what that cost.

`python -m sandbox.load --key ayo_… --rate 200 --seconds 30`; the key needs persons:read and
persons:write, and a contract that grants `phone`.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import random
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sandbox.kit.client import AnsweredError, Ayo


@dataclass(slots=True)
class Result:
    took_ms: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    late: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, status: int, took_ms: float) -> None:
        with self.lock:
            self.statuses[status] += 1
            self.took_ms.append(took_ms)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.took_ms)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def people(url: str, key: str, wanted: int) -> list[str]:
    """Ids to write to, page by page until there are enough."""
    ids: list[str] = []
    ayo, cursor = Ayo(url, key), ""
    while len(ids) < wanted:
        page = ayo.ask("GET", f"/api/registry/persons?limit=100{f'&cursor={cursor}' if cursor else ''}")
        ids += [str(one["id"]) for one in page.get("items", page.get("records", []))]
        cursor = page.get("next") or ""
        if not cursor:
            break
    ayo.close()
    return ids[:wanted]


def drive(url: str, key: str, ids: list[str], *, rate: float, seconds: float, workers: int) -> Result:
    """Start each input at its own planned moment, so that a slow answer does not lower the rate it is asked for."""
    result, turns, start = Result(), itertools.count(), time.monotonic()
    total = int(rate * seconds)

    def work() -> None:
        ayo = Ayo(url, key, timeout=30)
        while (turn := next(turns)) < total:
            planned = start + turn / rate
            wait = planned - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            elif wait < -1:
                result.late += 1
            # Measured from the planned moment: waiting for a free worker is part of what a user would feel.
            result.add(write(ayo, random.choice(ids)), (time.monotonic() - planned) * 1000)
        ayo.close()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return result


def write(ayo: Ayo, person_id: str) -> int:
    phone = f"+62812{random.randrange(10**7, 10**8)}"
    try:
        ayo.ask(
            "PATCH",
            f"/api/registry/persons/{person_id}",
            {"phone": phone},
            {"idempotency-key": str(uuid.uuid4())},
        )
    except AnsweredError as error:
        return error.status
    except (OSError, http.client.HTTPException):
        return 0
    return 200


def report(result: Result, seconds: float) -> dict[str, Any]:
    return {
        "inputs": len(result.took_ms),
        "per_second": round(len(result.took_ms) / seconds, 1),
        "p50_ms": round(result.percentile(0.5), 1),
        "p95_ms": round(result.percentile(0.95), 1),
        "p99_ms": round(result.percentile(0.99), 1),
        "late_starts": result.late,
        "statuses": {str(status): count for status, count in sorted(result.statuses.items())},
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sandbox.load", description=__doc__)
    url = os.environ.get("AYO_URL") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    parser.add_argument("--url", default=url)
    parser.add_argument("--key", default=os.environ.get("AYO_KEY", ""), help="or AYO_KEY in the environment")
    parser.add_argument("--rate", type=float, default=100, help="inputs a second")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--workers", type=int, default=16)
    parser.add_argument("--people", type=int, default=1000, help="how many different people are changed")
    options = parser.parse_args()
    if not options.key:
        parser.error("a key is needed: ayo key create --scope persons:read --scope persons:write")
    ids = people(options.url, options.key, options.people)
    if not ids:
        parser.error("the key sees nobody")
    started = time.monotonic()
    result = drive(options.url, options.key, ids, rate=options.rate, seconds=options.seconds, workers=options.workers)
    print(json.dumps(report(result, time.monotonic() - started), indent=2))


if __name__ == "__main__":
    main()
