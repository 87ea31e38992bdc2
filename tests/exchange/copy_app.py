"""An application that keeps a copy and answers for it, as docs/exchange.md says; it can be made to lie."""

import hashlib
import json
from typing import Any

from tests.exchange.receiver import Place, Reply, Request


class CopyApp:
    """Stores what it is sent, unless `lies`: then it says yes and stores nothing."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Any]] = {}
        self.versions: dict[str, int] = {}
        self.position = "0"
        self.seen: set[str] = set()
        self.lies = False

    def live_at(self, place: Place, digests: Place) -> "CopyApp":
        place.manners = self.take
        digests.manners = self.digest
        return self

    def take(self, request: Request) -> Reply:
        if self.lies:
            return Reply()
        for event in request.events:
            self.apply(event)
        return Reply()

    def apply(self, event: dict[str, Any]) -> None:
        if event["id"] in self.seen:
            return
        self.seen.add(event["id"])
        self.position = max(self.position, event["ayoposition"], key=int)
        subject, data = event["data"]["id"], event["data"]
        if event["ayoop"] == "withdraw":
            self.records.pop(subject, None)
        elif event["ayoop"] == "upsert":
            if event["ayoreason"] != "reconciliation" and data["version"] <= self.versions.get(subject, 0):
                return
            self.versions[subject] = data["version"]
            self.records[subject] = data["record"]

    def digest(self, request: Request) -> Reply:
        asked = json.loads(request.body)
        hashes = {
            subject: hashlib.sha256(
                json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            ).hexdigest()
            for subject, record in sorted(self.records.items())
        }
        if "bucket" in asked:
            records = [{"id": one, "hash": made} for one, made in hashes.items() if bucket(one) == asked["bucket"]]
            return said({**asked, "position": self.position, "records": records})
        buckets: dict[int, list[str]] = {}
        for one, made in hashes.items():
            buckets.setdefault(bucket(one), []).append(f"{one}:{made}\n")
        listed = [
            {"bucket": number, "count": len(lines), "hash": hashlib.sha256("".join(lines).encode()).hexdigest()}
            for number, lines in buckets.items()
        ]
        return said({"kind": asked["kind"], "position": self.position, "buckets": listed})


def bucket(record_id: str) -> int:
    return hashlib.sha256(record_id.encode()).digest()[0]


def said(answer: dict[str, Any]) -> Reply:
    return Reply(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})
