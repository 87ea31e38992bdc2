"""A whole receiver for Ayo: run it with SECRET=whsec_… and give Ayo its /events and /digest (docs/exchange.md)."""

import json
import os
import sqlite3
from collections import defaultdict
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

WEBHOOK = Webhook(os.environ["SECRET"])
DB = sqlite3.connect(os.environ.get("FILE", "receiver.sqlite"))
for table in ("seen (id PRIMARY KEY, at)", "record (kind, id, version, body, PRIMARY KEY (kind, id))"):
    DB.execute(f"CREATE TABLE IF NOT EXISTS {table}")


def digest(asked: dict[str, Any]) -> dict[str, Any]:
    """Hashes of what is truly stored: of one bucket record by record, or of every bucket in short."""
    buckets = defaultdict(list)  # the bucket of a record is the first byte of the SHA-256 of its id
    for key, body in DB.execute("SELECT id, body FROM record WHERE kind = ? ORDER BY id", (asked["kind"],)):
        buckets[sha256(key.encode()).digest()[0]].append({"id": key, "hash": sha256(body.encode()).hexdigest()})
    if "bucket" in asked:
        return {**asked, "records": buckets[asked["bucket"]]}
    (position,) = DB.execute("SELECT coalesce(max(at), 0) FROM seen").fetchone()
    text = {b: "".join(f"{row['id']}:{row['hash']}\n" for row in buckets[b]).encode() for b in sorted(buckets)}
    short = [{"bucket": b, "count": len(buckets[b]), "hash": sha256(text[b]).hexdigest()} for b in text]
    return {"kind": asked["kind"], "position": str(position), "buckets": short}


def apply(event: dict[str, Any]) -> None:
    """Doubles by event id and older versions change nothing; reconciliation always overwrites."""
    data, heals = event["data"], event["ayoreason"] == "reconciliation"
    seen = (event["id"], int(event.get("ayoposition") or 0))
    new = DB.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", seen).rowcount
    if (new or heals) and event["ayoop"] in {"upsert", "withdraw", "merge"}:  # a merged record lives in its survivor
        body = json.dumps(data.get("record"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        row = {"version": 0, **data, "body": body, "anyway": heals or event["ayoop"] != "upsert"}
        DB.execute("DELETE FROM record WHERE kind = :kind AND id = :id AND (version < :version OR :anyway)", row)
        if event["ayoop"] == "upsert":
            DB.execute("INSERT OR IGNORE INTO record VALUES (:kind, :id, :version, :body)", row)


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        try:
            asked: Any = WEBHOOK.verify(self.rfile.read(int(self.headers["content-length"])), dict(self.headers))
            with DB:  # one transaction: everything is kept before we say 200
                status, answer = 200, digest(asked) if self.path == "/digest" else {}
                for event in [] if self.path == "/digest" else asked if isinstance(asked, list) else [asked]:
                    apply(event)
        except WebhookVerificationError:
            status, answer = 401, {"error": "signature"}
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())


HTTPServer(("127.0.0.1", int(os.environ.get("PORT", "9300"))), Receiver).serve_forever()
