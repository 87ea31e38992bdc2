"""CloudEvents 1.0 as bytes: structured, batched and binary.

An event is written once and the same bytes serve every application that may see the same of it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import orjson

from ayo.exchange.data import Op, Reason

STRUCTURED = "application/cloudevents+json"
BATCH = "application/cloudevents-batch+json"
PLAIN = "application/json"


@dataclass(frozen=True, slots=True)
class Envelope:
    """One event as one application may see it, before it is written down in one of the three ways."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    position: int
    op: Op
    reason: Reason
    data: dict[str, Any]

    def attributes(self) -> dict[str, str]:
        return {
            "specversion": "1.0",
            "id": self.id,
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": rfc3339(self.time),
            "datacontenttype": PLAIN,
            "ayoposition": str(self.position),
            "ayoop": self.op.value,
            "ayoreason": self.reason.value,
        }

    def structured(self) -> bytes:
        return orjson.dumps({**self.attributes(), "data": self.data})

    def binary(self) -> tuple[dict[str, str], bytes]:
        attributes = self.attributes()
        content_type = attributes.pop("datacontenttype")
        headers = {f"ce-{name}": quote(value, safe=_HEADER_SAFE) for name, value in attributes.items()}
        return {"content-type": content_type, **headers}, orjson.dumps(self.data)


# The HTTP binding asks for per-cent encoding of space, quote, per cent and all that is not printable ASCII.
_HEADER_SAFE = "!#$&'()*+,/:;=?@[]^_`{|}~-.<>\\"


def batch(events: list[bytes]) -> bytes:
    return b"[" + b",".join(events) + b"]"


def rfc3339(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
